"""The body map tells left from right, says how sure it is in more than colour, and is a drawing anyone can open."""

import re
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kilter.body.muscles import Muscle
from kilter.body.sides import Side
from kilter.exchange.body_map import Shade, draw_body_map
from kilter.exchange.body_map.curves import curve
from kilter.exchange.body_map.drawing import REGIONS
from kilter.exchange.body_map.figure import FIGURES, SILHOUETTE, View
from kilter.exchange.body_map.labels import MOST, spread
from kilter.exchange.body_map.regions import is_mirrored
from kilter.exchange.body_map.shades import PAINTS

SVG = "{http://www.w3.org/2000/svg}"
Point = tuple[float, float]
Shades = dict[tuple[Muscle, Side], Shade]

shadings = st.dictionaries(
    st.tuples(st.sampled_from(list(Muscle)), st.sampled_from(list(Side))), st.sampled_from(list(Shade))
)


def drawn(shades: Shades, title: str = "Body map", description: str = "Which muscles may matter.") -> ET.Element:
    """The drawing, parsed."""
    return ET.fromstring(draw_body_map(shades, title=title, description=description))  # noqa: S314 -- our own drawing


def region_paths(drawing: ET.Element) -> dict[tuple[str, str, str], ET.Element]:
    """The region elements by view, muscle and side."""
    views = tuple(view.value for view in View)
    found = {}
    for path in drawing.iter(f"{SVG}path"):
        parts = path.get("id", "").split("-")
        if parts[0] in views:
            found[(parts[0], parts[1], parts[2])] = path
    return found


def fills(shades: Shades) -> dict[tuple[str, str, str], str]:
    """The fill of every region."""
    return {key: path.get("fill", "") for key, path in region_paths(drawn(shades)).items()}


def along(path: str, steps: int = 6) -> list[Point]:
    """Points along path data, as an artist's ruler would find them."""
    points: list[Point] = []
    for subpath in path.split("M")[1:]:
        numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*", subpath)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        points.append(pairs[0])
        for start in range(0, len(pairs) - 1, 3):
            a, b, c, d = pairs[start : start + 4]
            for step in range(1, steps + 1):
                t = step / steps
                weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
                points.append(
                    (
                        sum(w * p[0] for w, p in zip(weights, (a, b, c, d), strict=True)),
                        sum(w * p[1] for w, p in zip(weights, (a, b, c, d), strict=True)),
                    )
                )
    return points


def contains(polygon: list[Point], point: Point) -> bool:
    """Even-odd rule."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in pairwise([*polygon, polygon[0]]):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside


def luminance(colour: str) -> float:
    """Relative luminance of a colour as WCAG defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_muscle_group_is_drawn_on_both_sides() -> None:
    """No muscle group is forgotten, and none exists on one side only."""
    paths = region_paths(drawn({}))

    for side in Side:
        assert {muscle for _, muscle, where in paths if where == side} == set(Muscle)


def test_each_muscle_group_is_named_in_exactly_one_view() -> None:
    """A muscle seen from the front and from behind is written beside one of them only."""
    named = [region.muscle for regions in REGIONS.values() for region in regions if region.anchor]

    assert sorted(named) == sorted(Muscle)


@settings(max_examples=30)
@given(shades=shadings)
def test_swapping_the_sides_swaps_exactly_the_fills(shades: Shades) -> None:
    """The drawing knows no favourite side."""
    swapped = {(muscle, side.other): shade for (muscle, side), shade in shades.items()}

    before, after = fills(shades), fills(swapped)

    assert after == {(view, muscle, Side(side).other): fill for (view, muscle, side), fill in before.items()}


@settings(max_examples=30)
@given(shades=shadings)
def test_a_missing_shade_is_not_assessed(shades: Shades) -> None:
    """What nobody looked at is drawn like what was said not to be assessed."""
    complete = {(muscle, side): shades.get((muscle, side), Shade.NOT_ASSESSED) for muscle in Muscle for side in Side}

    sparse = draw_body_map(shades, title="t", description="d")

    assert sparse == draw_body_map(complete, title="t", description="d")


@pytest.mark.parametrize("shade", list(Shade))
def test_a_shade_reaches_its_own_side_only(shade: Shade) -> None:
    """Shading the left gluteus medius changes the left gluteus medius and nothing else."""
    plain = fills({})

    shaded = fills({(Muscle.GLUTEUS_MEDIUS, Side.LEFT): shade})

    changed = {key for key in plain if plain[key] != shaded[key]}
    both_views = {(view.value, "gluteus_medius", "left") for view in View}
    assert changed == (set() if shade is Shade.NOT_ASSESSED else both_views)


def test_the_persons_left_is_on_the_viewers_right_in_front_view() -> None:
    """Facing somebody, their left is to the right; behind them, left is left."""
    paths = region_paths(drawn({}))

    front = along(paths[("front", "iliopsoas", "left")].get("d", ""))
    back = along(paths[("back", "hamstrings", "left")].get("d", ""))

    assert all(x > 0 for x, _ in front)
    assert all(x < 0 for x, _ in back)
    assert is_mirrored(View.FRONT, Side.RIGHT)
    assert is_mirrored(View.BACK, Side.LEFT)


def test_the_words_left_and_right_stand_on_their_own_sides() -> None:
    """The headings agree with the regions below them."""
    drawing = drawn({})

    for view in View:
        group = drawing.find(f"{SVG}g[@id='{view}']")
        assert group is not None
        places = {text.text: float(text.get("x", "0")) for text in group.iter(f"{SVG}text")}
        assert places[view.value.capitalize()] == 0
        assert (places["Left"] > 0) is (view is View.FRONT)
        assert places["Right"] == -places["Left"]


def test_both_sides_are_exact_reflections() -> None:
    """Every region's left outline is its right one with the sign of x turned."""
    paths = region_paths(drawn({}))

    for (view, muscle, side), path in paths.items():
        other = paths[(view, muscle, Side(side).other)]
        reflection = [(-x, y) for x, y in along(other.get("d", ""))]
        assert along(path.get("d", "")) == reflection


@pytest.mark.parametrize("view", list(View))
def test_nothing_spills_out_of_the_silhouette(view: View) -> None:
    """Every muscle lies inside the body, so that no colour shows beyond the outline."""
    body = along(SILHOUETTE.path)
    curves = [outline for region in REGIONS[view] for outline in region.outlines]
    # The upper trapezius reaches up to the skull, which is a shape of its own.
    neck = 100

    outside = [
        point
        for each in (*curves, *FIGURES[view].surroundings)
        for point in along(each.path)
        if point[1] > neck and not contains(body, point)
    ]

    assert outside == []


@pytest.mark.parametrize("view", list(View))
def test_a_leader_line_starts_on_the_muscle_one_sees(view: View) -> None:
    """The anchor of a name lies in its region, and no region painted later covers it."""
    regions = REGIONS[view]

    for place, region in enumerate(regions):
        if region.anchor is None:
            continue
        point = (region.anchor.x, region.anchor.y)
        on_top = [
            later.muscle
            for later in regions[place:]
            if any(contains(along(outline.path), point) for outline in later.outlines)
        ]
        assert on_top == [region.muscle]


@settings(max_examples=30)
@given(title=st.text(), description=st.text())
def test_any_text_is_escaped(title: str, description: str) -> None:
    """Whatever the title says, the drawing stays well-formed and says it, but for what XML cannot write."""
    drawing = drawn({}, title, description)

    for tag, text in (("title", title), ("desc", description)):
        written = drawing.findtext(f"{SVG}{tag}") or ""
        # XML reads every kind of line end as a newline.
        expected = "".join(c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c in "\t\n" or c >= " ")
        assert written == expected.replace("\ufffe", "").replace("\uffff", "")


def test_markup_in_the_title_stays_text() -> None:
    """A title cannot smuggle elements in."""
    drawing = drawn({}, title="<script>&\"'", description="</desc><image/>")

    assert drawing.findtext(f"{SVG}title") == "<script>&\"'"
    assert drawing.findtext(f"{SVG}desc") == "</desc><image/>"
    assert list(drawing.iter(f"{SVG}script")) + list(drawing.iter(f"{SVG}image")) == []


def test_the_drawing_is_self_contained_and_named_for_screen_readers() -> None:
    """It fetches nothing, runs nothing, and refers only to what it carries."""
    everything = dict.fromkeys(((muscle, side) for muscle in Muscle for side in Side), Shade.POSSIBLE)

    drawing = drawn(everything)

    ids = [each.get("id") for each in drawing.iter() if each.get("id")]
    references = [
        name
        for each in drawing.iter()
        for value in each.attrib.values()
        for name in re.findall(r"url\(([^)]*)\)", value)
    ]
    tags = {each.tag.removeprefix(SVG) for each in drawing.iter()}
    assert drawing.get("role") == "img"
    assert drawing.get("viewBox")
    assert set((drawing.get("aria-labelledby") or "").split()) <= set(ids)
    assert len(ids) == len(set(ids))
    assert references
    assert {name.removeprefix("#") for name in references} <= set(ids)
    assert not tags & {"script", "style", "image", "use", "a", "foreignObject", "filter"}
    assert not [name for each in drawing.iter() for name in each.attrib if "href" in name or name.startswith("on")]


def test_each_region_says_what_it_is() -> None:
    """Pointing at a region gives its name, its side and its state in words."""
    paths = region_paths(drawn({(Muscle.GLUTEUS_MEDIUS, Side.LEFT): Shade.LIKELY}))

    left = paths[("back", "gluteus_medius", "left")].findtext(f"{SVG}title")
    right = paths[("back", "gluteus_medius", "right")].findtext(f"{SVG}title")

    assert left == "Gluteus medius, left: likely"
    assert right == "Gluteus medius, right: not assessed"


@pytest.mark.parametrize(("one", "other"), list(combinations(Shade, 2)))
def test_shades_differ_in_more_than_hue(one: Shade, other: Shade) -> None:
    """Printed in black and white, any two states differ in pattern or clearly in lightness."""
    first, second = PAINTS[one], PAINTS[other]

    light, dark = sorted((luminance(first.ground) + 0.05, luminance(second.ground) + 0.05), reverse=True)

    assert first.pattern != second.pattern or light / dark > 1.4


def test_the_legend_names_every_shade() -> None:
    """No state is left for the reader to guess."""
    legend = drawn({}).find(f"{SVG}g[@id='legend']")

    assert legend is not None
    assert [text.text for text in legend.iter(f"{SVG}text")] == [
        "Likely",
        "Possible",
        "Unlikely",
        "Not assessed",
    ]


def test_likely_muscles_are_named_before_possible_ones() -> None:
    """Where names do not all fit, the more telling ones stay and the count of the others is told."""
    shades = {(region.muscle, Side.LEFT): Shade.POSSIBLE for region in REGIONS[View.FRONT] if region.anchor is not None}
    shades[(Muscle.QUADRICEPS, Side.LEFT)] = Shade.LIKELY

    drawing = drawn(shades)

    words = [text.text for text in drawing.iter(f"{SVG}text")]
    assert "Quadriceps" in words
    assert f"and {len(shades) - MOST} more" in words


def test_unlikely_muscles_are_not_named_beside_the_figure() -> None:
    """Names are for what may matter; a calm drawing stays calm."""
    everything = dict.fromkeys(((muscle, side) for muscle in Muscle for side in Side), Shade.UNLIKELY)

    drawing = drawn(everything)

    assert list(drawing.iter(f"{SVG}polyline")) == []


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(1, 100)), max_size=7))
def test_labels_never_overlap(wishes: list[tuple[float, float]]) -> None:
    """Labels keep their order, their distance and, as seven of them always fit, their column."""
    wishes = sorted(wishes)
    heights = [height for _, height in wishes]

    middles = spread([centre for centre, _ in wishes], heights, top=100, bottom=800)

    edges = [(middle - height / 2, middle + height / 2) for middle, height in zip(middles, heights, strict=True)]
    assert all(upper[1] <= lower[0] + 1e-6 for upper, lower in pairwise(edges))
    assert all(top >= 100 - 1e-6 and bottom <= 800 + 1e-6 for top, bottom in edges)


def test_a_label_with_room_stays_where_it_wants_to_be() -> None:
    """Nothing is moved that need not be."""
    middles = spread([200, 400], [50, 50], top=100, bottom=800)

    assert middles == [200, 400]


def test_a_curve_passes_through_its_knots() -> None:
    """Smoothing never moves a point that was drawn."""
    path = curve("0,0 10,5 20,0! 10,-5").path

    points = along(path, steps=1)

    assert points == [(0, 0), (10, 5), (20, 0), (10, -5), (0, 0)]
