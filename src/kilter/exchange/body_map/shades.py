"""How sure the profile is about a muscle group, and the paint that says so without relying on hue."""

from dataclasses import dataclass
from enum import StrEnum

from kilter.exchange.body_map.svg import element


class Shade(StrEnum):
    """How likely it is that a muscle group on one side takes part in the problem."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"
    NOT_ASSESSED = "not assessed"


@dataclass(frozen=True, slots=True)
class Paint:
    """A fixed ground colour and, over it, a pattern in a second colour: a hatch or nothing."""

    ground: str
    ink: str = ""
    pattern: str = ""


PAINTS = {
    Shade.LIKELY: Paint("#bf3f1b"),
    Shade.POSSIBLE: Paint("#f9dcb8", ink="#d9822b", pattern="M-1.5 1.5L1.5 -1.5M0 6L6 0M4.5 7.5L7.5 4.5"),
    Shade.UNLIKELY: Paint("#93b8c7"),
    Shade.NOT_ASSESSED: Paint("#dcd8d3"),
}

_TILE = 6


def fill_of(shade: Shade) -> str:
    """The value of the SVG fill attribute for a shade."""
    return f"url(#{_pattern_id(shade)})" if has_pattern(shade) else PAINTS[shade].ground


def has_pattern(shade: Shade) -> bool:
    """Whether the shade is drawn with a pattern over its ground."""
    return bool(PAINTS[shade].pattern)


def pattern_definitions() -> str:
    """The patterns that the fills refer to."""
    return "".join(
        element(
            "pattern",
            {"id": _pattern_id(shade), "width": _TILE, "height": _TILE, "patternUnits": "userSpaceOnUse"},
            element("rect", {"width": _TILE, "height": _TILE, "fill": paint.ground}),
            element("path", {"d": paint.pattern, "stroke": paint.ink, "stroke-width": 1.3, "fill": "none"}),
        )
        for shade, paint in PAINTS.items()
        if paint.pattern
    )


def _pattern_id(shade: Shade) -> str:
    return f"body-map-{shade.name.lower()}"
