"""Charts of measured values."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kilter.body.sides import PerSide
from kilter.exchange.charts import COLOURS, Dot, Usual, draw_one, draw_sides

SIZES = st.floats(-1e4, 1e4).map(lambda value: round(value, 3))


def _dot(value: float, half_band: float = 2.0) -> Dot:
    return Dot(value, value - half_band, value + half_band, f"{value:g}")


def _texts(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    return [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]


def _bar_lengths(svg: str) -> list[float]:
    mark = COLOURS["mark"]
    bars = re.findall(rf'<line transform="[^"]*" x2="([-0-9.]+)" y2="0" stroke="{mark}" stroke-width="2"', svg)
    return [abs(float(length)) for length in bars]


def test_both_sides_stand_by_name_with_their_values() -> None:
    """A chart says left and right in words and writes both values out."""
    svg = draw_sides(PerSide(_dot(18), _dot(31)))

    assert {"Left", "Right", "18", "31"} <= set(_texts(svg))


def test_a_side_without_a_value_says_so() -> None:
    """A side that was not tested keeps its row and is not drawn as zero."""
    svg = draw_sides(PerSide(None, _dot(31)))

    assert {"Left", "Right", "not tested"} <= set(_texts(svg))
    assert len(_bar_lengths(svg)) == 1


def test_a_value_without_sides_has_one_row() -> None:
    """What has no sides is not drawn as if it had."""
    texts = _texts(draw_one(_dot(4)))

    assert "Result" in texts
    assert not {"Left", "Right"} & set(texts)


def test_the_wider_error_has_the_longer_bar() -> None:
    """Bars are as long as the error bands, on one scale for both sides."""
    left, right = _bar_lengths(draw_sides(PerSide(_dot(20, 2), _dot(30, 6))))

    assert right == pytest.approx(3 * left, rel=1e-6)


def test_the_usual_range_is_named_where_it_is_known() -> None:
    """The shaded range carries its meaning as text, and is absent where nothing is known."""
    sides: PerSide[Dot | None] = PerSide(_dot(18), _dot(31))

    assert "usual: 22 s or more" in _texts(draw_sides(sides, Usual(22, None, "usual: 22 s or more")))
    assert COLOURS["usual"] not in draw_sides(sides)


def test_a_chart_fetches_nothing() -> None:
    """Nothing in a drawing leads outside it."""
    svg = draw_sides(PerSide(_dot(18), _dot(31)), Usual(None, 22, "usual"))

    assert "href" not in svg
    assert "url(" not in svg
    assert set(re.findall(r"https?://[^\"]+", svg)) == {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


@settings(max_examples=25)
@given(left=SIZES, right=SIZES, half_band=st.floats(0, 1e3).map(lambda value: round(value, 3)))
def test_any_values_can_be_drawn_and_the_same_values_give_the_same_chart(
    left: float, right: float, half_band: float
) -> None:
    """No pair of values breaks a chart, and charts are reproducible."""
    sides: PerSide[Dot | None] = PerSide(_dot(left, half_band), _dot(right, half_band))

    svg = draw_sides(sides)

    assert "NaN" not in svg
    assert svg == draw_sides(sides)
