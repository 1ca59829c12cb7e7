"""A record: what is logged is decided once, whoever else writes, and reads back as it was."""

from dataclasses import replace

import pytest
from tests.services.record.kept import Kept, day

from kilter.errors import IdTakenError, UsageError
from kilter.programme.progression.logs import Morning, SessionEnded
from kilter.services.record.events import Decided


def test_a_record_reads_back_as_it_was_live(kept: Kept) -> None:
    """Folded anew from its events it stands exactly where it stood."""
    kept.session(0, beyond=2)
    kept.log(Morning(day(1), pain=9))
    kept.session(2, pain=4)

    assert kept.another().state == kept.record.state


def test_the_same_entry_with_the_same_id_is_taken_in_once(kept: Kept) -> None:
    """Sent again after a lost answer, it brings the same decisions and nothing new."""
    morning, moment = Morning(day(1), pain=9), kept.moment()

    first = kept.record.log(morning, moment)
    before = kept.events
    again = kept.record.log(morning, moment)

    assert first
    assert again == first
    assert kept.events == before


def test_an_id_that_stands_for_something_else_is_refused(kept: Kept) -> None:
    """Another entry never passes for one that is kept: it would be lost."""
    morning, moment = Morning(day(1), pain=9), kept.moment()
    kept.record.log(morning, moment)
    before = kept.events

    with pytest.raises(IdTakenError):
        kept.record.log(replace(morning, pain=2), moment)

    assert kept.events == before


def test_who_read_before_another_wrote_decides_anew(kept: Kept) -> None:
    """Both entries are kept, and the second was decided in the light of the first."""
    late = kept.another()
    kept.log(Morning(day(1), pain=9))

    decided = late.log(Morning(day(2), pain=9), kept.moment())

    assert "refer_mornings_running" in [one.decision.rule for one in decided]
    assert [one.on for one in late.state.mornings] == [day(1), day(2)]


def test_a_session_that_was_left_open_is_ended_before_the_next_begins(kept: Kept) -> None:
    """The first set of a later day brings the decisions on the earlier session with it."""
    (first, *_), later = kept.sets(0), kept.sets(2)[0]
    kept.log(first)

    decided = kept.log(later)

    ends = [body for _, body in kept.record.history if isinstance(body, SessionEnded)]
    assert [end.on for end in ends] == [day(0)]
    assert "session_over" in [one.decision.rule for one in decided]


def test_undo_takes_back_the_last_entry_with_its_decisions(kept: Kept) -> None:
    """The record stands where it stood before, and the entry can be made again."""
    kept.session(0)
    before = kept.record.state
    kept.log(Morning(day(1), pain=9))

    gone = kept.undo()

    assert gone == Morning(day(1), pain=9)
    assert kept.record.state == before
    causes = {body.cause for _, body in kept.record.history if isinstance(body, Decided)}
    assert causes <= {stored.id for stored, _ in kept.record.history}
    assert kept.log(Morning(day(1), pain=1)) == ()


def test_the_same_undo_with_the_same_id_takes_back_once(kept: Kept) -> None:
    """Sent again after a lost answer, it tells what went the first time and takes nothing more."""
    kept.log(Morning(day(1), pain=1))
    kept.log(Morning(day(2), pain=2))
    moment = kept.moment()

    first = kept.record.undo(moment)
    before = kept.events
    again = kept.record.undo(moment)

    assert first == again == Morning(day(2), pain=2)
    assert kept.events == before
    assert list(kept.record.state.mornings) == [Morning(day(1), pain=1)]


def test_what_does_not_fit_is_refused_and_nothing_is_kept(kept: Kept) -> None:
    """A session cannot end that has not begun."""
    before = kept.events

    with pytest.raises(UsageError, match="No session has begun"):
        kept.log(SessionEnded(day(0)))

    assert kept.events == before
