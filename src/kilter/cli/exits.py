"""The exit codes of the command line."""

WRONG_INPUT = 2
"""The input, or the call, is wrong; the message says where and how to mend it."""
STOPPED_BY_TRIAGE = 3
"""Triage calls for a professional first: a letter instead of a programme."""
INTERNAL = 70
"""A fault in Kilter itself."""
INTERRUPTED = 130
"""The person broke off; what was typed is kept."""
READER_GONE = 1
"""How the libraries end when nobody reads the output any more; turned into 0."""
