"""Text is read only from ordinary small files, and a file is written whole or left as it was."""

import os
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kilter.adapters.files import LARGEST_TEXT_BYTES, check_is_file, make_folder, read_text, remove, write_atomically
from kilter.errors import DataError, Problem, UsageError

LINUX_ONLY = pytest.mark.skipif(sys.platform != "linux", reason="needs the /proc or /dev of Linux")


def refused(path: Path) -> Problem:
    """What is said about a file that is not read."""
    with pytest.raises(DataError) as caught:
        read_text(path)
    (problem,) = caught.value.problems
    return problem


def parts_in(folder: Path) -> list[Path]:
    """Unfinished files left behind."""
    return [path for path in folder.iterdir() if path.name.endswith(".part")]


def _run(script: str, path: Path) -> str:
    """What a script says that is run with a path in a process of its own, so that it can limit itself."""
    words = [sys.executable, "-c", textwrap.dedent(script), str(path)]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own script


def test_text_is_read_as_it_stands(tmp_path: Path) -> None:
    """UTF-8 text comes back character for character, ends of lines included."""
    path = tmp_path / "a.yaml"
    path.write_bytes("größe: 1\r\nemoji: 😀\n".encode())

    text = read_text(path)

    assert text == "größe: 1\r\nemoji: 😀\n"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    """The mark that some editors write before UTF-8 is dropped."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1")

    text = read_text(path)

    assert text == "a: 1"


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"a: 1\nb: \xe9\n", 2), (b"\xff\xfea\x00:\x00", 1), (b"P\x02\x80\x00", 1), ("a: ü\n\n".encode() + b"\xc3", 3)],
)
def test_what_is_not_utf_8_is_refused_at_its_line(tmp_path: Path, content: bytes, line: int) -> None:
    """Another encoding, a recording or a cut character is told with the line where it goes wrong."""
    path = tmp_path / "a.yaml"
    path.write_bytes(content)

    problem = refused(path)

    assert problem.place == f"{path}:{line}"
    assert problem.what == "The file is not UTF-8 text."
    assert "Save it as UTF-8" in problem.mend


def test_a_missing_file_is_told_by_name(tmp_path: Path) -> None:
    """A path that leads nowhere is told as such."""
    problem = refused(tmp_path / "nope.yaml")

    assert problem.place.endswith("nope.yaml")
    assert "No such file" in problem.what


@pytest.mark.parametrize("name", ["", ".", "sub"])
def test_a_folder_is_no_file(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder, and the empty path which means the folder one is in, are refused as folders."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()

    problem = refused(Path(name))

    assert problem.what == "This is a folder."


@pytest.mark.parametrize("name", ["nul\0byte", "x" * 5000, "loop"])
def test_a_path_that_cannot_be_is_a_clear_error(tmp_path: Path, name: str) -> None:
    """A zero byte, a name longer than any file's, and a link to itself are refused without a failure."""
    (tmp_path / "loop").symlink_to("loop")

    problem = refused(tmp_path / name)

    assert problem.what
    assert problem.mend == "Check its spelling." or "Check the path" in problem.mend


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    """A pipe that nobody writes to would block for ever, so it is refused before it is opened."""
    path = tmp_path / "pipe"
    os.mkfifo(path)

    problem = refused(path)

    assert problem.what == "This is not a regular file."


@LINUX_ONLY
@pytest.mark.parametrize("name", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_refused(name: str) -> None:
    """A device has no end, or no content, and is refused."""
    problem = refused(Path(name))

    assert problem.what == "This is not a regular file." or "No such" in problem.what


@LINUX_ONLY
def test_a_file_that_cannot_be_read_is_told() -> None:
    """A file that exists but gives an error when it is read is told as unreadable, to the superuser too."""
    problem = refused(Path("/proc/self/mem"))

    assert problem.what.startswith("The file cannot be read (")


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    """A file of 2 GB is refused with its size, by a process that has not the memory to read it."""
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(2 * 10**9)
    script = """
        import resource, sys
        from pathlib import Path
        from kilter.adapters.files import read_text
        from kilter.errors import DataError

        resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9))
        try:
            read_text(Path(sys.argv[1]))
        except DataError as error:
            print(error)
    """

    done = _run(script, path)

    assert "The file is larger than the 2 MB that are read here (2,000.0 MB). Is it the right file?" in done


@LINUX_ONLY
def test_a_file_that_hides_its_length_is_not_read_beyond_the_limit() -> None:
    """A file that claims to be empty and is not is held to the limit by what comes out of it."""
    path = Path("/proc/self/maps")

    with pytest.raises(DataError) as caught:
        read_text(path, largest_bytes=100)

    assert path.stat().st_size == 0
    assert "larger than" in caught.value.problems[0].what


@pytest.mark.parametrize(("size", "is_read"), [(LARGEST_TEXT_BYTES, True), (LARGEST_TEXT_BYTES + 1, False)])
def test_the_limit_is_the_largest_size_read(tmp_path: Path, *, size: int, is_read: bool) -> None:
    """A file of exactly the limit is read; one byte more is not."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"#" * size)

    outcome = read_text(path) if is_read else refused(path)

    assert isinstance(outcome, str) is is_read


def test_a_link_to_a_file_is_as_good_as_the_file(tmp_path: Path) -> None:
    """Reading follows links."""
    (tmp_path / "real.yaml").write_text("a: 1", encoding="utf-8")
    link = tmp_path / "link.yaml"
    link.symlink_to("real.yaml")

    check_is_file(link)

    assert read_text(link) == "a: 1"


@given(content=st.binary(max_size=200))
def test_what_is_written_is_there_whole(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Any bytes written are the bytes in the file, over what was there before, with nothing left beside it."""
    folder = tmp_path_factory.mktemp("out")
    path = folder / "profile.json"
    path.write_bytes(b"old")

    write_atomically(path, content)

    assert path.read_bytes() == content
    assert list(folder.iterdir()) == [path]


@pytest.mark.parametrize("private", [True, False])
def test_only_a_private_file_is_closed_to_others(tmp_path: Path, *, private: bool) -> None:
    """A private file can be read by its owner only; another follows the settings of the system."""
    path = tmp_path / "a.json"
    usual = tmp_path / "usual"
    usual.touch()

    write_atomically(path, b"x", private=private)

    mode = stat.S_IMODE(path.stat().st_mode)
    assert mode == (0o600 if private else stat.S_IMODE(usual.stat().st_mode))


def test_writing_follows_a_link_and_keeps_it(tmp_path: Path) -> None:
    """Writing to a link changes the file it leads to."""
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_bytes(b"old")
    link.symlink_to("real.json")

    write_atomically(link, b"new")

    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_name_may_be_as_long_as_the_system_allows(tmp_path: Path) -> None:
    """The unfinished file needs no longer name than the finished one."""
    path = tmp_path / ("n" * 255)

    write_atomically(path, b"x")

    assert path.read_bytes() == b"x"


@pytest.mark.parametrize("name", ["missing/a.json", "file/a.json", "", ".", "x" * 300, "nul\0byte", "loop"])
def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing folder, a file for a folder, a folder for a file, or no path at all: an error, and nothing written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "loop").symlink_to("loop")

    with pytest.raises(UsageError) as caught:
        write_atomically(Path(name), b"new")

    assert caught.value.problems[0].mend
    assert (tmp_path / "file").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "loop"]


def test_a_pipe_is_never_replaced_by_a_file(tmp_path: Path) -> None:
    """What is not a regular file stays what it is, which matters where the superuser writes to a device."""
    path = tmp_path / "pipe"
    os.mkfifo(path)

    with pytest.raises(UsageError) as caught:
        write_atomically(path, b"x")

    assert caught.value.problems[0].what == "This is not a regular file."
    assert path.is_fifo()
    assert parts_in(tmp_path) == []


def test_a_full_disk_leaves_the_old_file_and_no_part(tmp_path: Path) -> None:
    """When the system takes no more bytes, the old content stands and no unfinished file is left."""
    path = tmp_path / "profile.json"
    path.write_bytes(b"old")
    script = """
        import resource, signal, sys
        from pathlib import Path
        from kilter.adapters.files import write_atomically
        from kilter.errors import UsageError

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            write_atomically(Path(sys.argv[1]), b"x" * 100_000)
        except UsageError as error:
            print(error)
    """

    done = _run(script, path)

    assert "The file cannot be written (File too large)." in done
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_any_failure_leaves_the_old_file_and_no_part(tmp_path: Path) -> None:
    """When writing breaks off for a reason that nobody foresaw, the old content stands and nothing is left over."""
    path = tmp_path / "profile.json"
    path.write_bytes(b"old")

    with pytest.raises(TypeError):
        write_atomically(path, "text, not bytes")  # type: ignore[arg-type]

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    """Missing folders are made; one that is there is kept with what is in it."""
    folder = make_folder(tmp_path / "a" / "b")
    (folder / "kept").touch()

    again = make_folder(tmp_path / "a" / "b")

    assert (again / "kept").exists()


def test_a_folder_in_a_file_cannot_be_made(tmp_path: Path) -> None:
    """Where a file stands no folder can be made, and the error says so."""
    (tmp_path / "file").touch()

    with pytest.raises(UsageError) as caught:
        make_folder(tmp_path / "file" / "sub")

    assert caught.value.problems[0].what.startswith("The folder cannot be made (")


def test_removing_what_is_not_there_is_no_error_but_what_cannot_be_removed_is(tmp_path: Path) -> None:
    """A file goes, a missing one is fine, and a folder in its place is told."""
    file = tmp_path / "old.json"
    file.write_text("old")

    remove(file)
    remove(file)

    assert not file.exists()
    with pytest.raises(UsageError, match="cannot be removed"):
        remove(tmp_path)
