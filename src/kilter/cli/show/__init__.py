"""Results on a terminal: tables and colour there, plain text in a pipe. One file a kind of result."""
