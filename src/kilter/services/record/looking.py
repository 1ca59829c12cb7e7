"""Who needs a look: how a person's training stands on a day, in the few things that a clinician asks first."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kilter.programme.progression.limits import Limits
from kilter.programme.progression.state import TrainingState
from kilter.services.record.events import Decided
from kilter.services.record.record import Record

LATELY_DAYS = 14
"""How far back pain and adherence are looked at."""
STALLED_DAYS = 28
"""How long a standstill that was answered still counts."""
AWAY_DAYS = 7
"""Days without a session after which somebody has stopped, at least for now."""
ENDS = 3
"""Sessions that pain is averaged over, to tell whether it rises."""
RISE = 1.0
"""Points by which that average has to move to be told of."""
STANDSTILL = frozenset({"plateau_swap", "plateau_level", "refer_no_improvement", "refer_asymmetry_stays"})
"""Decisions that answer a standstill."""


class Concern(StrEnum):
    """Why somebody needs a look, the most urgent first."""

    PAUSED = "paused"
    """The programme rests until a professional has seen them."""
    WAITS = "waits"
    """Something waits for approval."""
    REFERRED = "referred"
    """They were told to see somebody, and go on meanwhile."""
    HURTS = "hurts"
    STALLS = "stalls"
    AWAY = "away"
    """Nothing was trained for a week or more."""


class Direction(StrEnum):
    """Where pain goes."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Look:
    """How it stands, in short."""

    concerns: tuple[Concern, ...]
    """The most urgent first; empty where all is well."""
    waiting: int
    last_session_on: date | None
    done: int
    """Sessions done lately."""
    planned: int
    """Sessions that were planned for the same days."""
    pains: tuple[int, ...]
    """The worst pain of each of the last sessions, 0 to 10, the latest last."""
    worst_lately: int | None
    direction: Direction | None
    """None where there are too few sessions to tell."""

    @property
    def urgency(self) -> int:
        """0 for the most urgent concern, more for less; the same for all without any."""
        return list(Concern).index(self.concerns[0]) if self.concerns else len(Concern)


def look_at(record: Record, on: date) -> Look:
    """How a person's training stands on a day.

    Raises:
        UsageError: the record is empty.
    """
    state, limits = record.state, record.book.limits
    begins = max(state.start.on, on - timedelta(days=LATELY_DAYS - 1))
    lately = [one for one in state.done if begins <= one.on <= on]
    days = max(0, (on - begins).days + 1)
    return Look(
        concerns=tuple(_concerns(record, on, limits)),
        waiting=len(state.proposals),
        last_session_on=state.last_session_on,
        done=len(lately),
        planned=round(state.start.programme.days_per_week * days / 7),
        pains=tuple(one.worst_pain for one in state.done[-2 * ENDS :]),
        worst_lately=max((one.worst_pain for one in lately), default=None),
        direction=_direction(state),
    )


def _concerns(record: Record, on: date, limits: Limits) -> list[Concern]:
    state = record.state
    found = {
        Concern.PAUSED: state.pause is not None,
        Concern.WAITS: bool(state.proposals),
        Concern.REFERRED: bool(state.referred) and state.pause is None,
        Concern.HURTS: _hurts(state, on, limits),
        Concern.STALLS: _stalls(record, on, limits),
        Concern.AWAY: _away(state, on),
    }
    return [concern for concern in Concern if found[concern]]


def _hurts(state: TrainingState, on: date, limits: Limits) -> bool:
    """More pain than training may go on with unchanged: in a session, or on a morning above the usual."""
    since = on - timedelta(days=LATELY_DAYS)
    sessions = any(one.on > since and one.worst_pain > limits.pain_progress for one in state.done)
    bad = state.start.usual_pain + limits.morning_rise
    return sessions or any(one.on > since and (one.pain >= bad or one.sharp or one.night) for one in state.mornings)


def _stalls(record: Record, on: date, limits: Limits) -> bool:
    """An exercise stands still for as long as the rules allow, or did lately and was answered."""
    if any(track.still >= limits.plateau_sessions - 1 for track in record.state.tracks.values()):
        return True
    since = on - timedelta(days=STALLED_DAYS)
    return any(
        isinstance(body, Decided) and body.decision.rule in STANDSTILL and body.decision.on > since
        for _, body in record.history
    )


def _away(state: TrainingState, on: date) -> bool:
    last = state.last_session_on or state.start.on
    return state.pause is None and not state.finished and (on - last).days > AWAY_DAYS


def _direction(state: TrainingState) -> Direction | None:
    pains = [one.worst_pain for one in state.done]
    if len(pains) < 2 * ENDS:
        return None
    rise = sum(pains[-ENDS:]) / ENDS - sum(pains[-2 * ENDS : -ENDS]) / ENDS
    if rise >= RISE:
        return Direction.UP
    return Direction.DOWN if rise <= -RISE else Direction.LEVEL
