"""What can be said about how a loop is shown."""

from dataclasses import dataclass
from typing import Literal, TypedDict

from tools.demonstrations.acting import Correction
from tools.demonstrations.setting import Moving, Standing
from tools.demonstrations.staging import View

Mat = Literal["along", "across"]


@dataclass(frozen=True, slots=True)
class Direction:
    """How one loop is shown.

    Attributes:
        view: from where.
        more: corrections of the legs.
        hands: what puts the hands where they belong.
        head: what puts the head there.
        standing, moving: props that stay where they are, and those that go with the body.
        mat: whether a mat lies along the body's way or across it, if there is one.
        shoes: worn or not.
    """

    view: View
    more: tuple[Correction, ...] = ()
    hands: tuple[Correction, ...] = ()
    head: tuple[Correction, ...] = ()
    standing: tuple[Standing, ...] = ()
    moving: tuple[Moving, ...] = ()
    mat: Mat | None = None
    shoes: bool = True


class Own(TypedDict, total=False):
    """What an exercise, level or test changes in the direction of its position."""

    view: View
    more: tuple[Correction, ...]
    hands: tuple[Correction, ...]
    head: tuple[Correction, ...]
    standing: tuple[Standing, ...]
    moving: tuple[Moving, ...]
    mat: Mat | None
    shoes: bool
