"""What an exercise or a test must be beyond having its keys: each rule names the fault and its mend."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from tests.knowledge.shipped import FILES

from kilter.errors import DataError
from kilter.knowledge.documents import Document
from kilter.knowledge.schema.citing import Range, Source
from kilter.knowledge.schema.exercises import Exercise
from kilter.knowledge.schema.rules import RetestRules
from kilter.knowledge.schema.tests import Test
from kilter.knowledge.validation import validate

Change = Callable[[dict[str, Any]], object]


def _shipped(folder: str, name: str) -> dict[str, Any]:
    data = next(file.document.data for file in FILES if (file.folder, file.name) == (folder, name))
    assert isinstance(data, dict)
    return copy.deepcopy(data)


def _fault(model: type[Any], data: dict[str, Any]) -> str:
    with pytest.raises(DataError) as refusal:
        validate(model, Document("file.yaml", data, {(): 1}))
    return str(refusal.value)


EXERCISE_RULES: list[tuple[str, Change]] = [
    ("repetitions or a hold", lambda e: e["dose"].update(hold_s=[30, 60])),
    ("need a tempo", lambda e: e["dose"].pop("tempo_s")),
    ("“sets” is not low, high", lambda e: e["dose"].update(sets=[3, 2])),
    ("would flicker", lambda e: e["repetition"].update(begin=5, end=10)),
    ("one limit", lambda e: e["focus"][0].update(below=3)),
    ("Levels are not in order", lambda e: e["levels"].reverse()),
    ("Exactly one level", lambda e: next(v for v in e["levels"] if v["step"] == 0).update(step=1)),
    ("Fewer than two easier or two harder", lambda e: e.update(levels=[v for v in e["levels"] if v["step"] <= 0])),
    ("Dose and counting disagree", lambda e: e.pop("repetition")),
    ("names no level", lambda e: e["cautions"][0].update(do="no_such_level")),
]


@pytest.mark.parametrize(("words", "change"), EXERCISE_RULES, ids=[words for words, _ in EXERCISE_RULES])
def test_an_exercise_that_does_not_hang_together_is_refused(words: str, change: Change) -> None:
    """The shipped clamshell with one thing broken is refused for just that."""
    exercise = _shipped("exercises", "clamshell")
    change(exercise)

    assert words in _fault(Exercise, exercise)


def test_a_hold_has_a_bound_and_a_gate_one_limit() -> None:
    """A hold without limits would always count; a gate with two would be unclear; a stretch needs its hold."""
    stretch, plank = _shipped("exercises", "couch_stretch"), _shipped("exercises", "copenhagen_plank")
    for limit in ("at_least", "at_most"):
        stretch["hold"].pop(limit, None)
    plank["gates"][0].update(at_least=1, at_most=2)
    unheld = _shipped("exercises", "couch_stretch")
    del unheld["hold"]

    assert "no bound" in _fault(Exercise, stretch)
    assert "one limit" in _fault(Exercise, plank)
    assert "Dose and counting disagree" in _fault(Exercise, unheld)


TEST_RULES: list[tuple[str, Change]] = [
    ("Neither “sem” nor “mdc”", lambda t: [t["measures"][0]["error"].pop(key, None) for key in ("sem", "mdc")]),
    ("More than one level", lambda t: t["points_to"][0]["steps"][0].update(level=1, share_of_norm=0.5)),
    ("No cut is given", lambda t: t["points_to"][0].update(steps=[{"lr": 2.0}])),
    ("“flag_from” is below", lambda t: t["measures"][0]["side_difference"].update(note_from=30, flag_from=20)),
    ("not low, high", lambda t: t["measures"][0].update(plausible=[45, 0])),
    ("has no side difference", lambda t: t["measures"][0].update(sided=False)),
    ("do not rise", lambda t: t["points_to"][0]["steps"][-1].update(lr=0.5)),
    ("same id", lambda t: t["measures"].append(t["measures"][0])),
    ("names no measure", lambda t: t["points_to"][0].update(measure="no_such")),
    ("derives from unknown", lambda t: t["measures"][0].update(derived={"combine": "gap", "of": ["a1", "b1"]})),
    ("tracking only points to nothing", lambda t: t.update(tracking_only=True)),
]


@pytest.mark.parametrize(("words", "change"), TEST_RULES, ids=[words for words, _ in TEST_RULES])
def test_a_test_that_does_not_hang_together_is_refused(words: str, change: Change) -> None:
    """The shipped single-leg stance with one thing broken is refused for just that."""
    stance = _shipped("tests", "single_leg_stance")
    change(stance)

    assert words in _fault(Test, stance)


RETEST_RULES: list[tuple[str, Change]] = [
    ("do not follow one another", lambda r: r["checkpoints"].reverse()),
    ("do not follow one another", lambda r: r["checkpoints"][0]["after"].update(value=0)),
    ("joins two checkpoints", lambda r: r["window_days"].update(value=14)),
    ("joins two checkpoints", lambda r: r["window_days"].update(value=-1)),
]


@pytest.mark.parametrize(("words", "change"), RETEST_RULES)
def test_repeats_follow_one_another_and_none_counts_for_two(words: str, change: Change) -> None:
    """The shipped rules of repeating, with one number changed, are refused for just that."""
    rules = _shipped("rules", "retest")
    change(rules)

    assert words in _fault(RetestRules, rules)


def test_an_error_known_by_its_mdc_has_the_standard_error_that_goes_with_it() -> None:
    """An MDC of 2.77 is a standard error of one, and the other way round."""
    rotation = validate(Test, Document("f", _shipped("tests", "hip_rotation_range"), {(): 1}))
    bridge = validate(Test, Document("f", _shipped("tests", "single_leg_bridge_hold"), {(): 1}))

    by_mdc, by_sem = rotation.measure("internal").error, bridge.measure("time").error

    assert by_mdc.standard_error == pytest.approx(by_mdc.detectable / 2.772, rel=1e-3)
    assert by_sem.detectable == pytest.approx(2.772 * by_sem.standard_error, rel=1e-3)


def test_a_range_runs_from_low_to_high() -> None:
    """The ends of a cited range are not swapped."""
    data = {"low": 3, "high": 2, "unit": "weeks", "grade": "convention", "sources": ["kilter_convention"]}

    assert "Swap the two numbers" in _fault(Range, data)


def test_a_citation_names_all_that_is_known() -> None:
    """Year, DOI and PMID stand in it where they are known, and leave no trace where not."""
    known = {"id": "a_paper", "kind": "paper", "authors": "A B", "title": "T", "published_in": "J"}
    bare = validate(Source, Document("f", dict(known), {(): 1}))
    full = validate(Source, Document("f", {**known, "year": 2001, "doi": "10.1000/x", "pmid": "12"}, {(): 1}))

    assert bare.citation == "A B. T. J."
    assert full.citation == "A B. T. J, 2001. doi:10.1000/x PMID 12."
