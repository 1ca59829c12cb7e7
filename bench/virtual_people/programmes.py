"""A handful of screenings, each planned once, whose programmes the virtual people follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.people import mirrored

from kilter.adapters.knowledge_files import load_catalogue
from kilter.body.sides import Side
from kilter.cli.loading import load_profile, load_screener
from kilter.knowledge.catalogue import Catalogue
from kilter.programme.programme import Programme
from kilter.programme.progression.dose import Ladder, Rung
from kilter.programme.progression.rulebook import Rulebook
from kilter.programme.progression.starting import ladders_for
from kilter.screening.profile import Profile
from kilter.services.plan import Overrides, make_programme, request_for

EXAMPLES = Path(__file__).parents[2] / "examples"
BESIDES = frozenset({"irritable_lateral_hip", "irritable_hip_joint"})
"""Impairments that no capacity stands for."""


@dataclass(frozen=True, slots=True)
class Trained:
    """What an exercise trains and demands."""

    families: tuple[tuple[int, float], ...]
    """Capacities, by their place, with how much it trains them; the first one limits what can be done."""
    stretch: bool
    steps: tuple[int, ...]
    """The step of each rung."""


@dataclass(frozen=True, slots=True)
class Case:
    """A programme and what it needs of knowledge."""

    name: str
    programme: Programme
    ladders: Mapping[str, Ladder]
    goals: tuple[int, ...]
    weaker: Side | None
    """The side that the screening found weaker; None where the sides are alike."""
    families: tuple[str, ...]
    """Impairments that stand for a capacity."""
    treated: frozenset[int]
    """Those that the programme treats, or keeps up where it treats none."""
    trained: Mapping[str, Trained]


def load_cases(second: float, wishes: Overrides | None = None) -> tuple[tuple[Case, ...], Rulebook]:
    """Plan the programmes.

    Args:
        second: how much an exercise trains besides its first aim.
        wishes: over those in the screenings.
    """
    screener = load_screener(None)
    catalogue = screener.catalogue
    cases = []
    for name, weaker in (("office_worker", Side.LEFT), ("runner", Side.RIGHT), ("symmetrical", None)):
        profile = load_profile(EXAMPLES / f"{name}.yaml", screener)
        cases.append(_case(name, profile, weaker, catalogue, second, wishes or Overrides()))
        if weaker is not None:
            other = screener.profile(mirrored(profile.screening))
            cases.append(_case(f"{name}, mirrored", other, weaker.other, catalogue, second, wishes or Overrides()))
    return tuple(cases), Rulebook.of(load_catalogue())


def _case(
    name: str, profile: Profile, weaker: Side | None, catalogue: Catalogue, second: float, wishes: Overrides
) -> Case:
    programme = make_programme(profile, catalogue, wishes)
    ladders = ladders_for(programme, request_for(profile, catalogue, wishes), catalogue)
    families = tuple(dict.fromkeys(aim for ladder in ladders.values() for aim in ladder.treats if aim not in BESIDES))
    trained = {}
    for exercise, ladder in ladders.items():
        aims = [families.index(aim) for aim in ladder.treats if aim not in BESIDES]
        steps = {level.id: level.step for level in catalogue.exercises[exercise].levels}
        trained[exercise] = Trained(
            families=tuple((aim, 1.0 if place == 0 else second) for place, aim in enumerate(aims)),
            stretch=ladder.reserve == 0,
            steps=tuple(_step(rung, steps) for rung in ladder.rungs),
        )
    treated = programme.treats or programme.maintains
    return Case(
        name=name,
        programme=programme,
        ladders=ladders,
        goals=tuple(int(goal.score) for goal in profile.screening.goals),
        weaker=weaker,
        families=families,
        treated=frozenset(families.index(aim) for aim in treated if aim in families),
        trained=trained,
    )


def _step(rung: Rung, steps: Mapping[str, int]) -> int:
    return steps[rung.level]
