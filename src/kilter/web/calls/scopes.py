"""What a token may be for."""

from enum import StrEnum


class Scope(StrEnum):
    """One kind of call; each operation needs exactly one of them."""

    READ = "read"
    """See what the pages show."""
    WRITE = "write"
    """Answer, plan, log, take back, bring in."""
    EXPORT = "export"
    """Take everything along in one file."""
    ERASE = "erase"
    """Remove everything for good."""
