"""What can be opened of a person, and what was, in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kilter.web.sharing.models import Access, Act


class What(StrEnum):
    """Something of a person that another may read or change."""

    CASELOAD = "caseload"
    PERSON = "person"
    FINDINGS = "findings"
    PROGRAMME = "programme"
    HISTORY = "history"
    PROGRESS = "progress"
    DECISION = "decision"
    REPORT = "report"
    LETTER = "letter"
    SETS = "sets"


WORDS: Mapping[str, str | Promise] = {
    What.CASELOAD: _("how you are doing, in the list of everyone"),
    What.PERSON: _("your page"),
    What.FINDINGS: _("what was found"),
    What.PROGRAMME: _("your programme"),
    What.HISTORY: _("what you did, day by day"),
    What.PROGRESS: _("your progress"),
    What.DECISION: _("a decision"),
    What.REPORT: _("your report"),
    What.LETTER: _("your letter"),
    What.SETS: _("a set that was coached by camera"),
}


def words_for(what: str) -> str | Promise:
    """What was opened, in words; what an older or newer Kilter noted stands as it is."""
    return WORDS.get(what, what)


@dataclass(frozen=True, slots=True)
class Noted:
    """The same thing done by the same clinician, once or several times running."""

    name: str
    email: str
    act: Act
    what: str | Promise
    about: str
    first: datetime
    last: datetime
    times: int

    @property
    def did(self) -> str | Promise:
        """What was done, as a verb."""
        return self.act.label


def days_noted(accesses: Iterable[Access]) -> Iterator[tuple[date, list[Noted]]]:
    """What was done, day by day, the latest first; the same thing several times running in one line."""
    for day, of_day in groupby(accesses, key=lambda one: one.at.date()):
        noted = []
        for _same, group in groupby(of_day, key=lambda one: (one.by_id, one.by_name, one.act, one.what, one.about)):
            own = list(group)
            one = own[0]
            noted.append(
                Noted(
                    name=one.by_name,
                    email=one.by_email,
                    act=Act(one.act),
                    what=words_for(one.what),
                    about=one.about,
                    first=own[-1].at,
                    last=one.at,
                    times=len(own),
                )
            )
        yield day, noted
