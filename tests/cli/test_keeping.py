"""The record is kept where it is named to be, by an option first, then by a setting."""

from pathlib import Path

import pytest

from kilter.cli.keeping import record_path


def test_a_named_file_goes_before_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is named in the call is what is used."""
    monkeypatch.setenv("KILTER_RECORD", "/setting.sqlite")

    path = record_path(Path("named.sqlite"))

    assert path == Path("named.sqlite")


def test_the_setting_goes_before_the_usual_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is named, KILTER_RECORD tells the file."""
    monkeypatch.setenv("KILTER_RECORD", "/setting.sqlite")

    path = record_path()

    assert path == Path("/setting.sqlite")


@pytest.mark.parametrize("setting", [None, ""])
def test_the_usual_place_is_in_the_persons_data(setting: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a setting, or with an empty one, the record is in Kilter's folder of the person's data."""
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    if setting is None:
        monkeypatch.delenv("KILTER_RECORD", raising=False)
    else:
        monkeypatch.setenv("KILTER_RECORD", setting)

    path = record_path()

    assert path.name == "record.sqlite"
    assert path.parent.name == "kilter"
