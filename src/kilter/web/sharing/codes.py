"""Codes of invitations: made, tidied up as they were typed, and hashed; a hundred random bits cannot be guessed."""

import hashlib
import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: none is taken for another."""
LENGTH = 20
GROUP = 5
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """A code, in groups that can be read aloud."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def hash_of(typed: str) -> str:
    """What is kept of a code, however it was typed: with spaces, in small letters, or with an O for a zero."""
    letters = "".join(letter for letter in typed.upper().translate(_MISREAD) if letter in LETTERS)
    return hashlib.sha256(letters.encode()).hexdigest()
