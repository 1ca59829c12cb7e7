"""Screen a person: read what was told and measured, take in recordings, work out the profile."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kilter.body.sides import Side
from kilter.errors import DataError, KilterError, Problem
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.documents import Document
from kilter.knowledge.schema.tests import Test
from kilter.screening.evidence import EvidenceModel, compile_model
from kilter.screening.form import NotRead, RecordingEntry, Screening, TestEntry, Trials, read_screening
from kilter.screening.profile import Profile, build_profile
from kilter.services.ports import MovementTestReader, WalkReader

if TYPE_CHECKING:
    from kilter.motion.gait import GaitAssessment
    from kilter.services.movement_tests import TestReading


@dataclass(frozen=True, slots=True)
class Screener:
    """A catalogue with its compiled evidence model, ready for any number of people."""

    catalogue: Catalogue
    model: EvidenceModel

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Screener":
        """Compile the catalogue once."""
        return cls(catalogue, compile_model(catalogue))

    def read(self, document: Document, read_walk: WalkReader, read_test: MovementTestReader) -> Screening:
        """Read a screening file, or the screening inside a saved profile, with its recordings measured.

        Raises:
            DataError: the document, or a recording it names, is wrong; every fault at once.
        """
        screening = read_screening(_screening_part(document), self.catalogue)
        return with_recordings(screening, document, self.catalogue, read_walk, read_test)

    def profile(self, screening: Screening) -> Profile:
        """Work out the profile of one person."""
        return build_profile(screening, self.catalogue, self.model)


def _screening_part(document: Document) -> Document:
    """A saved profile holds the screening it was made from; everything else in it is worked out anew."""
    data = document.data
    if not isinstance(data, dict) or "kilter_profile" not in data:
        return document
    if data["kilter_profile"] != 1 or not isinstance(data.get("screening"), dict):
        mend = "Make the profile again with “kilter screen FILE -o profile.json”."
        raise DataError(Problem(document.place(("kilter_profile",)), "This profile cannot be read here.", mend))
    lines = {path[1:]: line for path, line in document.lines.items() if path[:1] == ("screening",)}
    return Document(document.file, data["screening"], lines)


def with_recordings(
    screening: Screening, document: Document, catalogue: Catalogue, read_walk: WalkReader, read_test: MovementTestReader
) -> Screening:
    """Measure the recordings and put what they give in as trials, so that nothing later needs the files.

    Args:
        screening: with the recordings it names.
        document: that names them, for the places of faults.
        catalogue: the knowledge.
        read_walk: reads a recorded walk.
        read_test: reads a movement test before a camera.

    Raises:
        DataError: a recording is wrong; every fault at once.
    """
    if not screening.recordings:
        return screening
    walks: list[TestEntry] = []
    readings: list[tuple[RecordingEntry, TestReading]] = []
    not_read = list(screening.not_read)
    problems: list[Problem] = []
    for number, recording in enumerate(screening.recordings):
        test = catalogue.tests[recording.test]
        try:
            if not test.from_recording:
                readings.append((recording, read_test(recording.file, test, recording.side)))
            elif (walk := read_walk(recording.file)) is not None:
                walks.append(walk_as_test(recording, walk, test))
            else:
                not_read.append(NotRead(test=test.id, file=recording.file, say=NO_STEPS, advice=NO_STEPS_ADVICE))
        except KilterError as error:
            place = document.place(("recordings", number, "file"))
            problems += [Problem(place, f"{fault.place}: {fault.what}", fault.mend) for fault in error.problems]
    if problems:
        raise DataError(*problems)
    not_read += [one for recording, reading in readings for one in _missing(recording, reading)]
    tests = (*_with_readings(screening.tests, readings, catalogue), *walks)
    return screening.model_copy(update={"tests": tests, "not_read": tuple(not_read), "recordings": ()})


NO_STEPS = "From a video or keypoints it cannot be told well enough when each foot lands: the far leg is often hidden."
NO_STEPS_ADVICE = "Name a recording with markers (C3D, TRC)."


def walk_as_test(recording: RecordingEntry, walk: "GaitAssessment", test: Test) -> TestEntry:
    """A recorded walk as one entry of the gait test: each stride is a trial."""
    measures = {
        measure.id: Trials(left=found.sides.left.values or "not_tested", right=found.sides.right.values or "not_tested")
        for measure in test.measures
        if (found := walk.measure(measure.id)) is not None
    }
    strides = ", ".join(f"{len(walk.strides[side])} {side.value}" for side in Side)
    return TestEntry(test=test.id, date=recording.date, measures=measures, note=f"{recording.file}: strides {strides}")


def _missing(recording: RecordingEntry, reading: "TestReading") -> tuple[NotRead, ...]:
    return tuple(
        NotRead(
            test=recording.test,
            measure=one.measure,
            side=recording.side,
            file=recording.file,
            say=one.say,
            advice=one.advice,
        )
        for one in reading.unread
    )


def _with_readings(
    written: tuple[TestEntry, ...], readings: "list[tuple[RecordingEntry, TestReading]]", catalogue: Catalogue
) -> tuple[TestEntry, ...]:
    """The entries with what cameras read of each test and day; a measure that a person wrote down stays theirs."""
    entries = {(entry.test, entry.date): entry for entry in written}
    days = dict.fromkeys((recording.test, recording.date) for recording, _ in readings)
    for test_id, date in days:
        of_day = [(one, read) for one, read in readings if (one.test, one.date) == (test_id, date)]
        measures = readings_as_trials(catalogue.tests[test_id], of_day)
        if not measures:
            continue
        known = entries.get((test_id, date))
        files = "Read from " + ", ".join(dict.fromkeys(recording.file for recording, _ in of_day))
        entries[test_id, date] = TestEntry(
            test=test_id,
            date=date,
            measures={**measures, **(known.measures if known else {})},
            note=f"{known.note} {files}" if known and known.note else files,
        )
    return tuple(entries.values())


def readings_as_trials(test: Test, readings: "list[tuple[RecordingEntry, TestReading]]") -> dict[str, Trials]:
    """What the recordings of one day give of a test: each recording is a trial of its side.

    Args:
        test: which.
        readings: the recordings of one day, with what was read.

    Returns:
        the trials by measure; measures that no recording gave are left out.
    """
    found = {}
    for measure in test.measures:
        values: dict[Side | None, tuple[float, ...]] = {}
        for recording, reading in readings:
            if measure.id in reading.values:
                values[recording.side] = (*values.get(recording.side, ()), reading.values[measure.id])
        if not values:
            continue
        if measure.sided:
            found[measure.id] = Trials(
                left=values.get(Side.LEFT) or "not_tested",
                right=values.get(Side.RIGHT) or "not_tested",
                read_by="camera",
            )
        else:
            found[measure.id] = Trials(both=values[None], read_by="camera")
    return found
