"""Triage: each kind of rule, and what the person and the professional are told."""

from typing import Any

import pytest

from kilter.body.sides import Side
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.people import Answer, Pregnancy, Sex
from kilter.knowledge.schema.safety import (
    AgeAtLeast,
    AgeBelow,
    Condition,
    MeasureReaches,
    PainAtLeast,
    PregnancyIs,
    Reported,
    SignPresent,
    Triage,
    Urgency,
)
from kilter.screening.form import Person, Screening, Symptom, TestEntry, Trials
from kilter.screening.triage import is_met, triage


@pytest.fixture
def person(catalogue: Catalogue) -> Screening:
    """A healthy adult who answered every safety question with no."""
    flags = {flag.id: Answer.NO for flag in catalogue.red_flags.values() if not flag.clinic_only}
    return Screening(
        kilter_screening=1,
        person=Person(age_years=40, sex=Sex.FEMALE, height_cm=170, mass_kg=68),
        red_flags=flags,
    )


def _squeezed(**limits: Any) -> MeasureReaches:
    return MeasureReaches(kind="measure_reaches", test="adductor_squeeze", measure="pain", **limits)


def _squeeze(points: float) -> TestEntry:
    return TestEntry(test="adductor_squeeze", measures={"pain": Trials(left=(points,), right=(0,))})


@pytest.mark.parametrize(
    ("condition", "changes", "met"),
    [
        (AgeBelow(kind="age_below", years=41), {}, True),
        (AgeBelow(kind="age_below", years=40), {}, False),
        (AgeAtLeast(kind="age_at_least", years=40), {}, True),
        (AgeAtLeast(kind="age_at_least", years=41), {}, False),
        (SignPresent(kind="sign_present", sign="pain_groin"), {"pain": 5}, True),
        (SignPresent(kind="sign_present", sign="pain_knee_front"), {"pain": 5}, False),
        (PainAtLeast(kind="pain_at_least", points=5), {"pain": 5}, True),
        (PainAtLeast(kind="pain_at_least", points=6), {"pain": 5}, False),
        (PainAtLeast(kind="pain_at_least", points=5, signs=("pain_knee_front",)), {"pain": 5}, False),
        (PregnancyIs(kind="pregnancy_is", stages=(Pregnancy.LATER,)), {"pregnancy": Pregnancy.LATER}, True),
        (PregnancyIs(kind="pregnancy_is", stages=(Pregnancy.LATER,)), {}, False),
        (Reported(kind="reported"), {"conditions": ("osteoporosis",)}, True),
        (Reported(kind="reported"), {}, False),
        (
            _squeezed(at_least=6),
            {"squeeze": 6},
            True,
        ),
        (
            _squeezed(at_least=6),
            {"squeeze": 5},
            False,
        ),
        (
            _squeezed(at_most=0),
            {"squeeze": 5},
            True,
        ),
        (
            _squeezed(at_least=6, with_signs=("pain_groin",)),
            {"squeeze": 6},
            False,
        ),
    ],
)
def test_each_kind_of_condition_holds_exactly_where_it_says(
    condition: Condition, changes: dict[str, Any], met: bool, person: Screening
) -> None:
    """Limits are included; what is not reported or measured does not hold."""
    about: dict[str, Any] = {name: changes[name] for name in ("pregnancy", "conditions") if name in changes}
    updates: dict[str, Any] = {"person": person.person.model_copy(update=dict(about))}
    if "pain" in changes:
        updates["symptoms"] = (Symptom.model_validate({"sign": "pain_groin", "side": "left", "pain": changes["pain"]}),)
    if "squeeze" in changes:
        updates["tests"] = (_squeeze(float(str(changes["squeeze"]))),)

    assert is_met(condition, person.model_copy(update=updates), "osteoporosis") is met


def test_the_most_urgent_reason_decides_and_stands_first(person: Screening, catalogue: Catalogue) -> None:
    """A same-day and an emergency answer together are an emergency, told in that order."""
    flags = {**person.red_flags, "one_leg_swollen": Answer.YES, "cauda_equina": Answer.YES}

    result = triage(person.model_copy(update={"red_flags": flags}), catalogue)

    assert result.level is Triage.EMERGENCY
    assert [reason.id for reason in result.reasons[:2]] == ["cauda_equina", "one_leg_swollen"]
    assert result.stops


def test_unsure_is_told_as_unsure(person: Screening, catalogue: Catalogue) -> None:
    """An unsure answer counts, and the letter does not turn it into a yes."""
    flags = {**person.red_flags, "one_leg_swollen": Answer.UNSURE}

    result = triage(person.model_copy(update={"red_flags": flags}), catalogue)

    assert result.stops
    assert result.reasons[0].say.startswith("Not sure: ")


def test_not_asked_raises_nothing(person: Screening, catalogue: Catalogue) -> None:
    """A question that was never put is no reason of its own."""
    flags = {**dict.fromkeys(person.red_flags, Answer.NOT_ASKED), "cauda_equina": Answer.YES}

    result = triage(person.model_copy(update={"red_flags": flags}), catalogue)

    assert [reason.id for reason in result.reasons] == ["cauda_equina"]


def test_a_precaution_alone_calls_for_care(person: Screening, catalogue: Catalogue) -> None:
    """Low back pain of two does not stop the road; it is named, and the level is “go with care”."""
    symptom = Symptom(sign="pain_low_back", side="both", pain=2)

    result = triage(person.model_copy(update={"symptoms": (symptom,)}), catalogue)

    assert (result.level, result.urgency) == (Triage.GO_WITH_CARE, Urgency.NONE)
    assert "low_back_pain" in result.precautions
    assert catalogue.precautions["low_back_pain"].name.lower() in result.headline
    assert symptom.concerns(Side.LEFT)
    assert symptom.concerns(Side.RIGHT)


def test_urgencies_fall_into_their_levels() -> None:
    """Now is an emergency, up to two weeks is for a professional, routine goes with care."""
    assert [urgency.triage for urgency in Urgency] == [
        Triage.EMERGENCY,
        Triage.SEE_PROFESSIONAL,
        Triage.SEE_PROFESSIONAL,
        Triage.GO_WITH_CARE,
        Triage.GO,
    ]
    assert [level.urgency for level in Triage] == [3, 2, 1, 0]
    assert [level.stops for level in Triage] == [True, True, False, False]
