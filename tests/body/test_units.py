"""Units and names of the body as people read and write them."""

import pytest

from kilter.body.muscles import Muscle
from kilter.body.signals import Joint, Signal
from kilter.body.units import Unit


@pytest.mark.parametrize(
    ("unit", "sign"),
    [(Unit.DEG, "°"), (Unit.N, "N"), (Unit.PERCENT, "%"), (Unit.S, "s"), (Unit.RATIO, ""), (Unit.CM, "cm")],
)
def test_a_unit_has_the_sign_people_read(unit: Unit, sign: str) -> None:
    """Behind a number stands the usual sign, not the suffix used in names."""
    shown = unit.sign

    assert shown == sign


@pytest.mark.parametrize("unit", [unit for unit in Unit if unit is not Unit.RATIO])
def test_no_unit_but_the_ratio_is_silent(unit: Unit) -> None:
    """Every unit but the plain ratio shows a sign without underscores."""
    shown = unit.sign

    assert shown
    assert "_" not in shown


@pytest.mark.parametrize("names", [Unit, Muscle, Joint, Signal])
def test_names_can_be_written_as_keys(names: type[Unit | Muscle | Joint | Signal]) -> None:
    """Every name is lower case with underscores, so that it can stand in a file and in a variable."""
    written = [member.value for member in names]

    assert all(name.isidentifier() and name == name.lower() for name in written)


@pytest.mark.parametrize("names", [Joint, Signal])
def test_the_other_leg_has_the_same_names(names: type[Joint | Signal]) -> None:
    """Whatever is named for the other side is named for the working side too."""
    known = {member.value for member in names}

    others = {name.removeprefix("other_") for name in known if name.startswith("other_")}

    assert others
    assert others <= known
