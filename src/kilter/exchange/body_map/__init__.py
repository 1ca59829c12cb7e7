"""The body map: a figure from the front and from behind that shows which muscle groups may matter, side by side."""

from kilter.exchange.body_map.drawing import draw_body_map
from kilter.exchange.body_map.shades import Shade

__all__ = ["Shade", "draw_body_map"]
