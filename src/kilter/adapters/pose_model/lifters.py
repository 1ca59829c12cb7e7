"""The trained networks that lift landmarks to the points of the skeleton, from the package's own files."""

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kilter.errors import KilterError, Problem, UsageError
from kilter.motion.pose.lifting import Lifter, Weights

NETWORKS = Path(__file__).parent
DEEP_FILE = "lifter.npz"
FLAT_FILE = "lifter_flat.npz"
GUIDED_FILE = "lifter_guided.npz"


class Lifters(NamedTuple):
    """The two networks, in the order in which a pose is asked for.

    Args:
        deep: for landmarks with depth, with the network that is also told what to expect.
        flat: for landmarks of a picture only.
    """

    deep: Lifter
    flat: Lifter


def load_lifters(folder: Path = NETWORKS) -> Lifters:
    """Load the networks.

    Args:
        folder: where ``lifter.npz``, ``lifter_guided.npz`` and ``lifter_flat.npz`` lie.

    Returns:
        the networks, in single precision.

    Raises:
        UsageError: a file is missing or is no such network.
    """
    deep = replace(_load(folder / DEEP_FILE), guided=_load(folder / GUIDED_FILE))
    return Lifters(deep, _load(folder / FLAT_FILE))


def _load(path: Path) -> Lifter:
    if not path.is_file():
        raise UsageError(Problem(str(path), "The lifting network is missing.", "Install Kilter again."))
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            layers = sum(name.startswith("weight_") for name in arrays.files)
            return Lifter(
                tuple((_weights(arrays[f"weight_{k}"]), _weights(arrays[f"bias_{k}"])) for k in range(layers)),
                _weights(arrays["straight"]),
            )
    except (OSError, EOFError, KeyError, ValueError, IndexError, AttributeError, zipfile.BadZipFile, KilterError):
        what = "The lifting network is damaged."
        raise UsageError(Problem(str(path), what, "Install Kilter again.")) from None


def _weights(stored: np.ndarray) -> Weights:
    weights = stored.astype(np.float32)
    if not np.isfinite(weights).all():
        raise ValueError("a weight is no number")
    return weights
