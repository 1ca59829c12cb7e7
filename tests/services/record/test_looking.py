"""Who needs a look: what hurts, waits, stands still or has stopped is told, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.services.record.kept import Kept, day

from kilter.programme.progression.logs import Cleared, Morning, PainKind
from kilter.services.record.looking import Concern, Direction, look_at
from kilter.services.screen import Screener

SESSIONS = (0, 2, 4, 7, 9, 11)


def test_who_trains_without_trouble_needs_no_look(kept: Kept) -> None:
    """Two weeks as planned: nothing to tell but how it goes."""
    for number in SESSIONS:
        kept.session(number)

    look = look_at(kept.record, day(12))

    assert look.concerns == ()
    assert (look.done, look.planned) == (6, 6)
    assert (look.last_session_on, look.worst_lately, look.direction) == (day(11), 0, Direction.LEVEL)


def test_the_first_days_ask_for_no_more_than_they_hold(kept: Kept) -> None:
    """On the first day nobody is behind."""
    look = look_at(kept.record, day(0))

    assert look.concerns == ()
    assert (look.done, look.planned, look.last_session_on, look.direction) == (0, 0, None, None)


@pytest.mark.parametrize(("pain", "hurts"), [(2, False), (4, True)])
def test_pain_above_what_training_may_go_on_with_hurts(kept: Kept, *, pain: int, hurts: bool) -> None:
    """A session with more than the rules accept is told for two weeks."""
    kept.session(0, pain=pain)

    assert (Concern.HURTS in look_at(kept.record, day(1)).concerns) is hurts
    assert Concern.HURTS not in look_at(kept.record, day(14)).concerns


def test_a_bad_morning_hurts(kept: Kept) -> None:
    """A morning well above the ordinary ones counts like a session."""
    kept.session(0)
    usual = kept.record.state.start.usual_pain
    kept.log(Morning(day(1), min(10, usual + 4)))

    assert Concern.HURTS in look_at(kept.record, day(1)).concerns


def test_rising_pain_is_told(kept: Kept) -> None:
    """Three sessions are compared with the three before."""
    for number, pain in zip(SESSIONS, (0, 0, 1, 2, 2, 2), strict=True):
        kept.session(number, pain=pain)

    look = look_at(kept.record, day(12))

    assert look.pains == (0, 0, 1, 2, 2, 2)
    assert look.direction is Direction.UP


def test_who_has_stopped_is_told(kept: Kept) -> None:
    """More than a week without a session."""
    kept.session(0)

    assert look_at(kept.record, day(7)).concerns == ()
    assert look_at(kept.record, day(8)).concerns == (Concern.AWAY,)


def test_a_pause_comes_first_and_ends_when_cleared(kept: Kept) -> None:
    """Whoever is paused stands before all others, and is not called away."""
    first = kept.sets(0)[0]
    kept.log(replace(first, pain=9, pain_kind=PainKind.GIVING_WAY))
    kept.log(replace(first, number=2, pain=9, pain_kind=PainKind.GIVING_WAY))
    if kept.record.state.pause is None:
        kept.session(2, pain=9)
    paused = look_at(kept.record, day(20))

    kept.log(Cleared(day(20), "Dr Careful"))

    assert paused.concerns[0] is Concern.PAUSED
    assert Concern.AWAY not in paused.concerns
    assert paused.urgency == 0
    assert Concern.PAUSED not in look_at(kept.record, day(20)).concerns


def test_what_waits_for_approval_is_counted(tmp_path: Path, screener: Screener) -> None:
    """Rises that a clinician wants to see first."""
    kept = Kept(tmp_path / "record.sqlite3", screener, approval=True)
    for number in SESSIONS:
        kept.session(number, beyond=3)

    look = look_at(kept.record, day(11))

    assert look.waiting == len(kept.record.state.proposals) > 0
    assert look.concerns[0] is Concern.WAITS


def test_a_standstill_is_told(kept: Kept) -> None:
    """Who does what is asked for and never more stands still at the top of the range, and that is told before long."""
    allowed = kept.record.book.limits.plateau_sessions
    seen = []
    for number in range(0, 42, 2):
        kept.session(number)
        look = look_at(kept.record, day(number))
        seen.append((Concern.STALLS in look.concerns, max(track.still for track in kept.record.state.tracks.values())))

    told = [stalls for stalls, _ in seen]
    assert any(told)
    assert not any(told[: allowed - 1])
    assert seen[told.index(True)][1] >= allowed - 1
