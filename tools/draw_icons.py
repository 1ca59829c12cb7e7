"""Draws the icons of the installed web app from its mark; run: python -m tools.draw_icons."""

from pathlib import Path

import vl_convert

STATIC = Path(__file__).parents[1] / "src" / "kilter" / "web" / "static"
MARK_PX = 40
SIZES = {"kilter-192": (192, 0), "kilter-512": (512, 0), "kilter-maskable-512": (512, 8)}
"""Pixels of each icon, and the room around its mark that a phone may cut away, on the scale of the mark."""


def draw_icon(mark: str, size_px: int, room: int) -> bytes:
    """The mark as a PNG; with room around it the ground is filled to the edge."""
    if room:
        view = f'viewBox="{-room} {-room} {MARK_PX + 2 * room} {MARK_PX + 2 * room}"'
        ground = f'<rect x="{-room}" y="{-room}" width="100%" height="100%" fill="#14505b"/>'
        mark = mark.replace(f'viewBox="0 0 {MARK_PX} {MARK_PX}">', f"{view}>{ground}")
    span = MARK_PX + 2 * room
    mark = mark.replace("<svg ", f'<svg width="{span}" height="{span}" ', 1)
    return bytes(vl_convert.svg_to_png(mark, scale=size_px / span, ppi=72))


def main() -> None:
    """Write them all."""
    mark = (STATIC / "kilter.svg").read_text(encoding="utf-8")
    (STATIC / "icons").mkdir(exist_ok=True)
    for name, (size_px, room) in SIZES.items():
        (STATIC / "icons" / f"{name}.png").write_bytes(draw_icon(mark, size_px, room))


if __name__ == "__main__":
    main()
