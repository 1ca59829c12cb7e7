"""Screen a person: read what was told and measured, take in recordings, work out the profile."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kilter.body.sides import Side
from kilter.errors import DataError, KilterError, Problem
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.documents import Document
from kilter.knowledge.schema.tests import Test
from kilter.screening.evidence import EvidenceModel, compile_model
from kilter.screening.form import RecordingEntry, Screening, TestEntry, Trials, read_screening
from kilter.screening.profile import Profile, build_profile
from kilter.services.ports import WalkReader

if TYPE_CHECKING:
    from kilter.motion.gait import GaitAssessment


@dataclass(frozen=True, slots=True)
class Screener:
    """A catalogue with its compiled evidence model, ready for any number of people."""

    catalogue: Catalogue
    model: EvidenceModel

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Screener":
        """Compile the catalogue once."""
        return cls(catalogue, compile_model(catalogue))

    def read(self, document: Document, read_walk: WalkReader) -> Screening:
        """Read a screening file, or the screening inside a saved profile, with its recordings measured.

        Raises:
            DataError: the document, or a recording it names, is wrong; every fault at once.
        """
        screening = read_screening(_screening_part(document), self.catalogue)
        return _with_recordings(screening, document, self.catalogue, read_walk)

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


def _with_recordings(
    screening: Screening, document: Document, catalogue: Catalogue, read_walk: WalkReader
) -> Screening:
    """Measure the recordings and put their strides in as trials, so that nothing later needs the files."""
    if not screening.recordings:
        return screening
    entries: list[TestEntry] = []
    problems: list[Problem] = []
    for number, recording in enumerate(screening.recordings):
        try:
            entries.append(walk_as_test(recording, read_walk(recording.file), catalogue.tests[recording.test]))
        except KilterError as error:
            place = document.place(("recordings", number, "file"))
            problems += [Problem(place, f"{fault.place}: {fault.what}", fault.mend) for fault in error.problems]
    if problems:
        raise DataError(*problems)
    return screening.model_copy(update={"tests": (*screening.tests, *entries), "recordings": ()})


def walk_as_test(recording: RecordingEntry, walk: "GaitAssessment", test: Test) -> TestEntry:
    """A recorded walk as one entry of the gait test: each stride is a trial."""
    measures = {
        measure.id: Trials(left=found.sides.left.values or "not_tested", right=found.sides.right.values or "not_tested")
        for measure in test.measures
        if (found := walk.measure(measure.id)) is not None
    }
    strides = ", ".join(f"{len(walk.strides[side])} {side.value}" for side in Side)
    return TestEntry(test=test.id, date=recording.date, measures=measures, note=f"{recording.file}: strides {strides}")
