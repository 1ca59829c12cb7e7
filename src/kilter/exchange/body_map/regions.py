"""What a region of the body map is: one muscle group as one view shows it, on one half of the body."""

from dataclasses import dataclass

from kilter.body.muscles import Muscle
from kilter.body.sides import Side
from kilter.exchange.body_map.curves import Curve, Knot, curve
from kilter.exchange.body_map.figure import View


@dataclass(frozen=True, slots=True)
class Region:
    """A muscle group in one view; curves lie on the half with positive x, in figure units.

    The anchor is where a leader line to the name starts; it is None in the view that does not name the muscle.
    """

    muscle: Muscle
    outlines: tuple[Curve, ...]
    fibres: tuple[Curve, ...]
    anchor: Knot | None

    def path(self, *, mirrored: bool) -> str:
        """SVG path data of the outlines on one half of the picture."""
        return _path(self.outlines, mirrored=mirrored)

    def fibre_path(self, *, mirrored: bool) -> str:
        """SVG path data of the direction the fibres run in."""
        return _path(self.fibres, mirrored=mirrored)


def region(
    muscle: Muscle, *outlines: str, fibres: tuple[str, ...] = (), anchor: tuple[float, float] | None = None
) -> Region:
    """A region from the text of its curves, as ``curve`` reads it."""
    return Region(
        muscle,
        tuple(curve(outline) for outline in outlines),
        tuple(curve(fibre, closed=False) for fibre in fibres),
        Knot(*anchor) if anchor else None,
    )


def is_mirrored(view: View, side: Side) -> bool:
    """Whether a side of the body lies on the half with negative x: in front view the person's right does."""
    return side is (Side.RIGHT if view is View.FRONT else Side.LEFT)


def _path(curves: tuple[Curve, ...], *, mirrored: bool) -> str:
    return "".join((each.mirrored if mirrored else each).path for each in curves)
