"""The caseload: how everyone stands who lets a clinician look, those who need a look first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kilter.errors import KilterError
from kilter.screening.retest import DueStatus
from kilter.services.record.looking import Concern, Look, look_at
from kilter.services.record.retest import due_tests, story_of
from kilter.web.people.models import Person
from kilter.web.records.api import ends_of, record_of
from kilter.web.sharing.api import Share
from kilter.web.site.knowledge import catalogue, screener

KEPT_S = 24 * 3600
"""How long a line is kept; it is never older than the record, whose end is part of its key."""


class Filter(StrEnum):
    """Which of them are shown."""

    ALL = "all"
    LOOK = "look"
    WAITS = "waits"
    HURTS = "hurts"
    STALLS = "stalls"
    AWAY = "away"
    TRAINS = "trains"


FILTERS: dict[Filter, str | Promise] = {
    Filter.ALL: _("Everyone"),
    Filter.LOOK: _("Needs a look"),
    Filter.WAITS: _("Waits for approval"),
    Filter.HURTS: _("Hurts"),
    Filter.STALLS: _("Stalls"),
    Filter.AWAY: _("Not training"),
    Filter.TRAINS: _("Trains"),
}
CONCERNS: dict[Concern, str | Promise] = {
    Concern.PAUSED: _("Paused: to be seen first"),
    Concern.WAITS: _("Waits for approval"),
    Concern.REFERRED: _("Told to see somebody"),
    Concern.HURTS: _("Hurts"),
    Concern.STALLS: _("Stalls"),
    Concern.AWAY: _("Not training"),
}
SHOWS = {
    Filter.WAITS: Concern.WAITS,
    Filter.HURTS: Concern.HURTS,
    Filter.STALLS: Concern.STALLS,
    Filter.AWAY: Concern.AWAY,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person stands."""

    begun: bool
    look: Look | None
    """None before there is a programme, or where the record cannot be read."""
    next_retest: date | None
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the caseload."""

    share: Share
    standing: Standing

    @property
    def look(self) -> Look | None:
        """How it stands; None before there is a programme."""
        return self.standing.look

    @property
    def concerns(self) -> tuple[tuple[Concern, str | Promise], ...]:
        """Why a look is needed, in words."""
        return tuple((one, CONCERNS[one]) for one in self.look.concerns) if self.look is not None else ()

    def is_in(self, chosen: Filter) -> bool:
        """Whether a filter shows it."""
        if chosen is Filter.ALL:
            return True
        if self.look is None:
            return False
        if chosen is Filter.LOOK:
            return bool(self.look.concerns)
        if chosen is Filter.TRAINS:
            return not {Concern.AWAY, Concern.PAUSED} & set(self.look.concerns)
        return SHOWS[chosen] in self.look.concerns


def lines_of(shares: Sequence[Share], on: date) -> tuple[Line, ...]:
    """How everyone stands on a day; the most urgent first, then by name."""
    ends = ends_of([share.person for share in shares])
    lines = [Line(share, _standing(share.person, ends.get(share.person_id, 0), on)) for share in shares]
    return tuple(sorted(lines, key=_order))


def _order(line: Line) -> tuple[int, str]:
    """What cannot be read stands first, who has no programme yet last."""
    if not line.standing.readable:
        return -1, line.share.person_name
    return (len(Concern) + 1 if line.look is None else line.look.urgency), line.share.person_name


def _standing(person: Person, end: int, on: date) -> Standing:
    key = f"caseload:{person.pk}:{end}:{on}"
    kept = cache.get(key)
    if isinstance(kept, Standing):
        return kept
    standing = _read(person, on)
    if standing.readable:
        cache.set(key, standing, KEPT_S)
    return standing


def _read(person: Person, on: date) -> Standing:
    try:
        record = record_of(person)
        if not record.begun:
            return Standing(begun=False, look=None, next_retest=None)
        due = due_tests(story_of(record, screener()), catalogue(), on).due
        coming = min((one.due for one in due if one.status is not DueStatus.DONE), default=None)
        return Standing(begun=True, look=look_at(record, on), next_retest=coming)
    except KilterError:
        # One damaged record must not hide everybody else.
        return Standing(begun=False, look=None, next_retest=None, readable=False)
