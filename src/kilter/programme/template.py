"""What a phase asks of its sessions, as numbers that the solver, the rules and the checks share."""

from collections.abc import Sequence
from dataclasses import dataclass

from kilter.knowledge.schema.exercises import Stage
from kilter.knowledge.schema.rules import DoseRules
from kilter.programme.offers import Offer
from kilter.programme.programme import BlockKind
from kilter.programme.request import PlanRequest

ARTICLE_ORDER = (Stage.MOBILITY, Stage.ACTIVATION, Stage.STRENGTH, Stage.INTEGRATION)

DAYS_OF_WEEK = {1: (1,), 2: (1, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5)}
"""On which days of the week so many sessions fall: as far apart as they can."""

Place = tuple[BlockKind, int]
"""A part of a session and an offer, by its position in the list of offers."""

Picks = tuple[dict[Place, int], ...]
"""For each session the offers picked for each part, and the sets of each."""

FRAME_SETS = 1
"""One set of each warm-up and cool-down exercise."""


@dataclass(frozen=True, slots=True)
class Template:
    """The limits on one phase's sessions, all times in seconds."""

    stage: Stage
    sessions: int
    session_s: float
    warm_up_s: tuple[float, float]
    cool_down_s: tuple[float, float]
    least_main: int
    """Main exercises a session has at least."""
    close_days: tuple[tuple[int, int], ...]
    """Pairs of sessions too close for hard loading of the same muscles."""
    sessions_per_need: int

    @property
    def allowed_stages(self) -> frozenset[Stage]:
        """The phase's own stage, the earlier ones as support, and after mobility low-load practice too."""
        own = ARTICLE_ORDER.index(self.stage)
        return frozenset(ARTICLE_ORDER[: max(own + 1, 2)])


def template_for(stage: Stage, request: PlanRequest, rules: DoseRules) -> Template:
    """Work out a phase's limits; short sessions get a proportionally shorter warm-up and cool-down."""
    share = min(1.0, request.minutes / rules.session_minutes.value)
    days = DAYS_OF_WEEK[request.days]
    rest_days = rules.same_muscle_rest_hours.value / 24
    close = tuple(
        (first, second)
        for first in range(request.days)
        for second in range(first + 1, request.days)
        if days[second] - days[first] < rest_days
    )
    return Template(
        stage=stage,
        sessions=request.days,
        session_s=60 * request.minutes,
        warm_up_s=(60 * share * rules.warm_up_minutes.low, 60 * rules.warm_up_minutes.high),
        cool_down_s=(60 * share * rules.cool_down_minutes.low, 60 * rules.cool_down_minutes.high),
        least_main=2,
        close_days=close,
        sessions_per_need=min(int(rules.sessions_per_impairment.value), request.days),
    )


@dataclass(frozen=True, slots=True)
class Pools:
    """The offers of a phase by the part of the session they can stand in (positions in the list of offers)."""

    warm_up: tuple[int, ...]
    main: tuple[int, ...]
    cool_down: tuple[int, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """Every part with every offer that can stand in it."""
        parts = (
            (BlockKind.WARM_UP, self.warm_up),
            (BlockKind.MAIN, self.main),
            (BlockKind.COOL_DOWN, self.cool_down),
        )
        return tuple((part, offer) for part, pool in parts for offer in pool)


def pools_for(offers: Sequence[Offer], template: Template) -> Pools:
    """Sort the offers into the parts of a session."""
    stages = [frozenset(offer.exercise.stages) for offer in offers]
    return Pools(
        warm_up=tuple(n for n, own in enumerate(stages) if Stage.WARM_UP in own),
        main=tuple(n for n, own in enumerate(stages) if own & template.allowed_stages),
        cool_down=tuple(n for n, own in enumerate(stages) if Stage.COOL_DOWN in own),
    )


def worth(offer: Offer, stage: Stage) -> int:
    """How well an exercise fits a phase: its own stage first, then the nearest before it."""
    own = ARTICLE_ORDER.index(stage)
    fits = [ARTICLE_ORDER.index(each) for each in offer.exercise.stages if each in ARTICLE_ORDER]
    nearest = min((abs(own - fit) for fit in fits), default=len(ARTICLE_ORDER))
    return max(1, 4 - nearest)
