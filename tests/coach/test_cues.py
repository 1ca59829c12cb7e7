"""One cue at a time: the one that matters most, and not too often."""

from dataclasses import replace

import pytest
from tests.coach.bridging import ARCH, OPEN

from kilter.coach.cues import PRAISE, CueBook
from kilter.coach.events import CueKind
from kilter.motion.faults import Check, Fault

MINOR = replace(ARCH, id="minor", say="Chin in", major=False)


def fault(check: Check, beyond: float) -> Fault:
    """A fault of some size."""
    return Fault(check, 0.0, 1.0, check.limit + beyond, beyond)


def book() -> CueBook:
    """Nothing said yet."""
    return CueBook({"back_arches": 0, "minor": 1, "knees_open": 2})


@pytest.mark.parametrize(
    ("faults", "said"),
    [
        ([fault(OPEN, 60.0), fault(ARCH, 2.0)], "back_arches"),
        ([fault(OPEN, 20.0), fault(MINOR, 20.0)], "minor"),
        ([fault(OPEN, 50.0), fault(MINOR, 6.0)], "knees_open"),
        ([fault(OPEN, 25.0), fault(MINOR, 12.0)], "minor"),
    ],
)
def test_the_most_important_is_said(faults: list[Fault], said: str) -> None:
    """Major before minor, then by size beside its limit, then by the order of the file."""
    cues = book()
    cues.note(10.0, faults)

    cue = cues.choose(10.0)

    assert cue is not None
    assert cue.id == said
    assert cue.kind is CueKind.CORRECTION


def test_two_cues_are_three_seconds_apart() -> None:
    """The second waits, and is dropped when it is no longer true."""
    cues = book()
    cues.note(10.0, [fault(ARCH, 5.0), fault(OPEN, 5.0)])

    assert cues.choose(10.0) is not None
    assert cues.choose(11.0) is None
    assert cues.choose(13.5) is None

    cues.note(14.0, [fault(OPEN, 5.0)])
    later = cues.choose(14.0)
    assert later is not None
    assert later.id == "knees_open"


def test_the_same_cue_is_not_repeated_within_eight_seconds() -> None:
    """Saying it again at once does not help."""
    cues = book()
    spoken = []
    for t_s in range(10, 30):
        cues.note(float(t_s), [fault(ARCH, 5.0)])
        if cues.choose(float(t_s)) is not None:
            spoken.append(t_s)

    assert spoken == [10, 18, 26]


def test_praise_is_only_for_what_was_corrected_aloud() -> None:
    """Mended faults that nobody mentioned are not praised, nor right after another cue."""
    cues = book()
    cues.note(10.0, [fault(ARCH, 5.0)])
    cues.choose(10.0)

    assert cues.praise(11.0, "back_arches") is None
    assert cues.praise(20.0, "knees_open") is None
    praise = cues.praise(20.0, "back_arches")
    assert praise is not None
    assert praise.text == PRAISE[0]


def test_advice_keeps_the_same_rules() -> None:
    """Advice about the camera does not talk over a cue, nor repeat itself."""
    cues = book()

    assert cues.advise(1.0, "Step back", "cut_off") is not None
    assert cues.advise(2.0, "Turn", "wrong_view") is None
    assert cues.advise(6.0, "Step back", "cut_off") is None
    assert cues.advise(10.0, "Step back", "cut_off") is not None
