"""The cards beside the figure: a muscle's name and state, and the line that leads from the one to the other."""

from collections.abc import Mapping, Sequence

from kilter.body.muscles import Muscle
from kilter.exchange.body_map.labels import Label, choose_labels, spread
from kilter.exchange.body_map.palette import CARD, INK, OUTLINE, SKIN
from kilter.exchange.body_map.regions import Region
from kilter.exchange.body_map.shades import Shade, fill_of
from kilter.exchange.body_map.svg import Attributes, box, element, words
from kilter.language import say

NEAR, WIDTH = 143, 140
"""How far from the midline the cards begin, and how wide they are, figure units."""

_TOP, _BOTTOM = 150, 800
_ELBOW = 12
_PADDING, _GAP = 8, 10
_SWATCH = 8
_NAME_SIZE, _STATE_SIZE, _LINE = 16, 15, 18


def draw_callouts(regions: Sequence[Region], shades: Mapping[Muscle, Shade], *, outwards: int) -> str:
    """Name what is likely or possible on one side of one view.

    Args:
        regions: the regions of the view.
        shades: the shade of each of their muscles on this side.
        outwards: 1 where the cards stand to the right of the figure, -1 where they stand to its left.

    Returns:
        SVG elements around the midline x = 0; an empty text where there is nothing to name.
    """
    labels, left_out = choose_labels(regions, shades)
    if not labels:
        return ""
    heights = [2 * _PADDING + (len(label.lines) + 1) * _LINE for label in labels]
    wishes = [label.anchor.y for label in labels]
    middles = spread(wishes, [height + _GAP for height in heights], top=_TOP, bottom=_BOTTOM)
    placed = list(zip(labels, middles, heights, strict=True))
    pieces = [_leader(label, middle, outwards) for label, middle, _ in placed]
    pieces += [_card(label, middle - height / 2, height, outwards) for label, middle, height in placed]
    if left_out:
        below = outwards * (NEAR + WIDTH / 2), middles[-1] + heights[-1] / 2 + 24
        note = say("and {n} more", n=left_out)
        pieces.append(words(note, below, size=_STATE_SIZE, fill=OUTLINE, text_anchor="middle"))
    return element("g", {"pointer-events": "none"}, *pieces)


def _leader(label: Label, middle: float, outwards: int) -> str:
    x, y = outwards * label.anchor.x, label.anchor.y
    bends = ((x, y), (outwards * (NEAR - _ELBOW), middle), (outwards * NEAR, middle))
    line: Attributes = {
        "points": " ".join(f"{px:g},{round(py, 1):g}" for px, py in bends),
        "fill": "none",
        "stroke-linejoin": "round",
    }
    # The pale line below keeps the dark one legible over strong colours and on a dark page.
    return "".join(
        [
            element("polyline", {**line, "stroke": SKIN, "stroke-width": 3.4, "stroke-opacity": 0.8}),
            element("polyline", {**line, "stroke": INK, "stroke-width": 1.2}),
            element("circle", {"cx": x, "cy": y, "r": 3, "fill": CARD, "stroke": INK, "stroke-width": 1.2}),
        ]
    )


def _card(label: Label, top: float, height: float, outwards: int) -> str:
    left = NEAR if outwards > 0 else -NEAR - WIDTH
    swatch = left + _PADDING if outwards > 0 else left + WIDTH - _PADDING - _SWATCH
    text = left + _PADDING + (2 * _SWATCH if outwards > 0 else 0)
    baseline = top + _PADDING + 14
    inner = height - 2 * _PADDING
    lines = [
        words(line, (text, baseline + row * _LINE), size=_NAME_SIZE, fill=INK, font_weight="bold")
        for row, line in enumerate(label.lines)
    ]
    state_place = text, baseline + len(label.lines) * _LINE - 1
    return "".join(
        [
            box((left, top), (WIDTH, height), radius=7, fill=CARD, stroke=OUTLINE),
            box((swatch, top + _PADDING), (_SWATCH, inner), radius=2, fill=fill_of(label.shade)),
            *lines,
            words(say(label.shade.value), state_place, size=_STATE_SIZE, fill=INK),
        ]
    )
