"""A plan by plain rules, for when the solver finds none in its time: fill each session greedily."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kilter.body.muscles import Muscle
from kilter.knowledge.schema.rules import DoseRules
from kilter.programme.offers import Offer
from kilter.programme.programme import BlockKind
from kilter.programme.request import PlanRequest
from kilter.programme.template import FRAME_SETS, Picks, Place, Pools, Template, worth


@dataclass(slots=True)
class _Week:
    """What has been picked so far, and how often."""

    sessions: list[dict[Place, int]]
    times: dict[int, int] = field(default_factory=dict)

    def take(self, place: Place, session: int, sets: int) -> None:
        self.sessions[session][place] = sets
        self.times[place[1]] = self.times.get(place[1], 0) + 1


def fill(offers: Sequence[Offer], pools: Pools, template: Template, request: PlanRequest, rules: DoseRules) -> Picks:
    """Fill the sessions of a phase one after the other.

    Warm-up and cool-down first, shortest exercises first; then the main work that serves the most probable
    needs least worked so far, as long as it fits.
    """
    week = _Week([{} for _ in range(template.sessions)])
    for k in range(template.sessions):
        _frame(week, k, BlockKind.WARM_UP, pools.warm_up, template.warm_up_s, offers, rules)
        _frame(week, k, BlockKind.COOL_DOWN, pools.cool_down, template.cool_down_s, offers, rules)
        _main(week, k, offers, pools, template, request, rules)
    return tuple(week.sessions)


def _fits_week(week: _Week, n: int, session: int, offers: Sequence[Offer]) -> bool:
    taken = any(place[1] == n for place in week.sessions[session])
    return not taken and week.times.get(n, 0) < offers[n].exercise.dose.times_per_week[1]


def _frame(
    week: _Week,
    session: int,
    part: BlockKind,
    pool: Sequence[int],
    limits_s: tuple[float, float],
    offers: Sequence[Offer],
    rules: DoseRules,
) -> None:
    spent = 0.0
    for n in sorted(pool, key=lambda n: (week.times.get(n, 0), offers[n].seconds(FRAME_SETS, rules), n)):
        seconds = offers[n].seconds(FRAME_SETS, rules)
        if spent >= limits_s[0] and spent > 0:
            return
        if spent + seconds <= limits_s[1] and _fits_week(week, n, session, offers):
            week.take((part, n), session, FRAME_SETS)
            spent += seconds


def _main(
    week: _Week,
    session: int,
    offers: Sequence[Offer],
    pools: Pools,
    template: Template,
    request: PlanRequest,
    rules: DoseRules,
) -> None:
    left_s = template.session_s - sum(offers[n].seconds(sets, rules) for (_, n), sets in week.sessions[session].items())
    tired = _loaded_nearby(week, session, offers, template)
    count = 0
    while True:
        fitting = [
            n
            for n in pools.main
            if _fits_week(week, n, session, offers)
            and offers[n].seconds(offers[n].exercise.dose.sets[0], rules) <= left_s
            and not (offers[n].is_hard and tired & set(offers[n].exercise.targets.prime))
        ]
        if count == 0:
            fitting = [n for n in fitting if offers[n].one_leg_at_a_time]
        if not fitting:
            return
        if count < template.least_main:
            # The first ones are short, so that the session is filled even when time is scarce.
            fitting.sort(key=lambda n: offers[n].seconds(offers[n].exercise.dose.sets[0], rules))
            fitting = fitting[: max(3, len(fitting) // 2)]
        best = max(fitting, key=lambda n: (_use(week, n, offers, template, request), -n))
        sets = offers[best].exercise.dose.sets[0]
        week.take((BlockKind.MAIN, best), session, sets)
        left_s -= offers[best].seconds(sets, rules)
        count += 1


def _use(week: _Week, n: int, offers: Sequence[Offer], template: Template, request: PlanRequest) -> float:
    """How much an exercise would add: needs it treats, less the more they were worked already."""
    worked = {
        need.impairment: sum(
            any(need.impairment in offers[m].exercise.treats for part, m in session if part is BlockKind.MAIN)
            for session in week.sessions
        )
        for need in request.needs
    }
    gain = sum(
        need.weight / (1 + worked[need.impairment])
        for need in request.needs
        if need.impairment in offers[n].exercise.treats
    )
    return gain + worth(offers[n], template.stage) / 10 - week.times.get(n, 0) / 10


def _loaded_nearby(week: _Week, session: int, offers: Sequence[Offer], template: Template) -> set[Muscle]:
    near = {a if b == session else b for a, b in template.close_days if session in {a, b}}
    return {
        muscle
        for k in near
        for part, n in week.sessions[k]
        if part is BlockKind.MAIN and offers[n].is_hard
        for muscle in offers[n].exercise.targets.prime
    }
