"""The catalogue is built whole from files, or refused with every fault of every file."""

import pytest
from tests.knowledge import small

from kilter.errors import DataError
from kilter.knowledge.catalogue import KINDS, RULES, Catalogue, KnowledgeFile, build_catalogue
from kilter.knowledge.schema.tests import Test


def problems(base: list[KnowledgeFile], own: list[KnowledgeFile] | None = None) -> list[str]:
    """What is said about knowledge that does not hold."""
    with pytest.raises(DataError) as caught:
        build_catalogue(base, own or [])
    return [str(problem) for problem in caught.value.problems]


def test_the_shipped_knowledge_holds(catalogue: Catalogue) -> None:
    """What ships with Kilter loads clean and has something of every kind."""
    empty = [kind for kind in KINDS if not getattr(catalogue, kind)]

    assert empty == []


def test_the_smallest_knowledge_holds() -> None:
    """One source, impairment, test and exercise with their rules are a catalogue."""
    catalogue = small.build()

    assert list(catalogue.exercises) == ["press"]
    assert catalogue.dose_rules.session_minutes.value == 30


def test_the_order_of_files_does_not_matter() -> None:
    """Files read in any order give the same catalogue."""
    files = small.files()

    forwards, backwards = build_catalogue(files), build_catalogue(reversed(files))

    assert forwards == backwards


def test_entries_stand_in_the_order_in_which_they_were_written() -> None:
    """A list keeps the order its author gave it, as safety questions need."""
    equipment = "- {id: zz, name: Z}\n- {id: scale, name: Scale}\n- {id: aa, name: A}"

    catalogue = small.build(
        equipment__equipment=equipment, tests__push=small.TEST.replace("[scale]", "[aa, scale, zz]")
    )

    assert list(catalogue.equipment) == ["zz", "scale", "aa"]


def test_a_catalogue_cannot_be_changed() -> None:
    """Nobody adds an entry to a catalogue that was checked."""
    catalogue = small.build()

    with pytest.raises(TypeError):
        catalogue.exercises["other"] = catalogue.exercises["press"]  # type: ignore[index]

    assert list(catalogue.exercises) == ["press"]


def test_an_unknown_folder_is_refused_with_the_known_ones() -> None:
    """A folder that Kilter does not know is an error that lists those it knows."""
    said = problems(small.files(exercise__press=small.EXERCISE))

    assert said[0].startswith("exercise/press.yaml: The folder “exercise” is not known. Use one of: ")
    assert "exercises" in said[0]
    assert "rules" in said[0]


def test_an_unknown_file_of_rules_is_refused() -> None:
    """The folder of rules holds the known files of rules and no other."""
    said = problems(small.files(rules__evidense=small.EVIDENCE_RULES))

    assert said == [f"rules/evidense.yaml: There is no such file of rules. Use one of: {', '.join(RULES)}."]


def test_a_missing_file_of_rules_is_told() -> None:
    """Without its rules no knowledge works, so all missing files are named."""
    files = [file for file in small.files() if file.folder != "rules"]

    said = problems(files)

    assert said == [f"rules/{name}.yaml: The file is missing. Add it." for name in RULES]


@pytest.mark.parametrize("folder", ["tests", "exercises", "impairments"])
def test_a_file_carries_the_name_of_its_entry(folder: str) -> None:
    """In folders of one entry a file, a file of another name than its id is told how to be called."""
    text, entry_id = {
        "tests": (small.TEST, "push"),
        "exercises": (small.EXERCISE, "press"),
        "impairments": (small.IMPAIRMENT, "weak_side"),
    }[folder]
    files = [file for file in small.files() if file.folder != folder]

    said = problems(files + small.only(**{f"{folder}__other": text}))

    assert said == [f"{folder}/other.yaml:1: id: The id is “{entry_id}”. Name the file {entry_id}.yaml."]


def test_an_id_may_stand_once_only() -> None:
    """An id that stands twice, in one file or in two of a folder, is told with the place of the first."""
    again = "- {id: scale, name: Another}\n- {id: box, name: Box}\n- {id: box, name: Box}"

    said = problems(small.files(equipment__more=again, tests__push=small.TEST.replace("[scale]", "[scale, box]")))

    assert said == [
        "equipment/more.yaml:1: id: The id “scale” stands twice. See equipment/equipment.yaml:1: id; rename one.",
        "equipment/more.yaml:3: id: The id “box” stands twice. See equipment/more.yaml:2: id; rename one.",
    ]


def test_the_same_id_in_two_kinds_is_no_clash() -> None:
    """A sign and a precaution may share an id; each is found under its own kind."""
    signs = small.SIGNS.replace("id: ache", "id: sore_side")
    precautions = small.PRECAUTIONS.replace("sign: ache", "sign: sore_side")

    catalogue = small.build(signs__signs=signs, precautions__precautions=precautions)

    assert [kind for kind, _ in catalogue.find("sore_side")] == ["signs", "precautions"]


def test_faults_of_several_files_are_told_at_once() -> None:
    """Wrong shapes in several files, and several in one, come back together with their places."""
    said = problems(
        small.files(
            tests__push=small.TEST.replace("sem: 5", "sem: -5").replace("unit: n\n", "unit: newton\n"),
            equipment__equipment="- {id: scale}\n- {id: Box, name: Box}",
            exercises__press=small.EXERCISE.replace("laterality: one_side\n", ""),
            nowhere__nothing="a: 1",
        )
    )

    places = [line.partition(": ")[0] + ": " + line.split(": ")[1] for line in said]
    assert sorted(places) == [
        "equipment/equipment.yaml:1: name",
        "equipment/equipment.yaml:2: id",
        "exercises/press.yaml:1: laterality",
        "nowhere/nothing.yaml: The folder “nowhere” is not known. Use one of",
        "tests/push.yaml:13: measures[1].unit",
        "tests/push.yaml:17: measures[1].error.sem",
    ]


def test_a_folder_of_ones_own_adds_entries() -> None:
    """An exercise in a folder of one's own stands beside those of the base."""
    own = small.only(exercises__swing=small.EXERCISE.replace("id: press", "id: swing"))

    catalogue = build_catalogue(small.files(), own)

    assert list(catalogue.exercises) == ["press", "swing"]


def test_a_folder_of_ones_own_replaces_entries_of_the_same_id() -> None:
    """An entry of one's own with a known id takes the place of the base's, in lists too, and touches no other."""
    own = small.only(
        exercises__press=small.EXERCISE.replace("name: Press", "name: My press"),
        equipment__mine="- {id: scale, name: My scale}",
    )

    catalogue = build_catalogue(small.files(), own)

    assert catalogue.exercises["press"].name == "My press"
    assert catalogue.equipment["scale"].name == "My scale"
    assert catalogue.tests == build_catalogue(small.files()).tests


def test_rules_of_ones_own_replace_those_of_the_base() -> None:
    """A file of rules of one's own takes the place of the base's."""
    own = small.only(rules__dose=small.DOSE_RULES.replace("value: 30, unit: min", "value: 25, unit: min"))

    catalogue = build_catalogue(small.files(), own)

    assert catalogue.dose_rules.session_minutes.value == 25


def test_faults_in_a_folder_of_ones_own_are_told_by_its_files() -> None:
    """Wrong shapes and wrong references in one's own files are placed in those files."""
    wrong_shape = small.only(exercises__press="id: press")
    wrong_reference = small.only(exercises__press=small.EXERCISE.replace("[weak_side]", "[weak_sid]"))

    shape, reference = problems(small.files(), wrong_shape), problems(small.files(), wrong_reference)

    assert all(line.startswith("exercises/press.yaml:1") for line in shape)
    assert reference[0].startswith("exercises/press.yaml:8: treats[1]: There is no “weak_sid” in impairments.")


def test_an_entry_of_the_base_left_without_use_is_not_held_against_a_folder_of_ones_own() -> None:
    """Whoever replaces a test may leave equipment of the base unused, which they could not mend; their own they can."""
    changed = small.only(tests__push=small.TEST.replace("[scale]", "[]"))
    dead = small.only(equipment__mine="- {id: anvil, name: Anvil}")

    catalogue = build_catalogue(small.files(), changed)
    said = problems(small.files(), dead)

    assert catalogue.tests["push"].equipment == ()
    assert said == [
        "equipment/mine.yaml:1: id: No test and no exercise needs this equipment. Refer to it, or remove it."
    ]


def test_ids_are_found_and_listed_over_all_kinds() -> None:
    """Any id leads to its kind and entry; an unknown one to nothing."""
    catalogue = small.build()

    ((kind, entry),) = catalogue.find("push")

    assert (kind, type(entry)) == ("tests", Test)
    assert catalogue.find("pull") == ()
    assert {"push", "press", "scale", "house_rule"} <= set(catalogue.ids())
