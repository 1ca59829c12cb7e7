"""Charts over days: both sides by name and shape, errors, dates, and what cannot be told."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kilter.adapters.report import page
from kilter.body.sides import PerSide
from kilter.exchange.charts import COLOURS, Usual
from kilter.exchange.timeline import Frame, spread
from kilter.exchange.training_charts import Bar, PainDay, draw_bars, draw_pain
from kilter.exchange.trend_charts import (
    DifferenceDot,
    Line,
    TimeDot,
    draw_asymmetry,
    draw_trend,
    draw_trend_of_one,
)

FIRST = date(2026, 11, 2)
NONE = Line((), "")
SIZES = st.floats(-1e4, 1e4).map(lambda value: round(value, 3))
ERRORS = st.floats(0, 1e3).map(lambda value: round(value, 3))
SERIES = st.lists(st.tuples(SIZES, ERRORS, st.booleans()), max_size=14)


def _line(
    *values: float, error: float = 1.3, text: str = "12 cm", changed: tuple[int, ...] = (), step: int = 7
) -> Line:
    return Line(
        tuple(
            TimeDot(FIRST + timedelta(days=7 * n), value, value - error, value + error, changed=n in changed)
            for n, value in enumerate(values)
        ),
        text,
    )


def _texts(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    return [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]


def _count(svg: str, pattern: str) -> int:
    return len(re.findall(pattern, svg))


def _pictures() -> list[str]:
    return [
        draw_trend(PerSide(_line(6, 9, 12, changed=(2,)), _line(12, 12)), Usual(8, None, "usual"), unit="cm"),
        draw_trend(PerSide(_line(*range(12)), _line(*range(12))), Usual(None, 8, "usual")),
        draw_trend_of_one(_line(6, 9), unit="s"),
        draw_asymmetry([DifferenceDot(FIRST, 6, 1.8)], "6 cm, left worse", unit="cm"),
        draw_bars([Bar("1", 2, 3), Bar("2", 3)], unit="sessions"),
        draw_pain([PainDay(FIRST, 2, 1)], (2, 3, 5)),
    ]


def test_both_sides_stand_by_name_with_their_latest_values_and_their_own_shapes() -> None:
    """Left and right are told apart by word, shape and line, not by colour alone."""
    svg = draw_trend(PerSide(_line(6, 9, text="9 cm"), _line(12, 13, text="13 cm")), unit="cm")

    assert {"Left", "9 cm", "Right", "13 cm", "cm", "2 Nov", "9 Nov"} <= set(_texts(svg))
    assert 'stroke-dasharray="5,3"' in svg
    assert _count(svg, rf'd="M-[0-9.]+,0L0,[^"]*" fill="{COLOURS["second"]}"') == 3


def test_a_side_without_points_is_named_as_not_tested() -> None:
    """It is not drawn as zero; and without any point there is no chart."""
    svg = draw_trend(PerSide(NONE, _line(12, 13)))

    assert {"Left", "Right", "not tested"} <= set(_texts(svg))
    with pytest.raises(ValueError, match="at least one point"):
        draw_trend(PerSide(NONE, NONE))


def test_a_measure_without_sides_has_one_line() -> None:
    """What has no sides is not drawn as if it had."""
    texts = _texts(draw_trend_of_one(_line(4, 5)))

    assert "Result" in texts
    assert not {"Left", "Right"} & set(texts)


def test_changes_are_ringed_and_the_ring_is_explained() -> None:
    """Of a few points each change has its ring, of many the first and the latest; without any it is not named."""
    ring = rf'stroke="{COLOURS["mark"]}" stroke-width="1.4"'

    few = draw_trend_of_one(_line(1, 9, 9, 9, changed=(1, 2, 3)))
    many = draw_trend_of_one(_line(*range(12), changed=tuple(range(4, 12))))
    none = draw_trend_of_one(_line(1, 1))

    assert [_count(svg, ring) for svg in (few, many, none)] == [3, 2, 0]
    assert ["ringed: a change" in _texts(svg) for svg in (few, many, none)] == [True, True, False]


def test_few_errors_are_bars_and_many_are_a_band() -> None:
    """Sixty bars would hide the line, so they become one shape."""
    few, many = draw_trend_of_one(_line(*range(8))), draw_trend_of_one(_line(*range(60)))

    assert "fill-opacity" not in few
    assert _count(many, 'fill-opacity="0.16"') == 1


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((0,), ["2 Nov"]),
        ((0, 1, 56), ["2 Nov", "28 Dec"]),
        ((0, 28, 56), ["2 Nov", "30 Nov", "28 Dec"]),
        ((0, 90, 180), ["2 Nov 2026", "31 Jan 2027", "1 May"]),
    ],
)
def test_dates_stand_where_there_is_room_and_name_the_year_where_it_changes(
    days: tuple[int, ...], words: list[str]
) -> None:
    """The last day always has its date; days too close to another have none."""
    dates = [FIRST + timedelta(days=day) for day in days]

    assert [each["text"] for each in Frame.around(dates, 0, 1).dates(dates)] == words


def test_the_difference_says_which_way_is_which_and_what_the_shade_means() -> None:
    """Above and below carry their meaning in words, and numbers have no sign of their own."""
    svg = draw_asymmetry(
        [DifferenceDot(FIRST, 6, 1.8), DifferenceDot(FIRST + timedelta(28), -1, 1.8)], "1 cm", unit="cm"
    )

    assert {"above: left worse, below: right worse", "shaded: cannot tell", "Difference", "1 cm"} <= set(_texts(svg))
    assert not any(text.startswith(("-", "−")) for text in _texts(svg))
    assert COLOURS["untold"] in svg
    with pytest.raises(ValueError, match="at least one point"):
        draw_asymmetry([], "")


def test_a_wider_error_has_a_wider_zone() -> None:
    """The zone in which nothing can be told is as high as the band, on the scale of the chart."""
    svg = draw_asymmetry([DifferenceDot(FIRST, 10, 1), DifferenceDot(FIRST + timedelta(7), 10, 4)], "10 cm")

    path = re.search(rf'd="([^"]*)" fill="{COLOURS["untold"]}"', svg)
    assert path
    heights = [float(y) for y in re.findall(r"[ML][-0-9.]+,([-0-9.]+)", path[1])]
    first, last = heights[-1] - heights[0], heights[4] - heights[3]
    assert last == pytest.approx(4 * first, rel=1e-3)


def test_bars_stand_on_zero_with_their_numbers_and_the_plan() -> None:
    """A bar is as high as its count; the plan is a line that is explained; without a plan it is not."""
    planned = draw_bars([Bar("week 1", 2, 3), Bar("week 2", 4, 3)], unit="sessions")
    free = draw_bars([Bar("week 1", 2)])

    bars = re.findall(rf'd="([^"]*)" fill="{COLOURS["mark"]}"', planned)
    tops = [150 - min(float(y) for y in re.findall(r",([-0-9.]+)[LCZ]", bar)) for bar in bars]
    assert tops[1] == pytest.approx(2 * tops[0])
    assert {"week 1", "week 2", "sessions", "line: planned", "2", "4"} <= set(_texts(planned))
    assert "line: planned" not in _texts(free)
    with pytest.raises(ValueError, match="at least one bar"):
        draw_bars([])


def test_names_of_many_bars_are_thinned_out() -> None:
    """Sixty weeks keep as many names as can be read, the first among them."""
    texts = _texts(draw_bars([Bar(f"week {n}", n % 4) for n in range(1, 61)]))

    assert "week 1" in texts
    assert sum(text.startswith("week") for text in texts) < 10


def test_pain_is_drawn_from_nothing_to_the_worst_with_the_limits_named() -> None:
    """Both moments have a name and a shape of their own; a moment that was not asked is not drawn."""
    days = [PainDay(FIRST, 2, 4), PainDay(FIRST + timedelta(2), None, 1), PainDay(FIRST + timedelta(4), 3, None)]

    svg = draw_pain(days, (2, 3, 5))

    assert {"0", "2", "3", "5", "10", "During", "Next morning"} <= set(_texts(svg))
    assert _count(svg, f'fill="{COLOURS["second"]}"') == 3
    with pytest.raises(ValueError, match="at least one day"):
        draw_pain([])


def test_charts_over_days_fetch_nothing_and_keep_to_the_palette() -> None:
    """Nothing leads outside a drawing, and a page turns every colour in it for the dark."""
    styles = (page.FOLDER / "report.css").read_text(encoding="utf-8")
    for svg in _pictures():
        assert "href" not in svg
        assert "url(" not in svg
        assert set(re.findall(r"#[0-9a-f]{6}", svg)) <= set(COLOURS.values())
        for how, colour in re.findall(r'(fill|stroke)="(#[0-9a-f]{6})"', svg):
            assert f'[{how}="{colour}"]' in styles


@pytest.mark.parametrize(
    ("heights", "placed"),
    [([10, 100], [10, 100]), ([50, 50], [50, 86]), ([128, 128], [92, 128]), ([150, 0], [128, 0])],
)
def test_labels_that_would_cover_each_other_move_apart(heights: list[float], placed: list[float]) -> None:
    """They keep their order and stay within the plot."""
    assert spread(heights, least=36, lowest=128) == placed


@settings(max_examples=25)
@given(left=SERIES, right=SERIES)
def test_any_series_can_be_drawn_and_the_same_gives_the_same(
    left: list[tuple[float, float, bool]], right: list[tuple[float, float, bool]]
) -> None:
    """No values, errors or gaps break a chart of trends, and charts are reproducible."""
    sides = PerSide(left, right).map(
        lambda series: Line(
            tuple(
                TimeDot(FIRST + timedelta(days=n), value, value - error, value + error, changed=changed)
                for n, (value, error, changed) in enumerate(series)
            ),
            "",
        )
    )
    if not left and not right:
        return

    svg = draw_trend(sides)

    assert "NaN" not in svg
    assert svg == draw_trend(sides)


@settings(max_examples=25)
@given(series=st.lists(st.tuples(SIZES, ERRORS), min_size=1, max_size=14))
def test_any_differences_can_be_drawn(series: list[tuple[float, float]]) -> None:
    """No differences and errors break their chart."""
    dots = [DifferenceDot(FIRST + timedelta(days=n), value, error) for n, (value, error) in enumerate(series)]

    assert "NaN" not in draw_asymmetry(dots, "")


@settings(max_examples=25)
@given(counts=st.lists(st.tuples(st.integers(0, 500), st.none() | st.integers(0, 500)), min_size=1, max_size=70))
def test_any_counts_can_be_drawn(counts: list[tuple[int, int | None]]) -> None:
    """No counts and plans break their chart."""
    assert "NaN" not in draw_bars([Bar(str(n), done, planned) for n, (done, planned) in enumerate(counts)])
