"""The phase planner as an integer programme: one worker, seeded, deterministic."""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from kilter.knowledge.schema.exercises import Section
from kilter.knowledge.schema.rules import DoseRules
from kilter.programme.offers import Offer, by_need
from kilter.programme.programme import BlockKind
from kilter.programme.request import PlanRequest
from kilter.programme.template import FRAME_SETS, Picks, Place, Pools, Template, worth

EFFORT = 0.05
"""Deterministic time of the search: the same on every machine, unlike seconds."""
GOOD_ENOUGH = 0.03
"""A plan this close to the best (relative) is taken."""

# What one more of each is worth, relative to the others: a session in which a need is worked (times its
# probability), further exercises for it, ten seconds of work of the phase's own stage, a region kept in use,
# an exercise not yet used.
NEED, FURTHER, OWN_STAGE, REGION, VARIETY = 1000, 40, 4, 60, 10


@dataclass(frozen=True, slots=True)
class _Problem:
    """The model with its variables: whether an offer stands at a place in a session, and with one set more."""

    model: cp_model.CpModel
    offers: Sequence[Offer]
    pools: Pools
    template: Template
    pick: dict[tuple[Place, int], cp_model.IntVar]
    more: dict[tuple[int, int], cp_model.IntVar]

    @property
    def sessions(self) -> range:
        return range(self.template.sessions)

    def main(self, session: int) -> list[tuple[Offer, cp_model.IntVar]]:
        """The main offers of a session with their variables."""
        return [(self.offers[n], self.pick[(BlockKind.MAIN, n), session]) for n in self.pools.main]


def solve(
    offers: Sequence[Offer], pools: Pools, template: Template, request: PlanRequest, rules: DoseRules
) -> Picks | None:
    """Choose exercises and sets for each session of a phase.

    Returns:
        The offers picked and their sets for each session; None when the solver finds no plan.
    """
    problem = _set_up(offers, pools, template)
    _fit_time(problem, rules)
    _stand_once(problem)
    _fill_sessions(problem)
    _rest_hard_muscles(problem)
    problem.model.maximize(_value(problem, request, rules))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = EFFORT
    solver.parameters.relative_gap_limit = GOOD_ENOUGH
    # Measured on models of this size: the usual plan comes sooner when it is not simplified first, and is as good.
    solver.parameters.cp_model_presolve = False
    solver.parameters.linearization_level = 2
    if solver.solve(problem.model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    return tuple(
        {
            place: _sets(
                problem, place, bool((place[1], k) in problem.more and solver.value(problem.more[place[1], k]))
            )
            for place in pools.places
            if solver.value(problem.pick[place, k])
        }
        for k in problem.sessions
    )


def _set_up(offers: Sequence[Offer], pools: Pools, template: Template) -> _Problem:
    model = cp_model.CpModel()
    sessions = range(template.sessions)
    pick = {(place, k): model.new_bool_var(f"{place}_{k}") for place in pools.places for k in sessions}
    more = {}
    for n in pools.main:
        low, high = offers[n].exercise.dose.sets
        for k in sessions if high > low else ():
            more[n, k] = model.new_bool_var(f"more_{n}_{k}")
            model.add(more[n, k] <= pick[(BlockKind.MAIN, n), k])
    return _Problem(model, offers, pools, template, pick, more)


def _sets(problem: _Problem, place: Place, one_more: bool) -> int:  # noqa: FBT001 - the solver's own answer
    part, n = place
    return FRAME_SETS if part is not BlockKind.MAIN else problem.offers[n].exercise.dose.sets[0] + one_more


def _fit_time(problem: _Problem, rules: DoseRules) -> None:
    """Sessions, and their warm-up and cool-down, keep to their minutes (times rounded up to whole seconds)."""
    template = problem.template
    for k in problem.sessions:
        seconds: dict[BlockKind, list[cp_model.LinearExprT]] = {part: [] for part in BlockKind}
        for place in problem.pools.places:
            part, n = place
            sets = _sets(problem, place, one_more=False)
            seconds[part].append(_whole(problem.offers[n].seconds(sets, rules)) * problem.pick[place, k])
        for (n, session), extra in problem.more.items():
            if session == k:
                offer = problem.offers[n]
                low = offer.exercise.dose.sets[0]
                step = _whole(offer.seconds(low + 1, rules)) - _whole(offer.seconds(low, rules))
                seconds[BlockKind.MAIN].append(step * extra)
        everything = [term for terms in seconds.values() for term in terms]
        problem.model.add(sum(everything) <= int(template.session_s))
        limits = {BlockKind.WARM_UP: template.warm_up_s, BlockKind.COOL_DOWN: template.cool_down_s}
        for part, (low_s, high_s) in limits.items():
            problem.model.add(sum(seconds[part]) >= _whole(low_s))
            problem.model.add(sum(seconds[part]) <= int(high_s))


def _whole(seconds: float) -> int:
    return -int(-seconds // 1)


def _stand_once(problem: _Problem) -> None:
    """An exercise stands once in a session, and no more often in a week than its dose says."""
    for n, offer in enumerate(problem.offers):
        places = [place for place in problem.pools.places if place[1] == n]
        for k in problem.sessions:
            problem.model.add(sum(problem.pick[place, k] for place in places) <= 1)
        if places and offer.exercise.dose.times_per_week[1] < problem.template.sessions:
            week = sum(problem.pick[place, k] for place in places for k in problem.sessions)
            problem.model.add(week <= offer.exercise.dose.times_per_week[1])


def _fill_sessions(problem: _Problem) -> None:
    """Every session has main work, some of it one leg at a time."""
    for k in problem.sessions:
        problem.model.add(sum(var for _, var in problem.main(k)) >= problem.template.least_main)
        problem.model.add(sum(var for offer, var in problem.main(k) if offer.one_leg_at_a_time) >= 1)


def _rest_hard_muscles(problem: _Problem) -> None:
    """Sessions too close together do not load the same prime muscles hard."""
    hard = [n for n in problem.pools.main if problem.offers[n].is_hard]
    muscles = sorted({muscle for n in hard for muscle in problem.offers[n].exercise.targets.prime})
    for first, second in problem.template.close_days:
        for muscle in muscles:
            loading = [n for n in hard if muscle in problem.offers[n].exercise.targets.prime]
            in_first = problem.model.new_bool_var(f"{muscle}_{first}_{second}")
            for n in loading:
                problem.model.add_implication(problem.pick[(BlockKind.MAIN, n), first], in_first)
                problem.model.add_implication(in_first, ~problem.pick[(BlockKind.MAIN, n), second])


def _value(problem: _Problem, request: PlanRequest, rules: DoseRules) -> cp_model.LinearExprT:
    """Needs by probability first; then work of the phase's own stage, use of every region, and variety."""
    terms: list[cp_model.LinearExprT] = _own_stage(problem, rules)
    treating = by_need(tuple(problem.offers), request)
    main = set(problem.pools.main)
    stage = problem.template.stage
    for need in request.needs:
        useful = [n for n in treating[need.impairment] if n in main]
        weight = round(NEED * need.weight)
        worked = []
        for k in problem.sessions if useful else ():
            works = problem.model.new_bool_var(f"works_{need.impairment}_{k}")
            problem.model.add(works <= sum(problem.pick[(BlockKind.MAIN, n), k] for n in useful))
            worked.append(works)
        if worked:
            enough = problem.model.new_int_var(0, problem.template.sessions_per_need, f"enough_{need.impairment}")
            problem.model.add(enough <= sum(worked))
            terms.append(weight * enough)
            terms += [round(FURTHER * need.weight) * works for works in worked]
            terms += [
                round(FURTHER * need.weight) * worth(problem.offers[n], stage) * problem.pick[(BlockKind.MAIN, n), k]
                for n in useful
                for k in problem.sessions
            ]
    for n in problem.pools.main:
        used = problem.model.new_bool_var(f"used_{n}")
        week = [problem.pick[(BlockKind.MAIN, n), k] for k in problem.sessions]
        problem.model.add(used <= sum(week))
        terms.append(VARIETY * worth(problem.offers[n], stage) * used)
    for section in Section:
        members = [n for n in problem.pools.main if problem.offers[n].exercise.section is section]
        if members:
            kept = problem.model.new_bool_var(f"kept_{section}")
            problem.model.add(
                kept <= sum(problem.pick[(BlockKind.MAIN, n), k] for n in members for k in problem.sessions)
            )
            terms.append(REGION * kept)
    return sum(terms)


def _own_stage(problem: _Problem, rules: DoseRules) -> list[cp_model.LinearExprT]:
    """Time spent on exercises of the phase's own stage."""
    terms: list[cp_model.LinearExprT] = []
    for n in problem.pools.main:
        offer = problem.offers[n]
        if problem.template.stage not in offer.exercise.stages:
            continue
        low = offer.exercise.dose.sets[0]
        first = round(OWN_STAGE * offer.seconds(low, rules) / 10)
        more = round(OWN_STAGE * (offer.seconds(low + 1, rules) - offer.seconds(low, rules)) / 10)
        for k in problem.sessions:
            terms.append(first * problem.pick[(BlockKind.MAIN, n), k])
            if (n, k) in problem.more:
                terms.append(more * problem.more[n, k])
    return terms
