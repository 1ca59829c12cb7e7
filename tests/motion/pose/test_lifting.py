"""The lifting network: its shape, and that it knows no left and right of its own."""

from dataclasses import replace

import numpy as np
import pytest
from tests.motion.people import honest_lifter, see, some_lifter, squatting

from kilter.body.appearance import Noise
from kilter.body.skeleton import POINTS
from kilter.errors import ShapeError
from kilter.motion.pose.expected import EXPECTED, MOMENTS, Expected
from kilter.motion.pose.features import FLAT, FULL, features, mirrored_features, mirrored_points
from kilter.motion.pose.lifting import Lifter


@pytest.mark.parametrize("inputs", [FULL, FLAT])
def test_the_mirrored_picture_is_lifted_to_the_mirrored_body(inputs: int) -> None:
    """Whatever the network has learnt, a picture and its mirror image give bodies that mirror each other."""
    random = np.random.default_rng(1)
    described = random.normal(0, 1, (300, inputs)).astype(np.float32).astype(np.float64)
    lifter = some_lifter(inputs)

    there, back = lifter.lift(described), lifter.lift(mirrored_features(described))

    np.testing.assert_allclose(back.points, mirrored_points(there.points), atol=1e-6)
    np.testing.assert_allclose(back.up, there.up * (-1.0, 1.0, 1.0), atol=1e-5)


def test_a_frame_is_lifted_alike_alone_and_among_others() -> None:
    """Blocks leave no seam, and no frame knows of its neighbours."""
    described = np.random.default_rng(2).normal(0, 1, (700, FULL))
    lifter = some_lifter()

    together = lifter.lift(described)

    for frame in (0, 255, 256, 699):
        np.testing.assert_allclose(
            lifter.lift(described[frame : frame + 1]).points[0], together.points[frame], atol=1e-5
        )
    assert lifter.lift(described[:0]).points.shape == (0, len(POINTS), 3)


def test_what_is_expected_reaches_the_network_behind_its_features() -> None:
    """Told once, it counts in every layer and in the way past as if it stood in each frame's row; mirrored likewise."""
    random = np.random.default_rng(3)
    described = random.normal(0, 1, (5, FULL))
    expected = Expected(*random.normal(0, 1, (2, MOMENTS, len(POINTS), 3)))
    guided = some_lifter(FULL + EXPECTED)

    found = replace(some_lifter(), guided=guided).expecting(expected).lift(described)

    there, back = (
        _through(guided, np.hstack([seen, np.tile(told.row, (5, 1))]))
        for seen, told in ((described, expected), (mirrored_features(described), expected.mirrored))
    )
    np.testing.assert_allclose(found.points, (there + mirrored_points(back)) / 2, atol=1e-4)


def _through(lifter: Lifter, rows: np.ndarray) -> np.ndarray:
    """(T, 18, 3) what the layers and the way past them make of whole rows, told in plain sums."""
    hidden = rows
    for weight, bias in lifter.layers[:-1]:
        hidden = np.maximum(hidden @ weight.T + bias, 0.0)
    weight, bias = lifter.layers[-1]
    out = hidden @ weight.T + bias + rows @ lifter.straight.T
    return np.asarray(out[:, :-3].reshape(len(rows), len(POINTS), 3))


def test_up_is_a_unit_vector_and_what_is_missing_stays_missing() -> None:
    """The upward direction has length 1; a feature that is NaN makes its own frame NaN and no other."""
    seen = see(squatting(), noise=Noise(jitter_px=2.0)).recording
    described = features(seen.image_px, seen.world_m, seen.visibility, 480, 640)
    described[3, 7] = np.nan

    found = some_lifter().lift(described)

    assert np.isnan(found.points[3]).all()
    rest = np.delete(np.arange(len(described)), 3)
    np.testing.assert_allclose(np.linalg.norm(found.up[rest], axis=1), 1.0, atol=1e-6)


def test_the_way_past_the_layers_alone_gives_back_the_metres() -> None:
    """A network that passes its metres through gives the joints that the camera saw."""
    seen = see(squatting())
    recording = seen.recording
    described = features(recording.image_px, recording.world_m, recording.visibility, 480, 640)

    found = honest_lifter().lift(described)

    hips = seen.points[:, 6:8].mean(axis=1, keepdims=True)
    expected = (seen.points - hips) @ seen.camera.axes.T
    np.testing.assert_allclose(found.points[:, :16], expected[:, :16], atol=1e-5)


def test_layers_that_do_not_fit_are_refused() -> None:
    """A network put together wrongly is not used, and the message says how to mend it."""
    good = some_lifter()
    weight, bias = good.layers[0]

    with pytest.raises(ShapeError, match="layers do not fit"):
        Lifter(((weight, bias[:-1]), *good.layers[1:]), good.straight)
    with pytest.raises(ShapeError, match="layers do not fit"):
        Lifter(good.layers, good.straight[:-1])
