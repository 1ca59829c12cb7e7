"""The lifting networks: loaded as they were saved, and refused in words when they are not there or not whole."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kilter.adapters.pose_model.lifters import DEEP_FILE, FLAT_FILE, GUIDED_FILE, NETWORKS, load_lifters
from kilter.body.skeleton import POINTS
from kilter.errors import UsageError
from kilter.motion.pose.expected import EXPECTED
from kilter.motion.pose.features import FLAT, FULL

OUTPUTS = 3 * len(POINTS) + 3


def arrays(inputs: int, width: int = 8) -> dict[str, Any]:
    """A small network as it is saved, in half precision."""
    sizes = (inputs, width, OUTPUTS)
    found: dict[str, Any] = {"straight": np.full((OUTPUTS, inputs), 0.25)}
    for index, (into, out) in enumerate(pairwise(sizes)):
        found |= {f"weight_{index}": np.full((out, into), 0.5), f"bias_{index}": np.full(out, -1.0)}
    return {name: array.astype(np.float16) for name, array in found.items()}


def save(folder: Path) -> None:
    """All networks, whole."""
    for name, inputs in ((DEEP_FILE, FULL), (GUIDED_FILE, FULL + EXPECTED), (FLAT_FILE, FLAT)):
        np.savez_compressed(folder / name, **arrays(inputs))


def test_both_networks_are_read_in_single_precision(tmp_path: Path) -> None:
    """Each network takes its own features, with the weights that were saved."""
    save(tmp_path)

    deep, flat = load_lifters(tmp_path)

    assert (deep.inputs, flat.inputs) == (FULL, FLAT)
    assert deep.straight.dtype == np.float32
    assert [weight.shape for weight, _ in flat.layers] == [(8, FLAT), (OUTPUTS, 8)]
    assert (flat.layers[0][1] == -1.0).all()


def test_the_shipped_networks_are_whole() -> None:
    """What is in the package can be loaded, and is small."""
    deep, flat = load_lifters()

    assert (deep.inputs, flat.inputs) == (FULL, FLAT)
    assert all((NETWORKS / name).stat().st_size < 2_000_000 for name in (DEEP_FILE, GUIDED_FILE, FLAT_FILE))


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:200])


def _without_bias(path: Path) -> None:
    kept = arrays(FLAT)
    del kept["bias_1"]
    np.savez_compressed(path, **kept)


def _misfit(path: Path) -> None:
    np.savez_compressed(path, **{**arrays(FLAT), "bias_0": np.zeros(3, dtype=np.float16)})


def _not_numbers(path: Path) -> None:
    np.savez_compressed(path, **{**arrays(FLAT), "straight": np.full((OUTPUTS, FLAT), np.nan, dtype=np.float16)})


@pytest.mark.parametrize(
    "spoil",
    [
        _cut,
        _without_bias,
        _misfit,
        _not_numbers,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_text("no network"),
    ],
)
def test_a_damaged_network_is_refused(spoil: Callable[[Path], object], tmp_path: Path) -> None:
    """A network that is cut, incomplete, misshapen, or none at all is told with its path."""
    save(tmp_path)
    spoil(tmp_path / FLAT_FILE)

    with pytest.raises(UsageError, match="damaged") as caught:
        load_lifters(tmp_path)

    assert caught.value.problems[0].place == str(tmp_path / FLAT_FILE)


def test_a_missing_network_is_refused(tmp_path: Path) -> None:
    """Without its file the network is told as missing, with what to do."""
    with pytest.raises(UsageError, match=r"missing.*Install"):
        load_lifters(tmp_path)
