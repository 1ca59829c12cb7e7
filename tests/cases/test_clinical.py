"""Clinical cases: each in clinical.yaml is a sentence that must be true."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kilter.body.sides import Side
from kilter.knowledge.documents import read_document
from kilter.screening.findings import Size
from kilter.screening.form import read_screening
from kilter.screening.profile import Band, Profile
from kilter.services.screen import Screener

CASES: list[dict[str, Any]] = read_document(  # type: ignore[assignment]  # a list of mappings, as the file is written
    (Path(__file__).parent / "clinical.yaml").read_text(), "clinical.yaml"
).data

HEALTHY = {"age_years": 40, "sex": "female", "height_cm": 170, "mass_kg": 68}


def _profile(case: dict[str, Any], screener: Screener) -> Profile:
    but = case["but"]
    flags = {flag.id: "no" for flag in screener.catalogue.red_flags.values() if not flag.clinic_only}
    data = {"kilter_screening": 1, **but}
    data["person"] = HEALTHY | but.get("person", {})
    data["red_flags"] = flags | but.get("red_flags", {})
    return screener.profile(read_screening(read_document(json.dumps(data), case["name"]), screener.catalogue))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any], screener: Screener) -> None:
    """What the case says comes out."""
    profile = _profile(case, screener)
    expect = dict(case["expect"])
    views = {view.impairment: view for view in profile.impairments}
    findings = {f"{finding.test}.{finding.measure}": finding for finding in profile.findings}

    checked: dict[str, Callable[[Any], bool]] = {
        "triage": lambda level: profile.triage.level == level,
        "urgency": lambda urgency: profile.triage.urgency == urgency,
        "precautions": lambda names: set(names) <= set(profile.triage.precautions),
        "assessed": lambda names: set(views) - set(profile.not_assessed) == set(names),
        "verdicts": lambda verdicts: all(findings[name].verdict == verdict for name, verdict in verdicts.items()),
        "flagged": lambda names: all(findings[name].size is Size.FLAG for name in names),
        "bands": lambda bands: all(
            views[name].sides[Side(side)].band == band for name, sides in bands.items() for side, band in sides.items()
        ),
        "never_likely": lambda _: all(side.band is not Band.LIKELY for view in views.values() for side in view.sides),
        "not_likely": lambda names: all(side.band is not Band.LIKELY for name in names for side in views[name].sides),
    }

    for what, wanted in expect.items():
        assert checked[what](wanted), f"{what}: wanted {wanted}"


def test_every_case_expects_something() -> None:
    """A case without an expectation would prove nothing."""
    assert all(case["expect"] for case in CASES)
