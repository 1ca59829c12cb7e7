"""``kilter backup`` and ``kilter restore``: one file, and back."""

import json
from pathlib import Path

import pytest
from tests.cli.running import EXAMPLES, kilter


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record that has begun, in a place of its own."""
    record = tmp_path / "record.sqlite"
    monkeypatch.setenv("KILTER_RECORD", str(record))
    monkeypatch.setenv("KILTER_DATA", str(tmp_path / "web"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    assert kilter("start", EXAMPLES / "office_worker.yaml").code == 0
    return record


def test_a_record_is_lost_and_comes_back(begun: Path) -> None:
    """What is told afterwards is what was told before."""
    told = kilter("history").out
    assert kilter("backup").code == 0
    [archive] = begun.parent.glob("kilter-backup-*.zip")
    begun.unlink()

    done = kilter("restore", archive)

    assert done.code == 0
    assert "record.sqlite" in done.out
    assert kilter("history").out == told


def test_a_program_reads_what_was_written(begun: Path) -> None:
    """With ``--json``: the file, when, and every part with its sum."""
    said = json.loads(kilter("backup", "kept.zip", "--json").out)

    assert said["file"] == "kept.zip"
    assert [part["name"] for part in said["parts"]] == ["record.sqlite"]


def test_a_full_place_is_kept_unless_asked(begun: Path) -> None:
    """The message says how, and after it the old one is in a backup beside."""
    kilter("backup", "kept.zip")

    refused, done = kilter("restore", "kept.zip"), kilter("restore", "kept.zip", "--replace")

    assert (refused.code, done.code) == (2, 0)
    assert "--replace" in refused.err
    assert list(begun.parent.glob("kilter-before-restore-*.zip"))


def test_no_backup_is_told_as_such(begun: Path) -> None:
    """Without a traceback, and with the mend."""
    bad = kilter("restore", EXAMPLES / "office_worker.yaml", "--replace")

    assert bad.code == 2
    assert "kilter backup" in bad.err
