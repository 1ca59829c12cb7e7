"""What a camera counted becomes sets of the record, and what it did not see is not called seen."""

import pytest
from tests.services.record.kept import Kept, day

from kilter.body.sides import Side
from kilter.coach.summary import DoneRepetition, FaultTally, SetSummary
from kilter.errors import DataError, UsageError
from kilter.knowledge.documents import Document
from kilter.motion.repetitions import Repetition
from kilter.programme.progression.logs import FaultSeen, PainKind
from kilter.services.record.camera import CoachedSet, Told, coached_set, read_coached, sets_of


def coached(exercise: str = "squat", side: str = "both", **rest: object) -> CoachedSet:
    """A coached set, as it would be read from a file."""
    plain = {"exercise": exercise, "side": side, **rest}
    return read_coached(Document("set.json", plain, {}))  # type: ignore[arg-type] # plain data


def repetition(*faults: str, side: str = "left", complete: bool = True) -> dict[str, object]:
    """One repetition, as “kilter coach --json” writes it."""
    return {"side": side, "complete": complete, "faults": list(faults), "start_s": 0.0}


def sets(kept: Kept, summary: CoachedSet, told: Told | None = None):  # type: ignore[no-untyped-def] # sets
    """The sets that it becomes today."""
    return sets_of(summary, told or Told(), kept.record.state, day(0), kept.record.book)


def test_repetitions_faults_and_clean_ones_are_counted(kept: Kept) -> None:
    """Partial repetitions do not count; those with a major fault are not clean."""
    summary = coached(
        repetitions=[repetition(), repetition("knee_falls_inward"), repetition(complete=False)],
        faults={"knee_falls_inward": {"count": 2, "worst_deg": 9.0}},
    )

    (done,) = sets(kept, summary, Told(reserve=3, pain=2, pain_kind=PainKind.ACHE))

    assert (done.reps, done.clean_reps, done.seen, done.side, done.number) == (2, 1, True, None, 1)
    assert done.faults == (FaultSeen("knee_falls_inward", 1),)
    assert (done.reserve, done.pain, done.level) == (3, 2, "stand_up")


def test_a_form_that_was_not_judged_is_not_called_seen(kept: Kept) -> None:
    """Where a check that decides about clean repetitions saw nothing, the person's own word is needed."""
    major = next(iter(kept.record.book.majors["squat"]))
    summary = coached(repetitions=[repetition()], not_assessed=[{"what": major, "reason": "hidden", "advice": ""}])

    (done,) = sets(kept, summary)

    assert not done.seen


def test_a_hold_is_told_in_seconds(kept: Kept) -> None:
    """Time held counts, and a fault by how often it showed."""
    summary = coached("butterfly_stretch", held_s=41.26)

    (done,) = sets(kept, summary)

    assert (done.seconds, done.reps, done.clean_reps) == (41.3, None, None)


def test_both_sides_become_a_set_each(kept: Kept) -> None:
    """Repetitions of an exercise done one side at a time go to their own side."""
    state = kept.record.state
    exercise = next(
        name for name, ladder in state.start.ladders.items() if ladder.sides == tuple(Side) and not ladder.timed
    )
    summary = coached(exercise, repetitions=[repetition(), repetition(), repetition(side="right")])

    left, right = sets(kept, summary)

    assert [(one.side, one.reps) for one in (left, right)] == [(Side.LEFT, 2), (Side.RIGHT, 1)]


def test_a_set_that_was_just_coached_is_the_same_as_one_read(kept: Kept) -> None:
    """Straight from the coach or over a file, the same set is logged."""
    one = DoneRepetition(Side.LEFT, Repetition(0.0, 0.5, 1.0, 60.0, 0.4, 0.1, 0.5, complete=True), ("heels_lift",))
    summary = SetSummary("squat", "stand_up", "both", (one,), 0.0, 0.0, {"heels_lift": FaultTally(1, 4.0)}, ())

    direct = coached_set(summary)

    assert direct == read_coached(Document("set.json", summary.as_json(), {}))
    assert sets(kept, direct)[0].level == "stand_up"


@pytest.mark.parametrize(
    ("summary", "words"),
    [
        (coached("unheard_of", repetitions=[repetition()]), "not in this programme"),
        (coached("squat"), "nothing to log"),
        (coached("kneeling_hip_flexor_stretch", held_s=30.0), "which repetition was of which"),
    ],
)
def test_what_cannot_be_a_set_is_refused(summary: CoachedSet, words: str, kept: Kept) -> None:
    """Nothing is guessed."""
    with pytest.raises(UsageError, match=words):
        sets(kept, summary)


def test_a_file_that_is_no_coached_set_is_refused() -> None:
    """A profile or a programme by mistake is told as such."""
    with pytest.raises(DataError, match="exercise"):
        read_coached(Document("plan.json", {"kilter_programme": 1}, {}))
