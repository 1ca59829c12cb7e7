"""The body map as one self-contained SVG drawing."""

from collections.abc import Mapping

from kilter.body.muscles import Muscle
from kilter.body.sides import Side
from kilter.exchange.body_map.back import BACK_REGIONS
from kilter.exchange.body_map.callouts import draw_callouts
from kilter.exchange.body_map.curves import Curve
from kilter.exchange.body_map.figure import EAR, FIGURES, HEAD, SILHOUETTE, View
from kilter.exchange.body_map.front import FRONT_REGIONS
from kilter.exchange.body_map.palette import CARD, FONTS, INK, OUTLINE, SKIN, SURROUNDING
from kilter.exchange.body_map.regions import Region, is_mirrored
from kilter.exchange.body_map.shades import Shade, fill_of, has_pattern, pattern_definitions
from kilter.exchange.body_map.svg import Attributes, box, element, escaped, words

Shades = Mapping[tuple[Muscle, Side], Shade]

REGIONS: dict[View, tuple[Region, ...]] = {View.FRONT: FRONT_REGIONS, View.BACK: BACK_REGIONS}

_WIDTH, _HEIGHT = 1164, 940
_MIDLINES = {View.FRONT: 289, View.BACK: 875}
_CROWN = 66
"""Where the crown of the head stands below the upper edge."""


def draw_body_map(shades: Shades, *, title: str, description: str) -> str:
    """Draw a person from the front and from behind, the muscle groups of both sides shaded.

    Args:
        shades: the shade of each muscle group and side; whatever is missing is drawn as not assessed.
        title: the drawing's name, for screen readers and tooltips; plain text.
        description: what the drawing shows, in a sentence or two, for those who cannot see it; plain text.

    Returns:
        One SVG element, 1164 by 940 units, with a transparent background and its own legend; it fetches nothing.
    """
    return element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {_WIDTH} {_HEIGHT}",
            "role": "img",
            "aria-labelledby": "body-map-title body-map-description",
            "font-family": FONTS,
        },
        element("title", {"id": "body-map-title"}, escaped(title)),
        element("desc", {"id": "body-map-description"}, escaped(description)),
        element("defs", None, pattern_definitions()),
        *(_view(view, shades) for view in View),
        _legend(),
    )


def _view(view: View, shades: Shades) -> str:
    person = [_head(), *_body(view, shades)]
    if view is View.FRONT:
        # From the front the chin lies before the neck; from behind the neck lies before the chin.
        person = [*person[1:], person[0]]
    names = [
        draw_callouts(
            REGIONS[view],
            {muscle: _shade(shades, muscle, side) for muscle in Muscle},
            outwards=_outwards(view, side),
        )
        for side in Side
    ]
    place = {"id": view.value, "transform": f"translate({_MIDLINES[view]} {_CROWN})"}
    return element("g", place, *person, *names, *_headings(view))


def _head() -> str:
    paint: Attributes = {"fill": SKIN, "stroke": OUTLINE, "stroke-width": 1.5}
    return element("path", {"d": _both(EAR), **paint}) + element("path", {"d": HEAD.path, **paint})


def _body(view: View, shades: Shades) -> list[str]:
    figure, silhouette = FIGURES[view], SILHOUETTE.path
    around = "".join(_both(curve) for curve in figure.surroundings)
    lines = "".join(_both(curve) for curve in figure.lines)
    return [
        element("path", {"d": silhouette, "fill": SKIN}),
        element("path", {"d": around, "fill": SURROUNDING, "stroke": SKIN, "stroke-width": 1.4}),
        *(
            _region(view, region, side, _shade(shades, region.muscle, side))
            for region in REGIONS[view]
            for side in Side
        ),
        element("path", {"d": lines, **_line(OUTLINE, 0.9)}),
        element("path", {"d": silhouette, **_line(OUTLINE, 1.5)}),
    ]


def _region(view: View, region: Region, side: Side, shade: Shade) -> str:
    mirrored = is_mirrored(view, side)
    name = region.muscle.value.replace("_", " ").capitalize()
    area = element(
        "path",
        {
            "id": f"{view}-{region.muscle}-{side}",
            "d": region.path(mirrored=mirrored),
            "fill": fill_of(shade),
            "stroke": SKIN,
            "stroke-width": 1.5,
            "stroke-linejoin": "round",
        },
        element("title", None, escaped(f"{name}, {side}: {shade}")),
    )
    # Over a pattern the fibres would read as a second pattern.
    if not region.fibres or has_pattern(shade):
        return area
    fibres = {"d": region.fibre_path(mirrored=mirrored), **_line(SKIN, 0.9)}
    return area + element("path", {**fibres, "stroke-opacity": 0.6, "pointer-events": "none"})


def _headings(view: View) -> list[str]:
    title = words(view.value.capitalize(), (0, -24), size=26, fill=OUTLINE, font_weight="bold", text_anchor="middle")
    sides = [
        words(
            side.value.capitalize(),
            (_outwards(view, side) * 96, 62),
            size=19,
            fill=OUTLINE,
            font_weight="bold",
            text_anchor="middle",
        )
        for side in Side
    ]
    return [title, *sides]


def _legend() -> str:
    step, height = 190, 44
    left, top = _WIDTH / 2 - 2 * step, _HEIGHT - height - 6
    pieces = [box((left, top), (4 * step, height), radius=9, fill=CARD, stroke=OUTLINE)]
    for place, shade in enumerate(Shade):
        x = left + place * step + 18
        pieces += [
            box((x, top + 11), (34, 22), radius=4, fill=fill_of(shade), stroke=OUTLINE),
            words(shade.value.capitalize(), (x + 43, top + 28), size=17, fill=INK),
        ]
    return element("g", {"id": "legend"}, *pieces)


def _shade(shades: Shades, muscle: Muscle, side: Side) -> Shade:
    return shades.get((muscle, side), Shade.NOT_ASSESSED)


def _outwards(view: View, side: Side) -> int:
    return -1 if is_mirrored(view, side) else 1


def _both(curve: Curve) -> str:
    return curve.path + curve.mirrored.path


def _line(colour: str, width: float) -> dict[str, str | float]:
    return {"fill": "none", "stroke": colour, "stroke-width": width, "stroke-linecap": "round"}
