"""Numbers for sources, given in the order in which the report first cites them."""

from collections.abc import Iterable, Mapping

from kilter.exchange.report.document import SourceRow
from kilter.exchange.report.pieces import Pair, Said
from kilter.exchange.report.words import GRADE_WORDS, listed
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.citing import Cited, Grade, Source
from kilter.screening.triage import TriageReason


class Citations:
    """The sources cited so far."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._sources = catalogue.sources
        self._grades: dict[str, set[Grade]] = {}

    def cite(self, sources: Iterable[str], grade: Grade | str | None = None) -> tuple[int, ...]:
        """The numbers of some sources, ascending; new ones get the next.

        Args:
            sources: ids of sources.
            grade: how what is cited was obtained, where one grade holds for it.
        """
        for source in sources:
            grades = self._grades.setdefault(source, set())
            if grade is not None:
                grades.add(Grade(grade))
        known = list(self._grades)
        return tuple(sorted(known.index(source) + 1 for source in dict.fromkeys(sources)))

    def known(self, sources: Iterable[str]) -> tuple[str, ...]:
        """Those of some sources that today's knowledge holds; an older record may cite others."""
        return tuple(source for source in sources if source in self._sources)

    def say(self, text: str, cited: Cited) -> Said:
        """A sentence with the sources of what it says."""
        return Said(text, self.cite(cited.sources, cited.grade))

    def reason(self, text: str, reason: TriageReason, catalogue: Catalogue) -> Said:
        """A reason for triage, told to the person or to the professional, with the grade of its rule."""
        tables: dict[str, Mapping[str, Cited]] = {
            "red_flag": catalogue.red_flags,
            "triage_rule": catalogue.triage_rules,
            "precaution": catalogue.precautions,
        }
        return Said(text, self.cite(reason.sources, tables[reason.kind][reason.id].grade))

    def rows(self) -> tuple[SourceRow, ...]:
        """The list of sources."""
        return tuple(
            _row(number, self._sources[source], grades)
            for number, (source, grades) in enumerate(self._grades.items(), start=1)
        )

    def grades(self) -> tuple[Pair, ...]:
        """The grade words used so far, with their meaning."""
        used = set().union(*self._grades.values())
        return tuple(Pair(*GRADE_WORDS[grade]) for grade in Grade if grade in used)


def _row(number: int, source: Source, grades: set[Grade]) -> SourceRow:
    before, _, after = source.citation.partition(f" doi:{source.doi}") if source.doi else (source.citation, "", "")
    words = listed(GRADE_WORDS[grade][0] for grade in Grade if grade in grades)
    return SourceRow(number, before, source.doi or "", after, words)
