"""What the server says over the socket, as plain values."""

from collections.abc import Sequence
from dataclasses import fields
from enum import Enum
from math import isfinite
from typing import Any, Literal

from kilter.body.sides import Side
from kilter.coach.events import Event
from kilter.coach.summary import SetSummary
from kilter.coach.table import State
from kilter.services.coaching import Coachable
from kilter.web.coaching.asked import Start
from kilter.web.coaching.frames import Dropped

Told = dict[str, Any]
"""A message, ready to be written as JSON."""


def plain(value: Any) -> Any:
    """A value of an event for JSON; what is no number becomes null."""
    match value:
        case SetSummary():
            return plain(value.as_json())
        case Enum():
            return value.value
        case float():
            return value if isfinite(value) else None
        case dict():
            return {key: plain(each) for key, each in value.items()}
        case tuple() | list():
            return [plain(each) for each in value]
        case _:
            return value


def event_told(event: Event) -> Told:
    """An event by its name, with its fields as they are."""
    return {"event": type(event).__name__, **{each.name: plain(getattr(event, each.name)) for each in fields(event)}}


def events_told(events: Sequence[Event], sequence: int, frame: int | None) -> Told:
    """Events that came together; ``sequence`` numbers the first of them."""
    return {"type": "events", "frame": frame, "sequence": sequence, "events": [event_told(one) for one in events]}


def value_told(frame: int, now: tuple[Side, float] | None, state: State, dropped: Dropped | None) -> Told:
    """The answer to a frame: what the main signal reads, and where the set stands."""
    side, value = (None, None) if now is None else (now[0].value, round(now[1], 2))
    return {
        "type": "value",
        "frame": frame,
        "value": value,
        "side": side,
        "state": state.value,
        "dropped": None if dropped is None else dropped.value,
    }


def error_told(code: str, message: str, mend: str, *, fatal: bool) -> Told:
    """What is wrong, and what to do about it."""
    return {"type": "error", "code": code, "message": message, "mend": mend, "fatal": fatal}


def ready_told(start: Start, what: Coachable, sides: Sequence[Side]) -> Told:
    """What is coached, and how the page may show it."""
    exercise = what.exercise
    told: Told = {
        "type": "ready",
        "set": str(start.set),
        "exercise": exercise.id,
        "level": exercise.level,
        "name": exercise.name,
        "laterality": exercise.laterality.value,
        "sides": [side.value for side in sides],
        "signal": None,
        "target": None,
        "scale": None,
        "cues": {focus.id: focus.say for focus in what.performed.focus},
        "facing": exercise.facing,
        "rest_s": exercise.rest_s,
        "sequence": 0,
    }
    signal = exercise.main_signal
    if signal is not None:
        low, high, rest, peak = _scale(what)
        told["signal"] = {"id": signal.value, "name": signal.value.replace("_", " "), "unit": _unit(what)}
        told["target"] = plain({"low": low, "high": high})
        told["scale"] = plain({"rest": rest, "peak": peak})
    return told


def _scale(what: Coachable) -> tuple[float, float, float, float]:
    """Between what the main signal counts, and what it reads at rest and at the peak of the reference movement."""
    if what.exercise.counted is not None:
        how = what.exercise.counted[1]
        low, high = (how.begin, float("inf")) if how.peak > how.rest else (float("-inf"), how.begin)
        return low, high, how.rest, how.peak
    held = what.exercise.held
    if held is None:
        raise ValueError("an exercise with a main signal counts or holds")
    return held.bound.at_least, held.bound.at_most, held.path[0], held.path[-1]


def _unit(what: Coachable) -> Literal["deg", "cm", "percent"]:
    rule = what.performed.repetition or what.performed.hold
    return "deg" if rule is None else rule.unit
