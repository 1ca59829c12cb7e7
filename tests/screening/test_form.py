"""A screening file is read whole, or refused with every fault, its place and its mend."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kilter.errors import DataError, KilterError
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.documents import read_document
from kilter.knowledge.schema.people import Answer
from kilter.knowledge.schema.safety import Triage
from kilter.screening.form import Screening, highest_alarm, impossible_build, read_screening
from kilter.services.screen import Screener

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "examples" / "office_worker.yaml").read_text(encoding="utf-8")
REMOVED = object()


def screening_with(changes: dict[str, Any]) -> str:
    """The example as text, with the values at these dotted paths replaced, added or removed."""
    data = copy.deepcopy(read_document(TEXT, "example").data)
    for path, value in changes.items():
        *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        owner: Any = data
        for part in parents:
            owner = owner[part]
        if value is REMOVED:
            del owner[last]
        else:
            owner[last] = value
    return json.dumps(data, indent=1)


def read(text: str, catalogue: Catalogue) -> Screening:
    """The screening of a text."""
    return read_screening(read_document(text, "f.yaml"), catalogue)


def problems(changes: dict[str, Any], catalogue: Catalogue) -> list[tuple[str, str, str]]:
    """Key, fault and mend of every problem of the example with changes."""
    with pytest.raises(DataError) as caught:
        read(screening_with(changes), catalogue)
    return [(fault.place.split(": ", 1)[-1], fault.what, fault.mend) for fault in caught.value.problems]


@pytest.mark.parametrize("name", ["office_worker", "red_flag", "runner", "symmetrical"])
def test_the_examples_are_read(name: str, catalogue: Catalogue) -> None:
    """Every example of the project is a valid screening file."""
    text = (ROOT / "examples" / f"{name}.yaml").read_text(encoding="utf-8")

    screening = read(text, catalogue)

    assert screening.kilter_screening == 1


def test_yaml_and_json_say_the_same(catalogue: Catalogue) -> None:
    """A screening written as JSON is the one written as YAML."""
    as_yaml, as_json = read(TEXT, catalogue), read(screening_with({}), catalogue)

    assert as_yaml == as_json


PLANK = "tests.2.measures.time"
PLANK_KEY = "tests[3].measures.time"


@pytest.mark.parametrize(
    ("path", "value", "key", "what", "mend"),
    [
        ("person.age_years", 300, "person.age_years", "300 cannot be: it is at most 120.", "it is in years"),
        ("person.age_years", -1, "person.age_years", "-1 cannot be: it is at least 0.", "it is in years"),
        ("person.age_years", "41 years", "person.age_years", '"41 years" does not fit', "without its unit"),
        ("person.height_cm", 1.68, "person.height_cm", "1.68 cannot be: it is at least 50.", "it is in centimetres"),
        ("person.mass_kg", 500, "person.mass_kg", "500 cannot be: it is at most 400.", "it is in kilograms"),
        ("person.mass_kg", 330, "person", "330 kg at 168 cm cannot be a person.", "in pounds, write 150."),
        ("person.height_cm", 66, "person", "70 kg at 66 cm cannot be a person.", "in inches, write 168."),
        ("person.mass_kg", 20, "person", "20 kg at 168 cm cannot be a person.", "the mass in kilograms"),
        ("person.sex", "woman", "person.sex", '"woman" is not one of the choices.', "female, male, unspecified"),
        ("person.dominant_leg", "Left", "person.dominant_leg", '"Left" is not one', "Did you mean “left”?"),
        (f"{PLANK}.left", [7200], f"{PLANK_KEY}.left[1]", "7200 s cannot be for “Time in side plank”.", "0 and 600 s"),
        (f"{PLANK}.left", [-1, 9], f"{PLANK_KEY}.left[1]", "-1 s cannot be", "check the number and its unit"),
        (f"{PLANK}.left", ["22 s"], f"{PLANK_KEY}.left[1]", '"22 s" does not fit', "plain number without its unit"),
        (f"{PLANK}.left", "not tested", f"{PLANK_KEY}.left", '"not tested" does not', "Did you mean “not_tested”?"),
        (f"{PLANK}.left", [], f"{PLANK_KEY}.left", "There are no trials.", "not_tested"),
        (f"{PLANK}.left", [9] * 501, f"{PLANK_KEY}.left", "There are 501 trials.", "at most 500"),
        (f"{PLANK}.left", REMOVED, f"{PLANK_KEY}.left", "The side “left” is missing.", "or left: not_tested"),
        (f"{PLANK}.left", None, f"{PLANK_KEY}.left", "The side “left” is missing.", "Add left: [...]"),
        (f"{PLANK}.both", [20], f"{PLANK_KEY}.both", "“time” is not measured so.", "Give left and right."),
        (PLANK, {"left": "not_tested", "right": "not_tested"}, PLANK_KEY, "Neither side was tested.", "Leave"),
        ("tests.2.measures", {}, "tests[3].measures", "It is empty.", "Write something"),
        ("tests.2.measures.tiem", {}, "tests[3].measures.tiem", "The test “side_plank_hold” has no", "“time”"),
        ("tests.2.test", "side_plank", "tests[3].test", "There is no test “side_plank”.", "“side_plank_hold”"),
        ("tests.2.test", "Side plank", "tests[3].test", '"Side plank" is not spelled', "for example side_plank"),
        ("tests.2.date", "04.11.2026", "tests[3].date", '"04.11.2026" does not fit', "Write it as 2026-01-31."),
        ("history.0.cause", "sitting", "history[1].cause", "There is no cause “sitting”.", "Use one of: "),
        ("symptoms.0.sign", "tight_hip", "symptoms[1].sign", "There is no sign “tight_hip”.", "“tight_front_of_hip”"),
        ("symptoms.1.pain", 11, "symptoms[2].pain", "11 cannot be: it is at most 10.", "Check the value"),
        ("person.conditions", ["low_back"], "person.conditions[1]", "There is no condition", "“low_back_pain”"),
        ("red_flags.cauda_equin", "no", "red_flags.cauda_equin", "There is no red flag", "“cauda_equina”"),
        ("red_flags.cauda_equina", "maybe", "red_flags.cauda_equina", '"maybe" is not one', "yes, no, unsure"),
        ("red_flags.cauda_equina", None, "red_flags.cauda_equina", "null is not one", "Use one of: yes, no, unsure"),
        ("wishes.equipment", ["mini band"], "wishes.equipment[1]", '"mini band" is not spelled', "example mini_band"),
        ("wishes.equipment", ["miniband"], "wishes.equipment[1]", "There is no equipment “miniband”.", "“mini_band”"),
        ("wishes.without", ["clamshel"], "wishes.without[1]", "There is no equipment or exercise", "“clamshell”"),
        ("wishes.cannot", ["kneel"], "wishes.cannot[1]", '"kneel" is not one', "Did you mean “kneeling”?"),
        ("goals", [{"text": "Run", "score": 1}] * 6, "goals", "There are 6 entries, more than 5.", "Shorten it."),
        ("goals.0.text", "", "goals[1].text", "It is empty.", "Write something"),
        ("recordings", [{"test": "gait", "file": ""}], "recordings[1].file", "It is empty.", "Write something"),
        ("symptons", [], "symptons", "The key “symptons” is not known here.", "Did you mean “symptoms”?"),
        ("kilter_screening", 2, "kilter_screening", "2 is not one of the choices.", "Use one of: 1."),
    ],
)  # fmt: skip
def test_each_impossible_entry_is_told_with_key_fault_and_mend(
    path: str, value: object, key: str, what: str, mend: str, catalogue: Catalogue
) -> None:
    """One wrong entry gives one problem: at its key, saying what cannot be and what to write instead."""
    said = problems({path: value}, catalogue)

    assert len(said) == 1
    assert said[0][0] == key
    assert said[0][1].startswith(what)
    assert mend in said[0][2]


def test_a_measure_of_both_sides_together_takes_no_sides(catalogue: Catalogue) -> None:
    """A test without sides wants its one list, and refuses left and right."""
    sided = {"test": "chair_stand", "measures": {"repetitions": {"left": [12], "right": [12]}}}

    said = problems({"tests.0": sided}, catalogue)

    assert [(key.rpartition(".")[2], what) for key, what, _ in said] == [
        ("left", "“repetitions” is not measured so."),
        ("right", "“repetitions” is not measured so."),
        ("both", "The side “both” is missing."),
    ]


def test_a_measure_that_is_worked_out_is_not_given(catalogue: Catalogue) -> None:
    """A measure derived from two others is refused, naming the two."""
    derived = {"test": "hip_rotation_range", "measures": {"rotation_bias": {"left": [1], "right": [1]}}}

    said = problems({"tests.0": derived}, catalogue)

    assert said[0][1] == "“rotation_bias” is worked out from internal and external."
    assert said[0][2] == "Give internal and external and leave it out."


def test_one_side_may_be_left_untested(catalogue: Catalogue) -> None:
    """A side marked as not tested is taken, and has no trials."""
    screening = read(screening_with({PLANK: {"left": "not_tested", "right": [27]}}), catalogue)

    trials = screening.tests[2].measures["time"]
    assert trials.left == "not_tested"
    assert trials.right == (27.0,)


def test_faults_of_every_part_are_told_at_once(catalogue: Catalogue) -> None:
    """Unknown ids, implausible trials, missing sides and unanswered questions come back together."""
    said = problems(
        {
            "symptoms.0.sign": "tight_hip",
            f"{PLANK}.left": [7200],
            "tests.1.measures.time": {"left": [16]},
            "red_flags.one_leg_swollen": REMOVED,
            "wishes.equipment": ["anvil"],
        },
        catalogue,
    )

    assert {key for key, _, _ in said} == {
        "symptoms[1].sign",
        f"{PLANK_KEY}.left[1]",
        "tests[2].measures.time.right",
        "red_flags.one_leg_swollen",
        "wishes.equipment[1]",
    }


@pytest.mark.parametrize("answer", [REMOVED, "not_asked"])
def test_a_safety_question_may_not_be_passed_over(answer: object, catalogue: Catalogue) -> None:
    """A safety question that is missing, or marked as not asked with no reason, is told with its own words."""
    said = problems({"red_flags.hot_swollen_joint_fever": answer}, catalogue)

    ((key, what, mend),) = said
    assert key == "red_flags.hot_swollen_joint_fever"
    assert catalogue.red_flags["hot_swollen_joint_fever"].ask in what
    assert mend == "Add “hot_swollen_joint_fever: yes”, “no” or “unsure”."


def test_questions_may_be_marked_as_not_asked_once_an_answer_stopped_the_road(catalogue: Catalogue) -> None:
    """When one answer sends the person to a professional, the other questions need not have been asked."""
    changes = {"red_flags.stress_fracture_picture": "yes", "red_flags.one_leg_swollen": "not_asked"}

    screening = read(screening_with(changes), catalogue)

    assert screening.red_flags["one_leg_swollen"] is Answer.NOT_ASKED


def test_below_an_emergency_every_question_is_at_least_named(catalogue: Catalogue) -> None:
    """A question left out altogether might hide an emergency, so a lesser alarm does not excuse it."""
    changes = {"red_flags.stress_fracture_picture": "yes", "red_flags.one_leg_swollen": REMOVED}

    said = problems(changes, catalogue)

    assert [key for key, _, _ in said] == ["red_flags.one_leg_swollen"]


def test_an_emergency_alone_is_enough_to_be_read(catalogue: Catalogue) -> None:
    """Someone who answers one question with an emergency is not asked for the others before being told."""
    screening = read(screening_with({"red_flags": {"cauda_equina": "yes"}}), catalogue)

    assert screening.red_flags == {"cauda_equina": Answer.YES}


@given(st.data())
def test_an_alarm_never_falls_with_more_answers(catalogue: Catalogue, data: st.DataObject) -> None:
    """Answering one more safety question, whatever the answer, never lowers the alarm."""
    flags = data.draw(st.lists(st.sampled_from(list(catalogue.red_flags)), unique=True, min_size=1))
    answers = {flag: data.draw(st.sampled_from(Answer)) for flag in flags}

    before = highest_alarm(dict(list(answers.items())[:-1]), catalogue)
    after = highest_alarm(answers, catalogue)

    assert after.urgency >= before.urgency


def test_without_an_alarming_answer_there_is_no_alarm(catalogue: Catalogue) -> None:
    """Answers that are all no call for nothing, and unknown names are passed over."""
    answers = dict.fromkeys(catalogue.red_flags, Answer.NO) | {"unknown": Answer.YES}

    alarm = highest_alarm(answers, catalogue)

    assert alarm is Triage.GO


def test_the_same_day_stands_once(catalogue: Catalogue) -> None:
    """A test entered twice for one day would confirm itself, so it is refused, recordings included."""
    twice = read_document(TEXT, "example").data
    assert isinstance(twice, dict)
    tests = twice["tests"]
    assert isinstance(tests, list)
    first = tests[0]
    assert isinstance(first, dict)
    recordings = [
        {"test": "gait", "file": "a.trc", "date": "2026-11-02"},
        {"test": "gait", "file": "b.trc", "date": "2026-11-02"},
    ]

    said = problems({"tests": [*tests, tests[0]], "recordings": recordings}, catalogue)

    assert [(key, what) for key, what, _ in said] == [
        ("tests[7]", f"“single_leg_stance” stands twice for {first['date']}."),
        ("recordings[2]", "“gait” stands twice for 2026-11-02."),
    ]


def test_a_test_of_several_days_has_its_dates(catalogue: Catalogue) -> None:
    """Of entries of the same test, one without a date might be the same day as another."""
    stance = {"test": "knee_to_wall", "measures": {"distance": {"left": [9], "right": [9]}}}

    said = problems({"tests.0": stance}, catalogue)

    assert said == [
        ("tests[1]", "“knee_to_wall” stands more than once, here without a date.", "Give each entry its date.")
    ]


def test_a_test_on_two_days_is_taken(catalogue: Catalogue) -> None:
    """The same test on another day is what confirms a finding."""
    again = {"test": "knee_to_wall", "date": "2026-11-09", "measures": {"distance": {"left": [9], "right": [9]}}}

    screening = read(screening_with({"tests.0": again}), catalogue)

    assert [entry.test for entry in screening.tests].count("knee_to_wall") == 2


@pytest.mark.parametrize(("height_cm", "mass_kg"), [(168, 70), (150, 40), (190, 210), (110, 19), (60, 10)])
def test_possible_people_are_not_refused(height_cm: float, mass_kg: float) -> None:
    """Thin, heavy, short and young people are people."""
    fault = impossible_build(height_cm, mass_kg)

    assert fault is None


@given(st.floats(120, 210), st.floats(18, 32))
def test_a_mass_in_pounds_that_is_refused_comes_with_its_kilograms(height_cm: float, bmi: float) -> None:
    """When the pounds of an ordinary person are refused, the mend names their kilograms."""
    mass_kg = bmi * (height_cm / 100) ** 2

    fault = impossible_build(height_cm, mass_kg / 0.45359237)

    assert fault is None or f"If the mass is in pounds, write {mass_kg:.0f}." in fault[1]


@given(st.floats(55, 82), st.floats(18, 32))
def test_a_height_in_inches_is_refused_with_its_centimetres(height_in: float, bmi: float) -> None:
    """The height of an ordinary adult in inches cannot be one in centimetres, and the mend names the latter."""
    height_cm = height_in * 2.54

    fault = impossible_build(height_in, bmi * (height_cm / 100) ** 2)

    assert fault is not None
    assert f"If the height is in inches, write {height_cm:.0f}." in fault[1]


MUTANTS = st.sampled_from(
    ["", "yes", "no", "null", "-1", "1e999", "[]", "{}", "left", "not_tested", "\t", ": ", "- ", "#", '"', "both"]
) | st.text(max_size=6)  # fmt: skip


def outcome_of(text: str, catalogue: Catalogue) -> Screening | KilterError:
    """What comes of a text: a screening, or the error that refuses it."""
    try:
        return read(text, catalogue)
    except KilterError as error:
        return error


def all_clear(error: KilterError) -> bool:
    """Whether every problem has its place, its words and its mend."""
    return all(fault.place.startswith("f.yaml") and fault.what and fault.mend for fault in error.problems)


@given(st.data())
def test_a_mutated_file_is_read_or_refused_clearly(catalogue: Catalogue, data: st.DataObject) -> None:
    """Whatever one line of a valid file is turned into, the answer is a screening or problems with places."""
    lines = TEXT.splitlines()
    number = data.draw(st.integers(0, len(lines) - 1))
    column = data.draw(st.integers(0, len(lines[number])))
    rest = data.draw(st.sampled_from(["", lines[number][column:]]))
    lines[number] = lines[number][:column] + data.draw(MUTANTS) + rest

    outcome = outcome_of("\n".join(lines), catalogue)

    assert isinstance(outcome, Screening) or all_clear(outcome)


@given(st.data())
def test_a_file_with_any_value_replaced_makes_a_profile_or_is_refused(screener: Screener, data: st.DataObject) -> None:
    """Whatever stands in place of one value, the file is refused clearly, or is good enough for a profile."""
    screening: Any = yaml.safe_load(TEXT)
    owner, key = data.draw(st.sampled_from(list(_places(screening))))
    owner[key] = data.draw(
        st.sampled_from(
            [None, True, 0, -1.5, 1e308, "", "x", "not_tested", [], [[]], {}, {"a": {}}, [None], "2026-01-01"]
        )
    )

    outcome = outcome_of(json.dumps(screening, default=str), screener.catalogue)

    if isinstance(outcome, Screening):
        assert screener.profile(outcome).screening is outcome
    else:
        assert all_clear(outcome)


def _places(data: Any) -> list[tuple[Any, Any]]:
    """Every value inside, as its owner and key."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    found = [(data, key) for key, _ in items]
    return found + [place for owner, key in found for place in _places(owner[key])]
