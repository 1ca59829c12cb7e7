"""What is asked for while nothing may rise, after a break, and of an extra set: found wanting by virtual people."""

from dataclasses import replace

import pytest
from tests.programme.progression.climbing import case, track, work
from tests.programme.progression.training import Trainee

from kilter.body.sides import PerSide, Side
from kilter.programme.programme import BlockKind, Prescription
from kilter.programme.progression.dose import Dose, Key, Track, no_harder
from kilter.programme.progression.judging import judge
from kilter.programme.progression.limits import Limits
from kilter.programme.progression.logs import Load, LoadKind, PainKind
from kilter.programme.progression.plan_of_day import asked_of, main_work, session_of, targets_of
from kilter.programme.progression.tracks import begun


@pytest.fixture
def trainee(state, book) -> Trainee:  # type: ignore[no-untyped-def] # fixtures of conftest
    """The office worker on the first day."""
    return Trainee(state, book)


def _first(trainee: Trainee) -> tuple[Prescription, Key]:
    prescription, exercise = next(main_work(session_of(trainee.state), trainee.state))
    return prescription, (exercise, trainee.state.start.ladders[exercise].sides[0])


def _with(trainee: Trainee, key: Key, changed: Track) -> None:
    trainee.state = replace(trainee.state, tracks={**trainee.state.tracks, key: changed})


def test_a_rise_earned_before_a_stop_sign_waits_until_the_week_is_over(trainee: Trainee) -> None:
    """Earned on Monday, stopped on Wednesday: Friday asks for what Monday asked."""
    prescription, key = _first(trainee)
    on_track = trainee.state.tracks[key]
    before = replace(on_track.dose, rung=on_track.dose.rung - 1)
    _with(trainee, key, replace(on_track, asked=before))
    (first, *_) = trainee.sets(trainee.day(2))
    other = replace(first, pain=2, pain_kind=PainKind.SHARP)

    free = asked_of(trainee.state.tracks[key], prescription, key[1], trainee.state, trainee.day(4), trainee.book.limits)
    trainee.log(other)
    held = asked_of(trainee.state.tracks[key], prescription, key[1], trainee.state, trainee.day(4), trainee.book.limits)
    later = asked_of(
        trainee.state.tracks[key], prescription, key[1], trainee.state, trainee.day(9), trainee.book.limits
    )

    assert (free.rung, held.rung, later.rung) == (on_track.dose.rung, before.rung, on_track.dose.rung)


def test_no_harder_caps_level_load_and_sets(limits: Limits) -> None:
    """Whatever is lower already stays."""
    red, yellow = Load(LoadKind.BAND, colour="red"), Load(LoadKind.BAND, colour="yellow")

    assert no_harder(Dose(3, 2, 10), Dose(2, 3, 14), limits) == Dose(2, 2, 14)
    assert no_harder(Dose(2, 3, 10, red), Dose(2, 2, 15, yellow), limits) == Dose(2, 2, 10, yellow)
    assert no_harder(Dose(1, 3, 12, red), Dose(2, 3, 15), limits) == Dose(1, 3, 12, red)
    assert no_harder(Dose(3, 2, 10, yellow), Dose(2, 2, 15, red), limits) == Dose(2, 2, 15, yellow)
    assert no_harder(Dose(3, 2, 10, red), Dose(2, 2, 15, yellow), limits) == Dose(2, 2, 15, yellow)


def test_after_a_break_the_way_back_is_shorter_than_the_way_up(limits: Limits) -> None:
    """The dose that was left is taken up again once a session goes well; it is not earned anew."""
    away = track(aim=10, back_from=(Dose(2, 3, 15),), away=True)
    verdict = judge(case(limits, away, work(least=10)))

    assert verdict.rule == "restore_after_break"
    assert (verdict.track.dose.rung, verdict.track.dose.aim) == (2, 10)


def test_repetitions_left_in_reserve_lift_the_aim_as_those_done_do(limits: Limits) -> None:
    """Who does the ten that are asked for, and has two more in reserve than asked, is given twelve."""
    assert judge(case(limits, track(aim=10), work(least=10, reserve=9))).track.dose.aim == 12
    assert judge(case(limits, track(aim=10), work(least=10, reserve=2))).track.dose.aim == 11


def test_one_fault_in_ten_is_not_fewer_than_ten(trainee: Trainee) -> None:
    """A set that was clean enough counts in full; before, it counted as too few, and twice so as too hard."""
    for number in (0, 7):
        on = trainee.day(number)
        for done in trainee.sets(on):
            trainee.log(done if done.clean_reps is None else replace(done, clean_reps=done.clean_reps - 1))

    assert "hold_too_few" not in trainee.rules()


def test_an_extra_set_on_the_weaker_side_is_asked_for(trainee: Trainee) -> None:
    """It stands beside what the week allows, from the first session on."""
    prescription = next(
        p
        for session in trainee.state.start.programme.phases[0].sessions
        for p in session.prescriptions(BlockKind.MAIN)
        if p.first_side is Side.LEFT and trainee.state.start.ladders[p.exercise].fewest_sets == 2
    )
    extra = replace(prescription, sets=PerSide(3, 2))
    ladder = trainee.state.start.ladders[extra.exercise]
    tracks: dict[Key, Track] = {(extra.exercise, side): begun(ladder, extra, side) for side in Side}
    state = replace(trainee.state, tracks={**trainee.state.tracks, **tracks})
    targets = targets_of(extra, extra.exercise, state, trainee.day(0), trainee.book.limits)

    assert [(one.side, one.sets) for one in targets] == [(Side.LEFT, 3), (Side.RIGHT, 2)]
