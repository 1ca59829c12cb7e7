"""The live coach: frames and commands in, events out; it reads no clock and does nothing by itself."""
