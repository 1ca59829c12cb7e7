"""Names beside the figure: which muscle groups are named, and where the names stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kilter.body.muscles import Muscle
from kilter.exchange.body_map.curves import Knot
from kilter.exchange.body_map.regions import Region
from kilter.exchange.body_map.shades import Shade

MOST = 6
"""More names than this beside one half of a figure would read as noise."""

NAMED = (Shade.LIKELY, Shade.POSSIBLE)
"""The shades whose muscles are named, the more telling first."""

SHORT_NAMES = {
    Muscle.GLUTEUS_MAXIMUS: ("Gluteus", "maximus"),
    Muscle.GLUTEUS_MEDIUS: ("Gluteus", "medius"),
    Muscle.GLUTEUS_MINIMUS: ("Gluteus", "minimus"),
    Muscle.DEEP_EXTERNAL_ROTATORS: ("Deep", "external", "rotators"),
    Muscle.TENSOR_FASCIAE_LATAE: ("Tensor", "fasciae", "latae"),
    Muscle.ILIOPSOAS: ("Iliopsoas",),
    Muscle.RECTUS_FEMORIS: ("Rectus", "femoris"),
    Muscle.SARTORIUS: ("Sartorius",),
    Muscle.ADDUCTORS: ("Adductors",),
    Muscle.HAMSTRINGS: ("Hamstrings",),
    Muscle.QUADRICEPS: ("Quadriceps",),
    Muscle.CALF: ("Calf",),
    Muscle.TRANSVERSUS_ABDOMINIS: ("Transversus", "abdominis"),
    Muscle.RECTUS_ABDOMINIS: ("Rectus", "abdominis"),
    Muscle.OBLIQUES: ("Obliques",),
    Muscle.QUADRATUS_LUMBORUM: ("Quadratus", "lumborum"),
    Muscle.ERECTOR_SPINAE: ("Erector", "spinae"),
    Muscle.MULTIFIDUS: ("Multifidus",),
    Muscle.PELVIC_FLOOR: ("Pelvic", "floor"),
}


@dataclass(frozen=True, slots=True)
class Label:
    """A name to be written beside the figure, and the point on the muscle that it belongs to."""

    lines: tuple[str, ...]
    shade: Shade
    anchor: Knot


def choose_labels(regions: Sequence[Region], shades: Mapping[Muscle, Shade]) -> tuple[tuple[Label, ...], int]:
    """The names for one side of one view, from top to bottom, and how many found no room."""
    wanted = [
        Label(SHORT_NAMES[region.muscle], shades[region.muscle], region.anchor)
        for region in regions
        if region.anchor is not None and shades[region.muscle] in NAMED
    ]
    wanted.sort(key=lambda label: (NAMED.index(label.shade), label.anchor.y))
    shown = sorted(wanted[:MOST], key=lambda label: label.anchor.y)
    return tuple(shown), max(0, len(wanted) - MOST)


def spread(centres: Sequence[float], heights: Sequence[float], *, top: float, bottom: float) -> list[float]:
    """Move labels apart, each as little as possible, keeping their order.

    Args:
        centres: where each label would like its middle to be, ascending, figure units.
        heights: how tall each label is, its margin included, figure units.
        top: no label reaches above this.
        bottom: nor below this, as long as all of them fit.

    Returns:
        The middles, in the same order, at least half of both heights apart.
    """
    offsets, reach = [], 0.0
    for height in heights:
        offsets.append(reach + height / 2)
        reach += height
    blocks: list[list[float]] = []
    for centre, offset in zip(centres, offsets, strict=True):
        blocks.append([centre - offset])
        while len(blocks) > 1 and _mean(blocks[-2]) > _mean(blocks[-1]):
            last = blocks.pop()
            blocks[-1] += last
    starts = [_mean(block) for block in blocks for _ in block]
    return [max(top, min(bottom - reach, start)) + offset for start, offset in zip(starts, offsets, strict=True)]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
