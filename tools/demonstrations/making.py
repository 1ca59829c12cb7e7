"""From a direction to pictures, and from pictures to files that loop."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from PIL import Image
from tools.clips.plans import Performable
from tools.demonstrations.acting import Moment, loop
from tools.demonstrations.directions import SIDE, direction, working_sides
from tools.demonstrations.people import Demonstrator, man, woman
from tools.demonstrations.setting import peak
from tools.demonstrations.shown_as import Direction
from tools.demonstrations.staging import frame
from tools.demonstrations.studio import Ground, Take, Theme, draw, light_for
from tools.rendering.arrays import Floats, Floats32, Picture
from tools.rendering.props import Prop

from kilter.body.cameras import Camera

STILL_QUALITY: Final = 86
_QUALITIES: Final = (65, 56)
_WANTED_BYTES: Final = 66_000
_LYING_M: Final = 0.35
"""What of the body is lower than this wants to lie on the mat."""


def demonstrators(exercise_ids: Sequence[str]) -> Mapping[str, Demonstrator]:
    """Who shows which exercise: the two take turns."""
    two = woman(), man()
    return {exercise: two[number % 2] for number, exercise in enumerate(dict.fromkeys(exercise_ids))}


@dataclass(frozen=True, eq=False)
class Demonstration:
    """One loop before its camera.

    Attributes:
        shown: the exercise, level or test.
        who: shows it.
        sparse: only a few moments of it.
    """

    shown: Performable
    who: Demonstrator
    sparse: bool = False

    @cached_property
    def told(self) -> Direction:
        """How it is shown."""
        return direction(self.shown)

    @cached_property
    def moments(self) -> list[Moment]:
        """The loop."""
        told = self.told
        put_right = (*told.more, *told.hands, *told.head)
        return loop(self.shown, SIDE, self.who.model(), put_right, sparse=self.sparse)

    @cached_property
    def standing(self) -> tuple[Prop, ...]:
        """Props that stay where they are."""
        return tuple(prop for build in self.told.standing for prop in build(self.moments))

    @cached_property
    def camera(self) -> Camera:
        """The camera that has it all in its picture."""
        things: list[Floats | Floats32] = [prop.mesh().vertices for prop in self.standing]
        for moment in (self.moments[0], peak(self.moments)):
            things += [prop.mesh().vertices for build in self.told.moving for prop in build(moment)]
        return frame(self.moments, [*things, self.ground.corners()], self.told.view)

    @cached_property
    def ground(self) -> Ground:
        """The floor, with a mat as long as the body needs."""
        points = np.concatenate([moment.figure.posed().vertices[::9] for moment in self.moments[::2]])
        low, high = points.min(axis=0), points.max(axis=0)
        middle = (float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2)
        if self.told.mat is None:
            return Ground(middle)
        lying = points[points[:, 2] < _LYING_M]
        low, high = lying.min(axis=0), lying.max(axis=0)
        centre = (float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2)
        along, across = (1, 0) if self.told.mat == "along" else (0, 1)
        length = float(np.clip(high[along] - low[along] + 0.16, 1.05, 1.83))
        width = float(np.clip(high[across] - low[across] + 0.10, 0.66, 0.80))
        return Ground(middle, (length, width), centre, 90.0 if self.told.mat == "along" else 0.0)

    def pictures(self, moment: Moment, themes: Sequence[Theme]) -> list[Picture]:
        """One moment in each theme."""
        clothes = self.who.dressed(working_sides(self.shown), shoes=self.told.shoes)
        props = (*self.standing, *(prop for build in self.told.moving for prop in build(moment)))
        take = Take(moment.figure.posed(), clothes, props)
        return draw(take, self.camera, light_for(self.told.view.azimuth_deg), self.ground, themes)

    def still(self, themes: Sequence[Theme]) -> list[Picture]:
        """The peak in each theme; of a walk the widest step."""
        chosen = self.moments[0] if self.shown.movement.one_way else peak(self.moments)
        return self.pictures(chosen, themes)


def packed_still(picture: Picture) -> bytes:
    """A WebP file."""
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "WEBP", quality=STILL_QUALITY, method=6)
    return buffer.getvalue()


def packed_loop(pictures: Sequence[Picture], milliseconds: Sequence[int]) -> bytes:
    """A WebP file that loops for ever, the larger ones a little coarser."""
    frames = [Image.fromarray(picture) for picture in pictures]
    data = b""
    for quality in _QUALITIES:
        buffer = io.BytesIO()
        frames[0].save(
            buffer, "WEBP", save_all=True, append_images=frames[1:], duration=list(milliseconds), loop=0,
            quality=quality, method=4, minimize_size=True,
        )  # fmt: skip
        data = buffer.getvalue()
        if len(data) <= _WANTED_BYTES:
            break
    return data
