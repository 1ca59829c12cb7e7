"""The history, the reasons and the progress of a record, in words that name the side."""

from pathlib import Path

import pytest
from tests.services.record.kept import FIRST_SESSION, Kept, day

from kilter.body.sides import Side
from kilter.errors import UsageError
from kilter.knowledge.schema.people import Answer
from kilter.programme.progression.logs import (
    Approved,
    Cleared,
    GoalScored,
    Log,
    Morning,
    PainKind,
    Refused,
    Result,
    Retested,
    SafetyAnswered,
    SessionEnded,
    SessionSkipped,
    SetDone,
    SetsSkipped,
    SkipReason,
    Swapped,
    Went,
)
from kilter.services.record.charting import charts_of, page_of
from kilter.services.record.progress import progress_of
from kilter.services.record.reasons import why
from kilter.services.record.telling import history_of
from kilter.services.record.words import words_of_log
from kilter.services.screen import Screener


def test_a_day_tells_its_sets_in_a_line_each_exercise_and_side(kept: Kept) -> None:
    """Sets of one side stand together, with load, reserve and pain; decisions follow with their ids."""
    kept.file(FIRST_SESSION)

    first, second = history_of(kept.record)

    assert "Squat: 12 (3 in reserve, pain 1), 12 (3 in reserve, pain 1)" in first.done
    assert "Front-thigh stretch, lying on the side, left: 30 s" in first.done
    assert [told.id for told in first.decided] == [f"c{number}" for number in range(1, 12)]
    assert second.done == ("Morning: pain 2",)


def test_what_was_taken_back_is_not_told(kept: Kept) -> None:
    """The history is what is in force."""
    kept.file(FIRST_SESSION)
    kept.undo()

    assert [told.on for told in history_of(kept.record)] == [day(0)]


@pytest.mark.parametrize(
    ("log", "words"),
    [
        (SetDone(day(0), "squat", "stand_up", None, 2, reps=9, pain=5, pain_kind=PainKind.SHARP), "pain 5 (sharp)"),
        (SetDone(day(0), "squat", "stand_up", None, 2, reps=9, pain_kind=PainKind.GIVING_WAY), "giving way"),
        (SetsSkipped(day(0), "clamshell", Side.LEFT, SkipReason.TIRED), "Clamshell, left: left out (tired)"),
        (SessionEnded(day(0), 25, Went.HARD), "The session ended after 25 min; it went: hard."),
        (SessionSkipped(day(0), SkipReason.DID_NOT_WANT), "The session was not done (did not want)."),
        (Morning(day(0), 4, 2, 3, sharp=True, night=True), "stiffness 2, soreness 3, sharp pain, new pain at night"),
        (SafetyAnswered(day(0), "cauda_equina", Answer.NO), ": no"),
        (GoalScored(day(0), 0, 8), "Goal 1: 8 of 10 (at first 4)"),
        (Retested(day(0), "[]", (Result("single_leg_stance", "time", 1, 2, None),)), "Tested again: "),
        (Approved(day(0), "c3", "Dr Example"), "c3 was approved by Dr Example."),
        (Refused(day(0), "c3"), "c3 was refused."),
        (Swapped(day(0), "squat", "clamshell"), "Clamshell was chosen in place of Squat."),
        (Swapped(day(0), "squat", "clamshell", "Dr Example"), "was chosen by Dr Example in place of"),
        (Cleared(day(0), "Dr Example"), "Cleared by Dr Example"),
    ],
)
def test_every_kind_of_log_has_words(log: Log, words: str, kept: Kept) -> None:
    """Nothing in a history is told in the program's own names."""
    said = words_of_log(log, kept.record.state, kept.record.catalogue)

    assert words in said
    assert "_" not in said


def test_a_reason_tells_the_dose_before_and_after(kept: Kept) -> None:
    """The rule, what it looked at, both doses, the cause and the sources."""
    kept.file(FIRST_SESSION)

    told = why(kept.record, "c10")

    assert (told.told.rule, told.told.exercise, told.version) == ("raise_aim", "squat", 1)
    (moved,) = told.doses
    assert moved.before == "Standing up from a chair: 2 x 10, up to 15"
    assert moved.after.startswith("Standing up from a chair: 2 x 1")
    assert moved.after != moved.before
    assert dict(told.inputs)["least"] == 12
    assert told.sources
    assert told.cause == "The session ended after 30 min; it went: right."
    assert told.answer == ""


def test_an_exercise_stands_for_its_latest_decision(kept: Kept) -> None:
    """Whoever does not know the number asks by the exercise."""
    kept.session(0, beyond=5)
    kept.session(2)

    told = why(kept.record, "kneeling_hip_flexor_stretch")

    assert told.on == day(2)


@pytest.mark.parametrize(
    ("asked", "words"),
    [("c99", "There is no decision “c99”"), ("sqat", "Did you mean “squat”"), ("squat", "Nothing was decided about")],
)
def test_what_was_never_decided_has_no_reason(asked: str, words: str, kept: Kept) -> None:
    """The message says what there is instead."""
    with pytest.raises(UsageError, match=words):
        why(kept.record, asked)


def test_a_proposal_tells_what_became_of_it(tmp_path: Path, screener: Screener) -> None:
    """Waiting, then approved."""
    kept = Kept(tmp_path / "record.sqlite", screener, approval=True)
    kept.session(0, beyond=5)
    proposal = next(iter(kept.record.state.proposals))
    before = why(kept.record, proposal).answer
    kept.log(Approved(day(1), proposal, "Dr Example"))

    after = why(kept.record, proposal).answer

    assert before == "It waits for an answer."
    assert after == f"It was approved on {day(1)} by Dr Example."


def test_a_refused_proposal_says_so(tmp_path: Path, screener: Screener) -> None:
    """With the day."""
    kept = Kept(tmp_path / "record.sqlite", screener, approval=True)
    kept.session(0, beyond=5)
    proposal = next(iter(kept.record.state.proposals))
    kept.log(Refused(day(1), proposal))

    assert why(kept.record, proposal).answer == f"It was refused on {day(1)}."


def test_a_stop_sign_tells_what_it_holds(kept: Kept) -> None:
    """A decision about the whole person tells its effect, though no dose moved."""
    sign = SetDone(day(0), "squat", "stand_up", None, 1, reps=5, pain=3, pain_kind=PainKind.SHARP)
    (decided,) = kept.log(sign)

    told = why(kept.record, decided.decision.id)

    assert told.doses == ()
    assert any("Nothing rises before" in effect for effect in told.effects)


def test_progress_names_every_exercise_and_side(kept: Kept) -> None:
    """Sessions done and planned by week, and where each side stands."""
    kept.session(0, beyond=5, pain=2)
    kept.log(Morning(day(1), 3))
    kept.session(8)

    told = progress_of(kept.record, day(9))

    assert [(week.done, week.planned, week.worst_pain, week.mornings) for week in told.weeks] == [
        (1, 3, 2, (3,)),
        (1, 3, 0, ()),
    ]
    stretch = [one for one in told.standing if one.exercise == "kneeling_hip_flexor_stretch"]
    assert [(one.side, one.timed) for one in stretch] == [(Side.LEFT, True), (Side.RIGHT, True)]


def test_progress_is_drawn(kept: Kept) -> None:
    """Sessions and pain, the steps of each exercise that moved, and a page that fetches nothing."""
    kept.session(0, beyond=5, pain=2)
    told = progress_of(kept.record, day(1))

    charts = charts_of(kept.record, told)
    page = page_of(charts, told)

    names = [chart.name for chart in charts]
    assert names == ["sessions", "pain"]
    assert page.count("<svg") == len(charts)
    assert "src=" not in page


def test_a_record_without_a_session_has_a_chart_of_sessions_only(kept: Kept) -> None:
    """What there is nothing of is left out."""
    told = progress_of(kept.record, day(0))

    assert [chart.name for chart in charts_of(kept.record, told)] == ["sessions"]
