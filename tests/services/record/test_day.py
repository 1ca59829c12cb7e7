"""A day tells what to do and why, and nothing where there is nothing to do."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.services.record.kept import FIRST_SESSION, Kept, day

from kilter.body.sides import Side
from kilter.errors import UsageError
from kilter.knowledge.schema.people import Answer
from kilter.programme.programme import BlockKind
from kilter.programme.progression.logs import (
    Approved,
    Cleared,
    Morning,
    SafetyAnswered,
    SessionEnded,
    SessionSkipped,
    SetDone,
    SetsSkipped,
    SkipReason,
)
from kilter.programme.progression.state import Start
from kilter.services.record.day import DayKind, day_of
from kilter.services.screen import Screener


def test_the_first_day_has_a_session_and_asks_for_no_morning(kept: Kept) -> None:
    """Nothing was trained yet, so there is no morning after."""
    first = day_of(kept.record, day(0))

    assert (first.kind, first.morning_open, first.session, first.week) == (DayKind.TRAINING, False, "A", 1)
    assert [kind for kind, _ in first.parts] == list(BlockKind)


def test_the_weaker_side_stands_first(kept: Kept) -> None:
    """Each side of an exercise has its own line, the one to begin with first."""
    stretch = kept.work(0)[0]

    assert [ask.target.side for ask in stretch.asks] == [Side.LEFT, Side.RIGHT]
    assert stretch.prescription.first_side is Side.LEFT


def test_before_the_first_day_nothing_is_asked(kept: Kept) -> None:
    """A record may begin later than today."""
    assert day_of(kept.record, day(-3)).kind is DayKind.BEFORE


def test_a_session_under_way_knows_what_is_left(kept: Kept) -> None:
    """Sets that are done and what is left out are no longer asked for."""
    asked = day_of(kept.record, day(0)).left
    kept.log(SetDone(day(0), "squat", "stand_up", None, 1, reps=10))
    kept.log(SetsSkipped(day(0), "butterfly_stretch", None, SkipReason.TIME))

    now = day_of(kept.record, day(0))

    assert now.kind is DayKind.UNDER_WAY
    assert now.left == asked - 1 - 2


def test_the_day_after_is_one_of_rest_and_asks_for_the_morning(kept: Kept) -> None:
    """The same muscles rest for 48 hours; who wants to train may, so the session is there."""
    kept.session(0)

    after = day_of(kept.record, day(1))

    assert (after.kind, after.morning_open, after.next_on) == (DayKind.REST, True, day(2))
    assert after.left > 0


def test_a_morning_that_was_told_is_not_asked_again(kept: Kept) -> None:
    """One answer a day."""
    kept.session(0)
    kept.log(Morning(day(1), 1))

    assert not day_of(kept.record, day(1)).morning_open


@pytest.mark.parametrize("kind", [DayKind.DONE, DayKind.SKIPPED])
def test_a_day_that_is_over_says_so(kind: DayKind, kept: Kept) -> None:
    """Done and not done are both answers."""
    if kind is DayKind.DONE:
        kept.session(0)
    else:
        kept.log(SessionSkipped(day(0), SkipReason.ILLNESS))

    assert day_of(kept.record, day(0)).kind is kind


def test_every_exercise_and_side_says_why_it_is_as_it_is(kept: Kept) -> None:
    """The latest decision about each stands beside it, by its id."""
    kept.session(0, beyond=5)

    reasons = [
        ask.reason for item in kept.work(2) for ask in item.asks if item.exercise == "kneeling_hip_flexor_stretch"
    ]

    assert [reason.on for reason in reasons if reason is not None] == [day(0), day(0)]


def test_a_pause_tells_its_reason(kept: Kept) -> None:
    """A safety question answered with yes pauses, says why, and a professional's word ends it."""
    kept.log(SafetyAnswered(day(0), "cauda_equina", Answer.YES))

    paused = day_of(kept.record, day(1))
    kept.log(Cleared(day(1), "Dr Example"))

    assert paused.kind is DayKind.PAUSED
    assert paused.pause is not None
    assert paused.pause.rule == "refer_red_flag"
    assert day_of(kept.record, day(1)).kind is DayKind.TRAINING


def test_a_session_left_open_is_over_on_a_later_day(kept: Kept) -> None:
    """What its end will decide, and what a break will, is told before the next session begins."""
    for number in (1, 2):
        kept.log(SetDone(day(0), "squat", "stand_up", None, number, reps=10))

    later = day_of(kept.record, day(10))

    assert (later.kind, later.open_since) == (DayKind.TRAINING, day(0))
    assert any("10 days without a session" in said for said in later.coming)
    assert any(said.startswith("Squat: ") for said in later.coming)


def _without_activation(start: Start) -> Start:
    """The same, with the phase left out whose exercises are all known from the one before."""
    programme = start.programme
    return replace(start, programme=replace(programme, phases=(programme.phases[0], *programme.phases[2:])))


def test_the_first_set_of_a_phase_may_be_of_a_new_exercise(tmp_path: Path, screener: Screener) -> None:
    """The day shows the exercises of the phase that begins with its session, and the record takes them."""
    kept = Kept(tmp_path / "record.sqlite", screener, change=_without_activation)
    known = {exercise for exercise, _ in kept.record.state.tracks}
    number = 0
    while day_of(kept.record, day(number)).phase == 1:
        kept.session(number, beyond=5)
        number += 3
        assert number < 60, "the first phase does not end"

    new = next(item for item in kept.work(number) if item.exercise not in known)
    ask = new.asks[0]
    kept.log(SetDone(day(number), new.exercise, ask.target.level, ask.target.side, 1, reps=10))

    assert kept.record.state.phase == 1


def test_proposals_wait_with_their_ids(tmp_path: Path, screener: Screener) -> None:
    """Where a clinician has to agree, what would rise is listed until it is answered."""
    kept = Kept(tmp_path / "record.sqlite", screener, approval=True)
    kept.session(0, beyond=5)

    waiting = day_of(kept.record, day(2)).proposals
    kept.log(Approved(day(2), waiting[0].id, "Dr Example"))

    assert waiting
    assert len(day_of(kept.record, day(2)).proposals) == len(waiting) - 1


def test_an_empty_record_says_how_to_begin(kept: Kept, tmp_path: Path) -> None:
    """There is no day without a programme."""
    from kilter.adapters.record import SqliteEventStore  # noqa: PLC0415

    empty = type(kept.record)(SqliteEventStore(tmp_path / "empty.sqlite"), kept.record.catalogue)

    with pytest.raises(UsageError, match="kilter start"):
        day_of(empty, day(0))


def test_the_record_as_it_stands_ends_a_session_only_once(kept: Kept) -> None:
    """Looking at a day keeps nothing."""
    kept.file(FIRST_SESSION)
    before = kept.events

    day_of(kept.record, day(5))

    assert kept.events == before
    with pytest.raises(UsageError, match="No session has begun"):
        kept.log(SessionEnded(day(5)))
