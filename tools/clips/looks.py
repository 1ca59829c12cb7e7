"""Clothes, rooms, light and cameras as people have them at home, drawn at random."""

import colorsys

import numpy as np
from tools.rendering.look import Colour, Light, Look, Mat, Outfit, Panel, Room, Sensor

_SKINS: tuple[Colour, ...] = (
    (0.95, 0.80, 0.70),
    (0.87, 0.68, 0.55),
    (0.78, 0.57, 0.43),
    (0.62, 0.43, 0.31),
    (0.45, 0.30, 0.21),
    (0.30, 0.20, 0.15),
)
_HAIRS: tuple[Colour, ...] = (
    (0.08, 0.06, 0.05),
    (0.22, 0.14, 0.09),
    (0.45, 0.30, 0.17),
    (0.75, 0.60, 0.38),
    (0.60, 0.60, 0.60),
    (0.85, 0.85, 0.84),
)


def random_look(random: np.random.Generator) -> Look:
    """Any person in any room: what they wear, how it is lit, and what the camera adds."""
    shirt, trousers = _cloth(random), _cloth(random)
    floor = _muted(random, 0.2, 0.8)
    return Look(
        Outfit(
            skin=_SKINS[int(random.integers(len(_SKINS)))],
            hair=_HAIRS[int(random.integers(len(_HAIRS)))],
            hair_style=str(random.choice(["bald", "cropped", "short", "bun", "ponytail", "long"])),  # type: ignore[arg-type]
            beard=bool(random.random() < 0.15),
            shirt=shirt,
            sleeve=float(random.choice([0.1, 0.4, 0.6, 0.9, 1.9])),
            hem_m=float(random.uniform(-0.12, 0.05)),
            shirt_loose_m=float(random.uniform(0.004, 0.02)),
            tucked=bool(random.random() < 0.25),
            trousers=trousers,
            leg=float(random.choice([0.35, 0.6, 0.9, 1.4, 1.9])),
            trousers_loose_m=float(random.uniform(0.004, 0.02)),
            shoes=_cloth(random) if random.random() < 0.55 else None,
            socks=_cloth(random) if random.random() < 0.6 else None,
            wrinkles_m=float(random.uniform(0.0, 0.004)),
        ),
        Room(
            floor_style=str(random.choice(["plain", "planks", "tiles"])),  # type: ignore[arg-type]
            floor=floor,
            wall=_muted(random, 0.25, 0.95),
            back_m=float(random.uniform(1.2, 3.5)),
            left_m=float(random.uniform(1.6, 4.0)),
            right_m=-float(random.uniform(1.6, 4.0)),
            panels=tuple(_panel(random) for _ in range(int(random.integers(0, 4)))),
            mat=Mat(colour=_cloth(random), yaw_deg=float(random.uniform(-90, 90))) if random.random() < 0.5 else None,
        ),
        Light(
            azimuth_deg=float(random.uniform(-120, 120)),
            elevation_deg=float(random.uniform(25, 80)),
            key=float(random.uniform(0.3, 0.85)),
            ambient=float(random.uniform(0.3, 0.65)),
            warmth=float(random.uniform(-0.6, 0.8)),
        ),
        Sensor(
            brightness=float(random.uniform(0.65, 1.3)),
            noise=float(random.uniform(0, 7)),
            blur_px=float(random.uniform(0, 0.9)),
            jpeg_quality=int(random.integers(45, 95)),
        ),
    )


def _cloth(random: np.random.Generator) -> Colour:
    """Any colour that cloth is dyed in, greys and black often."""
    saturation = float(random.uniform(0, 0.75)) if random.random() < 0.65 else float(random.uniform(0, 0.1))
    return colorsys.hsv_to_rgb(float(random.random()), saturation, float(random.uniform(0.08, 0.95)))


def _muted(random: np.random.Generator, dark: float, light: float) -> Colour:
    return colorsys.hsv_to_rgb(
        float(random.random()), float(random.uniform(0, 0.3)), float(random.uniform(dark, light))
    )


def _panel(random: np.random.Generator) -> Panel:
    width, height = random.uniform(0.3, 1.2), random.uniform(0.3, 1.6)
    return Panel(
        "back",
        float(random.uniform(-1.6, 1.6)),
        float(random.uniform(0, 1.2)),
        float(width),
        float(height),
        _cloth(random),
        _cloth(random),
    )
