"""What a report is told of a record."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from tests.services.record.kept import Kept, day

from kilter.errors import UsageError
from kilter.programme.progression.logs import Morning, SetDone
from kilter.services.record.reporting import told_of_record
from kilter.services.screen import Screener


def test_what_was_taken_back_is_not_told(kept: Kept, screener: Screener) -> None:
    """The story holds only what is in force."""
    kept.log(Morning(day(0), 3))
    kept.undo()

    told = told_of_record(kept.record, screener, day(1))

    assert told.logs == ()
    assert told.decisions == ()


def test_decisions_come_with_the_words_of_their_day(kept: Kept, screener: Screener) -> None:
    """What was said and cited then is what is told, with the same for a letter."""
    item = kept.work(0)[0]
    target = item.asks[0].target
    kept.log(SetDone(day(0), item.exercise, target.level, target.side, 1, seconds=10, pain=8))

    told = told_of_record(kept.record, screener, day(1))

    [referred] = told.referring
    assert referred.decision.rule == "refer_strong_pain"
    assert "see a professional" in referred.say
    assert referred.to_professional == "Pain of 8 out of 10 during an exercise."


def test_other_knowledge_is_refused_by_name(kept: Kept, screener: Screener) -> None:
    """A record that was begun with exercises or tests of one's own asks for the folder they are in."""
    catalogue = screener.catalogue
    tests = MappingProxyType({key: test for key, test in catalogue.tests.items() if key != "knee_to_wall"})
    other = replace(screener, catalogue=replace(catalogue, tests=tests))

    with pytest.raises(UsageError, match="knee_to_wall") as refused:
        told_of_record(kept.record, other, day(1))

    assert "--knowledge DIR" in refused.value.problems[0].mend
