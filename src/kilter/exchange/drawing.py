"""From a chart's specification to SVG; what was drawn lately is not drawn again."""

import json
from functools import lru_cache
from typing import Any

import vl_convert

MOST_KEPT = 512
"""Drawings of about 20 kB each."""


def draw(specification: dict[str, Any]) -> str:
    """Draw a Vega-Lite specification.

    Args:
        specification: with its data in it; it fetches nothing.

    Returns:
        one SVG element.
    """
    return _drawn(json.dumps(specification))


@lru_cache(maxsize=MOST_KEPT)
def _drawn(specification: str) -> str:
    return vl_convert.vegalite_to_svg(specification)
