"""An exported record comes back byte for byte, or not at all."""

import hashlib
import json
import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.adapters.recorded import event, events, ids

from kilter.adapters.record import SqliteEventStore, export_record, import_record, read_export
from kilter.errors import DataError, Problem, UsageError
from kilter.services.ports import NewEvent

WORDS = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1, max_size=20)
NUMBERS = st.one_of(
    st.integers().map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.sampled_from(["1" * 5000, "-0", "-0.0", "1e999", "1E-999", "0.10", "1e+2"]),
)
SPACE = st.sampled_from(["", "", " ", "\n", "\r\n\t"])


def _inside(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Arrays and objects of these values, with space wherever JSON allows it; a key may come twice."""
    pairs = st.builds("{}{}:{}{}".format, STRINGS, SPACE, SPACE, values)
    return st.one_of(
        st.builds("[{}{}{}]".format, SPACE, st.lists(values, max_size=4).map(",".join), SPACE),
        st.builds("{{{}{}{}}}".format, SPACE, st.lists(pairs, max_size=4).map(" ,".join), SPACE),
    )


STRINGS = st.builds(
    lambda text, ascii_only: json.dumps(text, ensure_ascii=ascii_only), st.text(max_size=10), st.booleans()
) | st.sampled_from(['"\\ud800"', '"\\/"', '"},\\n{"'])
BODIES = st.builds(
    "{}{}{}".format, SPACE, st.recursive(NUMBERS | STRINGS | st.sampled_from(["null", "true"]), _inside), SPACE
)
EVENTS = st.lists(
    st.builds(NewEvent, WORDS, st.datetimes(timezones=st.timezones()), WORDS, BODIES),
    max_size=6,
    unique_by=lambda each: each.id,
)


def exported(folder: Path, *numbers: int, name: str = "export.json") -> Path:
    """The export of a record that holds the events with these numbers."""
    path = folder / name
    with SqliteEventStore(folder / f"{name}.sqlite") as store:
        store.append([event(number) for number in numbers], after=0)
        export_record(path, store)
    return path


def refused(path: Path) -> Problem:
    """What is said first about a file of which nothing is kept."""
    with SqliteEventStore(path.with_name("target.sqlite")) as store:
        with pytest.raises(DataError) as caught:
            import_record(path, store)
        assert store.read() == ()
    problem = caught.value.problems[0]
    assert str(path) in problem.place
    assert problem.mend
    return problem


@settings(max_examples=25)
@given(EVENTS)
def test_an_export_comes_back_byte_for_byte(written: list[NewEvent]) -> None:
    """Whatever the events hold, their import holds the same text, and its export is the same file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, second = folder / "first.json", folder / "second.json"
        with SqliteEventStore(folder / "a.sqlite") as a, SqliteEventStore(folder / "b.sqlite") as b:
            kept = a.append(written, after=0)

            export_record(first, a)
            brought = import_record(first, b)
            export_record(second, b)

            assert [(each.id, each.at.isoformat(), each.kind, each.body) for each in brought] == [
                (each.id, each.at.isoformat(), each.kind, each.body) for each in kept
            ]
        assert first.read_bytes() == second.read_bytes()


def test_an_export_is_one_document_that_says_what_it_is(tmp_path: Path) -> None:
    """Any reader of JSON finds the version, the events with their bodies as values, and the checksum."""
    path = exported(tmp_path, 1, 2)

    data = json.loads(path.read_text())
    assert data["kilter_record"] == 1
    assert data["events"][0] == {
        "id": "id-1",
        "at": "2026-01-31T18:31:00+00:00",
        "kind": "set_done",
        "body": {"reps": 10},
    }
    text = path.read_text()
    events_text = text[text.index("[") : text.rindex("]") + 1]
    assert data["sha256"] == hashlib.sha256(events_text.encode()).hexdigest()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_import_adds_what_is_missing(tmp_path: Path) -> None:
    """A record that holds the beginning of the file gets the rest; one that holds all of it stays as it is."""
    path = exported(tmp_path, 1, 2, 3)
    with SqliteEventStore(tmp_path / "target.sqlite") as store:
        store.append(events(1, 2), after=0)

        first, second = import_record(path, store), import_record(path, store)

        assert [each.id for each in first] == ["id-3"]
        assert second == ()
        assert ids(store.read()) == ["id-1", "id-2", "id-3"]


@pytest.mark.parametrize(
    "there",
    [
        events(1, 4),
        [event(2)],
        [event(7)],
        [event(1), event(3)],
        [event(1, body="{}")],
        [event(1, body='{"reps":10}')],
    ],
)
def test_two_records_are_never_mixed(tmp_path: Path, there: list[NewEvent]) -> None:
    """A record that holds anything but the beginning of the file is left as it is."""
    path = exported(tmp_path, 1, 2, 3)
    with SqliteEventStore(tmp_path / "target.sqlite") as store:
        before = store.append(there, after=0)

        with pytest.raises(UsageError, match="not the beginning"):
            import_record(path, store)

        assert store.read() == before


def test_a_file_that_lost_its_end_is_refused(tmp_path: Path) -> None:
    """Wherever a file is cut, even before its last sign, nothing of it is kept."""
    path = exported(tmp_path, 1)
    content = path.read_bytes()

    for length in range(len(content)):
        path.write_bytes(content[:length])
        with pytest.raises(DataError):
            read_export(path)
    path.write_bytes(content[:-20])
    problem = refused(path)

    assert "cut short" in problem.what
    assert "copy the file whole" in problem.mend


def test_no_single_sign_of_a_file_may_change(tmp_path: Path) -> None:
    """Wherever one sign is another than it was, nothing of the file is kept."""
    path = exported(tmp_path, 1)
    content = path.read_bytes()

    for place, sign in enumerate(content):
        path.write_bytes(content[:place] + (b"8" if sign == ord("7") else b"7") + content[place + 1 :])
        with pytest.raises(DataError):
            read_export(path)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('"reps": 10', '"reps": 11', "do not fit the checksum"),
        ('"reps": 10', '"reps":  10', "do not fit the checksum"),
        ("set_done", "set_gone", "do not fit the checksum"),
        ("18:31:00+00:00", "18:31:00Z", "not as it was exported"),
        ("18:31:00+00:00", "18:31:00", "No record holds"),
        ("2026-01-31", "2026-02-31", "No record holds"),
        ('"id-1"', '""', "No record holds"),
        ('"id-2"', '"id-1"', "Several events"),
        ('"kilter_record": 1', '"kilter_record": 2', "newer Kilter (version 2"),
        ('"kilter_record": 1', '"kilter_record": 1.0', "valid integer"),
        ('"kilter_record": 1', '"kilter_record": 0', "not as it was exported"),
        ('"kilter_record": 1', '"kilter": 1', "no exported record"),
        ('"at"', '"time"', "Field required"),
        ('{"reps": 10}}', '{"reps": 10}, "more": 1}', "not permitted"),
        ('{"reps": 10}}', '{"reps": NaN}}', "not JSON"),
        ('{"kilter_record"', '{"events": [], "kilter_record"', "not as it was exported"),
        (', "events"', ',\n "events"', "not as it was exported"),
        ('{"reps": 10}}', "[" * 100_000, "nested too deeply"),
    ],
)
def test_what_was_changed_is_refused_by_name(tmp_path: Path, old: str, new: str, what: str) -> None:
    """A changed figure, time, id, version, key or layout is told as what it is."""
    path = exported(tmp_path, 1, 2)
    path.write_text(path.read_text().replace(old, new, 1))

    problem = refused(path)

    assert what in problem.what


def test_events_in_another_order_are_refused(tmp_path: Path) -> None:
    """The order is part of the record: two events that change places do not fit the checksum."""
    path = exported(tmp_path, 1, 2)
    opening, one, two, closing = path.read_text().splitlines()
    path.write_text("\n".join((opening, f"{two},", one.removesuffix(","), closing, "")))

    problem = refused(path)

    assert "do not fit the checksum" in problem.what


@pytest.mark.parametrize("content", ["", "[]", "1", "{}", "dear diary", '{"kilter_record": null}'])
def test_another_file_is_no_export(tmp_path: Path, content: str) -> None:
    """A file of another kind is refused, and nothing is kept."""
    path = tmp_path / "other.json"
    path.write_text(content)

    problem = refused(path)

    assert problem.what


def test_a_missing_file_is_told_by_name(tmp_path: Path) -> None:
    """A path that leads nowhere is told as such."""
    problem = refused(tmp_path / "nope.json")

    assert "No such file" in problem.what


def test_an_export_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    """Where the place is a folder, the call is refused, and the record is as it was."""
    with SqliteEventStore(tmp_path / "record.sqlite") as store:
        store.append([event(1)], after=0)

        with pytest.raises(UsageError, match="folder"):
            export_record(tmp_path, store)

        assert ids(store.read()) == ["id-1"]
