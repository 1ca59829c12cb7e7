"""When a phase ends: by what was reached, not by the calendar alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kilter.knowledge.schema.progress import MeasuredGate, PhaseGate
from kilter.programme.progression.decisions import DoneSession
from kilter.programme.progression.logs import Result
from kilter.programme.progression.plan_of_day import phase_of
from kilter.programme.progression.state import TrainingState

PAIN_DAYS = 7
FORM_DAYS = 14


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that a phase asks for; ``met`` is None where it was never measured."""

    say: str
    met: bool | None
    test: str | None = None
    """The test that would tell."""


def criteria_of(state: TrainingState, on: date, gates: Sequence[PhaseGate]) -> tuple[Criterion, ...]:
    """Every criterion of the present phase, with whether it holds."""
    stage = phase_of(state).stage
    return tuple(one for gate in gates if gate.stage is stage for one in _criteria(gate, state, on))


def _criteria(gate: PhaseGate, state: TrainingState, on: date) -> Iterator[Criterion]:
    own = [done for done in state.done if done.phase == state.phase]
    if gate.pain_at_most is not None:
        worst = max((done.worst_pain for done in _since(own, on, PAIN_DAYS)), default=None)
        say = f"pain of {gate.pain_at_most:g} or less in the sessions of a week"
        yield Criterion(say, None if worst is None else worst <= gate.pain_at_most)
    if gate.clean_share_at_least is not None:
        shares = [done.clean_share for done in _since(own, on, FORM_DAYS)]
        say = f"{100 * gate.clean_share_at_least:.0f} per cent of the repetitions clean"
        yield Criterion(say, sum(shares) / len(shares) >= gate.clean_share_at_least if shares else None)
    if gate.raised_exercises_at_least is not None:
        say = f"beyond the goal, twice running, in {gate.raised_exercises_at_least} exercises"
        yield Criterion(say, len(state.met) >= gate.raised_exercises_at_least)
    for measured in gate.measured:
        yield _measured(measured, state.results.get((measured.test, measured.measure)))
    if gate.similar_sides_in_tests is not None and gate.difference_below_percent is not None:
        told = [one.difference_percent for one in state.results.values() if one.difference_percent is not None]
        say = f"sides less than {gate.difference_below_percent:g} per cent apart in {gate.similar_sides_in_tests} tests"
        near = sum(difference < gate.difference_below_percent for difference in told)
        enough = len(told) >= gate.similar_sides_in_tests
        yield Criterion(say, near >= gate.similar_sides_in_tests if enough else None)
    if gate.goals_rise_points is not None and state.goals:
        rise = (sum(state.goals) - sum(state.start.goals)) / len(state.goals)
        yield Criterion(
            f"your goals {gate.goals_rise_points:g} points better on average", rise >= gate.goals_rise_points
        )


def _measured(gate: MeasuredGate, result: Result | None) -> Criterion:
    limit = f"at least {gate.at_least:g}" if gate.at_least is not None else f"at most {gate.at_most:g}"
    say = f"{gate.test.replace('_', ' ')} of {limit} on each side"
    if result is None or result.left is None or result.right is None:
        return Criterion(say, None, gate.test)
    worse = min(result.left, result.right) if gate.at_least is not None else max(result.left, result.right)
    met = worse >= gate.at_least if gate.at_least is not None else worse <= (gate.at_most or 0.0)
    return Criterion(say, met, gate.test)


def _since(done: Sequence[DoneSession], on: date, days: int) -> list[DoneSession]:
    return [one for one in done if (on - one.on).days < days]
