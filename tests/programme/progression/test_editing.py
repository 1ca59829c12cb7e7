"""What a professional changes: within the range and the open levels, at once, and never harder on a held day."""

from dataclasses import replace

import pytest
from tests.programme.progression.training import Trainee

from kilter.body.sides import Side
from kilter.programme.progression.checking import problems_of
from kilter.programme.progression.decisions import Hold
from kilter.programme.progression.logs import (
    ApprovalChosen,
    DoseSet,
    ExerciseLeftOut,
    ExerciseTakenIn,
    Load,
    LoadKind,
    Log,
    SetDone,
    Swapped,
)
from kilter.programme.progression.plan_of_day import main_work, session_of, work_of_day
from kilter.programme.progression.rulebook import Rulebook
from kilter.programme.progression.state import TrainingState
from kilter.programme.progression.swapping import choices_for

WHO = "Dr Careful"


@pytest.fixture
def trainee(state: TrainingState, book: Rulebook) -> Trainee:
    """The office worker on the first day."""
    return Trainee(state, book)


def first(trainee: Trainee) -> str:
    """The first exercise of the next session."""
    return next(exercise for _, exercise in main_work(session_of(trainee.state), trainee.state))


def dose(trainee: Trainee, **other: object) -> DoseSet:
    """The dose of the first exercise on its first side as it stands, with something else in it."""
    exercise = first(trainee)
    ladder = trainee.state.start.ladders[exercise]
    now = trainee.state.tracks[exercise, ladder.sides[0]].dose
    level = ladder.rungs[now.rung].level
    same = DoseSet(trainee.day(0), exercise, ladder.sides[0], level, now.sets, now.aim, WHO, "Looks tired.", now.load)
    return replace(same, **other)  # type: ignore[arg-type] # names of its own fields


def refused(trainee: Trainee, log: Log) -> list[str]:
    """Where something is wrong with a log."""
    return [problem.place for problem in problems_of(log, trainee.state, log.on, trainee.book)]


def test_a_dose_that_is_set_is_what_is_asked_for(trainee: Trainee) -> None:
    """At once, on that side alone, with the name and the reason in the decision."""
    ladder = trainee.state.start.ladders[first(trainee)]
    log = dose(trainee, aim=ladder.high)
    assert refused(trainee, log) == []

    (decision,) = trainee.log(log)

    assert decision.rule == "dose_by_professional"
    assert decision.inputs == (("who", WHO), ("why", "Looks tired."))
    works = [work for _, part in work_of_day(trainee.state, trainee.day(0), trainee.book.limits) for work in part]
    (work,) = [work for work in works if work.prescription.exercise == log.exercise]
    aims = {target.side: target.aim for target in work.targets}
    assert aims[log.side] == ladder.high
    assert {aim for side, aim in aims.items() if side is not log.side} <= {ladder.low}


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"aim": 1}, "log: aim"),
        ({"aim": 900}, "log: aim"),
        ({"sets": 9}, "log: sets"),
        ({"level": "flying"}, "log: level"),
        ({"why": "  "}, "log: why"),
        ({"load": Load(LoadKind.WEIGHT, 400.0)}, "log: load"),
        ({"exercise": "no_such_exercise"}, "log: exercise"),
    ],
)
def test_a_dose_outside_of_the_limits_is_refused(trainee: Trainee, wrong: dict[str, object], place: str) -> None:
    """Each fault is told with its place."""
    assert place in refused(trainee, dose(trainee, **wrong))


def test_the_wrong_side_is_refused(trainee: Trainee) -> None:
    """One side at a time, or both at once, as the exercise is done."""
    side = None if dose(trainee).side is not None else Side.LEFT

    assert refused(trainee, dose(trainee, side=side)) == ["log: side"]


def test_nothing_gets_harder_on_a_held_day_but_easier_it_may(trainee: Trainee) -> None:
    """Whoever asks: what holds the person back holds."""
    for number in range(3):
        trainee.session(2 * number, beyond=1)
    today = trainee.day(5)
    hold = Hold("hold_sharp", trainee.day(30))
    trainee.state = trainee.state.but(hold=hold)
    ladder = trainee.state.start.ladders[first(trainee)]
    harder = dose(trainee, on=today, aim=ladder.high)
    now = trainee.state.tracks[harder.exercise, harder.side].dose
    if now.aim == ladder.high:
        harder = replace(harder, sets=now.sets + 1)

    assert "log" in refused(trainee, harder)
    assert refused(trainee, dose(trainee, on=today, aim=ladder.low)) == []


def test_a_dose_is_not_changed_under_way(trainee: Trainee) -> None:
    """Once sets of it are done, the session goes on as it was asked for."""
    trainee.log(trainee.sets(trainee.day(0))[0])

    assert refused(trainee, dose(trainee)) == ["log: exercise"]


def test_what_is_left_out_is_asked_for_no_more_until_it_is_taken_in(trainee: Trainee) -> None:
    """It is in no session, its sets and swaps are refused, and it comes back where it stood."""
    exercise, on = first(trainee), trainee.day(0)
    before = {key: track for key, track in trainee.state.tracks.items() if key[0] == exercise}
    others = [name for _, name in main_work(session_of(trainee.state), trainee.state) if name != exercise]

    (decision,) = trainee.log(ExerciseLeftOut(on, exercise, WHO, "It hurts the knee."))

    assert decision.rule == "left_out_by_professional"
    assert [name for _, name in main_work(session_of(trainee.state), trainee.state)] == others
    level = trainee.state.start.ladders[exercise].rungs[0].level
    side = trainee.state.start.ladders[exercise].sides[0]
    assert "log: exercise" in refused(trainee, SetDone(on, exercise, level, side, 1, reps=5))
    for choice in choices_for(exercise, trainee.state)[:1]:
        assert refused(trainee, Swapped(on, exercise, choice)) == ["log: exercise"]
    assert refused(trainee, ExerciseLeftOut(on, exercise, WHO, "Again.")) == ["log: exercise"]

    trainee.log(ExerciseTakenIn(on, exercise, WHO))

    assert exercise in [name for _, name in main_work(session_of(trainee.state), trainee.state)]
    assert {key: track for key, track in trainee.state.tracks.items() if key[0] == exercise} == before
    assert refused(trainee, ExerciseTakenIn(on, exercise, WHO)) == ["log: exercise"]


def test_a_later_phase_loses_an_exercise_before_it_begins(trainee: Trainee) -> None:
    """What is to come can be left out too; what no phase plans cannot."""
    programme, tracked = trainee.state.start.programme, {name for name, _ in trainee.state.tracks}
    later = next(
        prescription.exercise
        for session in programme.phases[2].sessions
        for prescription, _ in main_work(session, trainee.state)
        if prescription.exercise not in tracked
    )

    assert refused(trainee, ExerciseLeftOut(trainee.day(0), later, WHO, "Not with this back.")) == []
    trainee.log(ExerciseLeftOut(trainee.day(0), later, WHO, "Not with this back."))
    assert all(
        name != later for session in programme.phases[2].sessions for _, name in main_work(session, trainee.state)
    )
    assert refused(trainee, ExerciseLeftOut(trainee.day(0), "no_such_exercise", WHO, "x")) == ["log: exercise"]


def test_sessions_go_on_without_what_is_left_out(trainee: Trainee) -> None:
    """Nothing is decided about it for as long as it is out."""
    exercise = first(trainee)
    trainee.log(ExerciseLeftOut(trainee.day(0), exercise, WHO, "It hurts."))

    made = trainee.session(0, beyond=1)

    assert exercise not in {decision.exercise for decision in made}
    assert "session_over" in {decision.rule for decision in made}


def test_approval_can_be_asked_for_later_and_no_longer(trainee: Trainee) -> None:
    """From then on what gets harder waits; what still waits when it is given up lapses."""
    assert refused(trainee, ApprovalChosen(trainee.day(0), wanted=False)) == ["log"]
    trainee.log(ApprovalChosen(trainee.day(0), wanted=True))
    for number in range(3):
        trainee.session(2 * number, beyond=3)
    waiting = dict(trainee.state.proposals)
    doses = {key: track.dose for key, track in trainee.state.tracks.items()}

    trainee.log(ApprovalChosen(trainee.day(5), wanted=False))

    assert waiting
    assert trainee.state.proposals == {}
    assert {key: track.dose for key, track in trainee.state.tracks.items()} == doses
    trainee.session(6, beyond=3)
    assert not trainee.state.proposals
