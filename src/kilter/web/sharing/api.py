"""What other apps may ask of sharing: who may open what of whom, and to note that it was done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from kilter.adapters import clock
from kilter.errors import Problem, UsageError
from kilter.web.people.api import user_of
from kilter.web.people.models import Person, User
from kilter.web.sharing.codes import hash_of, new_code
from kilter.web.sharing.models import Access, Act, Invitation, Right, Share
from kilter.web.sharing.told import What

P = ParamSpec("P")
OPEN_DAYS = 7
"""How long a code can be taken up."""
MOST_OPEN = 10
"""Invitations that a person may have open at once."""


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation with its code, which is known this once."""

    code: str
    open_until: datetime


def invite(person: Person, *, called: str, right: Right, days: int, now: datetime) -> Invited:
    """Make a code that lets one clinician in.

    Args:
        person: whose record is opened; not the example person.
        called: the name by which the clinician knows the person.
        right: what the clinician may do.
        days: how long, from the day on which the code is taken up.
        now: the moment.

    Raises:
        UsageError: it is the example person, or too many invitations are open.
    """
    if person.example:
        raise UsageError(Problem("invitation", "The example person is made up.", "Invite somebody to your own record."))
    if invitations_of(person, now).count() >= MOST_OPEN:
        what = f"{MOST_OPEN} invitations are open already."
        raise UsageError(Problem("invitation", what, "Withdraw one that is not needed, then make another."))
    code, open_until = new_code(), now + timedelta(days=OPEN_DAYS)
    Invitation.objects.create(
        person=person,
        code_hash=hash_of(code),
        person_name=called,
        right=right,
        days=days,
        made_at=now,
        open_until=open_until,
    )
    return Invited(code, open_until)


def invitations_of(person: Person, now: datetime) -> "QuerySet[Invitation]":
    """The invitations of a person that can still be taken up."""
    return Invitation.objects.filter(person=person, open_until__gt=now).order_by("made_at")


def withdraw(person: Person, invitation_id: int) -> bool:
    """Withdraw an invitation; whether there was one."""
    deleted, _ = Invitation.objects.filter(person=person, pk=invitation_id).delete()
    return bool(deleted)


@transaction.atomic
def take_up(user: User, code: str, name: str, now: datetime) -> Share:
    """Take up an invitation; its code is worth nothing afterwards.

    Args:
        user: the clinician's account.
        code: as it was typed.
        name: by which the person will see the clinician.
        now: the moment.

    Raises:
        UsageError: nothing can be taken up with the code, or it is one's own.
    """
    invitation = Invitation.objects.filter(code_hash=hash_of(code), open_until__gt=now).select_related("person").first()
    if invitation is None:
        what = "This code opens nothing: it may be mistyped, used already, withdrawn or too old."
        raise UsageError(Problem("code", what, "Check it, or ask for a new one."))
    if invitation.person.user_id == user.pk:
        what = "This code is for somebody else: it was made from your own account."
        raise UsageError(Problem("code", what, "Give it to your clinician, who signs in with an account of their own."))
    taken, _ = Invitation.objects.filter(pk=invitation.pk).delete()
    if not taken:
        raise UsageError(Problem("code", "This code has just been used.", "Ask for a new one."))
    Share.objects.filter(person=invitation.person, clinician=user, ended_at__isnull=True).update(ended_at=now)
    return Share.objects.create(
        person=invitation.person,
        clinician=user,
        person_name=invitation.person_name,
        clinician_name=name,
        right=invitation.right,
        since=now,
        until=now + timedelta(days=invitation.days),
    )


def shares_of(person: Person) -> "QuerySet[Share]":
    """Everyone who may look or could, the latest first."""
    return Share.objects.filter(person=person).select_related("clinician").order_by("-since")


def someone_decides(person: Person, now: datetime) -> bool:
    """Whether somebody may approve what waits."""
    shares = Share.objects.filter(person=person, right=Right.DECIDE, ended_at__isnull=True, until__gt=now)
    return shares.exists()


def end_share(person: Person, share_id: UUID, now: datetime) -> bool:
    """End a share at once; whether there was one in force."""
    return bool(Share.objects.filter(person=person, pk=share_id, ended_at__isnull=True).update(ended_at=now))


def caseload_of(user: User, now: datetime) -> "QuerySet[Share]":
    """Everyone who lets a clinician look, by name."""
    shares = Share.objects.filter(clinician=user, ended_at__isnull=True, since__lte=now, until__gt=now)
    return shares.select_related("person", "clinician").order_by("person_name", "since")


def find_share(user: User, share_id: UUID, now: datetime, *, needs: Right = Right.LOOK) -> Share | None:
    """A share of a clinician that is in force and allows enough; None for whatever else there may be."""
    share = Share.objects.filter(clinician=user, pk=share_id).select_related("person", "clinician").first()
    if share is None or not share.in_force(now) or (needs is Right.DECIDE and not share.may_decide):
        return None
    return share


def note(share: Share, act: Act, what: What, now: datetime, about: str = "") -> None:
    """Note for the person that something of theirs was read or changed."""
    note_all([share], act, what, now, about)


def note_all(shares: Sequence[Share], act: Act, what: What, now: datetime, about: str = "") -> None:
    """Note the same for everyone of several people."""
    Access.objects.bulk_create(
        Access(
            person_id=share.person_id,
            at=now,
            by_id=share.clinician_id,
            by_name=share.clinician_name,
            by_email=share.clinician.email,
            act=act,
            what=what,
            about=about[:200],
        )
        for share in shares
    )


def accesses_of(person: Person) -> "QuerySet[Access]":
    """What others read and changed, the latest first."""
    return Access.objects.filter(person=person)


def opened(
    what: What, *, needs: Right = Right.LOOK
) -> Callable[[Callable[Concatenate[HttpRequest, Share, P], HttpResponse]], Callable[..., HttpResponse]]:
    """A view of a person who lets the clinician look; each call is noted, and to all others there is no such page."""

    def around(view: Callable[Concatenate[HttpRequest, Share, P], HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def checked(request: HttpRequest, share_id: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            now = clock.now()
            share = find_share(user_of(request), share_id, now, needs=needs)
            if share is None:
                raise Http404
            note(share, Act.READ, what, now)
            return view(request, share, *args, **kwargs)

        return checked

    return around


__all__ = [
    "Act",
    "Invited",
    "Right",
    "Share",
    "What",
    "accesses_of",
    "caseload_of",
    "end_share",
    "find_share",
    "invitations_of",
    "invite",
    "note",
    "note_all",
    "opened",
    "shares_of",
    "someone_decides",
    "take_up",
    "withdraw",
]
