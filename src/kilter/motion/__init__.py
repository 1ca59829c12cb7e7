"""Arrays in, arrays out: signals, steps and their error from recorded movement."""
