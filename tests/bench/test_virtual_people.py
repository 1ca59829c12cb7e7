"""What a few hundred virtual people show of the rules, seen from outside; it tests the rules, not the medicine."""

from collections.abc import Mapping, Sequence
from math import exp
from statistics import mean, median

import pytest
from bench.virtual_people.assumptions import Assumptions, rows
from bench.virtual_people.body import Body
from bench.virtual_people.cohort import World, lives, world
from bench.virtual_people.outcome import Outcome
from bench.virtual_people.people import draw_person
from bench.virtual_people.programmes import Trained

from kilter.knowledge.catalogue import Catalogue

PEOPLE = 200


@pytest.fixture(scope="module")
def of() -> World:
    """The programmes, planned once."""
    return world()


@pytest.fixture(scope="module")
def found(of: World) -> Mapping[str, Sequence[Outcome]]:
    """Two hundred people under Kilter's rules, the fixed plan and more in every session."""
    return lives(of, range(PEOPLE))


def test_nothing_rises_in_the_week_after_a_stop_sign(found: Mapping[str, Sequence[Outcome]]) -> None:
    """No sets, load or level that were asked for are higher than the time before; the plans that look on break it."""
    assert sum(one.signs for one in found["kilter"]) >= 10
    assert sum(one.rises for one in found["kilter"]) == 0
    assert sum(one.rises for one in found["more"]) > 0


def test_what_is_asked_does_not_swing(found: Mapping[str, Sequence[Outcome]]) -> None:
    """Up, down and up again within three sessions, easier weeks counted in, happens to under 1 % of the tracks."""
    assert sum(one.swings for one in found["kilter"]) < 0.01 * sum(one.tracks for one in found["kilter"])


def test_uneven_people_become_less_uneven(found: Mapping[str, Sequence[Outcome]]) -> None:
    """Nearly all of them; that the fixed plan makes them no more uneven either stands in the documentation."""
    uneven = [one for one in found["kilter"] if one.uneven_before >= 0.1]

    assert median(one.uneven_after for one in uneven) < 0.75 * median(one.uneven_before for one in uneven)
    assert mean(one.uneven_after > one.uneven_before for one in uneven) < 0.02


def test_even_people_stay_even(found: Mapping[str, Sequence[Outcome]]) -> None:
    """Trained on each side by itself, they do not drift apart."""
    even = [one for one in found["kilter"] if one.uneven_before < 0.1]

    assert len(even) >= 30
    assert max(one.uneven_after - one.uneven_before for one in even) < 0.03


def test_fewer_flares_at_the_cost_of_some_gain(found: Mapping[str, Sequence[Outcome]]) -> None:
    """Caution costs about a quarter of what adding in every session gains; that is known and explained."""
    flares, gains = (
        {p: mean(getattr(o, what) for o in some) for p, some in found.items()} for what in ("flares", "gain")
    )

    assert flares["kilter"] < flares["more"]
    assert gains["kilter"] > 0.7 * gains["more"]


def test_the_same_seed_gives_the_same_lives(of: World) -> None:
    """Whoever they are drawn beside, and however often."""
    assert lives(of, [3]) == {policy: [some[1]] for policy, some in lives(of, [2, 3]).items()}


def test_eight_weeks_of_hard_work_bring_what_was_published(of: World) -> None:
    """Two sessions a week of two to three sets near the limit: 24 to 36 % stronger, as adductors became in trials."""
    given = Assumptions(gain_spread=0.0, day_form=0.0, strength_spread=0.0, usual_difference=0.0)
    case = next(case for case in of.cases if case.weaker is None)
    body = Body(draw_person(1, 0, case, 0, given), given)
    hard = Trained(families=((0, 1.0),), stretch=False, steps=(0,))
    before = body.capacity[0][0]
    for session in range(16):
        body.rest_until(7 * (session // 2) + 3 * (session % 2))
        body.begin_session(100.0)
        for number in range(2 + session % 2):
            demand = 0.7 * body.capacity[0][0]
            body.do_set(hard, 0, demand, wanted=12, keep=0, tired=0.0, place=number, timed=False)
        body.end_session({(0, 0)}, frozenset())

    assert 0.24 < body.capacity[0][0] / before - 1 < 0.36


def test_a_jump_of_the_load_makes_flares_likelier(of: World) -> None:
    """A session 20 % beyond the heaviest of the last month: as many more as the study of runners says."""
    given = Assumptions()
    person = draw_person(1, 0, of.cases[0], 0, given)
    body = Body(person, given)
    body.begin_session(100.0)
    ready, reached = person.readiness[0], person.thresholds[0][0]
    jump = body._flare_at[0] / body.used_to[0]

    assert given.flare_jump ** ((jump - 1) / 0.2) == pytest.approx(reached / ready)
    assert 0 < 1 - exp(-ready) < 0.1


def test_every_assumption_has_a_unit_and_a_known_source(catalogue: Catalogue) -> None:
    """A citation of the catalogue, or the plain word assumption."""
    for name, _, unit, say, source in rows():
        assert unit, name
        assert say, name
        assert source == "assumption" or all(one in catalogue.sources for one in source.split(", ")), name
