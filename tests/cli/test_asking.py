"""The conversation on a terminal: nothing typed is lost, whatever happens between two questions."""

import json
import os
import pty
import select
import signal
import stat
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from tests.cli.running import COMMAND, Ran, process

PERSON = ("41", "f", "168", "70", "right", "none", "no")
PATIENCE_S = 30


def _hear_interrupts() -> None:
    """Undo what a test run in the background passes on: there, shells let their children ignore interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """The command in a terminal of its own, as a person at a keyboard meets it."""

    def __init__(self, state: Path, *words: str | Path, command: str = "screen") -> None:
        """Start a command; the answers of a screening are kept in the folder ``state``."""
        self.screen, keyboard = pty.openpty()
        self.seen = ""
        self.running = subprocess.Popen(  # noqa: S603 - our own command
            [*COMMAND, command, *map(str, words)],
            stdin=keyboard,
            stdout=keyboard,
            stderr=keyboard,
            env={**os.environ, "KILTER_STATE": str(state), "COLUMNS": "100", "TERM": "xterm-256color"},
            start_new_session=True,
            preexec_fn=_hear_interrupts,  # noqa: PLW1509 - between fork and exec only this one call is made
        )
        os.close(keyboard)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.running.kill()
        self.running.wait()
        os.close(self.screen)

    def answer(self, text: str, then: str = "\n> ") -> str:
        """Type a line, and give what the command says until it asks again."""
        os.write(self.screen, f"{text}\n".encode())
        return self.until(then)

    def until(self, expected: str) -> str:
        """What the command says, up to and with this text."""
        while expected not in self.seen:
            said = self._read()
            assert said, f"it ended before “{expected}”: {self.seen}"
            self.seen += said
        said, _, self.seen = self.seen.partition(expected)
        return said + expected

    def until_question_or(self, last: str) -> str:
        """What the command says, up to its next question or to its last words."""
        while "\n> " not in self.seen and last not in self.seen:
            said = self._read()
            assert said, f"it ended before “{last}”: {self.seen}"
            self.seen += said
        return self.until("\n> ") if "\n> " in self.seen else self.until(last)

    def end(self) -> tuple[int, str]:
        """The exit code, and what the command says until it ends."""
        while said := self._read():
            self.seen += said
        return self.running.wait(PATIENCE_S), self.seen

    def interrupt(self) -> None:
        """Break off as Ctrl-C does, and again while nothing happens: Python misses one between prompt and reading."""
        for _ in range(PATIENCE_S):
            self.running.send_signal(signal.SIGINT)
            if select.select([self.screen], [], [], 1.0)[0]:
                return

    def _read(self) -> str:
        ready, _, _ = select.select([self.screen], [], [], PATIENCE_S)
        assert ready, f"it says nothing more after: {self.seen}"
        try:
            return os.read(self.screen, 65536).decode().replace("\r\n", "\n")
        except OSError:  # how Linux tells that the other end has closed
            return ""


def typed(*lines: str, state: Path, words: tuple[str, ...] = ()) -> Ran:
    """Answer through a pipe instead of a keyboard, then close it."""
    stdin = "".join(f"{line}\n" for line in lines)
    return process("screen", *words, stdin=stdin, environment={"KILTER_STATE": str(state)})


def draft(state: Path) -> dict[str, str]:
    """The answers kept in a folder."""
    kept: dict[str, str] = json.loads((state / "screening-draft.json").read_text(encoding="utf-8"))
    return kept


def test_a_killed_conversation_goes_on_where_it_was(tmp_path: Path) -> None:
    """Typed on a terminal, killed without warning, resumed, left, resumed and finished: every answer is there."""
    state, output = tmp_path / "state", tmp_path / "profile.json"

    with Terminal(state) as terminal:
        first = terminal.until("\n> ")
        for answer in PERSON[:3]:
            terminal.answer(answer)
        fifth = terminal.answer("70,5")
        os.kill(terminal.running.pid, signal.SIGKILL)

    with Terminal(state) as terminal:
        resumed = terminal.until("[Y/n]: ")
        again = terminal.answer("")
        before = terminal.answer("back")
        for answer in ("72", *PERSON[4:], "no", "no"):
            terminal.answer(answer)
        left = terminal.answer("quit", then="goes on from there.")
        code, _ = terminal.end()

    with Terminal(state, "-o", output) as terminal:
        returned = terminal.until("[Y/n]: ")
        asked = terminal.answer("y")
        while "\n> " in asked:
            in_words = "[Your goals" in asked or "[Your means" in asked
            os.write(terminal.screen, b"skip\n" if in_words else b"no\n")
            asked = terminal.until_question_or("Written:")
        finished, _ = terminal.end()

    profile = json.loads(output.read_text(encoding="utf-8"))
    assert "How old are you?" in first
    assert "Taken as: 70.5" in fifth
    assert "There are 4 answers from an earlier sitting." in resumed
    assert "With which leg" in again
    assert "How heavy are you?" in before
    assert code == 130
    assert str(state) in left
    assert "There are 9 answers from an earlier sitting." in returned
    assert finished == 0
    assert profile["screening"]["person"]["mass_kg"] == 72
    assert profile["screening"]["person"]["sex"] == "female"
    assert set(profile["screening"]["red_flags"].values()) == {"no"}
    assert list(state.iterdir()) == []


def test_an_interrupt_keeps_the_answers(tmp_path: Path) -> None:
    """Breaking off, as Ctrl-C does, says where the answers are, and ends with 130."""
    with Terminal(tmp_path) as terminal:
        terminal.until("\n> ")
        terminal.answer("41")
        terminal.interrupt()
        code, said = terminal.end()

    assert code == 130
    assert f"Your answers are kept in {tmp_path}/screening-draft.json" in said
    assert draft(tmp_path) == {"person.age_years": "41"}


def test_an_emergency_ends_the_conversation_with_the_letter(tmp_path: Path) -> None:
    """The first emergency that is answered with yes ends the questions, shows the letter, and ends with 3."""
    ran = typed(*PERSON, "yes", state=tmp_path)

    assert ran.code == 3
    assert ran.out.count("\n> ") == len(PERSON) + 1
    assert "Letter" in ran.out
    assert "What it may mean" not in ran.out
    assert len(draft(tmp_path)) == len(PERSON) + 1


def test_an_answer_that_does_not_fit_is_asked_again(tmp_path: Path) -> None:
    """A wrong answer gets its reason and the same question; help and skip do what they say."""
    ran = typed("300", "forty", "?", "skip", "41", "x", state=tmp_path)

    assert ran.out.count("How old are you?") == 5
    assert "300 cannot be. Write a number between 0 and 120." in ran.out
    assert "“forty” is not a number." in ran.out
    assert ran.out.count("Commands: back") == 2
    assert "This question needs an answer." in ran.out
    assert "“x” is not one of the choices. Answer one of: female, male, unspecified." in ran.out
    assert draft(tmp_path) == {"person.age_years": "41"}


def test_bytes_that_are_no_text_are_no_answer(tmp_path: Path) -> None:
    """Keys that send something unreadable are refused like any wrong answer."""
    done = subprocess.run(  # noqa: S603 - our own command
        [*COMMAND, "screen"],
        input=b"\xff\xfe\n\x1b[A\n41\n",
        capture_output=True,
        env={**os.environ, "KILTER_STATE": str(tmp_path)},
        timeout=PATIENCE_S,
        check=False,
    )

    assert done.returncode == 130
    assert b"is not a number." in done.stdout
    assert b"There is a control character in it." in done.stdout
    assert draft(tmp_path) == {"person.age_years": "41"}


def test_the_kept_answers_are_for_their_owner_only(tmp_path: Path) -> None:
    """What a person told about their health is readable by nobody else."""
    typed("41", state=tmp_path)

    mode = stat.S_IMODE((tmp_path / "screening-draft.json").stat().st_mode)

    assert mode == 0o600


def test_without_an_answer_nothing_is_kept(tmp_path: Path) -> None:
    """Whoever leaves before the first answer is told so, and leaves nothing behind."""
    ran = typed(state=tmp_path / "state")

    assert ran.code == 130
    assert "Nothing was answered yet." in ran.out
    assert not (tmp_path / "state").exists()


def test_starting_anew_forgets_only_when_something_is_answered(tmp_path: Path) -> None:
    """Declining to go on keeps the earlier answers until the first new one takes their place."""
    typed("41", "f", state=tmp_path)

    declined = typed("n", state=tmp_path)
    kept = draft(tmp_path)
    typed("n", "29", state=tmp_path)

    assert "How old are you?" in declined.out
    assert kept == {"person.age_years": "41", "person.sex": "female"}
    assert draft(tmp_path) == {"person.age_years": "29"}


def test_leaving_at_the_first_question_of_all_keeps_the_answers(tmp_path: Path) -> None:
    """Whoever closes the input when asked whether to go on loses nothing."""
    typed("41", state=tmp_path)

    ran = typed(state=tmp_path)

    assert ran.code == 130
    assert draft(tmp_path) == {"person.age_years": "41"}


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"a": ' * 50_000])
def test_a_draft_that_cannot_be_read_is_moved_aside(content: bytes, tmp_path: Path) -> None:
    """A damaged draft is told, kept under another name, and the questions begin anew."""
    (tmp_path / "screening-draft.json").write_bytes(content)

    ran = typed("41", state=tmp_path)

    assert ran.code == 130
    assert "cannot be read" in ran.out
    assert (tmp_path / "screening-draft.unreadable.json").read_bytes() == content
    assert draft(tmp_path) == {"person.age_years": "41"}


def test_answers_that_no_longer_fit_are_asked_again(tmp_path: Path) -> None:
    """Answers to questions that are gone, or that would not be taken today, are told and asked again."""
    kept = {"person.age_years": "41", "person.sex": "none of these", "gone": "yes", "person.height_cm": "168"}
    (tmp_path / "screening-draft.json").write_text(json.dumps({**kept, "person.mass_kg": 70}), encoding="utf-8")

    ran = typed("y", "f", state=tmp_path)

    assert "There are 2 answers from an earlier sitting." in ran.out
    assert "2 more do not fit the questions of today and are asked again" in ran.out
    assert json.loads((tmp_path / "screening-draft.earlier.json").read_text(encoding="utf-8")).items() > kept.items()
    assert draft(tmp_path) == {"person.age_years": "41", "person.height_cm": "168", "person.sex": "female"}


def test_a_place_that_cannot_keep_answers_is_told(tmp_path: Path) -> None:
    """Where the answers cannot be written, the command says so instead of asking on."""
    (tmp_path / "file").touch()

    ran = typed("41", state=tmp_path / "file")

    assert ran.code == 2
    assert f"{tmp_path}/file: The folder cannot be made" in ran.err
