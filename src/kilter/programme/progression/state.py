"""Where a person's training stands: folded from what was logged and what was decided, never kept apart from them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kilter.programme.programme import Programme
from kilter.programme.progression.decisions import Change, Decision, DoneSession, Hold, Pause, Swap, TrackChange
from kilter.programme.progression.dose import Copied, Key, Ladder, Track
from kilter.programme.progression.logs import (
    ApprovalChosen,
    Approved,
    Cleared,
    GoalScored,
    Log,
    Morning,
    Refused,
    Result,
    Retested,
    SessionSkipped,
    SetDone,
    SetsSkipped,
    SkipReason,
)


@dataclass(frozen=True, slots=True)
class Start:
    """What a record begins with."""

    on: date
    programme: Programme
    ladders: Mapping[str, Ladder]
    usual_pain: int
    """On an ordinary morning, 0 to 10."""
    goals: tuple[int, ...]
    """Scores of the goals at the start."""
    approval: bool
    """Whether a clinician has to agree before anything rises, to begin with."""
    results: tuple[Result, ...] = ()
    """What the tests of the first screening came to."""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """The session that is being done."""

    on: date
    sets: tuple[SetDone, ...] = ()
    skipped: Mapping[Key, SkipReason] = field(default_factory=dict)


@dataclass(frozen=True)
class TrainingState(Copied):
    """Everything that deciding needs."""

    start: Start
    today: date
    """The latest day that anything was logged or decided on."""
    phase: int
    phase_from: date
    next_session: int
    """Which session of the phase comes next, by its place."""
    tracks: Mapping[Key, Track]
    swapped: Mapping[str, str]
    """Exercises that another has taken the place of."""
    left_out: frozenset[str] = frozenset()
    """Exercises that are in no session for as long as a professional leaves them out."""
    approval: bool = False
    """Whether a clinician has to agree before anything rises."""
    session: OpenSession | None = None
    done: tuple[DoneSession, ...] = ()
    skipped: tuple[date, ...] = ()
    mornings: tuple[Morning, ...] = ()
    hold: Hold | None = None
    ease_until: date | None = None
    deload_until: date | None = None
    deload_from: date | None = None
    """When the last easier week began, or the programme, whichever is later."""
    sharp_on: tuple[date, ...] = ()
    """Days with sharp pain or another stop sign."""
    flags: tuple[date, ...] = ()
    """Days that count towards an easier week."""
    sets_added_on: tuple[date, ...] = ()
    met: frozenset[str] = frozenset()
    """Exercises in which the rule for raising was met during this phase."""
    referred: tuple[str, ...] = ()
    """Rules that sent the person to a professional, the first one first."""
    pause: Pause | None = None
    proposals: Mapping[str, Decision] = field(default_factory=dict)
    results: Mapping[tuple[str, str], Result] = field(default_factory=dict)
    first_results: Mapping[tuple[str, str], Result] = field(default_factory=dict)
    retested_on: tuple[date, ...] = ()
    goals: tuple[int, ...] = ()
    returned_on: date | None = None
    """When the last break was answered."""
    stayed_on: date | None = None
    """When it was last said that the phase goes on."""
    decided: int = 0
    """How many decisions there are."""
    finished: bool = False
    """Whether the last phase is over, and what was won is kept up."""

    @property
    def last_session_on(self) -> date | None:
        """The day of the latest session that is over."""
        return self.done[-1].on if self.done else None


def apply(state: TrainingState, log: Log) -> TrainingState:
    """Take in something that was logged; nothing is judged here."""
    take = _TAKING.get(type(log))
    values = take(state, log) if take is not None else {}
    return state.but(today=max(log.on, state.today), **values)


def _set(state: TrainingState, log: SetDone) -> dict[str, Any]:
    open_ = state.session or OpenSession(log.on)
    return {"session": OpenSession(open_.on, (*open_.sets, log), open_.skipped)}


def _skip(state: TrainingState, log: SetsSkipped) -> dict[str, Any]:
    open_ = state.session or OpenSession(log.on)
    return {"session": OpenSession(open_.on, open_.sets, {**open_.skipped, (log.exercise, log.side): log.why})}


def _score(state: TrainingState, log: GoalScored) -> dict[str, Any]:
    return {"goals": (*state.goals[: log.goal], log.score, *state.goals[log.goal + 1 :])}


def _retest(state: TrainingState, log: Retested) -> dict[str, Any]:
    new = {(result.test, result.measure): result for result in log.results}
    return {
        "results": {**state.results, **new},
        "first_results": {**new, **state.first_results},
        "retested_on": (*state.retested_on, log.on),
    }


def _approve(state: TrainingState, log: Approved) -> dict[str, Any]:
    decision = state.proposals[log.decision]
    remaining = state.but(proposals=_without(state.proposals, log.decision))
    return {"proposals": remaining.proposals} | _changed(remaining, decision.change, log.on, decision.rule)


def _without(proposals: Mapping[str, Decision], decision_id: str) -> Mapping[str, Decision]:
    return {key: value for key, value in proposals.items() if key != decision_id}


_TAKING: Mapping[type, Callable[[TrainingState, Any], dict[str, Any]]] = {
    SetDone: _set,
    SetsSkipped: _skip,
    SessionSkipped: lambda state, log: {"skipped": (*state.skipped, log.on)},
    Morning: lambda state, log: {"mornings": (*state.mornings, log)},
    GoalScored: _score,
    Retested: _retest,
    Approved: _approve,
    Refused: lambda state, log: {"proposals": _without(state.proposals, log.decision)},
    ApprovalChosen: lambda state, log: {"approval": log.wanted, "proposals": state.proposals if log.wanted else {}},
    Cleared: lambda _state, _log: {"pause": None, "referred": (), "sharp_on": (), "mornings": ()},
}
"""What each kind of log changes; the others change nothing by themselves."""


def follow(state: TrainingState, decision: Decision) -> TrainingState:
    """Take in a decision: at once, or into the proposals where a clinician has to agree."""
    values: dict[str, Any] = {"decided": state.decided + 1, "today": max(decision.on, state.today)}
    change: Change | None = decision.change
    if decision.proposed:
        about = (decision.exercise, decision.side, decision.rule)
        standing = {
            name: older for name, older in state.proposals.items() if (older.exercise, older.side, older.rule) != about
        }
        values["proposals"] = {**standing, decision.id: decision}
        change = decision.meanwhile
    if change is not None:
        values |= _changed(state, change, decision.on, decision.rule)
    return state.but(**values)


_REPLACED = ("ease_until", "deload_from", "deload_until", "next_session", "pause")
"""Parts of a change that take the place of the state's."""


def _changed(state: TrainingState, change: Change, on: date, rule: str) -> dict[str, Any]:
    """The parts of the state that a change replaces; a dose that moved makes proposals about it void."""
    values: dict[str, Any] = {name: value for name in _REPLACED if (value := getattr(change, name)) is not None}
    if change.tracks:
        values["tracks"] = {**state.tracks, **{(one.exercise, one.side): one.track for one in change.tracks}}
        if state.proposals:
            values["proposals"] = _still_fitting(state, change.tracks)
    if change.hold is not None and (state.hold is None or change.hold.until >= state.hold.until):
        values["hold"] = change.hold
    if change.swap is not None:
        values["swapped"] = _swapped(state.swapped, change.swap)
    if change.left_out is not None:
        values["left_out"] = state.left_out | {change.left_out}
    if change.taken_in is not None:
        values["left_out"] = state.left_out - {change.taken_in}
    if change.session is not None:
        values |= {"done": (*state.done, change.session), "session": None}
    if change.phase is not None:
        values |= {"phase": change.phase.phase, "phase_from": change.phase.on, "met": frozenset(), "next_session": 0}
    return values | _marked(state, change, on, rule)


def _swapped(swapped: Mapping[str, str], swap: Swap) -> Mapping[str, str]:
    """Each exercise that was replaced, with the one that stands for it now; what comes back is replaced no longer."""
    now = {old: swap.by if by == swap.exercise else by for old, by in swapped.items() if old != swap.by}
    return {**now, swap.exercise: swap.by}


def _marked(state: TrainingState, change: Change, on: date, rule: str) -> dict[str, Any]:
    """The marks that a change leaves: days, rules and exercises that later decisions look at."""
    values: dict[str, Any] = {}
    if change.deload_until is not None:
        values["flags"] = ()
    if change.refer:
        values["referred"] = (*state.referred, rule)
    if change.met is not None and change.met not in state.met:
        values["met"] = state.met | {change.met}
    if change.finished:
        values["finished"] = True
    if change.sharp:
        values["sharp_on"] = (*state.sharp_on, on)
    if change.flag:
        values["flags"] = (*state.flags, on)
    if change.set_added:
        values["sets_added_on"] = (*state.sets_added_on, on)
    if change.returned:
        values["returned_on"] = on
    if change.stayed:
        values["stayed_on"] = on
    return values


def _still_fitting(state: TrainingState, moved: tuple[TrackChange, ...]) -> Mapping[str, Decision]:
    """Proposals that no move has made void."""
    keys = {
        (one.exercise, one.side)
        for one in moved
        if (old := state.tracks.get((one.exercise, one.side))) is not None and old.dose != one.track.dose
    }
    return {
        name: proposal
        for name, proposal in state.proposals.items()
        if not any((one.exercise, one.side) in keys for one in proposal.change.tracks)
    }
