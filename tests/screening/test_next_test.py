"""The next best test: what can be done at hand, settles most for its minutes, and was not refused."""

import pytest

from kilter.body.positions import Position
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.people import Answer, Sex
from kilter.screening.evidence import weigh
from kilter.screening.form import Person, Screening, TestEntry, Trials, Wishes
from kilter.screening.next_test import NextTest, rank_next_tests
from kilter.screening.profile import answers_of
from kilter.services.screen import Screener


@pytest.fixture
def person(catalogue: Catalogue) -> Screening:
    """A healthy adult of whom nothing was measured."""
    flags = {flag.id: Answer.NO for flag in catalogue.red_flags.values() if not flag.clinic_only}
    return Screening(
        kilter_screening=1, person=Person(age_years=40, sex=Sex.MALE, height_cm=180, mass_kg=80), red_flags=flags
    )


def _ranked(person: Screening, screener: Screener, *refused: str) -> tuple[NextTest, ...]:
    profile = screener.profile(person)
    weighed = weigh(screener.model, answers_of(person, profile.findings, screener.model))
    return rank_next_tests(
        person, profile.findings, weighed, screener.catalogue, screener.model, refused=frozenset(refused)
    )


def test_suggestions_stand_in_order_of_information_per_minute(person: Screening, screener: Screener) -> None:
    """The first suggestion tells most for its minutes, and each says what it tells about."""
    suggestions = _ranked(person, screener)

    rates = [suggestion.bits_per_minute for suggestion in suggestions]
    assert rates == sorted(rates, reverse=True)
    assert all(suggestion.settles for suggestion in suggestions)


def test_only_what_is_at_hand_is_suggested(person: Screening, screener: Screener) -> None:
    """No test asks for equipment that is not there, for a position the person cannot take, or for a clinic."""
    wishes = Wishes(equipment=("phone_inclinometer",), cannot=(Position.STANDING,), without=("mat",))
    limited = person.model_copy(update={"wishes": wishes})
    has = {item.id for item in screener.catalogue.equipment.values() if item.household} | {"phone_inclinometer"}

    for suggestion in _ranked(limited, screener):
        test = screener.catalogue.tests[suggestion.test]
        assert set(test.equipment) <= has - {"mat"}
        assert test.position is not Position.STANDING
        assert "home" in test.setting


def test_a_test_that_a_precaution_speaks_against_is_not_suggested(person: Screening, screener: Screener) -> None:
    """At eighty no test with a caution for that age comes up."""
    old = person.model_copy(update={"person": person.person.model_copy(update={"age_years": 80.0})})

    for suggestion in _ranked(old, screener):
        cautions = {caution.when for caution in screener.catalogue.tests[suggestion.test].cautions}
        assert "age_75_plus" not in cautions


def test_a_refused_test_is_not_offered_again(person: Screening, screener: Screener) -> None:
    """After a refusal the next one moves up."""
    first = _ranked(person, screener)

    second = _ranked(person, screener, first[0].test)

    assert first[0].test not in {suggestion.test for suggestion in second}
    assert second[0].test == first[1].test


def test_a_test_that_could_not_tell_comes_up_for_another_day(person: Screening, screener: Screener) -> None:
    """Done and unclear is worth repeating; done and clear is not."""
    unclear = TestEntry(test="knee_to_wall", measures={"distance": Trials(left=(10, 10, 10), right=(11.5, 11.5, 11.5))})
    others = [test for test in screener.catalogue.tests if test != "knee_to_wall"]
    equipped = Wishes(equipment=("tape_measure",))

    suggestions = _ranked(person.model_copy(update={"tests": (unclear,), "wishes": equipped}), screener, *others)

    assert [(suggestion.test, suggestion.repeat) for suggestion in suggestions] == [("knee_to_wall", True)]


def test_tracking_tests_are_never_suggested(person: Screening, screener: Screener) -> None:
    """A test that is for following only settles nothing."""
    everything = Wishes(equipment=tuple(screener.catalogue.equipment))
    equipped = person.model_copy(update={"wishes": everything})
    rest = list(screener.catalogue.tests)
    rest.remove("three_direction_reach")

    assert _ranked(equipped, screener, *rest) == ()
