"""The command as a process: pipes, closed ends, full disks, other encodings, and completion in a shell."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.running import COMMAND, EXAMPLES, process

OFFICE = EXAMPLES / "office_worker.yaml"
FULL = Path("/dev/full")


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which KILTER stands for the command."""
    command = f'KILTER() {{ "{COMMAND[0]}" -m kilter.cli.main "$@"; }}; set -o pipefail; {line}'
    return subprocess.run(  # noqa: S603 - our own line
        ["/bin/bash", "-c", command], capture_output=True, text=True, timeout=60, check=False
    )


def test_the_installed_command_is_the_module() -> None:
    """The script that a user types is the same program as the module."""
    script = Path(sys.executable).with_name("kilter")

    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)  # noqa: S603 - our own

    assert done.stdout == process("--version").out


def test_the_way_from_a_screening_to_a_programme(tmp_path: Path) -> None:
    """Screening into a file and planning from that file works from a folder anywhere."""
    screened = process("screen", OFFICE, "-o", "profile.json", folder=tmp_path)
    planned = process("plan", "profile.json", "-o", "programme.json", folder=tmp_path)

    assert (screened.code, screened.err) == (0, "")
    assert (planned.code, planned.err) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["profile.json", "programme.json"]


@pytest.mark.parametrize("words", [f'screen "{OFFICE}"', f'screen "{OFFICE}" --json', "exercises", "tests --json"])
def test_a_reader_that_goes_is_no_failure(words: str) -> None:
    """When the reader of the pipe has seen enough, the command ends quietly and well."""
    done = shell(f"KILTER {words} | head -n 1")

    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


@pytest.mark.skipif(not FULL.exists(), reason="needs the full device of Linux")
@pytest.mark.parametrize("option", ["", "--json"])
def test_an_output_that_is_full_is_told(option: str) -> None:
    """When nothing more can be printed, the command says so in words and ends with 2."""
    done = shell(f'KILTER screen "{OFFICE}" {option} > /dev/full')

    assert done.returncode == 2
    assert done.stderr.startswith("output: No space left on device.")
    assert "Traceback" not in done.stderr


def test_closed_ends_do_not_break_it() -> None:
    """A closed output or error stream changes nothing in how the command ends."""
    no_output = shell(f'KILTER screen "{OFFICE}" >&-')
    no_errors = shell("KILTER screen nowhere.yaml 2>&-")
    no_input = shell("KILTER screen <&-")

    assert (no_output.returncode, no_output.stderr) == (0, "")
    assert (no_errors.returncode, no_errors.stdout) == (2, "")
    assert no_input.returncode == 2
    assert "the input is closed" in no_input.stderr


def test_a_terminal_of_another_encoding_gets_what_it_can_show() -> None:
    """Characters that an encoding lacks are replaced, not fatal."""
    ran = process("screen", OFFICE, environment={"PYTHONIOENCODING": "ascii"})

    assert ran.code == 0
    assert "31 ? 8.6 s" in ran.out


def test_a_file_name_that_is_no_text_can_be_told() -> None:
    """A name of bytes that are no characters, or that command a terminal, is refused like any other wrong name."""
    done = shell("KILTER screen $'\\xff\\e[31m.yaml'")

    assert done.returncode == 2
    assert "[31m.yaml: The file cannot be opened" in done.stderr
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize(
    ("typed", "offered"), [("kilter ", "screen"), ("kilter pl", "plan"), ("kilter plan --min", "--minutes")]
)
def test_the_shell_completes_commands_and_options(typed: str, offered: str) -> None:
    """Asked by a shell, the command offers what may follow."""
    words = typed.split(" ")
    environment = {"_KILTER_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(len(words) - 1)}
    script = Path(sys.executable).with_name("kilter")

    done = subprocess.run(  # noqa: S603 - our own
        [script], env=environment, capture_output=True, text=True, check=False
    )

    assert offered in done.stdout.split()


def test_a_fault_of_ours_is_told_as_one_and_shown_on_request(tmp_path: Path) -> None:
    """A failure that nobody foresaw ends with 70 and a sentence; with KILTER_TRACEBACK its place is shown."""
    (tmp_path / "yaml.py").write_text("raise RuntimeError('a broken library')", encoding="utf-8")
    broken = {"PYTHONPATH": str(tmp_path)}

    told = process("screen", OFFICE, environment=broken)
    shown = process("screen", OFFICE, environment={**broken, "KILTER_TRACEBACK": "1"})

    assert told.code == 70
    assert told.err.startswith("A fault in Kilter itself (RuntimeError: a broken library).")
    assert "Traceback" not in told.err
    assert "Traceback" in shown.err
