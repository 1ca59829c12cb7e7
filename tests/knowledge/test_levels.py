"""Levels that look different are drawn, counted and checked in their own form."""

import pytest
from tests.knowledge.drawn import poses, reading
from tests.knowledge.shipped import load

from kilter.body.signals import Signal
from kilter.knowledge.schema.exercises import Exercise, Level
from kilter.knowledge.schema.movements import Performed

EXERCISES = load("exercises", Exercise).values()
OWN = [(exercise, level) for exercise in EXERCISES for level in exercise.levels if level.movement]
PERFORMED = {f"{exercise.id}-{level.id}": exercise.at(level) for exercise, level in OWN}


def test_each_of_the_articles_exercises_has_a_level_drawn_for_itself() -> None:
    """Every exercise of the article has at least two levels that are seen to differ from its how-to."""
    drawn = [exercise.id for exercise, _ in OWN]

    assert all(drawn.count(exercise.id) >= 2 for exercise in EXERCISES if exercise.from_article)


@pytest.mark.parametrize(("exercise", "level"), [pytest.param(*each, id=f"{each[0].id}-{each[1].id}") for each in OWN])
def test_a_level_with_a_movement_looks_different(exercise: Exercise, level: Level) -> None:
    """A level that looks as the how-to has no movement of its own."""
    own, described = exercise.at(level).reference_movement, exercise.reference_movement

    assert own != described


@pytest.mark.parametrize("performed", [pytest.param(it, id=key) for key, it in PERFORMED.items() if it.repetition])
def test_its_repetitions_are_counted_inside_its_movement(performed: Performed) -> None:
    """Both thresholds of a level's repetition lie between its rest and its turn."""
    count = performed.repetition
    assert count is not None

    rest = reading(count.signal, performed, performed.movement.rest)
    turn = reading(count.signal, performed, poses(performed.reference_movement)["turn"])

    assert rest < count.end < count.begin < turn if count.rises else turn < count.begin < count.end < rest


@pytest.mark.parametrize("performed", [pytest.param(it, id=key) for key, it in PERFORMED.items() if it.hold])
def test_its_hold_counts_at_the_peak_and_not_at_rest(performed: Performed) -> None:
    """The clock of a level runs in its working position only."""
    hold = performed.hold
    assert hold is not None

    rest = reading(hold.signal, performed, performed.movement.rest)
    peak = reading(hold.signal, performed, performed.movement.peak)

    assert hold.counts(peak)
    assert not hold.counts(rest)


@pytest.mark.parametrize("performed", PERFORMED.values(), ids=PERFORMED)
def test_doing_it_well_breaks_none_of_its_checks(performed: Performed) -> None:
    """Where the movement of a level turns, no check that holds there is broken."""
    turn = poses(performed.reference_movement)["turn"]

    broken = {
        focus.id
        for focus in performed.focus
        if focus.signal is not Signal.LOWERING_TIME and focus.is_broken(reading(focus.signal, performed, turn))
    }

    assert not broken


def test_what_a_camera_cannot_see_is_neither_counted_nor_timed() -> None:
    """A press against a towel has no repetition and no hold to read."""
    exercise = next(each for each in EXERCISES if each.id == "clamshell")
    press = exercise.levels[0]

    performed = exercise.at(press)

    assert not press.seen
    assert performed.repetition is None
    assert performed.hold is None
