"""What commands load before they work: knowledge, a screening, a walk."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kilter.adapters.files import read_text
from kilter.adapters.knowledge_files import load_catalogue
from kilter.knowledge.documents import read_document
from kilter.screening.form import Screening
from kilter.screening.profile import Profile
from kilter.services.screen import Screener

if TYPE_CHECKING:
    from kilter.motion.gait import GaitAssessment


def load_screener(own: Path | None) -> Screener:
    """The knowledge with its compiled model."""
    return Screener.of(load_catalogue(own))


def load_screening(path: Path, screener: Screener) -> Screening:
    """A screening, or the one inside a saved profile, from a file; recordings lie beside it."""
    return screener.read(read_document(read_text(path), str(path)), walk_reader(path.parent))


def load_profile(path: Path, screener: Screener) -> Profile:
    """The profile of the screening in a file."""
    return screener.profile(load_screening(path, screener))


def walk_reader(folder: Path) -> "Callable[[str], GaitAssessment]":
    """A reader of recorded walks whose names are relative to a folder."""

    def read_walk(file: str) -> "GaitAssessment":
        from kilter.adapters.recordings import read_recording
        from kilter.motion.gait import assess_gait

        return assess_gait(read_recording(folder / file))

    return read_walk
