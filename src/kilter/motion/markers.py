"""What markers are called: the names laboratories give to the same spot on the body.

Names are compared without case, dots, dashes, underscores and blanks, so ``L.ASIS``, ``L_ASIS`` and ``lasis`` are
one name. The tables cover Plug-in Gait, the human body model set, the sets of the OpenSim examples and the
augmented markers of OpenCap; a set that is not covered is reported as missing, never guessed.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from kilter.body.sides import Side


class Spot(StrEnum):
    """A place on the body that a marker sits on; all but those of the middle exist on both sides."""

    ASIS = "anterior superior iliac spine"
    PSIS = "posterior superior iliac spine"
    SACRUM = "sacrum"
    THIGH = "outer side of the thigh"
    KNEE_LATERAL = "outer side of the knee"
    KNEE_MEDIAL = "inner side of the knee"
    SHANK = "outer side of the shank"
    ANKLE_LATERAL = "outer side of the ankle"
    ANKLE_MEDIAL = "inner side of the ankle"
    HEEL = "heel"
    TOE = "forefoot"
    SHOULDER = "top of the shoulder"
    ELBOW_LATERAL = "outer side of the elbow"
    ELBOW_MEDIAL = "inner side of the elbow"
    WRIST_THUMB = "thumb side of the wrist"
    WRIST_SMALL = "small finger's side of the wrist"
    C7 = "seventh vertebra of the neck"
    JUGULAR = "jugular notch"


_NAMES: Mapping[Spot, tuple[str, ...]] = MappingProxyType(
    {
        Spot.ASIS: ("?ASI", "?ASIS", "?IAS", "?ASISSTUDY"),
        Spot.PSIS: ("?PSI", "?PSIS", "?IPS", "?PSISSTUDY"),
        Spot.SACRUM: ("SACR", "SACRUM", "VSACRAL", "VSAC", "SAC"),
        Spot.THIGH: ("?THI", "?LTHI"),
        Spot.KNEE_LATERAL: ("?LEK", "?LFC", "?FLE", "?KNE", "?KNEELAT", "?KNEESTUDY", "?KNEE"),
        Spot.KNEE_MEDIAL: ("?MEK", "?MFC", "?FME", "?KNM", "?KNEM", "?MKNE", "?KNEEMED", "?MKNEESTUDY"),
        Spot.SHANK: ("?TIB",),
        Spot.ANKLE_LATERAL: ("?LM", "?LMAL", "?LMALL", "?FAL", "?ANK", "?ANKLELAT", "?ANKLESTUDY", "?ANKLE"),
        Spot.ANKLE_MEDIAL: ("?MM", "?MMAL", "?MMALL", "?TAM", "?MED", "?ANKLEMED", "?MANKLESTUDY", "?MANK"),
        Spot.HEEL: ("?HEE", "?HEEL", "?CAL", "?FCC", "?CALCSTUDY"),
        Spot.TOE: ("?TOE", "?MT2", "?TOETIP", "?FM2", "?TOESTUDY"),
        Spot.SHOULDER: ("?SHO", "?ACR", "?AC", "?ACROMIUM", "?ACROMION", "?SHOULDERSTUDY", "?SHOULDER"),
        Spot.ELBOW_LATERAL: ("?ELB", "?LEL", "?HLE", "?ELBOW", "?LELBOWSTUDY", "?ELBOWLAT"),
        Spot.ELBOW_MEDIAL: ("?MEL", "?HME", "?MELB", "?MELBOWSTUDY", "?ELBOWMED"),
        Spot.WRIST_THUMB: ("?WRA", "?RSP", "?WRISTLAT", "?LWRISTSTUDY"),
        Spot.WRIST_SMALL: ("?WRB", "?USP", "?WRISTMED", "?MWRISTSTUDY"),
        Spot.C7: ("C7", "CV7", "C7STUDY"),
        Spot.JUGULAR: ("CLAV", "JN", "IJ", "SJN"),
    }
)
_IGNORED = str.maketrans("", "", "._- ")


def accepted_names(spot: Spot, side: Side) -> tuple[str, ...]:
    """The names that are understood for a spot, the usual one first.

    >>> accepted_names(Spot.HEEL, Side.LEFT)[0]
    'LHEE'
    """
    letter = "L" if side is Side.LEFT else "R"
    return tuple(name.replace("?", letter) for name in _NAMES[spot])


def find_marker(names: Iterable[str], spot: Spot, side: Side) -> str | None:
    """The recorded name that means this spot, or None.

    Args:
        names: marker names as recorded, without the subject's prefix.
        spot: the place on the body.
        side: the side; without meaning for the sacrum and the neck.

    Returns:
        the first match in the order of :func:`accepted_names`, spelled as recorded.
    """
    spelled = {plain(name): name for name in names}
    return next((spelled[known] for known in accepted_names(spot, side) if known in spelled), None)


def plain(name: str) -> str:
    """A marker name without case and punctuation.

    >>> plain("L.Toe.Tip")
    'LTOETIP'
    """
    return name.upper().translate(_IGNORED)
