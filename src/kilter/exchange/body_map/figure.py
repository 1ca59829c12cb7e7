"""The quiet figure that carries the regions: silhouette, the muscles nobody asks about, and a few lines.

Figure units: the midline is x = 0 and y runs down from the crown to the soles at about 800, so that one unit is
roughly two millimetres of an adult. Only the half with positive x is written; the other half is its reflection.
"""

from dataclasses import dataclass
from enum import StrEnum

from kilter.exchange.body_map.curves import Curve, curve


class View(StrEnum):
    """From which side the figure is seen."""

    FRONT = "front"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Figure:
    """What one view of the person shows apart from the regions, each curve for one half of the body."""

    surroundings: tuple[Curve, ...]
    lines: tuple[Curve, ...]


HEAD = curve("0,2 16,5 29.5,19 34.5,38 34.5,56 32.2,74 26.5,90 15.5,102 0,105.5").unfolded
EAR = curve("33.5,45! 38.8,42.5 40.8,49.5 38.4,60 33.2,67!")
SILHOUETTE = curve(
    # neck, shoulder, outer arm
    "21.5,96! 22,106 28,117 42,123.5 62,130 80,136 92.1,143.5 102.5,157 108.5,178 110.3,204 110.4,240 113.3,274 "
    "117.9,306 122.4,340 123.9,380 124.3,414 "
    # hand and thumb
    "127.3,434 129.1,454 128.9,472 127.5,484 125.7,488 124.3,486! 124,496 122.1,500.5 119.7,498.5! "
    "118.8,503.5 116.1,503.5 114.9,500.5! 112.8,500 111.1,493 109.9,478 108.2,463 106.5,452! "
    "103.7,462 98.7,469 95.3,465.5 96.2,453 99.8,438 104.7,423 "
    # inner arm, flank, hip
    "106.7,403 101.8,374 95.7,343 92,313 88.9,279 86,240 81.5,214 75.9,196! "
    "75.5,216 71.5,246 66,278 63.5,302 66,332 73,364 78.8,394 80.8,424 "
    # outer leg, foot, inner leg
    "79.3,460 75.5,498 69.8,540 64,572 62.3,592 64.5,622 66,652 62.5,692 56,728 53,750 54.5,764 60,781 "
    "65.5,793 63,800 55,802 44,802.5 33,802 28,796 29.5,780 32,766 30.5,752 30.3,728 26,698 20,664 18.8,638 "
    "21.3,612 22,594 20,574 15.5,542 10.5,504 7,470 5,449 3.2,436 0,431",
    closed=False,
).unfolded

_FOREARM = (
    curve("97,305! 111.3,301 117,318 120.9,346 121.4,386 120.6,410! 115.1,410 111.4,380 103.2,342"),
    curve("94.8,308! 100.1,344 107.7,376 112,412! 109.5,412 109.2,396 104.3,368 98,338"),
)
_FINGERS = (
    curve("114.1,472! 115.3,486 114.9,500.5!", closed=False),
    curve("118.9,470! 119.9,484 119.7,498.5!", closed=False),
    curve("123.7,469! 124.4,478 124.3,486!", closed=False),
)

FIGURES = {
    View.FRONT: Figure(
        surroundings=(
            # upper trapezius, neck, chest, shoulder, side of the chest, upper arm
            curve("27.5,120.5! 44,128 64,134.5 46,137 24,132.5! 23.8,125"),
            curve("20.8,99! 17,118 8,142 2.5,148.5! 3.5,140 11,116 17,103"),
            curve("2,153.5! 28,144.5 60,141.5 78.4,149 86.1,162! 82.4,179 74.8,190 62,206 40,214.5 16,212.5 2,206!"),
            curve("68,137.5! 83.2,139.5 95.5,148.5 104,164 106.5,190 106.5,214 102,230! 96.5,208 89.7,182 80.8,155"),
            curve("75.2,194.5! 73.4,205! 66.5,208.5! 66.5,204.5"),
            curve(
                "89.3,188! 94.2,210 100.5,232 105.3,254 108.4,280 109.1,297! "
                "100.7,296 93.5,276 88.8,246 83.1,214 78,197!"
            ),
            *_FOREARM,
            # kneecap, shin, outer and inner calf
            curve("42,576! 48,579 50,589 46,601 41.5,605 37,601 32.5,590 35,579"),
            curve("46,614! 54,622 57.5,644 56,676 50.5,712 46.5,748! 43.5,730 44.5,700 43,650"),
            curve("58.5,608! 62,632 62.8,656 59.5,686 54,716 51.3,742! 52.5,716 59,682 60.5,648"),
            curve("24.5,606! 30,640 33,676 34,712 34,736! 28.5,700 23,664 22,638"),
        ),
        lines=(
            curve("0,337! 0,342!", closed=False),
            *_FINGERS,
            curve("34.5,801.5! 37,797 37.2,792!", closed=False),
            curve("43.5,802! 43.6,798 43,793.5!", closed=False),
            curve("50,802! 50,798 48.8,794!", closed=False),
            curve("56.3,801.5! 56,797.5 54.2,793.5!", closed=False),
        ),
    ),
    View.BACK: Figure(
        surroundings=(
            # trapezius, shoulder, shoulder blade, broad back, upper arm
            curve("1,80! 7,84 13,94 19,106 26,118.5 44,126.5 70,134.5! 60,147 42,158 26,184 14,222 1,262!"),
            curve(
                "66,136! 83.2,139 95.5,148.5 104,164 106.5,190 106.5,214 102,230! 98.5,206 89.7,184 73.6,163 53,153!"
            ),
            curve("46,160.5! 73.6,168.5 86.5,187! 76.8,194.5 60,201 40,198.5 31,188"),
            curve("27,196! 42,204.5 62,205.5 74,200! 72.5,216 68.5,246 63,278 52,288 26,308! 14,300 16,226"),
            curve(
                "89.3,190! 96.1,210 101.5,232 105.8,254 108.9,280 109.4,300! 99.9,306 93.2,280 88,246 82.7,214 78,197!"
            ),
            *_FOREARM,
            # flank, iliotibial band
            curve("63,282.5! 60.2,302 61.8,322 60,332! 52.5,328 50.5,306 53,290!"),
            curve("77.4,436! 77,450 75.6,470 72.2,502 66.8,540 62,566! 64.5,530 69,490 72,458!"),
        ),
        lines=(
            *_FINGERS,
            curve("33.2,768! 31.8,783 33.5,795 42,799 50,795 52,783 49.5,768!", closed=False),
        ),
    ),
}
