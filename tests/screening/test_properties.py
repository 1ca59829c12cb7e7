"""What must hold of every screening, whoever is screened."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.people import mirrored, random_screening, with_trials

from kilter.body.sides import PerSide, Side
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.people import Answer
from kilter.knowledge.schema.safety import Urgency
from kilter.knowledge.schema.tests import Better, Measure
from kilter.screening.findings import Finding, Verdict, compare, judge, summarise
from kilter.screening.form import Screening, Trials
from kilter.screening.profile import ImpairmentView, Profile
from kilter.screening.triage import triage
from kilter.services.screen import Screener

SEEDS = st.integers(0, 2**32 - 1)
OTHER_VERDICT = {Verdict.LEFT_LOWER: Verdict.RIGHT_LOWER, Verdict.RIGHT_LOWER: Verdict.LEFT_LOWER}


def _person_of(seed: int, catalogue: Catalogue) -> Screening:
    return random_screening(np.random.default_rng(seed), catalogue)


@given(seed=SEEDS)
def test_a_mirrored_person_gets_the_mirrored_profile_and_nothing_else_changes(seed: int, screener: Screener) -> None:
    """Swapping left and right in the input swaps them in findings and impairments, and changes nothing else."""
    person = _person_of(seed, screener.catalogue)

    seen = screener.profile(person)
    in_mirror = screener.profile(mirrored(person))

    assert in_mirror.triage == seen.triage
    assert in_mirror.next_tests == seen.next_tests
    assert in_mirror.not_assessed == seen.not_assessed
    assert [_finding_facts(f, swap=True) for f in in_mirror.findings] == [_finding_facts(f) for f in seen.findings]
    assert [_view_facts(v, swap=True) for v in in_mirror.impairments] == [_view_facts(v) for v in seen.impairments]


def _finding_facts(finding: Finding, *, swap: bool = False) -> tuple[object, ...]:
    sides, levels, verdict, difference = finding.sides, finding.levels, finding.verdict, finding.difference
    reason = finding.reason
    if swap:
        sides, levels, verdict = sides.mirrored, levels.mirrored, OTHER_VERDICT.get(verdict, verdict)
        difference = None if difference is None else 0.0 - difference
        words = {"left": "right", "right": "left"}
        reason = " ".join(words.get(word, word) for word in reason.split(" "))
    rest = (finding.test, finding.measure, finding.size, finding.detectable, finding.confirmed, finding.norm)
    return (*rest, sides, levels, verdict, difference, reason)


def _view_facts(view: ImpairmentView, *, swap: bool = False) -> tuple[object, ...]:
    sides = view.sides.mirrored if swap else view.sides
    judgements = sides.map(
        lambda j: (
            round(j.probability, 12),
            j.band,
            sorted(map(str, j.evidence_for)),
            sorted(map(str, j.evidence_against)),
        )
    )
    return view.impairment, judgements


@given(seed=SEEDS, worse_by=st.floats(0.01, 1.0), side=st.sampled_from(Side), pick=st.integers(0, 10_000))
def test_a_worse_result_never_lowers_the_probability_of_what_it_points_to(
    seed: int, worse_by: float, side: Side, pick: int, screener: Screener
) -> None:
    """Shifting all trials of one side for the worse never makes the impairments it points to less probable there."""
    person = _person_of(seed, screener.catalogue)
    measured = [
        (number, measure)
        for number, entry in enumerate(person.tests)
        for measure in screener.catalogue.tests[entry.test].measures
        if measure.id in entry.measures and measure.sided and entry.measures[measure.id].of(side)
    ]
    if not measured:
        return
    number, measure = measured[pick % len(measured)]
    test = screener.catalogue.tests[person.tests[number].test]
    before = screener.profile(person)

    after = screener.profile(
        with_trials(person, number, measure.id, _worsened(person, number, measure, side, worse_by))
    )

    for pointer in test.points_to:
        if pointer.measure == measure.id:
            was = _probability(before, pointer.impairment, side)
            assert _probability(after, pointer.impairment, side) >= was - 1e-9


def _worsened(person: Screening, number: int, measure: Measure, side: Side, by: float) -> Trials:
    """All trials of a side moved towards the worse end, by the same amount, as far as is plausible."""
    trials = person.tests[number].measures[measure.id]
    low, high = measure.plausible
    values = trials.of(side)
    room = min(values) - low if measure.better is Better.HIGHER else high - max(values)
    moved = tuple(value - measure.better.sign * by * room for value in values)
    return trials.model_copy(update={side.value: moved})


def _probability(profile: Profile, impairment: str, side: Side) -> float:
    view = next(view for view in profile.impairments if view.impairment == impairment)
    return view.sides[side].probability


@given(seed=SEEDS, keep=st.integers(0, 5))
def test_adding_a_test_never_removes_a_red_flag(seed: int, keep: int, screener: Screener) -> None:
    """With more tests the urgency never falls, and every reason that was there stays."""
    person = _person_of(seed, screener.catalogue)
    fewer = person.model_copy(update={"tests": person.tests[:keep]})

    more_tests = triage(person, screener.catalogue)
    fewer_tests = triage(fewer, screener.catalogue)

    assert set(fewer_tests.reasons) <= set(more_tests.reasons)
    assert more_tests.level.urgency >= fewer_tests.level.urgency


def test_no_red_flag_is_overruled_in_a_hundred_thousand_people(catalogue: Catalogue) -> None:
    """Whatever else a person says or measures, an urgent answer stops the road, as urgently as the data says."""
    rng = np.random.default_rng(20261123)
    people = [random_screening(rng, catalogue, healthy_share=0.3) for _ in range(1000)]
    flags = [flag for flag in catalogue.red_flags.values() if not flag.clinic_only]
    order = list(Urgency)
    stopped = 0

    for number in range(100_000):
        answers = dict.fromkeys((flag.id for flag in flags), Answer.NO)
        raised = rng.choice(len(flags), size=int(rng.integers(0, 4)), replace=False)
        for place in raised:
            answers[flags[place].id] = Answer.YES if rng.random() < 0.5 else Answer.UNSURE
        person = people[number % len(people)].model_copy(update={"red_flags": answers})
        expected = [
            flag.urgency if answers[flag.id] is Answer.YES else flag.if_unsure for flag in (flags[p] for p in raised)
        ]

        result = triage(person, catalogue)

        assert all(order.index(result.urgency) <= order.index(urgency) for urgency in expected)
        if any(urgency in order[:3] for urgency in expected):
            assert result.stops
            stopped += 1
    assert stopped > 50_000


def _sided_measures(catalogue: Catalogue) -> list[tuple[str, Measure]]:
    return [
        (test.id, measure)
        for test in catalogue.tests.values()
        for measure in test.measures
        if measure.side_difference is not None
    ]


@pytest.mark.parametrize("trials", ["one", "protocol", "many"])
def test_a_symmetrical_person_is_flagged_in_at_most_five_per_cent_of_screenings(
    trials: str, catalogue: Catalogue
) -> None:
    """Measured with the published error, two truly equal sides are called different at most once in twenty."""
    rng = np.random.default_rng(7)
    simulated = 4000
    enough = int(catalogue.evidence_rules.enough_trials.value)

    for test_id, measure in _sided_measures(catalogue):
        low, high = measure.plausible
        truth = (low + high) / 2
        error = measure.error.standard_error * (abs(truth) / 100 if measure.error.relative else 1)
        count = {"one": 1, "protocol": measure.trials, "many": 6}[trials]
        wrong = 0
        for _ in range(simulated):
            left, right = rng.normal(truth, error, size=(2, count))
            sides = PerSide(summarise(measure, tuple(left), enough), summarise(measure, tuple(right), enough))
            verdict, _ = judge(measure, *compare(measure, sides))
            wrong += verdict.lower_side is not None
        # Three standard deviations of chance at exactly five per cent.
        assert wrong / simulated <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / simulated), f"{test_id}.{measure.id}: {wrong}"
