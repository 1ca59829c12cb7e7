"""Lifting: a small network that knows how the pose model errs, from landmarks to the points of the skeleton.

It was trained on pictures of bodies whose joints are known (``tools/train_lifter.py``); how much better it is than
the landmarks as they come is told in the documentation (accuracy).
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from kilter.body.skeleton import POINTS
from kilter.errors import Problem, ShapeError
from kilter.motion.filters import Array
from kilter.motion.pose.expected import EXPECTED, Expected
from kilter.motion.pose.features import mirrored_features, mirrored_points

Weights = npt.NDArray[np.float32]
_COORDINATES = 3 * len(POINTS)
_ACROSS = np.array([-1.0, 1.0, 1.0])
# frames that are lifted at a time: few enough for what lies between the layers to stay in the processor's cache
_BLOCK = 256
NORMAL_HEIGHT_M = 1.7
"""The height of the body that lifted points belong to: a picture does not tell how tall a person is."""


@dataclass(frozen=True, slots=True, eq=False)
class Lifted:
    """Points of the skeleton in the camera's axes: x to the right of the picture, y away, z up in the picture.

    Args:
        points: (T, 18, 3) metres from the middle of the hips, of a body 1.7 m tall; NaN where a frame was not seen.
        up: (T, 3) unit vectors that point up in the room.
    """

    points: Array
    up: Array


@dataclass(frozen=True, slots=True, eq=False)
class Lifter:
    """The network: layers with rectifiers between them, and a straight way past them.

    Args:
        layers: weight (out, in) and bias (out,) of each layer.
        straight: (out, in) weights of the way past.
        guided: a network that is also told what to expect, to be used where that is known.
        told: (2, out) of the first layer and of the way past: what this one is told to expect adds to them, for a
            picture and for its mirror image; None where it is told nothing.

    Raises:
        ShapeError: the layers do not fit together.
    """

    layers: tuple[tuple[Weights, Weights], ...]
    straight: Weights
    guided: "Lifter | None" = None
    told: tuple[Weights, Weights] | None = None

    def __post_init__(self) -> None:
        sizes = [self.straight.shape[1], *(len(weight) for weight, _ in self.layers)]
        fits = all(
            weight.shape == (out, into) and bias.shape == (out,)
            for (weight, bias), into, out in zip(self.layers, sizes, sizes[1:], strict=False)
        )
        if not fits or self.straight.shape != (sizes[-1], sizes[0]) or sizes[-1] != _COORDINATES + 3:
            raise ShapeError(
                Problem("lifter", "The layers do not fit together.", "Train it anew with tools/train_lifter.py.")
            )

    @property
    def inputs(self) -> int:
        """How many features it takes, beside what is expected."""
        columns = int(self.straight.shape[1])
        return columns - EXPECTED if columns > EXPECTED else columns

    def expecting(self, expected: Expected) -> "Lifter":
        """The network to use where it is known what the person was asked to do; this one where none is guided."""
        if self.guided is None:
            return self
        rows = np.stack([expected.row, expected.mirrored.row]).astype(np.float32)
        (weight, bias), *rest = self.guided.layers
        straight, own = self.guided.straight, slice(None, -EXPECTED)
        return replace(
            self.guided,
            layers=((weight[:, own], bias), *rest),
            straight=straight[:, own],
            told=(rows @ weight[:, -EXPECTED:].T, rows @ straight[:, -EXPECTED:].T),
        )

    def lift(self, described: Array) -> Lifted:
        """Points and the upward direction, the same for a picture and its mirror image.

        Args:
            described: (T, F) features.

        Returns:
            what the network makes of each frame; NaN where a feature is missing.
        """
        frames = len(described)
        points, up = np.empty((frames, len(POINTS), 3)), np.empty((frames, 3))
        for start in range(0, frames, _BLOCK):
            rows = slice(start, start + _BLOCK)
            points[rows], up[rows] = self._lift(described[rows])
        return Lifted(points, up)

    def _lift(self, described: Array) -> tuple[Array, Array]:
        frames = len(described)
        both = np.concatenate([described, mirrored_features(described)]).astype(np.float32)
        hidden, past = both, both @ self.straight.T
        for index, (weight, bias) in enumerate(self.layers):
            hidden = hidden @ weight.T
            hidden += bias
            if index == 0 and self.told is not None:
                for rows, told in zip((hidden, past), self.told, strict=True):
                    halves = rows.reshape(2, frames, -1)  # the pictures, and their mirror images
                    halves += told[:, None]
            if index < len(self.layers) - 1:
                np.maximum(hidden, 0.0, out=hidden)
        out: Array = (past + hidden).astype(np.float64)
        points = out[:, :_COORDINATES].reshape(2 * frames, len(POINTS), 3)
        up = out[:frames, _COORDINATES:] + out[frames:, _COORDINATES:] * _ACROSS
        return (
            (points[:frames] + mirrored_points(points[frames:])) / 2,
            up / (np.sqrt((up * up).sum(axis=1, keepdims=True)) + 1e-9),
        )
