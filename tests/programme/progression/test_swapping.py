"""Another exercise by choice: only what fits the place, gently begun, and the way back."""

from dataclasses import replace

import pytest
from tests.programme.progression.training import Trainee

from kilter.programme.progression.checking import problems_of
from kilter.programme.progression.deciding import begin
from kilter.programme.progression.decisions import Change, Decision, Swap
from kilter.programme.progression.logs import Approved, SessionEnded, Swapped
from kilter.programme.progression.plan_of_day import main_work, session_of, work_of_day
from kilter.programme.progression.rulebook import Rulebook
from kilter.programme.progression.state import Start, TrainingState, apply, follow
from kilter.programme.progression.swapping import choices_for


@pytest.fixture
def trainee(state: TrainingState, book: Rulebook) -> Trainee:
    """The office worker on the first day."""
    return Trainee(state, book)


def exchangeable(trainee: Trainee) -> str:
    """An exercise of the next session for which there is another."""
    standing = [exercise for _, exercise in main_work(session_of(trainee.state), trainee.state)]
    return next(exercise for exercise in standing if choices_for(exercise, trainee.state))


def refused(trainee: Trainee, log: Swapped | Approved) -> list[str]:
    """What keeps a log from being taken."""
    return [problem.what for problem in problems_of(log, trainee.state, log.on, trainee.book)]


def test_what_may_take_a_place_serves_the_same_aim_and_stands_nowhere_else(trainee: Trainee) -> None:
    """Every choice treats something that the exercise treats, on the same sides, counted in the same way."""
    exercise = exchangeable(trainee)
    ladders, programme = trainee.state.start.ladders, trainee.state.start.programme
    sessions = [session for phase in programme.phases for session in phase.sessions]
    planned = {one.exercise for session in sessions for block in session.blocks for one in block.prescriptions}

    for choice in choices_for(exercise, trainee.state):
        assert set(ladders[choice].treats) & set(ladders[exercise].treats)
        assert (ladders[choice].sides, ladders[choice].timed) == (ladders[exercise].sides, ladders[exercise].timed)
        assert choice not in planned
    assert choices_for("no_such_exercise", trainee.state) == ()


def test_a_chosen_exercise_takes_the_place_and_begins_at_its_easiest_dose(trainee: Trainee) -> None:
    """From then on the session asks for it, with few sets at the low end; the decision names it."""
    exercise = exchangeable(trainee)
    by = choices_for(exercise, trainee.state)[0]

    (decision,) = trainee.log(Swapped(trainee.day(0), exercise, by))

    assert (decision.rule, decision.exercise, decision.inputs) == ("swap_by_choice", exercise, (("by", by),))
    works = [work for _, part in work_of_day(trainee.state, trainee.day(0), trainee.book.limits) for work in part]
    (work,) = [work for work in works if work.instead_of == exercise]
    ladder = trainee.state.start.ladders[by]
    assert work.prescription.exercise == by
    assert {target.aim for target in work.targets} == {ladder.low}
    made = trainee.session(0)
    assert by in {one.exercise for one in made}
    assert exercise not in {one.exercise for one in made}


def test_the_way_back_is_open_and_goes_on_where_it_was(trainee: Trainee) -> None:
    """The planned exercise is the first choice for its own place, and keeps the dose that it had reached."""
    sessions = trainee.state.start.programme.phases[0].sessions
    standing = [exercise for session in sessions for _, exercise in main_work(session, trainee.state)]
    exercise = next(one for one in standing if len(choices_for(one, trainee.state)) > 1)
    by, second = choices_for(exercise, trainee.state)[:2]
    for number in range(len(sessions)):
        trainee.session(2 * number, beyond=1)
    before = {key: track for key, track in trainee.state.tracks.items() if key[0] == exercise}
    trainee.log(Swapped(trainee.day(9), exercise, by))
    assert choices_for(by, trainee.state)[0] == exercise
    assert second in choices_for(by, trainee.state)

    trainee.log(Swapped(trainee.day(9), by, second))
    trainee.log(Swapped(trainee.day(9), second, exercise))

    assert {key: track for key, track in trainee.state.tracks.items() if key[0] == exercise} == before
    assert [one for session in sessions for _, one in main_work(session, trainee.state)] == standing
    assert trainee.state.swapped == {by: exercise, second: exercise}
    trainee.log(Swapped(trainee.day(9), exercise, by))
    assert trainee.state.swapped == {second: by, exercise: by}


def test_what_left_one_place_may_come_into_another(state: TrainingState) -> None:
    """The first place keeps what stands there now, and nothing stands for itself."""
    for number, swap in enumerate((Swap("a", "c"), Swap("c", "d"), Swap("b", "c")), start=1):
        change = Change(swap=swap)
        state = follow(state, Decision(f"c{number}", state.start.on, "swap_by_choice", 1, None, None, (), change))

    assert state.swapped == {"a": "d", "b": "c"}


def test_what_does_not_fit_is_refused_with_the_mend(trainee: Trainee) -> None:
    """Another aim, an exercise that stands there already, one that has been replaced, and one of no programme."""
    exercise, on = exchangeable(trainee), trainee.day(0)
    by = choices_for(exercise, trainee.state)[0]
    standing = [each for _, each in main_work(session_of(trainee.state), trainee.state) if each != exercise]

    assert refused(trainee, Swapped(on, exercise, standing[0])) == [
        f"“{standing[0]}” cannot take the place of “{exercise}”."
    ]
    assert refused(trainee, Swapped(on, exercise, exercise)) == [f"“{exercise}” cannot take the place of “{exercise}”."]
    assert "is not in this programme" in refused(trainee, Swapped(on, "no_such", by))[0]
    assert refused(trainee, Swapped(on, exercise, by)) == []
    trainee.log(Swapped(on, exercise, by))
    assert refused(trainee, Swapped(on, exercise, by)) == [f"“{exercise}” has been replaced."]


def test_what_was_begun_today_is_finished_first(trainee: Trainee) -> None:
    """With a set of it done, an exercise stays until the session is over."""
    exercise = exchangeable(trainee)
    by = choices_for(exercise, trainee.state)[0]
    trainee.log(next(done for done in trainee.sets(trainee.day(0)) if done.exercise == exercise))

    assert "are done already" in refused(trainee, Swapped(trainee.day(0), exercise, by))[0]
    trainee.log(SessionEnded(trainee.day(0)))
    assert refused(trainee, Swapped(trainee.day(0), exercise, by)) == []


def test_where_a_clinician_has_to_agree_a_choice_waits_and_a_professionals_does_not(
    start: Start, book: Rulebook
) -> None:
    """The person's wish is a proposal; a second one for the same newcomer cannot be agreed to any more."""
    asking = Trainee(begin(replace(start, approval=True)), book)
    exercise = exchangeable(asking)
    by = choices_for(exercise, asking.state)[0]
    asking.log(Swapped(asking.day(0), exercise, by))
    (waiting,) = asking.state.proposals
    assert asking.state.swapped == {}

    (decision,) = asking.log(Swapped(asking.day(0), exercise, by, who="Dr Example"))

    assert (decision.rule, decision.proposed) == ("swap_by_professional", False)
    assert asking.state.swapped == {exercise: by}
    assert refused(asking, Approved(asking.day(0), waiting)) == [f"“{exercise}” has been replaced."]


def test_replayed_a_swap_gives_the_very_same_state(trainee: Trainee) -> None:
    """What was logged and what was decided are enough."""
    first, exercise = trainee.state, exchangeable(trainee)
    log = Swapped(trainee.day(0), exercise, choices_for(exercise, first)[0])
    (decision,) = trainee.log(log)

    assert follow(apply(first, log), decision) == trainee.state
