"""The states of a set and what leads from one to the next: the coach follows this table and nothing else."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where a set stands."""

    READY = "ready"
    """Waiting for the set to be started."""
    FRAMING = "framing"
    """Waiting to see the person."""
    POSITIONING = "positioning"
    """The person is seen, and gets into position."""
    WORKING = "working"
    """Repetitions and holds count, here and nowhere else."""
    PAUSED = "paused"
    RESTING = "resting"
    """The rest between the two sides."""
    SWITCHING = "switching"
    """The person turns to the other side."""
    FINISHED = "finished"


class Trigger(StrEnum):
    """What moves a set on: something seen, something said, or a target reached."""

    START = "start"
    PERSON_FOUND = "person_found"
    PERSON_LOST = "person_lost"
    IN_POSITION = "in_position"
    OUT_OF_POSITION = "out_of_position"
    SIDE_DONE = "side_done"
    ALL_DONE = "all_done"
    REST_OVER = "rest_over"
    SKIP_SIDE = "skip_side"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    """The person ends the set, or pain does."""


_ENDS = {Trigger.STOP: State.FINISHED, Trigger.ALL_DONE: State.FINISHED}
_UNDER_WAY = {Trigger.PAUSE: State.PAUSED, Trigger.SKIP_SIDE: State.SWITCHING, **_ENDS}

TABLE: Mapping[State, Mapping[Trigger, State]] = MappingProxyType(
    {
        State.READY: {Trigger.START: State.FRAMING, Trigger.STOP: State.FINISHED},
        State.FRAMING: {Trigger.PERSON_FOUND: State.POSITIONING, **_UNDER_WAY},
        State.POSITIONING: {
            Trigger.IN_POSITION: State.WORKING,
            Trigger.PERSON_LOST: State.FRAMING,
            **_UNDER_WAY,
        },
        State.WORKING: {
            Trigger.OUT_OF_POSITION: State.POSITIONING,
            Trigger.PERSON_LOST: State.FRAMING,
            Trigger.SIDE_DONE: State.RESTING,
            **_UNDER_WAY,
        },
        State.PAUSED: {Trigger.RESUME: State.FRAMING, Trigger.SKIP_SIDE: State.SWITCHING, **_ENDS},
        State.RESTING: {Trigger.REST_OVER: State.SWITCHING, **_ENDS},
        State.SWITCHING: {
            Trigger.IN_POSITION: State.WORKING,
            Trigger.PERSON_LOST: State.FRAMING,
            **_UNDER_WAY,
        },
        State.FINISHED: {},
    }
)


def follow(state: State, trigger: Trigger) -> State | None:
    """The state that a trigger leads to, or None where it means nothing."""
    return TABLE[state].get(trigger)
