"""What a recording of a movement does not give, why, and what to change."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from kilter.body.skeleton import JOINT_CENTRES, Point
from kilter.errors import Problem
from kilter.motion.filters import Array, Mask
from kilter.motion.observation import Unseen
from kilter.services.movement_columns import OBLIQUITY

_HIPS = (Point.HIP_LEFT.index, Point.HIP_RIGHT.index)
WORDS: Mapping[Unseen, tuple[str, str]] = MappingProxyType(
    {
        Unseen.NO_PERSON: ("Nobody was found.", "Step into the picture so that the whole body shows, in good light."),
        Unseen.TOO_SMALL: (
            "The person is too small in the picture.",
            "Step closer, until the body fills at least a third of the picture.",
        ),
        Unseen.CUT_OFF: ("Part of the body is outside the picture.", "Step back, or turn the camera until all shows."),
        Unseen.HIDDEN: (
            "The legs or the trunk are hidden.",
            "Clear the view between camera and body; avoid wide clothes and strong light from behind.",
        ),
        Unseen.WRONG_VIEW: (
            "The camera does not see this from where it stands.",
            "Face the camera squarely, or turn your back squarely to it.",
        ),
        Unseen.IMPLAUSIBLE: (
            "What was found cannot be one body.",
            "Be alone in the picture, in good light and in clothes that stand out from the background.",
        ),
        Unseen.TOO_COARSE: (
            "From this view the camera's error is larger than what is to be told apart.",
            "Place the camera as the instructions of the movement say.",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """Something that the recording does not give.

    Args:
        what: ``frames`` (without values), ``doubtful_frames`` (with values of low quality), ``joint_centres``,
            ``signals`` or ``walk``.
        reason: in one word, such as ``too_small``.
        say: why, in a sentence.
        advice: what to change.
        names: the columns or joint centres that are meant, where not all are.
        frames: in how many frames; None where in all.
        seconds: for how long.
    """

    what: str
    reason: str
    say: str
    advice: str
    names: tuple[str, ...] = ()
    frames: int | None = None
    seconds: float | None = None


def why_nobody(trouble: Iterable[Unseen | None]) -> list[Problem]:
    """The commonest troubles of a recording in which no frame can be read."""
    counts = Counter(found or Unseen.HIDDEN for found in trouble)
    return [
        Problem("recording", f"No frame can be read. {WORDS[found][0]}", WORDS[found][1])
        for found, _ in (counts or Counter([Unseen.NO_PERSON])).most_common(2)
    ]


def _seconds(frames: int, rate_hz: float | None) -> float | None:
    return None if rate_hz is None else round(frames / rate_hz, 3)


def troubles(trouble: Iterable[Unseen | None], points: Array, rate_hz: float | None) -> Iterator[NotAssessed]:
    """In how many frames each thing was wrong with the picture as a whole, without and with values."""
    given: Mask = np.asarray(np.isfinite(points[:, :, 0]).any(axis=1))
    for valued, what in ((False, "frames"), (True, "doubtful_frames")):
        counts = Counter(found for found, has in zip(trouble, given, strict=True) if found and bool(has) is valued)
        for found, frames in counts.most_common():
            say, advice = WORDS[found]
            yield NotAssessed(what, found.value, say, advice, frames=frames, seconds=_seconds(frames, rate_hz))


def unsquare(signals: Mapping[str, Array], points: Array, rate_hz: float | None) -> Iterator[NotAssessed]:
    """In how many frames the person was seen too obliquely to tell how level the pelvis is."""
    hips_seen = np.isfinite(points[:, _HIPS]).all(axis=(1, 2))
    frames = int((hips_seen & np.isnan(signals[OBLIQUITY])).sum())
    if frames:
        say, advice = WORDS[Unseen.WRONG_VIEW]
        seconds = _seconds(frames, rate_hz)
        yield NotAssessed("signals", Unseen.WRONG_VIEW.value, say, advice, (OBLIQUITY,), frames, seconds)


def unseen(signals: Mapping[str, Array], told: Collection[str] = ()) -> Iterator[NotAssessed]:
    """The signals that no frame gives, but for those that were told of already."""
    names = tuple(name for name, values in signals.items() if name not in told and np.isnan(values).all())
    if names:
        advice = "Record so that the joints that they are read from are seen."
        yield NotAssessed("signals", "not_seen", "No frame gives these signals.", advice, names)


def unmarked(points: Array) -> Iterator[NotAssessed]:
    """The joint centres that the markers do not tell in any frame."""
    names = tuple(point.value for point in JOINT_CENTRES if not np.isfinite(points[:, point.index]).any())
    if names:
        say = "The markers do not tell these joint centres."
        advice = "Mark both sides of a joint, or give its width in the file, and mark the pelvis in front and behind."
        yield NotAssessed("joint_centres", "not_marked", say, advice, names)
