"""No reference in the knowledge leads nowhere, and nothing in it is dead."""

import pytest
from tests.knowledge import small

from kilter.errors import DataError
from kilter.knowledge.references import MOST_LISTED, suggest


def problems(**changes: str) -> list[str]:
    """What is said about the small knowledge with changes."""
    with pytest.raises(DataError) as caught:
        small.build(**changes)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "kind"),
    [
        ("impairments__weak_side", "\nsources: [house_rule]", "\nsources: [house_rul]", "8: sources[1]", "sources"),
        ("impairments__weak_side", "[house_rule]}", "[hous_rule]}", "5: base_rate.sources[1]", "sources"),
        ("tests__push", "[scale]", "[scales]", "5: equipment[1]", "equipment"),
        ("tests__push", "t: weak_side", "t: weak_sides", "19: points_to[1].impairment", "impairments"),
        ("tests__push", "when: sore_side", "when: sore_sides", "27: cautions[1].when", "precautions"),
        ("exercises__press", "[weak_side]", "[weak_side, weak_sides]", "8: treats[2]", "impairments"),
        ("exercises__press", "press.}", "press., equipment: [scales]}", "19: levels[1].equipment[1]", "equipment"),
        ("exercises__press", "when: sore_side", "when: sore_sides", "25: cautions[1].when", "precautions"),
        ("exercises__press", "test: push", "test: pushh", "27: gates[1].test", "tests"),
        ("precautions__precautions", "sign: ache", "sign: aches", "4: applies_when[2].sign", "signs"),
        ("signs__signs", "t: weak_side", "t: weak_sides", "5: links[1].impairment", "impairments"),
        ("triage_rules__triage_rules", "test: push", "test: pushh", "3: when.test", "tests"),
        ("triage_rules__triage_rules", "800", "800, with_signs: [aches]", "3: when.with_signs[1]", "signs"),
        ("education__education", "[sides_differ]", "[sides_differ, sides_difer]", "1: claims[2]", "claims"),
        ("rules__dose", "[house_rule]", "[huose_rule]", "1: sessions_per_week.sources[1]", "sources"),
    ],
)
def test_a_reference_to_nothing_is_told_where_it_stands(file: str, old: str, new: str, place: str, kind: str) -> None:
    """An id that leads nowhere is told at its line and key, with the id that was probably meant."""
    text = small.FILES[file.replace("__", "/", 1)]
    assert old in text

    said = problems(**{file: text.replace(old, new, 1)})

    told = [line for line in said if line.startswith(f"{file.replace('__', '/', 1)}.yaml:{place}: ")]
    assert len(told) == 1
    assert f"in {kind}. Did you mean “" in told[0]


@pytest.mark.parametrize("owner", ["exercises__press", "triage_rules__triage_rules"])
def test_a_measure_that_its_test_lacks_is_told(owner: str) -> None:
    """A rule or gate that names a measure its test does not have is told which measures there are."""
    text = small.FILES[owner.replace("__", "/", 1)].replace("measure: force", "measure: forse")

    said = problems(**{owner: text})

    assert len(said) == 1
    assert said[0].endswith("measure: The test “push” has no measure “forse”. Use one of: force.")


@pytest.mark.parametrize(
    ("added", "line", "what"),
    [
        (
            {"sources__more": "- {id: unread, kind: book, authors: A, title: B, published_in: C}"},
            "sources/more.yaml:1: id",
            "Nothing cites this source.",
        ),
        ({"equipment__more": "- {id: anvil, name: Anvil}"}, "equipment/more.yaml:1: id", "No test and no exercise"),
        (
            {"claims__more": small.CLAIMS.replace("id: sides_differ", "id: unsaid")},
            "claims/more.yaml:1: id",
            "No education names this audited claim.",
        ),
    ],
)
def test_what_nothing_refers_to_is_dead(added: dict[str, str], line: str, what: str) -> None:
    """A source that nobody cites, equipment that nobody needs, a claim that nobody tells: each is an error."""
    said = problems(**added)

    assert len(said) == 1
    assert said[0].startswith(f"{line}: {what}")
    assert said[0].endswith("Refer to it, or remove it.")


def test_an_impairment_that_nothing_points_to_and_nothing_treats_is_dead_twice() -> None:
    """An impairment without a test, cause or sign, and without an exercise or a referral, is told both."""
    dead = small.IMPAIRMENT.replace("id: weak_side", "id: forgotten")

    said = problems(impairments__forgotten=dead)

    assert said == [
        "impairments/forgotten.yaml:1: id: No test, cause or sign points to this impairment. "
        "Refer to it, or remove it.",
        "impairments/forgotten.yaml:1: id: No exercise treats this impairment and it refers to nobody. "
        "Add an exercise that treats it, or say in “refer” what to do.",
    ]


def test_an_impairment_that_refers_to_somebody_needs_no_exercise() -> None:
    """Where exercise is not the answer, saying whom to see is enough."""
    exercise = small.EXERCISE.replace("treats: [weak_side]\n", "")

    catalogue = small.build(exercises__press=exercise, impairments__weak_side=small.IMPAIRMENT + "refer: See somebody.")

    assert catalogue.impairments["weak_side"].refer == "See somebody."


def test_an_uncited_number_is_refused() -> None:
    """A number without a source, or with an empty list of them, or without a grade, is an error at its place."""
    bare = small.TEST.replace("{sem: 5, grade: convention, sources: [house_rule]}", "{sem: 5}")
    empty = small.TEST.replace(
        "{sem: 5, grade: convention, sources: [house_rule]}", "{sem: 5, grade: memory, sources: []}"
    )

    said_bare, said_empty = problems(tests__push=bare), problems(tests__push=empty)

    assert said_bare == [
        "tests/push.yaml:17: measures[1].error.grade: The key “grade” is missing. Add “grade:” with its value.",
        "tests/push.yaml:17: measures[1].error.sources: The key “sources” is missing. Add “sources:” with its value.",
    ]
    assert said_empty[0].startswith("tests/push.yaml:17: measures[1].error.sources: It is empty.")


def test_wrong_references_of_several_files_are_told_at_once() -> None:
    """References are checked over all files together, so that one run names them all."""
    said = problems(
        tests__push=small.TEST.replace("[scale]", "[skale]"),
        exercises__press=small.EXERCISE.replace("treats: [weak_side]", "treats: [wek_side]"),
    )

    assert [line.split(":")[0] for line in said] == [
        "tests/push.yaml",
        "exercises/press.yaml",
        "equipment/equipment.yaml",
        "impairments/weak_side.yaml",
    ]


def test_a_guess_is_made_only_for_what_is_close() -> None:
    """A near miss gets a guess; anything else the list of what there is, or, where that is long, another way."""
    few, many = dict.fromkeys(["clamshell", "bird_dog"]), dict.fromkeys(f"entry_{n}" for n in range(MOST_LISTED + 1))

    close, far, lost, told = (
        suggest("clamshel", few),
        suggest("zzz", few),
        suggest("zzz", many),
        suggest("zzz", few, otherwise="Look at the list."),
    )

    assert close == "Did you mean “clamshell”?"
    assert far == "Use one of: clamshell, bird_dog."
    assert lost == "Add it, or refer to one that exists."
    assert told == "Look at the list."
