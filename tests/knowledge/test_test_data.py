"""The tests, impairments, causes and signs keep the promises of the evidence model, whoever edits the files."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from tests.knowledge.shipped import load, rules

from kilter.body.units import Unit
from kilter.knowledge.schema.impairments import Impairment, ImpairmentKind
from kilter.knowledge.schema.people import Sex
from kilter.knowledge.schema.rules import EvidenceRules
from kilter.knowledge.schema.teaching import Cause, Link, Sign
from kilter.knowledge.schema.tests import Better, Cut, Measure, Pointer, SideFormula, Test

TESTS = load("tests", Test)
IMPAIRMENTS = load("impairments", Impairment)
CAUSES = load("causes", Cause)
SIGNS = load("signs", Sign)
RULES = rules("evidence", EvidenceRules)

MEASURES = [(test, measure) for test in TESTS.values() for measure in test.measures]
POINTERS = [(test, pointer) for test in TESTS.values() for pointer in test.points_to]
ENTRIES: list[Cause | Sign] = [*CAUSES.values(), *SIGNS.values()]
LINKS = [(entry, link) for entry in ENTRIES for link in entry.links]


def for_each(measures: list[tuple[Test, Measure]]) -> pytest.MarkDecorator:
    """Run a test once for each of these measures."""
    return pytest.mark.parametrize(
        ("test", "measure"), measures, ids=[f"{test.id}-{measure.id}" for test, measure in measures]
    )


each_compared = for_each([(test, measure) for test, measure in MEASURES if measure.side_difference])
each_with_limit = for_each([(test, measure) for test, measure in MEASURES if measure.low_when or measure.norms])
each_with_norms = for_each([(test, measure) for test, measure in MEASURES if measure.norms])
each_pointer = pytest.mark.parametrize(
    ("test", "pointer"),
    POINTERS,
    ids=[f"{test.id}-{pointer.measure}-{pointer.impairment}" for test, pointer in POINTERS],
)

ARTICLE_CAUSES = {
    "sedentary life": {"sedentary_sitting"},
    "repetitive movement": {"repetitive_running", "repetitive_cycling", "kicking_skating_cutting"},
    "injury of hip, knee, ankle or back": {
        "previous_groin_injury",
        "previous_knee_injury",
        "previous_ankle_injury",
        "previous_back_pain",
    },
    "anatomical variation": {"anatomical_variation"},
    "posture": {"poor_posture"},
}
ARTICLE_SIGNS = {
    "pain in the low back, hip, groin or knee": {
        "pain_low_back",
        "pain_lateral_hip",
        "pain_buttock_or_hip",
        "pain_groin",
        "pain_knee_front",
    },
    "uneven walking, running, squatting": {"asymmetric_walking", "asymmetric_running", "asymmetric_squatting"},
    "instability": {"giving_way"},
    "less range in one hip": {"reduced_range_one_hip"},
    "uneven difficulty": {"uneven_difficulty"},
}

WITHOUT_DIRECT_TEST = {"weak_hip_flexors", "irritable_hip_joint"}
"""For these the evidence offers no test of the impairment itself, so they can never become likely."""

DISEASE_NAMES = re.compile(
    r"arthritis|arthrosis|tendin|tendon(o|i)pathy|bursitis|impingement|labr(um|al)|dysplasia|syndrome|osteo|necrosis"
    r"|sciatica|hernia|trochanteric|anteversion|retroversion|diagnos",
    re.IGNORECASE,
)


def limits_of(cut: Cut, measure: Measure) -> dict[str, float]:
    """The criteria of a cut as numbers that grow the worse a result must be to meet them."""
    limits = {}
    if cut.level is not None:
        limits["level"] = -measure.better.sign * cut.level
    if cut.share_of_norm is not None:
        limits["share_of_norm"] = -measure.better.sign * cut.share_of_norm
    if cut.norm_low:
        limits["norm_low"] = 0.0
    if cut.side_gap is not None:
        limits["side_gap"] = cut.side_gap
    return limits


def texts_for_people(value: object, key: str = "") -> Iterator[str]:
    """Every text of an entry that a person may read: all but ids and the conditions of studies."""
    if isinstance(value, str) and key not in {"id", "when", "told_apart", "sources"}:
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from texts_for_people(part, name)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_for_people(part, key)


@each_pointer
def test_no_ratio_leaves_the_caps(test: Test, pointer: Pointer) -> None:
    """What the file says is what the model counts: no likelihood ratio has to be cut down on the way."""
    low, high = RULES.smallest_lr.value, RULES.largest_lr.value

    ratios = [pointer.otherwise_lr, *(step.lr for step in pointer.steps)]

    assert all(low <= ratio <= high for ratio in ratios)


@each_pointer
def test_a_pointer_can_speak_for_and_against(test: Test, pointer: Pointer) -> None:
    """A bad result raises the probability and a good one lowers it; otherwise the test would be for nothing."""
    worst = pointer.steps[-1].lr

    assert pointer.otherwise_lr < 1 < worst


@each_pointer
def test_a_worse_step_includes_the_milder(test: Test, pointer: Pointer) -> None:
    """Whoever reaches a step has reached all before it, so the ratios on the ladder add up to what it says."""
    measure = test.measure(pointer.measure)

    ladder = [limits_of(step, measure) for step in pointer.steps]

    for milder, worse in pairwise(ladder):
        assert set(worse) <= set(milder)
        assert all(milder[name] <= limit for name, limit in worse.items())


@each_pointer
def test_a_cut_on_a_score_lies_between_scores(test: Test, pointer: Pointer) -> None:
    """A whole-number score is never right on a cut, where its error would decide by itself."""
    measure = test.measure(pointer.measure)

    levels = [step.level for step in pointer.steps if step.level is not None and measure.unit is Unit.POINTS]

    assert all(level % 1 == 0.5 for level in levels)


@each_pointer
def test_a_side_gap_that_counts_is_beyond_the_error(test: Test, pointer: Pointer) -> None:
    """A gap between the sides is evidence only where it can be told from none, on a measure that has sides."""
    measure = test.measure(pointer.measure)

    gaps = [step.side_gap for step in pointer.steps if step.side_gap is not None]

    assert all(measure.side_difference and gap >= measure.error.detectable for gap in gaps)


@each_pointer
def test_a_level_that_counts_can_occur(test: Test, pointer: Pointer) -> None:
    """The cut of a pointer lies among the values that the measure takes, with room on its bad side."""
    measure = test.measure(pointer.measure)
    low, high = measure.plausible

    levels = [step.level for step in pointer.steps if step.level is not None]

    assert all(low < level < high for level in levels)


@each_pointer
def test_a_cut_by_norms_has_norms(test: Test, pointer: Pointer) -> None:
    """A step that asks for the norm's mean or limit finds one in every norm of its measure."""
    norms = test.measure(pointer.measure).norms

    by_mean = any(step.share_of_norm is not None for step in pointer.steps)
    by_limit = any(step.norm_low for step in pointer.steps)

    assert not by_mean or (norms and all(norm.mean is not None for norm in norms))
    assert not by_limit or (norms and all(norm.low is not None for norm in norms))


@each_compared
def test_a_difference_is_noted_only_beyond_the_error(test: Test, measure: Measure) -> None:
    """Noise is never called an imbalance: the smallest noted difference is at least the detectable one."""
    rule = measure.side_difference

    in_per_cent = rule is not None and rule.formula is SideFormula.RELATIVE_TO_BETTER

    assert rule is not None
    assert in_per_cent == measure.error.relative
    assert rule.note_from >= measure.error.detectable


@each_with_limit
def test_what_counts_as_low_can_occur(test: Test, measure: Measure) -> None:
    """The limit of what is usual lies inside the values that the measure takes, and so do the norms."""
    low, high = measure.plausible
    level = measure.low_when.level if measure.low_when else None

    norms = [value for norm in measure.norms for value in (norm.mean, norm.low) if value is not None]

    assert level is None or low < level < high
    assert all(low < value < high for value in norms)


@each_with_norms
def test_one_norm_at_most_speaks_about_a_person(test: Test, measure: Measure) -> None:
    """The norms of a measure do not overlap for any age and sex."""
    ages = [half / 2 for half in range(0, 240)]

    fitting = [sum(norm.fits(age, sex) for norm in measure.norms) for age in ages for sex in Sex]

    assert max(fitting) <= 1


@each_with_norms
def test_norms_do_not_rise_with_age(test: Test, measure: Measure) -> None:
    """Where norms go by age, an older person is never held to more than a younger one of the same sex."""
    for sex in Sex:
        of_sex = sorted((n for n in measure.norms if n.sex in {None, sex}), key=lambda norm: norm.age_from_years)

        limits = [norm.mean if norm.mean is not None else norm.low for norm in of_sex]

        kept = [limit for limit in limits if limit is not None]
        assert measure.better is Better.LOWER or kept == sorted(kept, reverse=True)


@pytest.mark.parametrize(
    ("test", "measure", "value"),
    [
        ("side_plank_hold", "time", 7200),
        ("single_leg_bridge_hold", "time", 7200),
        ("single_leg_stance", "time", 46),
        ("trendelenburg", "hold_time", 31),
        ("adductor_squeeze", "pain", 11),
        ("lateral_step_down", "score", 7),
        ("hip_strength_abduction", "force", 350),
        ("knee_to_wall", "distance", 80),
        ("gait", "step_length", 60),
    ],
)
def test_impossible_values_are_outside(test: str, measure: str, value: float) -> None:
    """A plank of two hours, a time past the end of the clock, newtons for per cent, millimetres for centimetres."""
    _, high = TESTS[test].measure(measure).plausible

    assert value > high


def test_every_impairment_that_can_be_measured_has_a_direct_test() -> None:
    """Only for the impairments named above is there no test of the thing itself."""
    direct = {pointer.impairment for _, pointer in POINTERS if pointer.direct}

    assert set(IMPAIRMENTS) - direct == WITHOUT_DIRECT_TEST


def test_a_dropping_pelvis_is_no_direct_sign_of_weakness() -> None:
    """The drop hardly went with measured strength, so nothing but a measured force speaks directly of it."""
    direct = {test.id for test, pointer in POINTERS if pointer.direct and pointer.impairment == "weak_abductors"}

    assert direct == {"hip_strength_abduction"}


def test_reaching_is_for_tracking_only() -> None:
    """The three-direction reach is neither evidence nor compared between the sides: its error is too large."""
    reach = TESTS["three_direction_reach"]

    compared = [measure.id for measure in reach.measures if measure.side_difference]

    assert reach.tracking_only
    assert not compared


def test_nobody_is_likely_before_anything_is_known() -> None:
    """Every impairment starts at or under the limit of what is called possible."""
    starts = {impairment.id: impairment.base_rate.value for impairment in IMPAIRMENTS.values()}

    assert all(0 < start <= RULES.possible_from.value for start in starts.values())


def test_weights_rise_within_the_caps() -> None:
    """A strong link says more than a moderate one, that more than a weak one, and none more than a test may."""
    weights = RULES.weights

    ladder = [1, weights.weak.value, weights.moderate.value, weights.strong.value]

    assert ladder == sorted(set(ladder))
    assert ladder[-1] <= RULES.largest_lr.value


@pytest.mark.parametrize(("owner", "link"), LINKS, ids=[f"{owner.id}-{link.impairment}" for owner, link in LINKS])
def test_every_link_says_why(owner: Cause | Sign, link: Link) -> None:
    """A cause or a sign never points anywhere without a reason, and to no impairment twice."""
    targets = [each.impairment for each in owner.links]

    assert link.why
    assert targets.count(link.impairment) == 1


@pytest.mark.parametrize(("named", "ids"), [*ARTICLE_CAUSES.items()])
def test_every_cause_of_the_article_is_there(named: str, ids: set[str]) -> None:
    """What the article names as a cause can be answered, and cites the article."""
    found = [CAUSES[cause] for cause in ids]

    assert all("seed_article" in cause.sources for cause in found)


@pytest.mark.parametrize(("named", "ids"), [*ARTICLE_SIGNS.items()])
def test_every_sign_of_the_article_is_there(named: str, ids: set[str]) -> None:
    """What the article names as a sign can be answered, and cites the article."""
    found = [SIGNS[sign] for sign in ids]

    assert all("seed_article" in sign.sources for sign in found)


def test_what_exercise_does_not_mend_is_referred() -> None:
    """Structure and painful load always say to whom the person should turn."""
    kinds = {ImpairmentKind.STRUCTURAL, ImpairmentKind.PAINFUL_LOAD}

    without = [entry.id for entry in IMPAIRMENTS.values() if entry.kind in kinds and not entry.refer]

    assert not without


def test_mobility_comes_before_strength_and_strength_before_control() -> None:
    """Between two equally probable impairments the article's order of work decides."""
    order = [ImpairmentKind.SHORT, ImpairmentKind.WEAK, ImpairmentKind.POOR_CONTROL]
    turns = {kind: [entry.treat_order for entry in IMPAIRMENTS.values() if entry.kind is kind] for kind in order}

    every = [entry.treat_order for entry in IMPAIRMENTS.values()]

    assert len(set(every)) == len(every)
    assert all(max(turns[first]) < min(turns[then]) for first, then in pairwise(order))


@pytest.mark.parametrize(
    "entry",
    [*TESTS.values(), *IMPAIRMENTS.values(), *CAUSES.values(), *SIGNS.values()],
    ids=lambda entry: f"{type(entry).__name__.lower()}-{entry.id}",
)
def test_no_disease_is_named_to_a_person(entry: Test | Impairment | Cause | Sign) -> None:
    """Only the accuracy of a test, written for professionals, names what a study told apart."""
    named = [text for text in texts_for_people(entry.model_dump()) if DISEASE_NAMES.search(text)]

    assert not named
