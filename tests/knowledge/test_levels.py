"""Levels that look different are drawn, counted and checked in their own form."""

import pytest
from tests.knowledge.shipped import load

from kilter.knowledge.schema.exercises import Exercise, Level

EXERCISES = load("exercises", Exercise).values()
OWN = [(exercise, level) for exercise in EXERCISES for level in exercise.levels if level.movement]


def test_each_of_the_articles_exercises_has_a_level_drawn_for_itself() -> None:
    """Every exercise of the article has at least two levels that are seen to differ from its how-to."""
    drawn = [exercise.id for exercise, _ in OWN]

    assert all(drawn.count(exercise.id) >= 2 for exercise in EXERCISES if exercise.from_article)


@pytest.mark.parametrize(("exercise", "level"), [pytest.param(*each, id=f"{each[0].id}-{each[1].id}") for each in OWN])
def test_a_level_with_a_movement_looks_different(exercise: Exercise, level: Level) -> None:
    """A level that looks as the how-to has no movement of its own."""
    own, described = exercise.at(level).reference_movement, exercise.reference_movement

    assert own != described


def test_what_a_camera_cannot_see_is_neither_counted_nor_timed() -> None:
    """A press against a towel has no repetition and no hold to read."""
    exercise = next(each for each in EXERCISES if each.id == "clamshell")
    press = exercise.levels[0]

    performed = exercise.at(press)

    assert not press.seen
    assert performed.repetition is None
    assert performed.hold is None
