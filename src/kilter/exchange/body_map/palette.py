"""The colours of everything but the shades, fixed so that the drawing looks the same on any page."""

SKIN = "#f6f3ef"
SURROUNDING = "#ebe7e2"
INK = "#2f2c2a"
CARD = "#ffffff"
OUTLINE = "#7d7770"
"""For whatever stands on the page itself: it reads on white and on a dark page alike."""

FONTS = "Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif"
"""Typst knows no generic families and would set an unnamed one in a serif face."""
