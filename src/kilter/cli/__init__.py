"""The command line: one file a command; each parses, calls a service, shows the result and sets the exit code."""
