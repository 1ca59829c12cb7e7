"""Knowledge is read from the folder that ships and from folders of one's own, no file passed over."""

from pathlib import Path

import pytest
from tests.knowledge import small

from kilter.adapters.knowledge_files import SHIPPED, load_catalogue, read_folder
from kilter.errors import DataError
from kilter.knowledge.catalogue import Catalogue


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files into a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def problems(folder: Path) -> list[str]:
    """What is said about a folder of one's own."""
    with pytest.raises(DataError) as caught:
        load_catalogue(folder)
    return [str(problem) for problem in caught.value.problems]


CLAMSHELL = (SHIPPED / "exercises" / "clamshell.yaml").read_text(encoding="utf-8")


def test_every_yaml_file_of_the_package_is_read() -> None:
    """No file among the shipped data is passed over."""
    read = {f"{file.folder}/{file.name}" for file in read_folder(SHIPPED)}

    on_disk = {path.relative_to(SHIPPED).with_suffix("").as_posix() for path in SHIPPED.rglob("*.y*ml")}
    assert read == on_disk


def test_a_folder_of_ones_own_adds_to_the_shipped_knowledge(tmp_path: Path, catalogue: Catalogue) -> None:
    """An exercise of one's own stands beside every shipped one."""
    folder = write(tmp_path, {"exercises/mine.yaml": CLAMSHELL.replace("id: clamshell\n", "id: mine\n", 1)})

    loaded = load_catalogue(folder)

    assert set(loaded.exercises) == {*catalogue.exercises, "mine"}


def test_a_file_of_ones_own_replaces_a_shipped_entry(tmp_path: Path, catalogue: Catalogue) -> None:
    """An entry of one's own with a shipped id takes its place; both endings of YAML files count."""
    folder = write(tmp_path, {"exercises/clamshell.yml": CLAMSHELL.replace("name: Clamshell", "name: My clam", 1)})

    loaded = load_catalogue(folder)

    assert loaded.exercises["clamshell"].name == "My clam"
    assert set(loaded.exercises) == set(catalogue.exercises)


def test_faults_are_placed_in_the_files_of_the_folder(tmp_path: Path) -> None:
    """Faults of several files, of syntax and encoding alike, come back together, each with its path and line."""
    folder = write(tmp_path, {"exercises/a.yaml": "id: a\nid: b\n", "tests/b.yaml": "id: [", "equipment/c.yaml": ""})
    (folder / "equipment" / "d.yaml").write_bytes(b"- \xff")

    said = problems(folder)

    places = [line.split(": ")[0] for line in said]
    assert places == [
        f"{folder}/{place}"
        for place in ("equipment/c.yaml", "equipment/d.yaml:1", "exercises/a.yaml:2", "tests/b.yaml:1")
    ]


@pytest.mark.parametrize("name", ["clam.yaml", "exercises/hip/clam.yaml", "exercises/hip/clam.yml"])
def test_a_misplaced_file_is_told_where_it_belongs(tmp_path: Path, name: str) -> None:
    """A file too high or too deep in the folder is not silently passed over."""
    folder = write(tmp_path, {name: "id: clam"})

    said = problems(folder)

    assert said[0].startswith(f"{folder / name}: A knowledge file lies right in the folder of its kind.")


def test_an_unknown_kind_of_folder_is_told(tmp_path: Path) -> None:
    """A folder whose name is no kind of knowledge is an error that lists the kinds."""
    folder = write(tmp_path, {"excercises/clam.yaml": "id: clam"})

    said = problems(folder)

    assert said[0].startswith(f"{folder}/excercises/clam.yaml: The folder “excercises” is not known. Use one of: ")


@pytest.mark.parametrize("files", [{}, {"README.md": "# Mine"}, {"exercises/clam.txt": "id: clam"}])
def test_a_folder_without_knowledge_is_told(tmp_path: Path, files: dict[str, str]) -> None:
    """A folder that holds no knowledge file is an error, not an empty addition."""
    folder = write(tmp_path, files)

    said = problems(folder)

    assert said == [
        f"{folder}: The folder holds no knowledge files. "
        "Put files into subfolders such as exercises/ or tests/, ending in .yaml."
    ]


def test_a_missing_folder_and_a_file_are_told(tmp_path: Path) -> None:
    """What is no folder is told by its name."""
    file = tmp_path / "file.yaml"
    file.touch()

    missing, no_folder = problems(tmp_path / "nope"), problems(file)

    assert missing == [f"{tmp_path}/nope: There is no such folder. Name a folder of knowledge files."]
    assert no_folder == [f"{file}: There is no such folder. Name a folder of knowledge files."]


def test_a_whole_set_of_ones_own_can_be_read(tmp_path: Path) -> None:
    """A folder laid out like the shipped one gives its files with folder and name."""
    folder = write(tmp_path, {f"{name}.yaml": text for name, text in small.FILES.items()})

    read = {f"{file.folder}/{file.name}" for file in read_folder(folder)}

    assert read == set(small.FILES)
