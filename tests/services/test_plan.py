"""Planning as a service: wishes over wishes, and triage that nothing passes."""

from pathlib import Path

import pytest

from kilter.body.positions import Position
from kilter.errors import UsageError
from kilter.knowledge.documents import read_document
from kilter.screening.profile import Profile
from kilter.services.plan import Overrides, TriageStopError, make_programme, request_for
from kilter.services.screen import Screener

EXAMPLES = Path(__file__).parents[2] / "examples"


def _profile(name: str, screener: Screener) -> Profile:
    def none(*named: object) -> None:
        raise AssertionError(named)

    document = read_document((EXAMPLES / f"{name}.yaml").read_text(), name)
    return screener.profile(screener.read(document, none, none))  # type: ignore[arg-type]  # these examples have no recording


def test_no_programme_is_made_where_triage_stops(screener: Screener) -> None:
    """Whatever is wished, an urgent answer ends in a refusal with its advice."""
    profile = _profile("red_flag", screener)

    with pytest.raises(TriageStopError) as stop:
        make_programme(profile, screener.catalogue, Overrides(days=2, minutes=20))

    assert stop.value.problems[0].what == profile.triage.headline


def test_wishes_on_the_spot_go_over_those_in_the_file(screener: Screener) -> None:
    """What is typed counts; what is not typed stays as written."""
    profile = _profile("office_worker", screener)

    request = request_for(profile, screener.catalogue, Overrides(days=2, cannot=(Position.PRONE,)))

    assert (request.days, request.minutes) == (2, 30)
    assert request.cannot == {Position.PRONE}
    assert "mini_band" in request.equipment


def test_defaults_come_from_the_data(screener: Screener) -> None:
    """Without wishes it is three sessions of thirty minutes with a household's things."""
    request = request_for(_profile("symmetrical", screener), screener.catalogue, Overrides())

    assert (request.days, request.minutes) == (3, 30)
    assert request.equipment == {item.id for item in screener.catalogue.equipment.values() if item.household}


def test_unknown_wishes_are_refused_with_a_guess(screener: Screener) -> None:
    """A misspelt band and a misspelt exercise are both named at once."""
    profile = _profile("symmetrical", screener)

    with pytest.raises(UsageError) as refusal:
        request_for(profile, screener.catalogue, Overrides(equipment=("mini_bnad",), without=("clamshel",)))

    mends = [problem.mend for problem in refusal.value.problems]
    assert "mini_band" in mends[0]
    assert "clamshell" in mends[1]


def test_the_office_worker_is_treated_for_what_was_measured(screener: Screener) -> None:
    """The left hip flexors and extensors come first, left side first, in a programme that names its tests."""
    programme = make_programme(_profile("office_worker", screener), screener.catalogue)

    assert programme.treats[:2] == ("short_hip_flexors", "weak_extensors")
    stretches = [
        prescription
        for phase in programme.phases
        for session in phase.sessions
        for block in session.blocks
        for prescription in block.prescriptions
        if [because.impairment for because in prescription.because] == ["short_hip_flexors"]
    ]
    assert stretches
    assert {stretch.first_side for stretch in stretches} == {"left"}
    assert all("hip_extension_range" in stretch.because[0].tests for stretch in stretches)


def test_a_symmetrical_person_gets_maintenance(screener: Screener) -> None:
    """Nothing is treated where nothing was found."""
    programme = make_programme(_profile("symmetrical", screener), screener.catalogue)

    assert programme.treats == ()
    assert programme.maintains
