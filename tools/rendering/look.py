"""What a picture looks like apart from the pose: the person's clothes and colours, the room, the light, the sensor."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

Colour = tuple[float, float, float]
HairStyle = Literal["bald", "cropped", "short", "bun", "ponytail", "long"]
FloorStyle = Literal["plain", "planks", "tiles"]
Wall = Literal["left", "right", "back", "front"]


@dataclass(frozen=True, slots=True)
class Outfit:
    """A person's colours and clothes. Colours are sRGB from 0 to 1.

    sleeve: where the sleeves end, 0 at the shoulder, 1 at the elbow, 2 at the wrist. leg: where the trousers' legs end,
    0 at the hip, 1 at the knee, 2 at the ankle. hem_m and waist_m: where the shirt and the trousers end, above the
    hip joints. loose_m: how far the cloth stands off the skin. Shoes or socks that are None are not worn.
    """

    skin: Colour = (0.80, 0.60, 0.48)
    hair: Colour = (0.16, 0.11, 0.08)
    eyes: Colour = (0.30, 0.20, 0.12)
    hair_style: HairStyle = "short"
    beard: bool = False
    shirt: Colour = (0.20, 0.38, 0.62)
    sleeve: float = 0.6
    hem_m: float = -0.06
    shirt_loose_m: float = 0.009
    tucked: bool = False
    trousers: Colour = (0.16, 0.17, 0.20)
    leg: float = 1.9
    waist_m: float = 0.10
    trousers_loose_m: float = 0.008
    shoes: Colour | None = (0.85, 0.85, 0.86)
    soles: Colour = (0.95, 0.95, 0.95)
    socks: Colour | None = (0.90, 0.90, 0.90)
    sock_m: float = 0.10
    wrinkles_m: float = 0.002


@dataclass(frozen=True, slots=True)
class Panel:
    """A flat rectangle on a wall: a picture, a door, a window.

    Attributes:
        wall: on which wall.
        along_m, up_m: its first corner, along the wall (X or Y of the world) and above the floor.
        width_m, height_m: its size.
        colour: inside.
        frame: of its border.
    """

    wall: Wall
    along_m: float
    up_m: float
    width_m: float
    height_m: float
    colour: Colour
    frame: Colour


@dataclass(frozen=True, slots=True)
class Mat:
    """An exercise mat on the floor."""

    centre_m: tuple[float, float] = (0.0, 0.0)
    yaw_deg: float = 0.0
    length_m: float = 1.83
    width_m: float = 0.65
    colour: Colour = (0.30, 0.45, 0.42)


@dataclass(frozen=True, slots=True)
class Room:
    """A room whose floor is at Z = 0; its walls stand at these X and Y, metres."""

    left_m: float = 3.0
    right_m: float = -3.0
    back_m: float = 2.2
    front_m: float = -5.0
    ceiling_m: float = 2.7
    floor_style: FloorStyle = "planks"
    floor: Colour = (0.62, 0.50, 0.38)
    wall: Colour = (0.80, 0.80, 0.77)
    skirting: Colour = (0.93, 0.93, 0.92)
    panels: tuple[Panel, ...] = ()
    mat: Mat | None = None


@dataclass(frozen=True, slots=True)
class Light:
    """One soft main light and the light of the room.

    Attributes:
        azimuth_deg: where the light comes from, 0 from the front (-Y), 90 from the body's left (+X).
        elevation_deg: above the horizon.
        key, ambient: strengths; together about 1.
        warmth: -1 bluish to 1 yellowish main light.
        softness_m: how blurred shadows on the floor are.
    """

    azimuth_deg: float = 35.0
    elevation_deg: float = 55.0
    key: float = 0.65
    ambient: float = 0.55
    warmth: float = 0.2
    softness_m: float = 0.05

    def towards(self) -> tuple[float, float, float]:
        """The unit vector towards the light."""
        azimuth, elevation = np.radians(self.azimuth_deg), np.radians(self.elevation_deg)
        level = float(np.cos(elevation))
        return float(np.sin(azimuth)) * level, -float(np.cos(azimuth)) * level, float(np.sin(elevation))


@dataclass(frozen=True, slots=True)
class Sensor:
    """What the camera adds.

    Attributes:
        brightness: exposure, 1 is neutral.
        noise: standard deviation of a channel, of 255.
        blur_px: standard deviation of the blur.
        jpeg_quality: 1 to 100; None leaves the picture uncompressed.
    """

    brightness: float = 1.0
    noise: float = 0.0
    blur_px: float = 0.0
    jpeg_quality: int | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """All that is not pose, shape or camera."""

    outfit: Outfit = field(default_factory=Outfit)
    room: Room = field(default_factory=Room)
    light: Light = field(default_factory=Light)
    sensor: Sensor = field(default_factory=Sensor)
