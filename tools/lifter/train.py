"""Train the lifting network on rendered clips: ``python -m tools.lifter.train build/lifter/*.npz -o FILE``.

Each file holds the clips of one run of ``tools.lifter.render``: landmarks as the pose model saw them, and where the
points of the skeleton really were. Clips, not frames, are set aside to watch the training by.

A guided network is told beside the landmarks what the person was asked to do. Now and then that is left out, leaves
open which side works, or is another exercise, so that it learns how far to trust it.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tools.clips.plans import performables
from torch import Tensor, nn

from kilter.adapters.knowledge_files import load_catalogue
from kilter.body.landmarks import Landmark
from kilter.body.sides import Side
from kilter.body.skeleton import BONES, POINTS, Point
from kilter.knowledge.schema.movements import Laterality
from kilter.motion.pose.expected import EXPECTED, expected_by_side
from kilter.motion.pose.features import FLAT, USED, mirrored_features, mirrored_points
from kilter.motion.pose.standins import HEEL_SHARE, TOE_SHARE
from kilter.motion.pose.view import Facing

WIDTH = 512
EPOCHS = 30
BATCH = 1024
DROPPED = 0.1
# how much the inputs are shaken, in units of each one's spread; visibilities of other pose models differ most
NOISE = 0.04
VISIBILITY_NOISE = 0.3
# standard deviation of a camera's roll, radians
ROLL = 0.12
# what being off the picture weighs
OFF_PICTURE = 0.3
LEAST_SPREAD = 0.05
# of what a guided network is told: metres to one unit, and how often it is nothing, of either side, or wrong
EXPECTED_SPREAD = 0.4
TOLD_NOTHING, TOLD_EITHER_SIDE, TOLD_WRONG = 0.25, 0.25, 0.06
LEAST_VISIBILITY_SPREAD = 0.25
WATCHED_SHARE = 0.06
_POINTS = 3 * len(POINTS)
_SEEN = [
    (f"{name}_{side}", f"{side}_{name}") for side in Side for name in ("shoulder", "elbow", "hip", "knee", "ankle")
]
_SEEN_POINTS = [Point(point).index for point, _ in _SEEN]
_SEEN_LANDMARKS = [USED.index(Landmark(landmark)) for _, landmark in _SEEN]
_VISIBILITIES = slice(2 * len(USED), 3 * len(USED))
_PAIRS = [*BONES, *((Point(f"shoulder_{s}"), Point(f"hip_{s}")) for s in ("left", "right"))]
_PAIRS += [(Point.HIP_RIGHT, Point.HIP_LEFT), (Point.SHOULDER_RIGHT, Point.SHOULDER_LEFT), (Point.LUMBAR, Point.NECK)]
# what each bone's direction weighs: legs and trunk are what findings rest on
_WEIGHT = {"hip": 3.0, "knee": 3.0, "lumbar": 3.0, "shoulder": 1.5}


@dataclass(frozen=True, slots=True)
class Examples:
    """Features, the points and the upward direction that belong to them, and the clip each frame is of.

    Args:
        inputs, targets, clips: one row for each frame.
        asked: for each frame the rows of ``expectations`` that fit it: with its side known, and left open.
        expectations: (E, EXPECTED) what a guided network is told; the first row is nothing.
    """

    inputs: NDArray[np.float32]
    targets: NDArray[np.float32]
    clips: NDArray[np.int64]
    asked: NDArray[np.int64]
    expectations: NDArray[np.float32]


class Expectations:
    """What to expect of each exercise, level and test, as rows of one table."""

    def __init__(self) -> None:
        rows = [np.zeros(EXPECTED)]
        self._first: dict[str, int] = {}
        for shown in performables(load_catalogue(None)):
            facing = Facing(shown.performed.camera.facing)
            one_side = shown.performed.laterality is Laterality.ONE_SIDE
            self._first[shown.id] = len(rows)
            rows += [one.row for one in expected_by_side(shown.movement, facing, one_side=one_side)]
            rows.append(expected_by_side(shown.movement, facing, one_side=False).left.row)
        self.table = np.array(rows, dtype=np.float32)

    def rows(self, shown: str, side: str) -> tuple[int, int]:
        """The rows for a clip with its side known and left open; nothing of what the catalogue no longer has."""
        first = self._first.get(shown)
        if first is None:
            return 0, 0
        return first + {"left": 0, "right": 1}.get(side, 2), first + 2


def read(files: list[Path], *, flat: bool) -> Examples:
    """All frames of the files in which a body was found, each also as its mirror image."""
    inputs, targets, clips, asked, first = [], [], [], [], 0
    expectations = Expectations()
    other = {"left": "right", "right": "left"}
    across = np.array([-1.0, 1.0, 1.0])
    for file in files:
        with np.load(file) as stored:
            seen = stored["seen"]
            described = stored["features"][seen].astype(np.float64)
            if flat:
                described = _some_without_feet(described[:, :FLAT])
            points, up = stored["points"][seen], stored["up"][seen]
            inputs += [described, mirrored_features(described)]
            targets += [
                np.concatenate([points.reshape(len(points), -1), up], axis=1),
                np.concatenate([mirrored_points(points).reshape(len(points), -1), up * across], axis=1),
            ]
            clips += [stored["clip"][seen] + first] * 2
            first += int(stored["clip"].max()) + 1
            shown = stored["shown"][seen].tolist()
            sides = stored["side"][seen].tolist() if "side" in stored else [""] * len(shown)
            asked += [expectations.rows(*one) for one in zip(shown, sides, strict=True)]
            asked += [expectations.rows(one, other.get(side, "")) for one, side in zip(shown, sides, strict=True)]
    return Examples(
        np.concatenate(inputs).astype(np.float32),
        np.concatenate(targets).astype(np.float32),
        np.concatenate(clips),
        np.array(asked),
        expectations.table,
    )


def told(asked: NDArray[np.int64], expectations: int, random: np.random.Generator) -> NDArray[np.int64]:
    """(B,) rows of the expectations that frames are trained with, drawn anew each time."""
    frames = len(asked)
    rows = np.where(random.random(frames) < TOLD_EITHER_SIDE, asked[:, 1], asked[:, 0])
    rows = np.where(random.random(frames) < TOLD_WRONG, random.integers(1, expectations, frames), rows)
    return np.where(random.random(frames) < TOLD_NOTHING, 0, rows)


def _some_without_feet(described: NDArray[np.float64]) -> NDArray[np.float64]:
    """Flat features, every other one as of a source that knows no feet: they are stood in for, as at run time."""
    changed = described.copy()
    rows = slice(None, None, 2)
    about = changed[rows, : 2 * len(USED)].reshape(-1, len(USED), 2).copy()
    seen = changed[rows, 2 * len(USED) : 3 * len(USED)].copy()
    feet = [USED.index(Landmark(f"{side}_{part}")) for side in Side for part in ("heel", "foot_index")]
    for side in Side:
        knee, ankle = (about[:, USED.index(Landmark(f"{side}_{part}"))] for part in ("knee", "ankle"))
        about[:, USED.index(Landmark(f"{side}_heel"))] = ankle + HEEL_SHARE * (ankle - knee)
        about[:, USED.index(Landmark(f"{side}_foot_index"))] = ankle + TOE_SHARE * (ankle - knee)
    seen[:, feet] = np.delete(seen, feet, axis=1).mean(axis=1, keepdims=True)
    larger = np.sqrt((about * about).sum(axis=(1, 2)) / len(USED))
    changed[rows, : 2 * len(USED)] = (about / larger[:, None, None]).reshape(len(about), -1)
    changed[rows, 2 * len(USED) : 3 * len(USED)] = seen
    changed[rows, FLAT - 1] *= larger
    return changed


class Network(nn.Module):  # type: ignore[misc] # torch is not typed where it is not installed
    """Three layers with rectifiers, and a straight way past them."""

    def __init__(self, inputs: int, outputs: int, width: int) -> None:
        super().__init__()
        self.straight = nn.Linear(inputs, outputs, bias=False)
        self.deep = nn.Sequential(
            nn.Linear(inputs, width),
            nn.ReLU(),
            nn.Dropout(DROPPED),
            nn.Linear(width, width),
            nn.ReLU(),
            nn.Dropout(DROPPED),
            nn.Linear(width, outputs),
        )

    def forward(self, x: Tensor) -> Tensor:
        """Outputs of a batch."""
        return self.straight(x) + self.deep(x)


def loss_of(out: Tensor, target: Tensor) -> Tensor:
    """Distance of the points, direction of the bones, bend of knees and hips, and the upward direction."""
    points, truth = out[:, :_POINTS].view(-1, len(POINTS), 3), target[:, :_POINTS].view(-1, len(POINTS), 3)
    apart = torch.linalg.vector_norm(points - truth, dim=2).mean()
    turned = out.new_zeros(())
    total = 0.0
    for start, end in _PAIRS:
        weight = _WEIGHT.get(start.partition("_")[0], 1.0)
        a, b = points[:, end.index] - points[:, start.index], truth[:, end.index] - truth[:, start.index]
        turned = turned + weight * _between(a, b).mean()
        total += weight
    bends = out.new_zeros(())
    for side in ("left", "right"):
        for first, middle, last in (("hip", "knee", "ankle"), ("shoulder", "hip", "knee")):
            at = [Point(f"{name}_{side}").index for name in (first, middle, last)]
            bends = bends + (_bend(points, at) - _bend(truth, at)).abs().mean()
    up = _between(out[:, _POINTS:], target[:, _POINTS:]).mean()
    return 2.0 * apart + turned / total + 0.5 * bends + 0.5 * up


def rolled(inputs: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
    """The same frames by cameras rolled about their line of sight, each by an angle of its own."""
    angle = ROLL * torch.randn(len(inputs))
    cosine, sine = torch.cos(angle)[:, None], torch.sin(angle)[:, None]
    turned, wanted = inputs.clone(), targets.clone()

    def turn(values: Tensor, across: slice, down: slice, sign: float) -> None:
        x, y = values[:, across].clone(), values[:, down].clone()
        values[:, across], values[:, down] = cosine * x - sign * sine * y, sign * sine * x + cosine * y

    flat = 2 * len(USED)
    turn(turned, slice(0, flat, 2), slice(1, flat, 2), 1.0)
    turn(turned, slice(FLAT - 3, FLAT - 2), slice(FLAT - 2, FLAT - 1), 1.0)
    if inputs.shape[1] > FLAT:
        turn(turned, slice(FLAT, None, 3), slice(FLAT + 2, None, 3), -1.0)
    turn(wanted, slice(0, None, 3), slice(2, None, 3), -1.0)
    return turned, wanted


def off_picture(out: Tensor, seen: Tensor) -> Tensor:
    """How far points lie off their landmarks in the picture, in units of the body's size in it."""
    points = out[:, :_POINTS].view(-1, len(POINTS), 3)[:, _SEEN_POINTS][..., [0, 2]]
    picture = seen[:, : 2 * len(USED)].view(-1, len(USED), 2)[:, _SEEN_LANDMARKS] * torch.tensor([1.0, -1.0])
    points, picture = points - points.mean(dim=1, keepdim=True), picture - picture.mean(dim=1, keepdim=True)
    scale = (points * picture).sum(dim=(1, 2)) / ((points * points).sum(dim=(1, 2)) + 1e-6)
    off = ((picture - points * scale[:, None, None]) ** 2).sum(dim=(1, 2)) / (picture**2).sum(dim=(1, 2))
    return torch.sqrt(off + 1e-6).mean()


def _bend(points: Tensor, at: list[int]) -> Tensor:
    return _between(points[:, at[0]] - points[:, at[1]], points[:, at[2]] - points[:, at[1]])


def _between(a: Tensor, b: Tensor) -> Tensor:
    """Angle between vectors, radians, with a gradient everywhere."""
    across = torch.linalg.vector_norm(torch.linalg.cross(a, b) + 1e-7, dim=1)
    return torch.atan2(across, (a * b).sum(dim=1))


def train(
    examples: Examples, *, epochs: int, width: int, seed: int, guided: bool
) -> tuple[Network, NDArray[np.float32], NDArray[np.float32]]:
    """Train, and tell after each tenth of the way how the clips set aside come out."""
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    clips = np.unique(examples.clips)
    aside = np.isin(examples.clips, generator.choice(clips, int(len(clips) * WATCHED_SHARE), replace=False))
    mean, spread = examples.inputs.mean(axis=0), examples.inputs.std(axis=0)
    least = np.full(len(spread), LEAST_SPREAD, dtype=np.float32)
    least[_VISIBILITIES] = LEAST_VISIBILITY_SPREAD
    spread = np.maximum(spread, least)
    noise = torch.full((len(spread),), NOISE)
    noise[_VISIBILITIES] = VISIBILITY_NOISE
    inputs, targets = torch.from_numpy(examples.inputs), torch.from_numpy(examples.targets)
    centre, scale = torch.from_numpy(mean), torch.from_numpy(spread)
    learn, watch = torch.from_numpy(np.flatnonzero(~aside)), torch.from_numpy(np.flatnonzero(aside))
    guidance = torch.from_numpy(examples.expectations) / EXPECTED_SPREAD
    network = Network(inputs.shape[1] + (EXPECTED if guided else 0), targets.shape[1], width)

    def with_guidance(seen: Tensor, rows: NDArray[np.int64]) -> Tensor:
        return torch.cat([seen, guidance[torch.from_numpy(rows)]], dim=1) if guided else seen

    optimiser = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=1e-3)
    steps = epochs * (len(learn) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, total_steps=steps, pct_start=0.1)
    for epoch in range(epochs):
        network.train()
        total = 0.0
        order = learn[torch.randperm(len(learn))]
        for start in range(0, len(order) - BATCH + 1, BATCH):
            batch = order[start : start + BATCH]
            seen, truth = rolled(inputs[batch], targets[batch])
            noisy = (seen - centre) / scale + noise * torch.randn_like(seen)
            asked = told(examples.asked[batch.numpy()], len(guidance), generator)
            out = network(with_guidance(noisy, asked))
            loss = loss_of(out, truth) + OFF_PICTURE * off_picture(out, seen)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        if epoch % max(1, epochs // 10) == 0 or epoch == epochs - 1:
            network.eval()
            with torch.no_grad():
                seen = with_guidance((inputs[watch] - centre) / scale, examples.asked[watch.numpy(), 0])
                watched = float(loss_of(network(seen), targets[watch]))
            print(f"epoch {epoch}: training {total / (len(learn) // BATCH):.4f}, set aside {watched:.4f}", flush=True)
    if guided:
        mean = np.concatenate([mean, np.zeros(EXPECTED, dtype=np.float32)])
        spread = np.concatenate([spread, np.full(EXPECTED, EXPECTED_SPREAD, dtype=np.float32)])
    return network, mean, spread


def save(network: Network, mean: NDArray[np.float32], spread: NDArray[np.float32], file: Path) -> None:
    """Write the weights in half precision, the scaling of the inputs folded in."""
    straight = network.straight.weight.detach().numpy() / spread
    linears = [layer for layer in network.deep if isinstance(layer, nn.Linear)]
    weights = [layer.weight.detach().numpy() for layer in linears]
    biases = [layer.bias.detach().numpy() for layer in linears]
    weights[0] = weights[0] / spread
    biases[0] = biases[0] - weights[0] @ mean
    biases[-1] = biases[-1] - straight @ mean
    arrays = {"straight": straight}
    for index, (weight, bias) in enumerate(zip(weights, biases, strict=True)):
        arrays |= {f"weight_{index}": weight, f"bias_{index}": bias}
    np.savez_compressed(file, **{name: array.astype(np.float16) for name, array in arrays.items()})


def main() -> None:
    """Read the files, train, and write the network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--width", type=int, default=WIDTH)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--flat", action="store_true", help="for sources of two dimensions")
    parser.add_argument("--guided", action="store_true", help="told what the person was asked to do")
    options = parser.parse_args()
    examples = read(options.files, flat=options.flat)
    print(f"{len(examples.inputs)} examples of {examples.inputs.shape[1]} features", flush=True)
    network, mean, spread = train(
        examples, epochs=options.epochs, width=options.width, seed=options.seed, guided=options.guided
    )
    save(network, mean, spread, options.output)
    print(f"{options.output}: {options.output.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
