"""SVG elements as text, always escaped."""

import html
import re
from collections.abc import Mapping

Attributes = Mapping[str, str | float]

# XML 1.0 has no way to write these characters, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, attributes: Attributes | None = None, *children: str) -> str:
    """One element; children are elements already written, or escaped text.

    >>> element("rect", {"x": 1.25, "fill": "#fff"})
    '<rect x="1.2" fill="#fff"/>'
    """
    start = name + "".join(f' {key}="{_value(value)}"' for key, value in (attributes or {}).items())
    return f"<{start}>{''.join(children)}</{name}>" if children else f"<{start}/>"


def box(corner: tuple[float, float], size: tuple[float, float], *, radius: float, **paint: str) -> str:
    """A rectangle with rounded corners, its upper left corner and its width and height given."""
    place = {"x": corner[0], "y": corner[1], "width": size[0], "height": size[1], "rx": radius}
    return element("rect", {**place, **paint})


def words(text: str, place: tuple[float, float], *, size: float, fill: str, **style: str) -> str:
    """One line of text; the place is where its baseline starts, or its middle if the style anchors it there."""
    look = {key.replace("_", "-"): value for key, value in style.items()}
    return element("text", {"x": place[0], "y": place[1], "font-size": size, "fill": fill, **look}, escaped(text))


def escaped(text: str) -> str:
    """Text as XML can hold it."""
    return html.escape(_UNWRITABLE.sub("", text))


def _value(value: str | float) -> str:
    return escaped(value) if isinstance(value, str) else f"{round(value, 1):g}"
