"""The session as a conversation: every set is safe before the next question, and it goes on where it stopped."""

from pathlib import Path

import pytest
from tests.cli.running import EXAMPLES, Ran, kilter, process
from tests.cli.test_asking import Terminal
from tests.services.record.kept import FIRST_SESSION

ON = ("log", "--on", "2026-03-02")
SET = ("", "", "")
"""As asked: amount, pain, form."""


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record that began on a Monday."""
    path = tmp_path / "record.sqlite"
    monkeypatch.setenv("KILTER_RECORD", str(path))
    assert kilter("start", EXAMPLES / "office_worker.yaml", "--on", "2026-03-02").code == 0
    return path


def told(*answers: str, words: tuple[str, ...] = ON) -> Ran:
    """Answer the questions, one line each; the input ends after the last."""
    ran = process(*words, stdin="".join(f"{answer}\n" for answer in answers))
    assert "Traceback" not in ran.err
    return ran


def test_enter_all_the_way_is_a_session_as_asked(record: Path) -> None:
    """Fifteen sets as asked, minutes, how it went: the session is over, and what came of it is told."""
    ran = told(*([""] * 60))

    assert ran.code == 0
    assert "That was the session." in ran.out
    assert "15 sets, 100 per cent of the repetitions clean" in ran.out
    assert "the session is done" in kilter("today", "--on", "2026-03-02").out


def test_what_was_logged_stays_when_it_is_stopped(record: Path) -> None:
    """Q stops; the next time the questions go on with the set that was not done."""
    stopped = told(*SET, "35", "1", "ache", "", "q")

    went_on = told("q")

    assert stopped.code == 0
    assert "2 entries are kept" in stopped.out
    assert "Kneeling hip flexor stretch, RIGHT side" in went_on.out
    assert "LEFT side" not in went_on.out
    assert "35 s (pain 1)" in kilter("history").out


def test_the_end_of_the_input_loses_nothing(record: Path) -> None:
    """A closed terminal is like stopping, with the exit code of breaking off."""
    ran = told(*SET, "4")

    assert ran.code == 130
    assert "1 entry is kept" in ran.out


def test_an_answer_that_does_not_fit_is_asked_again(record: Path) -> None:
    """Words for numbers, pain of 14, unknown kinds: said, and asked again; 900 seconds are refused by the record."""
    ran = told("many", "?", "40", "14", "2", "itchy", "ache", "7", "clean", "9999", "0", "", "q")

    assert ran.code == 0
    for word in ("“many” does not fit", "“14” does not fit", "“itchy” does not fit", "“7” does not fit"):
        assert word in ran.out
    assert "more than anyone is asked for" in ran.out
    assert "1 entry is kept" in ran.out


def test_an_exercise_is_left_out_with_its_reason(record: Path) -> None:
    """S leaves the rest of an exercise and side out."""
    ran = told("s", "2", "q")

    assert "1 entry is kept" in ran.out
    assert "Kneeling hip flexor stretch, left: left out (tired)" in kilter("history").out


def test_sharp_pain_ends_the_session(record: Path) -> None:
    """No further set is asked for; the end of the session is."""
    ran = told("10", "6", "sharp", "", "12", "badly")

    assert ran.code == 0
    assert "Do no more today." in ran.out
    assert "the session ended after 12 min" in kilter("history").out.lower()


def test_pain_of_six_ends_the_exercise_not_more(record: Path) -> None:
    """Four of ten and more in an ache: this side of this exercise is over, the other goes on."""
    ran = told("30", "4", "", "", "q")

    assert "Stop this exercise for today on this side" in ran.out
    assert "Kneeling hip flexor stretch, RIGHT side" in ran.out


def test_ticked_faults_are_kept_by_their_number(record: Path) -> None:
    """Numbers of the list, with how often each showed."""
    ran = told("30", "", "1x2", "q")

    assert "What may go wrong" in ran.out
    assert ran.code == 0


def test_the_morning_is_asked_first(record: Path, tmp_path: Path) -> None:
    """On a day after training the morning stands before the session; a day of rest asks whether to train."""
    (tmp_path / "log.yaml").write_text(FIRST_SESSION.partition("mornings:")[0])
    kilter("log", tmp_path / "log.yaml")

    ran = told("2", "3", "night", "n", words=("log", "--on", "2026-03-03"))

    assert ran.code == 0
    assert "New pain at night" in ran.out
    assert "Rest well." in ran.out


@pytest.mark.parametrize(
    ("on", "words"), [("2026-03-01", "The programme begins on"), ("2026-03-02", "The session of 2026-03-02 is done")]
)
def test_a_day_without_a_session_asks_nothing(on: str, words: str, record: Path, tmp_path: Path) -> None:
    """It says so and ends with 2."""
    (tmp_path / "log.yaml").write_text(FIRST_SESSION)
    kilter("log", tmp_path / "log.yaml")

    ran = told("", words=("log", "--on", on))

    assert ran.code == 2
    assert words in ran.err


def test_ctrl_c_keeps_what_was_logged(record: Path, tmp_path: Path) -> None:
    """At a terminal, between two questions: the set before is kept, and it says so."""
    with Terminal(tmp_path, *ON[1:], command=ON[0]) as terminal:
        terminal.until("Seconds [30]: ")
        for then in ("Pain, 0 to 10 [0]: ", "[clean]: ", "Seconds [30]: "):
            terminal.answer("", then)

        terminal.interrupt()
        code, said = terminal.end()

    assert code == 130
    assert "1 entry is kept" in said
    assert "Kneeling hip flexor stretch, left: 30 s" in kilter("history").out
