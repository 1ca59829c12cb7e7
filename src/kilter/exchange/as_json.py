"""Results as JSON: dataclasses and models as plain keys and values, for files and for other programs."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pydantic_core import to_jsonable_python

from kilter.body.sides import Side
from kilter.screening.profile import Profile

if TYPE_CHECKING:
    from kilter.motion.gait import GaitAssessment

PROFILE_VERSION = 1


def to_json(value: Any) -> str:
    """Any result of Kilter as indented JSON with a final newline."""
    return json.dumps(to_jsonable_python(value, exclude_none=True), ensure_ascii=False, indent=2) + "\n"


def profile_to_json(profile: Profile) -> str:
    """A profile as a file that ``plan`` and ``report`` read again.

    They read its screening only and work everything else out anew, so that nothing in the file can pass triage.
    """
    plain = to_jsonable_python(profile, exclude_none=True)
    return to_json({"kilter_profile": PROFILE_VERSION, **plain})


def plain_walk(walk: "GaitAssessment", comparisons: Sequence[Any]) -> dict[str, Any]:
    """A measured walk as keys and values: every measure with its error, the sides compared, the curves."""
    names = ("measures", "surface", "cadence_steps_per_min", "speed_m_per_s", "not_assessed", "notes")
    curves = {
        name: {
            side.value: {"mean_deg": curve.mean_deg.round(2).tolist(), "n": curve.n}
            for side in Side
            if (curve := sides[side]).n
        }
        for name, sides in walk.curves.items()
    }
    shown = {name: getattr(walk, name) for name in names}
    return {**shown, "comparisons": list(comparisons), "curves": curves}
