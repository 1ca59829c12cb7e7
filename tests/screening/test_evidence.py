"""The evidence model: caps, families, unclear results, and the rule that only a direct test makes likely."""

import math

import numpy as np
import pytest
from tests.people import random_screening

from kilter.knowledge.catalogue import Catalogue
from kilter.screening.evidence import SEXES, Answers, compile_model, weigh, weigh_many
from kilter.screening.next_test import information
from kilter.screening.profile import Band, answers_of
from kilter.services.screen import Screener


def _nobody(screener: Screener, people: int = 1) -> Answers:
    model = screener.model
    return Answers(
        values=np.full((people, len(model.measures), 2), np.nan),
        own_error=np.full((people, len(model.measures), 2), np.nan),
        own_detectable=np.full((people, len(model.measures)), np.nan),
        signs=np.zeros((people, len(model.signs), 2), dtype=bool),
        causes=np.zeros((people, len(model.causes), 2), dtype=bool),
        age_years=np.full(people, 40.0),
        sex=np.full(people, SEXES.index("female")),
    )


def _measured(screener: Screener, **values: float) -> Answers:
    """One person with these results on the left; the right side was not tested."""
    answers = _nobody(screener)
    for name, value in values.items():
        test, measure = name.split("__")
        answers.values[0, screener.model.measures.index((test, measure)), 0] = value
    return answers


def _probability(screener: Screener, answers: Answers, impairment: str) -> float:
    return float(weigh(screener.model, answers).probability[0, screener.model.impairments.index(impairment), 0])


def _odds(probability: float) -> float:
    return probability / (1 - probability)


def test_nothing_known_leaves_the_base_rates(screener: Screener) -> None:
    """Without any answer every impairment stands at its base rate, never above “possible”."""
    weighed = weigh(screener.model, _nobody(screener))

    for number, impairment in enumerate(screener.catalogue.impairments.values()):
        assert weighed.probability[0, number] == pytest.approx([impairment.base_rate.value] * 2)
    assert not weighed.tested.any()
    assert not weighed.direct.any()


def test_a_clear_result_multiplies_the_odds_by_its_ratio(screener: Screener) -> None:
    """A thigh far above the horizontal multiplies the odds of short hip flexors by four, far below by 0.4."""
    before = _odds(_probability(screener, _nobody(screener), "short_hip_flexors"))

    short = _probability(screener, _measured(screener, hip_extension_range__hip_extension=-20), "short_hip_flexors")
    long = _probability(screener, _measured(screener, hip_extension_range__hip_extension=30), "short_hip_flexors")

    assert _odds(short) / before == pytest.approx(4.0)
    assert _odds(long) / before == pytest.approx(0.4)


def test_a_result_whose_error_crosses_the_cut_counts_half(screener: Screener) -> None:
    """Just below the strength cut of 35.4 % of body weight the ratio of three shrinks to its square root."""
    before = _odds(_probability(screener, _nobody(screener), "weak_abductors"))

    near = _probability(screener, _measured(screener, hip_strength_abduction__force=35.0), "weak_abductors")
    clear = _probability(screener, _measured(screener, hip_strength_abduction__force=20.0), "weak_abductors")

    assert _odds(clear) / before == pytest.approx(3.0)
    assert 1 < _odds(near) / before < 3.0


def test_relatives_of_the_strongest_result_count_half(screener: Screener) -> None:
    """Two tests of one family add the stronger in full and the other by half its logarithm."""
    before = _odds(_probability(screener, _nobody(screener), "poor_frontal_plane_control"))

    def llr(**values: float) -> float:
        chance = _probability(screener, _measured(screener, **values), "poor_frontal_plane_control")
        return math.log(_odds(chance) / before)

    step_down = llr(lateral_step_down__score=6)
    squat = llr(single_leg_squat__faults=4)
    both = llr(lateral_step_down__score=6, single_leg_squat__faults=4)

    assert step_down > squat > 0
    assert both == pytest.approx(step_down + squat / 2)


def test_without_a_direct_test_nothing_becomes_likely(screener: Screener) -> None:
    """All signs and causes together leave every impairment at “possible” at most."""
    answers = _nobody(screener)
    answers.signs[:] = True
    answers.causes[:] = True

    weighed = weigh(screener.model, answers)

    assert weighed.probability.max() == pytest.approx(screener.catalogue.evidence_rules.likely_from.value)


def test_every_ratio_is_capped(screener: Screener) -> None:
    """No single piece of evidence moves the odds by more than six or by less than a fifth."""
    rng = np.random.default_rng(3)
    for _ in range(50):
        person = random_screening(rng, screener.catalogue)
        profile = screener.profile(person)
        weighed = weigh(screener.model, answers_of(person, profile.findings, screener.model))

        assert np.abs(weighed.contributions).max() <= math.log(6) + 1e-9
        assert weighed.contributions.min() >= math.log(0.2) - 1e-9


def test_trunk_control_has_no_sides(screener: Screener) -> None:
    """An impairment without sides stands alike on both."""
    answers = _measured(screener, active_straight_leg_raise__difficulty=4)

    weighed = weigh(screener.model, answers)

    left, right = weighed.probability[0, screener.model.impairments.index("poor_trunk_control")]
    assert left == right > screener.catalogue.impairments["poor_trunk_control"].base_rate.value


def test_many_people_at_once_are_weighed_as_each_alone(screener: Screener) -> None:
    """A cohort gives each person what they would get alone, wherever the chunks fall."""
    rng = np.random.default_rng(4)
    people = [random_screening(rng, screener.catalogue) for _ in range(23)]
    profiles = [screener.profile(person) for person in people]
    single = [
        answers_of(person, profile.findings, screener.model) for person, profile in zip(people, profiles, strict=True)
    ]
    together = Answers(*(np.concatenate([getattr(each, name) for each in single]) for name in Answers.__slots__))

    probability = weigh_many(screener.model, together, chunk=5)

    alone = np.concatenate([weigh(screener.model, each).probability for each in single])
    assert probability == pytest.approx(alone)


def test_the_model_of_the_same_catalogue_is_the_same(catalogue: Catalogue, screener: Screener) -> None:
    """Compiling is deterministic."""
    again = compile_model(catalogue)

    assert again.rules == screener.model.rules
    assert (again.order == screener.model.order).all()


@pytest.mark.parametrize(
    ("probability", "lr_positive", "lr_negative"), [(0.5, 1.0, 0.5), (0.5, 3.0, 1.0), (0.0, 3.0, 0.5)]
)
def test_a_test_that_cannot_tell_gives_no_information(
    probability: float, lr_positive: float, lr_negative: float
) -> None:
    """A ratio of one, or an impairment that is certain, leaves nothing to learn."""
    assert information(probability, lr_positive, lr_negative) == pytest.approx(0)


def test_a_sharper_test_gives_more_information() -> None:
    """Higher ratios settle more, and most where least is known."""
    assert information(0.5, 6, 0.2) > information(0.5, 2, 0.7) > 0
    assert information(0.5, 3, 0.5) > information(0.05, 3, 0.5)


def test_what_was_only_suggested_is_never_called_unlikely(screener: Screener) -> None:
    """An impairment that no test looked at is possible or not assessed, whatever its probability."""
    rng = np.random.default_rng(9)
    for _ in range(50):
        person = random_screening(rng, screener.catalogue).model_copy(update={"tests": ()})

        profile = screener.profile(person)

        assert {side.band for view in profile.impairments for side in view.sides} <= {Band.POSSIBLE, Band.NOT_ASSESSED}
