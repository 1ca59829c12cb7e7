"""A log file is taken in as a whole or not at all, once only, and tells every fault with its place."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.services.record.kept import FIRST_SESSION, NOW, Kept, day

from kilter.body.sides import Side
from kilter.errors import DataError, KilterError, UsageError
from kilter.programme.progression.logs import Load, LoadKind, SetDone
from kilter.services.record.loads import load_of
from kilter.services.record.record import Moment


def faults(kept: Kept, text: str) -> list[tuple[str, str]]:
    """The places and words of everything that is wrong with a file."""
    with pytest.raises(DataError) as raised:
        kept.file(text)
    return [(problem.place, problem.what) for problem in raised.value.problems]


def sets_file(*sets: str, on: str = "2026-03-02") -> str:
    """A log file with one session."""
    return f"kilter_log: 1\nsessions:\n  - date: {on}\n    sets:\n" + "".join(f"      - {each}\n" for each in sets)


def test_a_session_and_a_morning_are_taken_in(kept: Kept) -> None:
    """Equal sets and both sides are written once, and every set stands by itself in the record."""
    taken = kept.file(FIRST_SESSION)

    assert (taken.entries, taken.new) == (17, 17)
    state = kept.record.state
    assert [(done.on, done.sets, done.worst_pain) for done in state.done] == [(day(0), 15, 1)]
    assert state.mornings[0].on == day(1)


def test_the_sides_take_turns_within_equal_sets(kept: Kept) -> None:
    """Two sets of both sides are left, right, left, right, each with its own number."""
    kept.file(sets_file("{exercise: kneeling_hip_flexor_stretch, side: both, seconds: 30, times: 2}"))

    sets = kept.record.state.session
    assert sets is not None
    assert [(one.side, one.number) for one in sets.sets] == [
        (Side.LEFT, 1),
        (Side.RIGHT, 1),
        (Side.LEFT, 2),
        (Side.RIGHT, 2),
    ]


def test_a_level_that_is_left_out_is_the_one_asked_for(kept: Kept) -> None:
    """Whoever does as asked need not name levels."""
    kept.file(sets_file("{exercise: squat, reps: 10}"))

    session = kept.record.state.session
    assert session is not None
    assert session.sets[0].level == "stand_up"


def test_the_same_file_twice_adds_nothing(kept: Kept) -> None:
    """Running a file again is harmless, and tells that nothing was new."""
    kept.file(FIRST_SESSION)
    before = kept.events

    again = kept.file(FIRST_SESSION)

    assert (again.new, again.decided) == (0, ())
    assert kept.events == before


def test_a_file_that_was_added_to_brings_what_is_new(kept: Kept) -> None:
    """A person may keep one file and write on in it."""
    kept.file(FIRST_SESSION)

    taken = kept.file(FIRST_SESSION + "  - {date: 2026-03-04, pain: 3}\n")

    assert taken.new == 1
    assert [one.on for one in kept.record.state.mornings] == [day(1), day(2)]


def test_what_was_taken_back_may_come_again(kept: Kept) -> None:
    """After undoing entries of a file, running it again brings those and only those."""
    kept.file(FIRST_SESSION)
    kept.undo()
    kept.undo()

    taken = kept.file(FIRST_SESSION)

    assert taken.new == 2
    assert len(kept.record.state.done) == 1


def test_a_file_with_one_fault_adds_nothing(kept: Kept) -> None:
    """All of it or nothing: the good sets before a wrong one are not kept either."""
    before = kept.events

    found = faults(kept, sets_file("{exercise: squat, reps: 10}", "{exercise: squat, reps: 900}"))

    assert found == [
        ("log.yaml:6: sessions[1].sets[2].reps", "900 reps in one set are more than anyone is asked for (100).")
    ]
    assert kept.events == before
    assert kept.record.state.session is None


def test_every_fault_against_the_record_is_told_at_once(kept: Kept) -> None:
    """Each with its line and key, and none that only follows from another."""
    text = sets_file(
        "{exercise: squat, reps: 900}",
        "{exercise: squat, reps: 10, level: nope}",
        "{exercise: nothing_known, reps: 10}",
        "{exercise: kneeling_hip_flexor_stretch, seconds: 30}",
        "{exercise: squat, side: left, reps: 10}",
        "{exercise: squat, reps: 3, faults: {no_such: 1}}",
        "{exercise: squat, reps: 3, faults: {heels_lift: 9}}",
        "{exercise: squat, seconds: 30}",
    )

    found = faults(kept, text)

    assert [place for place, _ in found] == [
        "log.yaml:5: sessions[1].sets[1].reps",
        "log.yaml:6: sessions[1].sets[2].level",
        "log.yaml:7: sessions[1].sets[3].exercise",
        "log.yaml:8: sessions[1].sets[4].side",
        "log.yaml:9: sessions[1].sets[5].side",
        "log.yaml:10: sessions[1].sets[6].faults",
        "log.yaml:11: sessions[1].sets[7].faults",
        "log.yaml:12: sessions[1].sets[8].seconds",
    ]


def test_every_fault_of_shape_is_told_at_once(kept: Kept) -> None:
    """Pain of 14, an unknown key, side or load: each with line, key and mend."""
    text = sets_file(
        "{exercise: squat, reps: 9, pain: 14}",
        "{exercise: squat, reps: 9, sid: left}",
        "{exercise: squat, reps: 9, side: middle}",
        "{exercise: squat, reps: 9, load: heavy 5}",
    )

    found = faults(kept, text)

    assert [place for place, _ in found] == [
        "log.yaml:5: sessions[1].sets[1].pain",
        "log.yaml:6: sessions[1].sets[2].sid",
        "log.yaml:7: sessions[1].sets[3].side",
        "log.yaml:8: sessions[1].sets[4].load",
    ]


@pytest.mark.parametrize(
    ("on", "words"),
    [("2026-06-02", "has not come yet"), ("2026-03-01", "before the record begins")],
    ids=["tomorrow", "before the start"],
)
def test_a_day_that_cannot_be_is_told_once(on: str, words: str, kept: Kept) -> None:
    """The day stands once in the file, so one fault is told, whatever the number of sets."""
    found = faults(kept, sets_file("{exercise: squat, reps: 9, times: 3}", on=on))

    assert len(found) == 1
    assert found[0][0] == "log.yaml:3: sessions[1].date"
    assert words in found[0][1]


def test_a_session_before_one_that_is_over_is_refused(kept: Kept) -> None:
    """What was decided rests on the order of the days."""
    kept.file(sets_file("{exercise: squat, reps: 9}", on="2026-03-06") + "    ended: {}\n")

    found = faults(kept, sets_file("{exercise: squat, reps: 9}", on="2026-03-04"))

    assert "is over already" in found[0][1]


def test_a_whole_exercise_of_a_day_that_is_over_cannot_be_left_out(kept: Kept) -> None:
    """Leaving out is held to the order of days like doing."""
    kept.file(FIRST_SESSION)
    text = "kilter_log: 1\nsessions:\n  - date: 2026-03-02\n    skipped: [{exercise: squat, why: time}]\n"

    found = faults(kept, text)

    assert "is over already" in found[0][1]


def test_an_empty_file_is_refused(kept: Kept) -> None:
    """A file without anything in it is most likely the wrong one."""
    assert faults(kept, "kilter_log: 1\n") == [("log.yaml:1", "There is nothing to log in it.")]


def test_days_are_taken_in_their_order_whatever_theirs_in_the_file(kept: Kept) -> None:
    """Lists by kind do not force anybody to write by day."""
    text = """\
kilter_log: 1
goals: [{date: 2026-03-09, goal: 2, score: 7}]
not_done: [{date: 2026-03-06, why: illness}]
safety: [{date: 2026-03-04, flag: cauda_equina, answer: no}]
mornings: [{date: 2026-03-05, pain: 1}, {date: 2026-03-03, pain: 2}]
sessions:
  - {date: 2026-03-04, skipped: [{exercise: squat, why: time}], sets: [{exercise: squat_to_stand, reps: 8}]}
"""
    text = text.replace("answer: no}", 'answer: "no"}')

    kept.file(text)

    state = kept.record.state
    assert [one.on for one in state.mornings] == [day(1), day(3)]
    assert state.skipped == (day(4),)
    assert state.goals[1] == 7


def test_a_goal_that_there_is_not_is_refused(kept: Kept) -> None:
    """Goals are numbered from 1, as they stand in the screening."""
    found = faults(kept, "kilter_log: 1\ngoals: [{date: 2026-03-09, goal: 9, score: 7}]\n")

    assert found == [("log.yaml:2: goals[1].goal", "There are 2 goals in this record.")]


def test_two_writers_lose_nothing(kept: Kept) -> None:
    """A file that is taken in beside another writer is decided anew, in the light of what came between."""
    other = type(kept.record)(kept.record._store, kept.record.catalogue)
    kept.file(sets_file("{exercise: squat, reps: 9}"))

    with pytest.raises(UsageError, match="Set 1 is logged already"):
        other.log(SetDone(day(0), "squat", "stand_up", None, 1, reps=9), Moment(NOW, "other"))


@pytest.mark.parametrize(
    ("text", "load"),
    [
        ("5 kg", Load(LoadKind.WEIGHT, 5.0)),
        ("2,5kg", Load(LoadKind.WEIGHT, 2.5)),
        ("5", Load(LoadKind.WEIGHT, 5.0)),
        ("Red band", Load(LoadKind.BAND, colour="red")),
        ("red", Load(LoadKind.BAND, colour="red")),
        ("30 cm", Load(LoadKind.HEIGHT, 30.0)),
    ],
)
def test_loads_are_written_as_people_write_them(text: str, load: Load) -> None:
    """A number is kilograms, a word the colour of a band."""
    assert load_of(text) == load


@given(st.text(max_size=30))
def test_any_words_are_a_load_or_refused_in_words(text: str) -> None:
    """Nothing that is typed for a load ends the program."""
    with suppress(KilterError):
        load_of(text)
