"""The commands of training, from the first day to the history, in words, in JSON, and with whatever is typed wrong."""

import json
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.cli.running import COMMAND, EXAMPLES, Ran, kilter, process
from tests.services.record.kept import FIRST_SESSION

from kilter.adapters.record import SqliteEventStore

START = ("start", EXAMPLES / "office_worker.yaml", "--on", "2026-03-02")


def as_json(ran: Ran) -> Any:
    """The JSON that a run printed, and nothing else."""
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


def refused(ran: Ran, *words: str) -> None:
    """The run ended with 2, in words that name the mend."""
    assert ran.code == 2, ran
    assert "Traceback" not in ran.err + ran.out
    assert "fault in Kilter" not in ran.err
    said = " ".join(ran.err.split())
    for word in words:
        assert word in said


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the record of the test is kept; it is named by the setting."""
    path = tmp_path / "own" / "record.sqlite"
    monkeypatch.setenv("KILTER_RECORD", str(path))
    return path


@pytest.fixture
def begun(record: Path) -> Path:
    """A record that began on a Monday."""
    assert kilter(*START).code == 0
    return record


@pytest.fixture
def trained(begun: Path, tmp_path: Path) -> Path:
    """A record with one session and the morning after; its log file lies beside."""
    (tmp_path / "log.yaml").write_text(FIRST_SESSION)
    assert kilter("log", tmp_path / "log.yaml").code == 0
    return begun


def events(record: Path) -> int:
    """How many events a record holds."""
    with SqliteEventStore(record) as store:
        return len(store.read())


def test_starting_says_what_is_kept_and_what_to_do_next(record: Path) -> None:
    """The programme in a line, the usual pain, the file, and the next command."""
    ran = kilter(*START, "--usual-pain", "2", "--approval")

    assert (ran.code, ran.err) == (0, "")
    assert "Begun on 2026-03-02: 12 weeks, 3 sessions a week" in ran.out
    assert "your pain is 2 of 10" in ran.out
    assert "until a clinician agrees" in ran.out
    assert str(record) in ran.out
    assert "kilter today" in ran.out


def test_wishes_shape_what_is_started(record: Path) -> None:
    """The same wishes as in plan."""
    told = as_json(kilter(*START, "--days", "2", "--minutes", "20", "--json"))

    assert (told["programme"]["days_per_week"], told["programme"]["minutes_per_session"]) == (2, 20)


def test_no_record_begins_past_a_red_flag(record: Path) -> None:
    """Triage stops here as everywhere: a letter, exit code 3, and no record."""
    ran = kilter("start", EXAMPLES / "red_flag.yaml")

    assert ran.code == 3
    assert "Letter" in ran.out
    assert not record.exists()


def test_a_record_begins_once(begun: Path) -> None:
    """A second start is refused, whatever the screening."""
    refused(kilter(*START), "This record began on 2026-03-02", "kilter today")


@pytest.mark.parametrize(
    "words",
    [("today",), ("why", "c1"), ("progress",), ("log", "--undo"), ("log", "--morning", "3"), ("log", "no.yaml")],
)
def test_an_empty_record_says_how_to_begin(words: tuple[str, ...], record: Path, tmp_path: Path) -> None:
    """Before the start there is nothing to show, and the message says what to type."""
    (tmp_path / "no.yaml").write_text("kilter_log: 1\n")

    ran = kilter(*(tmp_path / word if word == "no.yaml" else word for word in words))

    refused(ran, "Begin with “kilter start SCREENING”" if words[-1] != "--undo" else "Log something first")


def test_an_empty_history_is_no_fault(record: Path) -> None:
    """Nothing was done yet, and that is said."""
    ran = kilter("history")

    assert (ran.code, ran.out) == (0, "The record is empty. Begin with “kilter start SCREENING”.\n")


def test_today_shows_the_session_by_side(begun: Path) -> None:
    """Warm-up, main work with both sides named, cool-down, and how to go on."""
    ran = kilter("today", "--on", "2026-03-02")

    assert (ran.code, ran.err) == (0, "")
    assert "2026-03-02: session A" in ran.out
    for word in ("Warm-up", "Main work", "Cool-down", "left", "right", "in reserve", "Begin with this side."):
        assert word in ran.out
    assert "kilter log" in ran.out


def test_today_as_json_holds_the_same(begun: Path) -> None:
    """A program finds the kind of day and every target."""
    told = as_json(kilter("today", "--on", "2026-03-02", "--json"))

    assert told["day"]["kind"] == "training"
    assert told["tests"] == []


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2026-03-01", "Your programme begins on 2026-03-02"),
        ("2026-03-02", "the session is done"),
        ("2026-03-03", "a day of rest"),
        ("2026-03-04", "session B"),
        ("2026-03-20", "18 days without a session"),
        ("2026-03-30", "Due to be tested again, on both sides"),
    ],
)
def test_every_kind_of_day_has_its_words(on: str, words: str, trained: Path) -> None:
    """Before, done, rest, training, after a break, and when tests are due."""
    ran = kilter("today", "--on", on)

    assert ran.code == 0
    assert words in " ".join(ran.out.split())


def test_a_pause_says_why_and_how_it_ends(begun: Path) -> None:
    """The reason, the letter, and whose word is wanted; after it the day is one of training again."""
    assert kilter("log", "--morning", "3", "--on", "2026-03-03").code == 0
    folder = begun.parent
    (folder / "safety.yaml").write_text(
        "kilter_log: 1\nsafety: [{date: 2026-03-04, flag: cauda_equina, answer: 'yes'}]\n"
    )
    assert kilter("log", folder / "safety.yaml").code == 0

    paused = kilter("today", "--on", "2026-03-05")
    cleared = kilter("log", "--cleared", "Dr Example", "--on", "2026-03-05")
    after = kilter("today", "--on", "2026-03-05")

    assert "the programme is paused" in paused.out
    assert "“kilter report” writes a letter" in " ".join(paused.out.split())
    assert "Cleared by Dr Example" in cleared.out
    assert "session A" in after.out


def test_a_skipped_session_is_kept(begun: Path) -> None:
    """With its reason, and the day says so."""
    ran = kilter("log", "--skip", "illness", "--on", "2026-03-02")

    assert "The session was not done (illness)." in ran.out
    assert "was not done, and that is kept" in kilter("today", "--on", "2026-03-02").out


def test_a_log_file_is_taken_in_once(begun: Path, tmp_path: Path) -> None:
    """What it changed is told; the second time nothing is added, and that is said."""
    file = tmp_path / "log.yaml"
    file.write_text(FIRST_SESSION)

    first = kilter("log", file)
    before = events(begun)
    second = kilter("log", file)

    assert first.code == second.code == 0
    assert "Logged 17 entries" in first.out
    assert "Squat: You reached the aim" in first.out
    assert "is logged already; nothing was added" in second.out
    assert events(begun) == before


def test_a_log_file_as_json_counts_what_was_new(begun: Path, tmp_path: Path) -> None:
    """Entries, new ones, and the decisions that followed."""
    file = tmp_path / "log.json"
    file.write_text(json.dumps({"kilter_log": 1, "mornings": [{"date": "2026-03-03", "pain": 6}]}))

    told = as_json(kilter("log", file, "--json"))

    assert (told["entries"], told["new"]) == (1, 1)
    assert [one["rule"] for one in told["decided"]] == ["morning_easy"]


def test_the_last_entry_can_be_taken_back(trained: Path) -> None:
    """With everything that followed from it; what was taken back is named."""
    ran = kilter("log", "--undo")

    assert "2026-03-03, Morning: pain 2" in ran.out
    assert "Morning" not in kilter("history").out


def test_history_tells_the_last_days(trained: Path) -> None:
    """All days, or the last ones, in words and in JSON."""
    every, last = kilter("history"), kilter("history", "--last", "1")

    assert "Monday, 2026-03-02" in every.out
    assert "Monday" not in last.out
    assert len(as_json(kilter("history", "--json"))["days"]) == 2


def test_why_names_rule_dose_and_source(trained: Path) -> None:
    """By the number of a change or by an exercise, with the dose before and after and the citation in full."""
    by_number, by_exercise = kilter("why", "c1"), kilter("why", "kneeling_hip_flexor_stretch")

    for word in ("before", "after", "Rule: raise_aim, version", "It looked at:", "Sources:", "How sure:"):
        assert word in by_number.out
    assert "right" in by_exercise.out
    assert as_json(kilter("why", "c1", "--json"))["citations"]


def test_progress_shows_tables_and_writes_charts(trained: Path, tmp_path: Path) -> None:
    """Where every side stands and what was done; charts as SVG and one page, where a folder is named."""
    ran = kilter("progress", "--on", "2026-03-10", "-o", tmp_path / "charts")

    assert (ran.code, ran.err) == (0, "")
    assert "1 of 3" in ran.out
    assert "<svg" in (tmp_path / "charts" / "progress.html").read_text()
    assert (tmp_path / "charts" / "pain.svg").exists()


def test_a_record_travels_in_one_file(trained: Path, tmp_path: Path) -> None:
    """Exported, imported elsewhere, and the history is the same; a second import adds nothing."""
    history = kilter("history").out
    other = tmp_path / "other.sqlite"

    exported = kilter("record", "export", tmp_path / "export.json")
    imported = kilter("record", "import", tmp_path / "export.json", "--record", other)
    again = kilter("record", "import", tmp_path / "export.json", "--record", other)

    assert "Written:" in exported.out
    assert "Brought" in imported.out
    assert "nothing was added" in again.out
    assert kilter("history", "--record", other).out == history


def test_nothing_is_exported_where_no_record_is(record: Path, tmp_path: Path) -> None:
    """No empty file is made of nothing, and no record."""
    refused(kilter("record", "export", tmp_path / "export.json"), "There is no record yet")

    assert not record.exists()


def test_a_proposal_is_answered_by_its_id(record: Path, tmp_path: Path) -> None:
    """With approval, what rises waits under its number until somebody agrees or refuses."""
    kilter(*START, "--approval")
    (tmp_path / "log.yaml").write_text(FIRST_SESSION)
    kilter("log", tmp_path / "log.yaml")
    waiting = as_json(kilter("today", "--on", "2026-03-04", "--json"))["day"]["proposals"]

    shown = kilter("today", "--on", "2026-03-04")
    agreed = kilter("log", "--approve", waiting[0]["id"], "--by", "Dr Example", "--on", "2026-03-04")
    unknown = kilter("log", "--refuse", "c99", "--on", "2026-03-04")

    assert "Waiting for approval" in shown.out
    assert f"{waiting[0]['id']} was approved by Dr Example." in agreed.out
    refused(unknown, "No proposal “c99” waits")


def test_a_coached_set_is_logged_once(begun: Path, tmp_path: Path) -> None:
    """What “kilter coach --json” wrote, with what only the person knows."""
    one = {"side": "left", "complete": True, "faults": []}
    file = tmp_path / "set.json"
    file.write_text(json.dumps({"exercise": "squat", "side": "both", "repetitions": [one] * 11}))

    first = kilter("log", "--coach", file, "--reserve", "3", "--pain", "1")
    second = kilter("log", "--coach", file)

    assert "Squat, set 1: 11 (3 in reserve, pain 1)" in first.out
    assert "logged already" in second.out


def test_a_set_is_coached_and_logged_in_one_go(begun: Path) -> None:
    """The real clip of a bridge, which the programme of this phase does not hold: shown, and refused in words."""
    clip = EXAMPLES / "recordings" / "glute_bridge.mp4"
    before = events(begun)

    ran = kilter("coach", "glute_bridge", clip, "--log")

    assert "1 repetition" in ran.out
    refused(ran, "“glute_bridge” is not in this programme now")
    assert events(begun) == before


TODAY = date.today()  # noqa: DTZ011 - what the command compares with


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("log", "--morning", "14"), ("--morning", "10")),
        (("log", "--morning", "3", "--on", str(TODAY + timedelta(days=1))), ("has not come yet",)),
        (("log", "--morning", "3", "--on", "2026-02-30"), ("no day of the calendar",)),
        (("log", "--morning", "3", "--undo"), ("These do not go together",)),
        (("log", "--soreness", "3"), ("goes with --morning",)),
        (("log", "--pain", "3"), ("goes with --coach",)),
        (("log", "--went", "right"), ("goes with --end",)),
        (("log", "--end", "--went", "fine"), ("easy, right, hard, badly",)),
        (("log", "--skip", "lazy"), ("did_not_want",)),
        (("log", "--json"), ("asked in words",)),
        (("log", "--end"), ("No session has begun",)),
        (("log", "--cleared", "Dr Example"), ("Nothing was paused",)),
        (("log", "--morning", "2", "--on", "2026-03-03"), ("is logged already", "--undo")),
        (("log", "--undo", "--on", "2026-03-03"), ("its own day",)),
        (("log", "no_such_file.yaml"), ("no_such_file.yaml", "cannot be opened")),
        (("log", "--coach", "no_such_file.json"), ("no_such_file.json",)),
        (("why", "c4711"), ("There is no decision",)),
        (("today", "--on", "soon"), ("no day of the calendar",)),
        (("record", "import", "no_such_file.json"), ("no_such_file.json",)),
        (("coach", "squat", "x.mp4", "--pain", "3"), ("go with --log",)),
        (("coach", "squat", "x.mp4", "--log"), ("x.mp4",)),
    ],
)
def test_whatever_is_typed_wrong_is_told_with_its_mend(
    words: tuple[str, ...], said: tuple[str, ...], trained: Path
) -> None:
    """Exit code 2, words, no traceback, and the record as it was."""
    before = events(trained)

    ran = kilter(*words)

    refused(ran, *said)
    assert events(trained) == before


def test_a_file_that_is_no_database_is_no_record(record: Path) -> None:
    """It is named, and not touched."""
    record.parent.mkdir()
    record.write_text("dear diary\n" * 100)

    refused(kilter("today"), "no record of Kilter")

    assert record.read_text().startswith("dear diary")


def test_a_record_of_a_newer_kilter_is_left_alone(begun: Path) -> None:
    """Neither read nor written."""
    import sqlite3  # noqa: PLC0415

    with sqlite3.connect(begun) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()

    refused(kilter("today"), "newer Kilter", "Update")


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    """Nothing can be kept there, whoever runs it: it is no folder at all."""
    (tmp_path / "file").write_text("")

    refused(kilter(*START, "--record", tmp_path / "file" / "record.sqlite"), "cannot be made")


def test_several_processes_log_at_once(begun: Path) -> None:
    """Each morning is kept, once, whoever comes first; only the order of days can turn one away."""
    running = [
        subprocess.Popen(  # noqa: S603 - our own command
            [*COMMAND, "log", "--cleared" if n % 2 else "--morning", "Dr" if n % 2 else "2", "--on", "2026-03-03"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for n in range(4)
    ]

    ended = [(each.communicate(timeout=60), each.returncode) for each in running]

    assert sorted(code for _, code in ended) == [0, 2, 2, 2]
    assert all("Traceback" not in err for (_, err), _ in ended)
    assert kilter("history").out.count("Morning") == 1


def test_without_anybody_to_answer_the_questions_end(begun: Path) -> None:
    """No terminal, no input: it is said, and nothing is kept."""
    ran = process("log", "--on", "2026-03-02")

    assert ran.code == 130
    assert "Nothing was logged yet." in ran.out
    assert events(begun) == 1


def test_another_exercise_takes_a_place_by_choice(begun: Path) -> None:
    """The choices are named where none was, and the next day asks for the one that was chosen."""
    refused(kilter("log", "--swap", "squat_to_stand", "--on", "2026-03-02"), "cannot take the place", "rock_back")
    refused(kilter("log", "--with", "rock_back"), "goes with --swap")

    told = kilter("log", "--swap", "squat_to_stand", "--with", "rock_back", "--on", "2026-03-02")

    assert "was chosen in place of" in told.out
    day = as_json(kilter("today", "--on", "2026-03-02", "--json"))
    assert "rock_back" in json.dumps(day)
