"""Making a token, finding it again by what a call brings along, and ending it."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from kilter.errors import Problem, UsageError
from kilter.web.calls.models import Token
from kilter.web.calls.scopes import Scope
from kilter.web.people.models import Person

PREFIX = "kilter_"
"""By which people and scanners for leaked secrets know a token of ours."""
MOST = 20
"""Tokens a person."""
USED_EVERY = timedelta(minutes=5)
"""How exact the time of the last use is; more often would write on every reading."""


def make_token(person: Person, name: str, scopes: Collection[Scope], days: int) -> tuple[Token, str]:
    """Make a token that ends after some days.

    Returns:
        what is kept of it, and the token, which cannot be shown again.

    Raises:
        UsageError: the person has too many.
    """
    if Token.objects.filter(person=person).count() >= MOST:
        what = f"There are {MOST} tokens already."
        raise UsageError(Problem("tokens", what, "Revoke one that is no longer needed."))
    secret = PREFIX + secrets.token_urlsafe(32)
    kept = Token.objects.create(
        person=person,
        name=name,
        fingerprint=_fingerprint(secret),
        scopes=" ".join(scope for scope in Scope if scope in scopes),
        ends_at=timezone.now() + timedelta(days=days),
    )
    return kept, secret


def find_token(secret: str) -> Token | None:
    """The token that a call brings along, if there is one that has not ended and whose user may still sign in."""
    now = timezone.now()
    found = (
        Token.objects.select_related("person__user")
        .filter(fingerprint=_fingerprint(secret), ends_at__gt=now, person__user__is_active=True)
        .first()
    )
    if found is not None and (found.used_at is None or now - found.used_at > USED_EVERY):
        Token.objects.filter(pk=found.pk).update(used_at=now)
    return found


def tokens_of(person: Person) -> list[Token]:
    """A person's tokens, the newest first, those that have ended too."""
    return list(Token.objects.filter(person=person))


def revoke(person: Person, token: UUID) -> bool:
    """End a token of a person at once.

    Returns:
        whether there was one.
    """
    return bool(Token.objects.filter(person=person, pk=token).delete()[0])


def _fingerprint(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
