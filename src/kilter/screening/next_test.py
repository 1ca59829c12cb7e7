"""The next best test: the one that is expected to settle most for the least effort."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.tests import Setting, Test
from kilter.screening.evidence import EvidenceModel, Weighed
from kilter.screening.findings import Finding, Verdict
from kilter.screening.form import Screening
from kilter.screening.triage import applies

MOST_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class NextTest:
    """A test worth doing next."""

    test: str
    bits: float
    """Expected information about all impairments it points to, both sides, in bits."""
    minutes: float
    settles: tuple[str, ...]
    """Impairments it tells most about, most first."""
    repeat: bool
    """Whether it was done and could not tell: do it again on another day."""

    @property
    def bits_per_minute(self) -> float:
        """The order of the suggestions."""
        return self.bits / self.minutes


def rank_next_tests(
    screening: Screening,
    findings: Sequence[Finding],
    weighed: Weighed,
    catalogue: Catalogue,
    model: EvidenceModel,
    *,
    refused: frozenset[str] = frozenset(),
) -> tuple[NextTest, ...]:
    """Rank the tests that can be done at hand, and were not refused, by expected information gain per minute."""
    done = {finding.test for finding in findings}
    unclear = {finding.test for finding in findings if finding.verdict is Verdict.CANNOT_TELL and finding.formula}
    possible = [test for test in catalogue.tests.values() if is_at_hand(test, screening, catalogue)]
    ranked = [
        _expected(test, weighed, model, repeat=test.id in done)
        for test in possible
        if (test.id not in done or test.id in unclear) and test.id not in refused
    ]
    ranked.sort(key=lambda suggestion: (suggestion.repeat, -suggestion.bits_per_minute, suggestion.test))
    return tuple(suggestion for suggestion in ranked if suggestion.bits > 0)[:MOST_SUGGESTIONS]


def is_at_hand(
    test: Test, screening: Screening, catalogue: Catalogue, *, also_there: frozenset[str] = frozenset()
) -> bool:
    """Whether the person can do the test with what there is, and should.

    Args:
        test: which.
        screening: with the person's wishes and limits.
        catalogue: the knowledge.
        also_there: equipment that is there without having been named.
    """
    wishes = screening.wishes
    household = {item.id for item in catalogue.equipment.values() if item.household}
    has = household | set(wishes.equipment) | also_there
    cautioned = any(applies(catalogue.precautions[caution.when], screening) for caution in test.cautions)
    return (
        Setting.HOME in test.setting
        and not test.tracking_only
        and set(test.equipment) <= has - set(wishes.without)
        and test.position not in wishes.cannot
        and not cautioned
    )


def _expected(test: Test, weighed: Weighed, model: EvidenceModel, *, repeat: bool) -> NextTest:
    gains = sorted(_gains(test, weighed, model), reverse=True)
    return NextTest(
        test=test.id,
        bits=sum(gain for gain, _ in gains),
        minutes=test.effort.minutes,
        settles=tuple(dict.fromkeys(impairment for gain, impairment in gains if gain > 0))[:3],
        repeat=repeat,
    )


def _gains(test: Test, weighed: Weighed, model: EvidenceModel) -> Iterator[tuple[float, str]]:
    """The information, in bits, that each pointer of a test is expected to give about its impairment."""
    share = model.limits.correlated_share.value
    for row, rule in enumerate(model.rules):
        if rule.kind != "test" or rule.owner != test.id:
            continue
        number = model.impairments.index(rule.impairment)
        relatives = list(model.relatives[row])
        known = bool(weighed.contributions[0, relatives].any())
        sides = range(2) if model.sided[number] else range(1)
        gain = sum(
            information(float(weighed.probability[0, number, side]), rule.lr_if_positive, rule.lr_if_negative)
            for side in sides
        )
        yield gain * (share if known else 1), rule.impairment


def information(probability: float, lr_positive: float, lr_negative: float) -> float:
    """Expected drop in entropy, in bits, from a yes-no result with these likelihood ratios."""
    if lr_positive <= 1 or lr_negative >= 1:
        return 0.0
    specificity = (lr_positive - 1) / (lr_positive - lr_negative)
    sensitivity = lr_positive * (1 - specificity)
    positive = probability * sensitivity + (1 - probability) * (1 - specificity)
    after_positive = probability * sensitivity / positive
    after_negative = probability * (1 - sensitivity) / (1 - positive)
    expected = positive * _entropy(after_positive) + (1 - positive) * _entropy(after_negative)
    return max(0.0, _entropy(probability) - expected)


def _entropy(probability: float) -> float:
    if probability <= 0 or probability >= 1:
        return 0.0
    rest = 1 - probability
    return float(-(probability * np.log2(probability) + rest * np.log2(rest)))
