"""Coaches for live sets. What they share is read once; it may take a moment, so it is asked for in a thread."""

from functools import cache, lru_cache
from threading import Lock

from kilter.adapters.pose_model.lifters import load_lifters
from kilter.coach.engine import Coach
from kilter.language import spoken
from kilter.services.coaching import Coachable, Lifters, coachable, observer_of
from kilter.web.site.knowledge import catalogue

_READING = Lock()


@cache
def _lifters() -> Lifters:
    return load_lifters()


@lru_cache(maxsize=256)
def _coachable(exercise: str, level: str | None, language: str) -> Coachable:  # noqa: ARG001 - told in each language
    return coachable(catalogue(), exercise, level)


def coach_of(exercise: str, level: str | None) -> tuple[Coachable, Coach]:
    """What is done, and a fresh coach for one set of it.

    Args:
        exercise: id of an exercise, or of a test that is done before a camera.
        level: id of a level of the exercise; the usual one when None.

    Raises:
        UsageError: there is no such exercise or level.
    """
    with _READING:
        what, lifters = _coachable(exercise, level, spoken().code), _lifters()
    observer = observer_of(what.performed, what.exercise, lifters)
    return what, Coach(what.exercise, observer, stop_from_pain=what.stop_from_pain)
