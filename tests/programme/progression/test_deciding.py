"""What follows from what is logged: sets, sessions, mornings, breaks, phases, answers and results."""

from dataclasses import replace

import pytest
from tests.programme.progression.training import Trainee, results

from kilter.body.sides import Side
from kilter.knowledge.schema.people import Answer
from kilter.programme.progression.deciding import begin, preview
from kilter.programme.progression.holding import held_by
from kilter.programme.progression.logs import (
    Approved,
    Cleared,
    FaultSeen,
    GoalScored,
    Morning,
    PainKind,
    Refused,
    Result,
    Retested,
    SafetyAnswered,
    SessionEnded,
    SessionSkipped,
    SetsSkipped,
    SkipReason,
    Went,
)
from kilter.programme.progression.plan_of_day import keys_of, phase_of, session_of, work_of_day
from kilter.programme.progression.rulebook import Rulebook
from kilter.programme.progression.state import Start, TrainingState


@pytest.fixture
def trainee(state: TrainingState, book: Rulebook) -> Trainee:
    """The office worker on the first day."""
    return Trainee(state, book)


def test_a_good_session_raises_aims_and_moves_on_to_the_next(trainee: Trainee) -> None:
    """Every exercise and side of it is judged; the session counts as done."""
    made = trainee.session(0, beyond=1)

    assert {decision.rule for decision in made} == {"raise_aim", "session_over"}
    assert trainee.state.next_session == 1
    assert [done.name for done in trainee.state.done] == ["A"]


def test_exercises_that_were_left_out_are_told_and_never_progress(trainee: Trainee) -> None:
    """One set of one exercise, and the session is ended."""
    first, *_ = trainee.sets(trainee.day(0))
    trainee.log(first)
    made = trainee.log(SessionEnded(trainee.day(0)))

    left_out = [decision for decision in made if decision.rule == "hold_not_all_done"]
    assert len(left_out) >= len(keys_of(session_of(begin(trainee.state.start)), trainee.state)) - 1


def test_skipping_an_exercise_opens_the_session_and_keeps_its_reason(trainee: Trainee) -> None:
    """Skipped for want of time: it stays as it is."""
    exercise, side = keys_of(session_of(trainee.state), trainee.state)[0]
    trainee.log(SetsSkipped(trainee.day(0), exercise, side, SkipReason.TIME))

    assert trainee.state.session is not None
    assert trainee.state.session.skipped == {(exercise, side): SkipReason.TIME}


def test_a_stop_sign_ends_the_session_and_holds_everything_for_a_week(trainee: Trainee) -> None:
    """Sharp pain, whatever its number."""
    first, *_ = trainee.sets(trainee.day(0))
    made = trainee.log(replace(first, pain=2, pain_kind=PainKind.SHARP))

    assert [decision.rule for decision in made] == ["stop_session"]
    assert held_by(trainee.state, trainee.day(6), trainee.book) == "hold_sharp"
    assert held_by(trainee.state, trainee.day(7), trainee.book) == ""


def test_within_a_week_of_a_stop_sign_no_session_raises_anything(trainee: Trainee) -> None:
    """Two perfect sessions, and not one dose has risen."""
    first, *_ = trainee.sets(trainee.day(0))
    trainee.log(replace(first, pain_kind=PainKind.CATCHING))
    trainee.log(SessionEnded(trainee.day(0)))
    before = trainee.state.tracks
    trainee.session(2, beyond=3)
    trainee.session(4, beyond=3)

    assert all(trainee.state.tracks[key].dose == track.dose for key, track in before.items())


def test_a_second_stop_sign_soon_after_sends_to_a_professional(trainee: Trainee) -> None:
    """If it comes again next time, see a professional before you go on."""
    for number in (0, 2):
        first, *_ = trainee.sets(trainee.day(number))
        trainee.log(replace(first, pain_kind=PainKind.SHARP))
        trainee.log(SessionEnded(trainee.day(number)))

    assert trainee.state.pause is not None
    assert trainee.state.referred == ("refer_stop_sign_again",)


@pytest.mark.parametrize(
    ("pain", "kind", "rule"),
    [(6, PainKind.ACHE, "refer_strong_pain"), (1, PainKind.GIVING_WAY, "refer_giving_way")],
)
def test_strong_pain_and_giving_way_pause_at_once(trainee: Trainee, pain: int, kind: PainKind, rule: str) -> None:
    """The programme rests until a professional has cleared it; then it goes on, still held."""
    first, *_ = trainee.sets(trainee.day(0))
    trainee.log(replace(first, pain=pain, pain_kind=kind))

    assert trainee.state.referred == (rule,)
    assert held_by(trainee.state, trainee.day(30), trainee.book) == "hold_safety"
    trainee.log(Cleared(trainee.day(1), by="physiotherapist"))
    assert trainee.state.pause is None
    assert held_by(trainee.state, trainee.day(3), trainee.book) == "hold_sharp"


def test_pain_of_four_stops_the_exercise_and_steps_back_that_side_alone(trainee: Trainee) -> None:
    """The other side, and all other exercises, go their way."""
    sets = trainee.sets(trainee.day(0), beyond=1)
    left = next(done for done in sets if done.side is Side.LEFT)
    for done in sets:
        hurts = (done.exercise, done.side) == (left.exercise, left.side)
        trainee.log(replace(done, pain=4 if hurts else 0))
    made = trainee.log(SessionEnded(trainee.day(0)))

    by_key = {(decision.exercise, decision.side): decision.rule for decision in made}
    assert "stop_exercise" in trainee.rules()
    assert by_key[left.exercise, Side.LEFT] == "step_back_pain"
    assert by_key[left.exercise, Side.RIGHT] == "raise_aim"


def test_the_same_fault_twice_is_told_after_the_set(trainee: Trainee, book: Rulebook) -> None:
    """Only faults with which a repetition does not count."""
    done = next(one for one in trainee.sets(trainee.day(0)) if book.majors[one.exercise])
    fault = sorted(book.majors[done.exercise])[0]
    before = [one for one in trainee.sets(trainee.day(0)) if (one.exercise, one.side) == (done.exercise, done.side)]
    made = trainee.log(replace(before[0], faults=(FaultSeen(fault, 2),)))

    assert [decision.rule for decision in made] == ["stop_set_form"]


def test_a_bad_morning_eases_the_week_and_two_running_refer(trainee: Trainee) -> None:
    """Two points above the usual 1."""
    trainee.session(0)
    rules = [decision.rule for decision in trainee.log(Morning(trainee.day(1), pain=3))]
    eased = [
        work.targets[0].aim
        for _, works in work_of_day(trainee.state, trainee.day(2), trainee.book.limits)
        for work in works
        if work.targets
    ]
    whole = [
        work.targets[0].aim
        for _, works in work_of_day(trainee.state, trainee.day(9), trainee.book.limits)
        for work in works
        if work.targets
    ]
    again = [decision.rule for decision in trainee.log(Morning(trainee.day(3), pain=4))]

    assert rules == ["morning_easy"]
    assert all(now == int(0.7 * then) for now, then in zip(eased, whole, strict=True))
    assert again == ["morning_easy", "refer_mornings_running"]
    assert trainee.state.pause is not None


def test_mild_soreness_is_normal(trainee: Trainee) -> None:
    """Sore muscles are no pain; very sore ones hold the next session."""
    trainee.session(0)

    assert trainee.log(Morning(trainee.day(1), pain=0, soreness=4)) == ()
    assert held_by(trainee.state, trainee.day(2), trainee.book) == ""
    trainee.log(Morning(trainee.day(2), pain=0, soreness=7))
    assert held_by(trainee.state, trainee.day(2), trainee.book) == "hold_soreness"


def test_mornings_a_little_above_the_usual_hold_and_then_refer(trainee: Trainee) -> None:
    """By one point: the second holds a week, the third asks for a look, and nothing pauses."""
    rules = [[one.rule for one in trainee.log(Morning(trainee.day(3 * number), pain=2))] for number in range(3)]

    assert rules == [[], ["mornings_hold"], ["mornings_hold", "refer_mornings"]]
    assert trainee.state.pause is None


def test_sharp_pain_or_new_night_pain_in_the_morning_is_no_soreness(trainee: Trainee) -> None:
    """Whatever the number says."""
    assert [one.rule for one in trainee.log(Morning(trainee.day(1), pain=0, sharp=True))] == ["morning_sharp"]
    assert [one.rule for one in trainee.log(Morning(trainee.day(2), pain=0, night=True))] == ["morning_night_pain"]


@pytest.mark.parametrize(
    ("days", "rule"),
    [(9, None), (10, "return_short"), (11, "return_one_step"), (17, "return_one_step"), (18, "return_two_steps")],
)
def test_after_a_break_the_way_back_depends_on_its_length(trainee: Trainee, days: int, rule: str | None) -> None:
    """Counted beyond the days between sessions: under a week nothing; then repeat, one step back, two steps back."""
    trainee.session(0, beyond=2)
    before = trainee.state.tracks
    trainee.log(SessionSkipped(trainee.day(2), SkipReason.ILLNESS))
    trainee.session(days, beyond=2)

    found = [name for name in trainee.rules() if name.startswith("return_")]
    assert found == ([] if rule is None else [rule])
    if rule is not None:
        assert all(trainee.state.tracks[key].dose.aim <= track.dose.aim for key, track in before.items())


def test_a_skipped_session_is_not_the_next_one(trainee: Trainee) -> None:
    """The same session still stands, and nothing has progressed."""
    before = trainee.state
    trainee.log(SessionSkipped(trainee.day(0), SkipReason.TIME))

    assert trainee.state.next_session == before.next_session
    assert trainee.state.tracks == before.tracks


def _weeks(trainee: Trainee, first: int, count: int, **rest: object) -> None:
    for week in range(first, first + count):
        for number in (0, 2, 4):
            trainee.session(7 * week + number, **rest)  # type: ignore[arg-type] # passed on


def test_after_six_weeks_comes_an_easier_one(trainee: Trainee) -> None:
    """Half the sets, the same load, nothing rises; then it goes on."""
    _weeks(trainee, 0, 6)
    first, *_ = trainee.sets(trainee.day(42))
    trainee.log(first)
    easier = [target.sets for work in _main(trainee, 43) for target in work.targets]
    usual = Trainee(replace(trainee.state, deload_until=None), trainee.book)
    full = [target.sets for work in _main(usual, 43) for target in work.targets]

    assert "deload_planned" in trainee.rules()
    assert easier == [-(-sets // 2) for sets in full]
    assert max(full) == 2
    assert held_by(trainee.state, trainee.day(48), trainee.book) == "hold_deload"
    assert held_by(trainee.state, trainee.day(49), trainee.book) == ""


def _main(trainee: Trainee, number: int):  # type: ignore[no-untyped-def] # works of a day
    parts = work_of_day(trainee.state, trainee.day(number), trainee.book.limits)
    return [work for _, works in parts for work in works if work.targets]


def test_two_bad_sessions_within_two_weeks_bring_an_easier_week_early(trainee: Trainee) -> None:
    """The person said that they went badly."""
    trainee.session(0, went=Went.BADLY)
    trainee.session(2, went=Went.BADLY)
    trainee.session(4)

    assert "deload_flags" in trainee.rules()
    assert all(work.targets[0].sets == 1 for work in _main(trainee, 6))


def test_a_phase_ends_by_what_was_reached(trainee: Trainee) -> None:
    """Mobility ends with two weeks without pain above 2; activation waits for the side plank."""
    _weeks(trainee, 0, 2)
    assert phase_of(trainee.state).stage == "mobility"
    _weeks(trainee, 2, 3)
    assert phase_of(trainee.state).stage == "activation"
    stays = next(decision for decision in trainee.decisions if decision.rule == "stay_in_phase")
    assert "side plank" in str(dict(stays.inputs)["missing"])

    trainee.log(results(trainee.day(34), side_plank_hold__time=40.0))
    _weeks(trainee, 5, 1)
    assert phase_of(trainee.state).stage == "strength"


def test_what_falls_short_keeps_the_phase_however_long_it_takes(trainee: Trainee) -> None:
    """A side plank of 12 seconds was measured; only a longer one ends the phase."""
    _weeks(trainee, 0, 3)
    trainee.log(results(trainee.day(21), side_plank_hold__time=12.0))
    _weeks(trainee, 3, 6)

    assert phase_of(trainee.state).stage == "activation"


def test_what_the_first_screening_measured_counts(start: Start, book: Rulebook) -> None:
    """The side plank is known to be too short from the first day, and keeps the phase."""
    known = Result("side_plank_hold", "time", 22, 27, None)
    trainee = Trainee(begin(replace(start, results=(known,))), book)
    _weeks(trainee, 0, 8)

    assert phase_of(trainee.state).stage == "activation"


def test_what_was_never_measured_does_not_keep_it_for_ever(trainee: Trainee) -> None:
    """Two weeks beyond the planned ones the phase ends without the test."""
    _weeks(trainee, 0, 8)

    assert phase_of(trainee.state).stage == "strength"


def test_the_last_phase_ends_in_keeping_it_up(trainee: Trainee) -> None:
    """Twenty weeks, with all that is asked for."""
    ready = {"side_plank_hold__time": 60.0, "single_leg_bridge_hold__time": 60.0, "lateral_step_down__score": 1.0}
    trainee.log(results(trainee.day(0), **ready))
    trainee.log(GoalScored(trainee.day(0), 0, 8))
    trainee.log(GoalScored(trainee.day(0), 1, 10))
    _weeks(trainee, 0, 20, beyond=3)

    assert trainee.state.finished
    assert trainee.rules().count("next_phase") == 3
    assert trainee.rules().count("finish") == 1


def test_a_safety_question_that_turns_to_yes_pauses(trainee: Trainee) -> None:
    """And one whose visit can wait does not."""
    flags = trainee.book.red_flags
    stops = next(flag for flag in flags.values() if flag.urgency.triage.stops)
    waits = next(flag for flag in flags.values() if not flag.urgency.triage.stops)

    trainee.log(SafetyAnswered(trainee.day(1), waits.id, Answer.YES))
    assert trainee.state.pause is None
    trainee.log(SafetyAnswered(trainee.day(1), stops.id, Answer.NO))
    assert trainee.state.pause is None
    trainee.log(SafetyAnswered(trainee.day(1), stops.id, Answer.YES))
    assert trainee.state.pause is not None


def test_a_result_outside_of_what_exercise_treats_refers(trainee: Trainee) -> None:
    """And pauses only where triage says so."""
    trainee.log(Retested(trainee.day(3), "[]", (), outside=("a leg much shorter than the other",)))
    assert trainee.state.referred == ("refer_outside",)
    assert trainee.state.pause is None
    trainee.log(Retested(trainee.day(4), "[]", (), outside=("the same",), stops=True))
    assert trainee.state.pause is not None


def _apart(number: int, percent: float, *, closer: bool | None, trainee: Trainee) -> Retested:
    found = Result("single_leg_bridge_hold", "time", 16, 31, percent, closer)
    return Retested(trainee.day(number), "[]", (found,))


def test_a_difference_that_stays_for_eight_weeks_asks_for_an_assessment(trainee: Trainee) -> None:
    """Not before, and not where it cannot be told."""
    trainee.log(_apart(0, 48, closer=None, trainee=trainee))
    trainee.log(_apart(28, 47, closer=False, trainee=trainee))
    trainee.log(_apart(57, 47, closer=None, trainee=trainee))
    assert not trainee.state.referred
    trainee.log(_apart(58, 47, closer=False, trainee=trainee))
    assert trainee.state.referred == ("refer_asymmetry_stays",)


def test_six_weeks_of_training_with_the_same_pain_ask_for_an_assessment(trainee: Trainee) -> None:
    """Most sessions done, pain as at first, no goal better."""
    _weeks(trainee, 0, 7, pain=2)

    assert "refer_no_improvement" in trainee.state.referred
    assert trainee.rules().count("refer_no_improvement") == 1


def test_without_pain_or_with_a_better_goal_nobody_is_referred_for_no_improvement(
    state: TrainingState, book: Rulebook
) -> None:
    """There is nothing to improve, or something has."""
    painless, better = Trainee(state, book), Trainee(state, book)
    better.log(GoalScored(better.day(0), 0, 9))
    _weeks(painless, 0, 7)
    _weeks(better, 0, 7, pain=2)

    assert "refer_no_improvement" not in painless.state.referred
    assert "refer_no_improvement" not in better.state.referred


def test_a_plateau_changes_the_exercise_or_the_form(trainee: Trainee) -> None:
    """Many sessions without any rise, although nothing hurt: something else is tried."""
    trainee.session(0, beyond=2)
    _weeks(trainee, 1, 12, beyond=0, reserve=1)

    assert {"plateau_swap", "plateau_level"} & set(trainee.rules())
    for old, new in trainee.state.swapped.items():
        assert any(exercise == new for exercise, _ in trainee.state.tracks), old


@pytest.fixture
def asking(start: Start, book: Rulebook) -> Trainee:
    """The same office worker, with a clinician who wants to agree."""
    return Trainee(begin(replace(start, approval=True)), book)


def test_with_a_clinician_rises_are_proposals_until_agreed(asking: Trainee) -> None:
    """Nothing has risen; agreeing to one raises that one."""
    before = asking.state.tracks
    asking.session(0, beyond=2)

    proposals = asking.state.proposals
    assert proposals
    assert all(asking.state.tracks[key].dose == track.dose for key, track in before.items())
    name, decision = next(iter(proposals.items()))
    asking.log(Approved(asking.day(1), name, by="physiotherapist"))
    assert asking.state.tracks[decision.exercise or "", decision.side].dose == decision.change.tracks[0].track.dose


def test_a_refused_proposal_is_gone_and_a_newer_one_takes_the_place_of_the_older(asking: Trainee) -> None:
    """There is never more than one about the same thing."""
    asking.session(0, beyond=1)
    first = dict(asking.state.proposals)
    name = next(iter(first))
    asking.log(Refused(asking.day(1), name))
    assert name not in asking.state.proposals
    asking.session(2)
    asking.session(4)
    asking.session(7, beyond=2)
    about = [(one.exercise, one.side, one.rule) for one in asking.state.proposals.values()]
    assert len(set(about)) == len(about)


def test_a_step_back_makes_proposals_about_it_void(asking: Trainee) -> None:
    """What was proposed no longer fits; going back needs nobody's leave."""
    asking.session(0, beyond=1)
    asking.session(2, beyond=1)
    asking.session(4, beyond=1)
    about = {(one.exercise, one.side) for one in asking.state.proposals.values()}
    asking.session(7, pain=5)
    moved = {(decision.exercise, decision.side) for decision in asking.decisions if decision.rule == "step_back_pain"}

    assert about & moved
    assert not moved & {(one.exercise, one.side) for one in asking.state.proposals.values()}


def test_a_preview_tells_what_a_session_would_begin_with_and_keeps_nothing(trainee: Trainee) -> None:
    """Asked twice it says the same."""
    trainee.session(0)
    before = trainee.state
    after, made = preview(trainee.state, trainee.day(20), trainee.book)

    assert made[0].rule == "return_two_steps"
    assert after != before
    assert trainee.state is before
