"""A report of a record from the command line: with its story, and with a letter where one is called for."""

import json
from pathlib import Path

import pytest
from tests.cli.running import EXAMPLES, Ran, kilter
from tests.services.record.kept import Kept, day

from kilter.programme.progression.logs import Cleared, SetDone
from kilter.services.screen import Screener

LETTER = {"letter.html", "letter.pdf"}


@pytest.fixture
def kept(tmp_path: Path, screener: Screener) -> Kept:
    """A record with one session."""
    made = Kept(tmp_path / "record.sqlite", screener)
    made.session(0)
    return made


def _hurt(kept: Kept) -> None:
    item = kept.work(2)[0]
    target = item.asks[0].target
    kept.log(SetDone(day(2), item.exercise, target.level, target.side, 1, seconds=10, pain=8))


def _refused(ran: Ran, *words: str) -> None:
    assert ran.code == 2
    assert "Traceback" not in ran.out + ran.err
    for word in words:
        assert word in " ".join(ran.err.split())


def test_the_record_is_told_where_no_file_is_named(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a file the record of the setting is what is reported."""
    monkeypatch.setenv("KILTER_RECORD", str(kept.path))

    ran = kilter("report", "-o", tmp_path / "out")

    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert ran.code == 0, ran
    assert "The story so far" in page
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "report.html",
        "report.pdf",
        "profile.json",
        "programme.json",
    }


def test_a_paused_record_gives_a_letter_of_its_own(kept: Kept, tmp_path: Path) -> None:
    """Page and PDF of the letter lie beside the report; cleared, they are gone with the next report."""
    _hurt(kept)
    out = tmp_path / "out"

    paused = kilter("report", "--record", kept.path, "-o", out, "--json")
    written = {path.name for path in out.iterdir()}
    kept.log(Cleared(day(5), "Dr. Hall"))
    cleared = kilter("report", "--record", kept.path, "-o", out)

    told = json.loads(paused.out)
    assert (paused.code, told["paused"], told["stopped_by_triage"]) == (0, True, False)
    assert told["letter"] == str(out / "letter.pdf")
    assert written >= LETTER
    assert cleared.code == 0
    assert not LETTER & {path.name for path in out.iterdir()}


def test_a_letter_of_ones_own_stays(kept: Kept, tmp_path: Path) -> None:
    """A file that happens to be called letter.pdf is not removed."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "letter.pdf").write_text("mine", encoding="utf-8")

    kilter("report", "--record", kept.path, "-o", out)

    assert (out / "letter.pdf").read_text(encoding="utf-8") == "mine"


def test_a_missing_record_is_told_and_not_made(tmp_path: Path) -> None:
    """Asking for a report leaves no empty record behind."""
    path = tmp_path / "nowhere" / "record.sqlite"

    ran = kilter("report", "--record", path, "-o", tmp_path)

    _refused(ran, "There is no record here", "kilter start SCREENING")
    assert not path.parent.exists()


def test_an_empty_record_says_how_to_begin(tmp_path: Path) -> None:
    """A record in which nothing is yet cannot be told."""
    path = tmp_path / "record.sqlite"
    path.touch()

    ran = kilter("report", "--record", path, "-o", tmp_path)

    _refused(ran, "kilter start SCREENING")


def test_a_file_and_a_record_are_too_much(kept: Kept, tmp_path: Path) -> None:
    """Which of the two is meant is not guessed."""
    ran = kilter("report", EXAMPLES / "runner.yaml", "--record", kept.path, "-o", tmp_path)

    _refused(ran, "Name one of them")


def test_wishes_are_for_a_programme_yet_to_be_planned(kept: Kept, tmp_path: Path) -> None:
    """What was planned is not planned anew behind the person's back."""
    ran = kilter("report", "--record", kept.path, "--minutes", "20", "-o", tmp_path)

    _refused(ran, "planned already")
