"""Bad input ends with 2, a place and a mend; never with a traceback, and never with half an output."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.running import EXAMPLES, Ran, kilter

OFFICE = (EXAMPLES / "office_worker.yaml").read_text(encoding="utf-8")
TREADMILL = EXAMPLES / "recordings" / "gaitalytics_treadmill.c3d"
HUGE = 2 * 10**9


def changed(old: str, new: str) -> Callable[[Path], None]:
    """Write the example with one piece of text replaced."""
    assert old in OFFICE
    return lambda path: _write(path, OFFICE.replace(old, new, 1).encode())


def at(text: str) -> int:
    """The line of the example on which a text stands."""
    return OFFICE[: OFFICE.index(text)].count("\n") + 1


def holding(content: bytes) -> Callable[[Path], None]:
    """Write these bytes."""
    return lambda path: _write(path, content)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(HUGE)


def _bomb(path: Path) -> None:
    layers = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 30)]
    path.write_text("l0: &l0 [boom]\n" + "\n".join(layers), encoding="utf-8")


SCREENINGS: dict[str, tuple[Callable[[Path], None], str, str, str]] = {
    "a plank of two hours": (
        changed("time: {left: [22]", "time: {left: [7200]"),
        f":{at('left: [22]')}: tests[3].measures.time.left[1]: ",
        "7200 s cannot be for “Time in side plank”.",
        "It lies between 0 and 600 s",
    ),
    "an age of 300": (
        changed("age_years: 41", "age_years: 300"),
        f":{at('age_years')}: person.age_years: ",
        "300 cannot be: it is at most 120.",
        "it is in years",
    ),
    "a mass in pounds": (
        changed("mass_kg: 70", "mass_kg: 330"),
        f":{at('person:')}: person: ",
        "330 kg at 168 cm cannot be a person.",
        "If the mass is in pounds, write 150.",
    ),
    "a number with its unit": (
        changed("mass_kg: 70", "mass_kg: 70 kg"),
        f":{at('mass_kg')}: person.mass_kg: ",
        '"70 kg" does not fit: a number is wanted here.',
        "without its unit",
    ),
    "a list for a person": (
        changed("person:", "person: []\nperson_was:"),
        f":{at('person:')}: person: ",
        "[] does not fit",
        "Write the keys below it",
    ),
    "a side missing": (
        changed("time: {left: [22], right: [27]}", "time: {left: [22]}"),
        f":{at('left: [22]')}: tests[3].measures.time.right: ",
        "The side “right” is missing.",
        "or right: not_tested.",
    ),
    "a safety question left out": (
        changed("  cauda_equina: no\n", ""),
        f":{at('red_flags:')}: red_flags.cauda_equina: ",
        "The safety question is not answered",
        "Add “cauda_equina: yes”, “no” or “unsure”.",
    ),
    "a key that stands twice": (
        changed("person:\n", "person: {}\nperson:\n"),
        f":{at('person:') + 1}: person: ",
        "This key stands twice (first on line ",
        "Keep one of the two.",
    ),
    "a misspelt key": (
        changed("symptoms:", "symptons:"),
        f":{at('symptoms:')}: symptons: ",
        "The key “symptons” is not known here.",
        "Did you mean “symptoms”?",
    ),
    "broken syntax": (changed("person:\n", "person: {\n"), ":", "This is not valid YAML or JSON", "Check indentation"),
    "an empty file": (holding(b""), ": ", "The file is empty.", "Write at least the required keys"),
    "nothing but a comment": (holding(b"# soon\n"), ": ", "The file is empty.", "Write at least the required keys"),
    "another encoding": (holding("person: größe".encode("latin-1")), ":1: ", "not UTF-8 text", "Save it as UTF-8"),
    "a recording": (holding(TREADMILL.read_bytes()[:5000]), ":", "not UTF-8 text", "it is the wrong file"),
    "a bomb of aliases": (_bomb, ":1: ", "Anchors and aliases", "Write the value out."),
    "a bomb of brackets": (holding(b"[" * 1_000_000), ":1: ", "nested too deeply", "Is this the right file?"),
    "a file of 2 GB": (_huge, ": ", "larger than the 2 MB", "Is it the right file?"),
    "a command for a terminal": (
        changed("at a desk", "\x1b]0;owned\x07"),
        f":{at('at a desk')}: ",
        "a control character",
        "Remove it",
    ),
}


def assert_refused(ran: Ran, path: Path, place: str, what: str, mend: str) -> None:
    """The run ended with 2, said where, what and how to mend it, and nothing else."""
    assert ran.code == 2
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert "A fault in Kilter itself" not in ran.err
    assert f"{path}{place}" in ran.err
    assert what in ran.err
    assert mend in ran.err


@pytest.mark.parametrize("name", SCREENINGS)
def test_a_bad_screening_file_is_told_with_place_and_mend(name: str, tmp_path: Path) -> None:
    """Every hostile or mistaken screening file is refused with what to do, and nothing is written."""
    write, place, what, mend = SCREENINGS[name]
    path, output = tmp_path / "me.yaml", tmp_path / "profile.json"
    write(path)
    output.write_bytes(b"old")

    ran = kilter("screen", path, "-o", output)

    assert_refused(ran, path, place, what, mend)
    assert output.read_bytes() == b"old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["me.yaml", "profile.json"]


@pytest.mark.parametrize("command", ["plan", "report"])
def test_planning_and_reporting_refuse_the_same(command: str, tmp_path: Path) -> None:
    """A bad file is refused by every command that takes one, before anything is written."""
    path, output = tmp_path / "me.yaml", tmp_path / "out"
    path.write_text(OFFICE.replace("age_years: 41", "age_years: 300"), encoding="utf-8")

    ran = kilter(command, path, "-o", output)

    assert_refused(ran, path, ":5: person.age_years: ", "300 cannot be", "it is in years")
    assert not output.exists()


@pytest.mark.parametrize("command", ["screen", "plan", "report", "measure"])
@pytest.mark.parametrize("name", ["missing", "folder", ""])
def test_a_path_that_is_no_file_is_refused(command: str, name: str, tmp_path: Path) -> None:
    """A missing file, a folder, and no name at all end with 2 and the path."""
    (tmp_path / "folder").mkdir()
    path = tmp_path / name if name else Path()

    ran = kilter(command, path if name else "")

    assert_refused(ran, path, ": ", ".", ".")


RECORDINGS: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "an empty file": (holding(b""), "The file is empty.", "Export or copy it again."),
    "a file of 2 GB": (_huge, "The contents are not a video", "Record or export it again"),
    "a file of another kind": (holding(OFFICE.encode()), "no recording that is known", "Name a video, a C3D or TRC"),
    "keypoints of another kind": (holding(b'{"a": 1}'), "no keypoints that are known", "Give COCO-17"),
    "an archive": (holding(b"PK\x03\x04" + b"\0" * 2000), "The contents are not a video", "Record or export it again"),
    "a C3D cut in its data": (holding(TREADMILL.read_bytes()[:30_000]), "The C3D file ends after frame", "cut short"),
    "a C3D cut in its header": (holding(TREADMILL.read_bytes()[:100]), "The C3D file ends before", "cut short"),
}


@pytest.mark.parametrize("name", RECORDINGS)
def test_a_bad_recording_is_told_with_its_mend(name: str, tmp_path: Path) -> None:
    """Every recording that cannot be read is refused with what to do, and nothing is written."""
    write, what, mend = RECORDINGS[name]
    path, output = tmp_path / "walk.c3d", tmp_path / "walk"
    write(path)

    ran = kilter("measure", path, "-o", output)

    assert_refused(ran, path, ": ", what, mend)
    assert not output.exists()


def test_a_bad_recording_in_a_screening_is_told_where_it_is_named(tmp_path: Path) -> None:
    """A screening whose recordings cannot be read names the line of each, and why."""
    path = tmp_path / "me.yaml"
    (tmp_path / "walk.c3d").write_bytes(b"no walk")
    days = {"walk.c3d": "2026-11-01", "nope.trc": "2026-11-02"}
    recordings = [f"  - {{test: gait, file: {name}, date: {day}}}" for name, day in days.items()]
    text = "\n".join([OFFICE, "recordings:", *recordings])
    path.write_text(text, encoding="utf-8")

    ran = kilter("screen", path)

    lines = [number for number, line in enumerate(text.splitlines(), 1) if "test: gait" in line]
    assert ran.code == 2
    assert f"{path}:{lines[0]}: recordings[1].file: " in ran.err
    assert f"{path}:{lines[1]}: recordings[2].file: " in ran.err
    assert "neither C3D nor TRC" in ran.err
    assert "No such file" in ran.err


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("screen", EXAMPLES / "symmetrical.yaml"), "missing/profile.json"),
        (("plan", EXAMPLES / "symmetrical.yaml"), "missing/programme.json"),
        (("measure", EXAMPLES / "recordings" / "opensim_walking2.trc"), "file"),
        (("measure", EXAMPLES / "recordings" / "opensim_walking2.trc"), "file/walk"),
        (("screen", EXAMPLES / "symmetrical.yaml"), "folder"),
        (("screen", EXAMPLES / "symmetrical.yaml"), "file/profile.json"),
        (("report", EXAMPLES / "symmetrical.yaml"), "file"),
        (("validate", "--schemas"), "file"),
    ],
)
def test_an_output_that_cannot_be_written_is_refused(words: tuple[str | Path, ...], name: str, tmp_path: Path) -> None:
    """A missing folder, or something else in the way, ends with 2 and leaves everything as it was."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"old")
    target = tmp_path / name

    ran = kilter(*words, target) if words[0] == "validate" else kilter(*words, "-o", target)

    assert_refused(ran, target, ": ", ".", " ")
    assert (tmp_path / "file").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "folder"]
