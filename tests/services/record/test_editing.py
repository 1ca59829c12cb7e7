"""Editing a programme: each change passes the planner's checks, reads back as it was, and is the professional's own."""

from dataclasses import replace

import pytest
from tests.services.record.kept import Kept, day

from kilter.errors import UsageError
from kilter.knowledge.schema.people import Training
from kilter.programme.checks import violations
from kilter.programme.progression.logs import (
    ApprovalChosen,
    DoseSet,
    Edit,
    ExerciseLeftOut,
    ExerciseTakenIn,
    SetDone,
    Swapped,
)
from kilter.programme.progression.plan_of_day import main_work, session_of
from kilter.screening.profile import Profile
from kilter.services.plan import Overrides, request_for
from kilter.services.record.day import day_of
from kilter.services.record.editing import Editable, edit, edit_problems, editables_of, present_programme
from kilter.services.record.reasons import why
from kilter.services.record.retest import story_of
from kilter.services.record.telling import history_of
from kilter.services.screen import Screener

WHO = "Dr Careful"
TRAINING = list(Training)


@pytest.fixture
def profile(kept: Kept, screener: Screener) -> Profile:
    """What is known of the office worker."""
    return story_of(kept.record, screener).now


def change(kept: Kept, profile: Profile, log: Edit) -> list[str]:
    """Change the programme; the rules that decided."""
    return [one.decision.rule for one in edit(kept.record, profile, log, kept.moment())]


def editable(kept: Kept) -> Editable:
    """An exercise of the present phase for which there is another."""
    return next(one for one in editables_of(kept.record) if one.now and one.choices)


def test_what_can_be_changed_is_told(kept: Kept) -> None:
    """Every main exercise of all phases, those of now first, with its levels, its range and what may stand for it."""
    found = editables_of(kept.record)

    nows = [one.now for one in found]
    assert nows == sorted(nows, reverse=True)
    assert all(one.begun == bool(one.tracks) for one in found)
    assert all(one.levels and one.low <= one.high for one in found)
    assert any(one.choices for one in found)
    assert len({one.exercise for one in found}) == len(found)


def test_the_programme_as_it_stands_keeps_all_constraints(kept: Kept, profile: Profile) -> None:
    """On the first day it is what the planner made."""
    programme, catalogue = kept.record.state.start.programme, kept.record.catalogue
    asked = Overrides(days=programme.days_per_week, minutes=programme.minutes_per_session)
    request = request_for(profile, catalogue, asked)

    assert violations(present_programme(kept.record.state, catalogue), request, catalogue) == ()


def test_changes_read_back_as_they_were(kept: Kept, profile: Profile) -> None:
    """A dose, an exercise left out and taken in, another chosen, approval asked for: folded anew it is the same."""
    one = editable(kept)
    side, track = one.tracks[0]
    kept.session(0, beyond=1)
    now = kept.record.state.tracks[one.exercise, side].dose
    level = kept.record.state.start.ladders[one.exercise].rungs[now.rung].level
    rules = change(kept, profile, DoseSet(day(1), one.exercise, side, level, track.most_sets, one.low, WHO, "Calmer."))
    rules += change(kept, profile, ExerciseLeftOut(day(1), one.exercise, WHO, "It hurts."))
    rules += change(kept, profile, ExerciseTakenIn(day(1), one.exercise, WHO))
    kept.log(ApprovalChosen(day(1), wanted=True))
    rules += change(kept, profile, Swapped(day(1), one.exercise, one.choices[0][0], WHO))
    kept.session(2, beyond=1)

    assert rules == [
        "dose_by_professional",
        "left_out_by_professional",
        "taken_in_by_professional",
        "swap_by_professional",
    ]
    assert kept.another().state == kept.record.state
    assert kept.record.state.approval


def test_every_change_is_told_and_explained(kept: Kept, profile: Profile) -> None:
    """With who and why, in the history and behind the decision."""
    one = editable(kept)

    (decided,) = edit(kept.record, profile, ExerciseLeftOut(day(0), one.exercise, WHO, "It hurts."), kept.moment())

    assert f"{one.name}: {WHO} left it out of the programme (It hurts.)" in history_of(kept.record)[-1].done
    told = why(kept.record, decided.decision.id)
    assert told.told.say == f"{WHO} left it out of the programme: It hurts."
    assert told.effects == (f"{one.name} is in no session.",)
    assert one.exercise not in {item.exercise for _, items in day_of(kept.record, day(0)).parts for item in items}


def test_the_planners_checks_hold_for_a_professional(kept: Kept, profile: Profile) -> None:
    """Taking out so much that too little is left is refused as the planner would, and nothing is kept."""
    before = kept.events
    refused: list[str] = []
    for exercise in [name for _, name in main_work(session_of(kept.record.state), kept.record.state)]:
        log = ExerciseLeftOut(day(0), exercise, WHO, "Too much.")
        problems = edit_problems(kept.record, profile, log, kept.moment())
        if problems:
            refused = [problem.what for problem in problems]
            with pytest.raises(UsageError, match="The planner would not plan this"):
                edit(kept.record, profile, log, kept.moment())
            break
        before += len(edit(kept.record, profile, log, kept.moment())) + 1

    assert any("main exercises" in what or "one leg at a time" in what for what in refused)
    assert kept.events == before


def test_a_level_beyond_the_training_is_refused(kept: Kept, profile: Profile) -> None:
    """A level that asks for more training than there is has to be earned."""
    trained = TRAINING.index(profile.screening.person.training)
    exercises = kept.record.catalogue.exercises
    beyond = [
        DoseSet(day(0), one.exercise, side, level.id, track.dose.sets, one.low, WHO, "Strong.")
        for one in editables_of(kept.record)
        for side, track in one.tracks
        for level in exercises[one.exercise].levels
        if TRAINING.index(level.from_training) > trained and level.id in {rung.id for rung in one.levels}
    ]

    told = [[problem.what for problem in edit_problems(kept.record, profile, log, kept.moment())] for log in beyond]

    assert told
    assert all(any("asks for more training" in what for what in whats) for whats in told)


def test_a_change_that_is_sent_twice_is_made_once(kept: Kept, profile: Profile) -> None:
    """The second time it is known already."""
    log, moment = ExerciseLeftOut(day(0), editable(kept).exercise, WHO, "It hurts."), kept.moment()

    first = edit(kept.record, profile, log, moment)
    before = kept.events

    assert edit(kept.record, profile, log, moment) == first
    assert kept.events == before


def test_a_session_left_open_ends_before_the_programme_changes(kept: Kept, profile: Profile) -> None:
    """Yesterday's sets are judged by what was asked for yesterday."""
    kept.log(kept.sets(0)[0])
    one = editable(kept)

    change(kept, profile, ExerciseLeftOut(day(1), one.exercise, WHO, "It hurts."))

    assert kept.record.state.session is None
    assert kept.record.state.last_session_on == day(0)
    assert kept.another().state == kept.record.state


def test_the_person_does_not_take_back_what_a_professional_changed(kept: Kept, profile: Profile) -> None:
    """What they logged themselves they may; the professional's they ask for."""
    kept.log(kept.sets(0)[0])
    used = {done.exercise for done in kept.record.state.session.sets} if kept.record.state.session else set()
    one = next(each for each in editables_of(kept.record) if each.exercise not in used)
    change(kept, profile, ExerciseLeftOut(day(0), one.exercise, WHO, "It hurts."))

    with pytest.raises(UsageError, match=WHO):
        kept.undo()
    change(kept, profile, ExerciseTakenIn(day(0), one.exercise, WHO))
    kept.log(replace(kept.sets(0)[1], number=2))
    assert isinstance(kept.undo(), SetDone)
