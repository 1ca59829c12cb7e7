"""What the benches share: the machine's name, and how times are written."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path

import numpy as np


def describe() -> str:
    """The machine in a line: processor, cores, system, Python."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text().splitlines()
        models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
        name = models[0] if models else name
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def share(times_s: Sequence[float], scale: float, unit: str) -> str:
    """Median, 99th percentile and extremes of some times."""
    if not times_s:
        return "none"
    shown = np.array(times_s) * scale
    low, median, high, most = np.percentile(shown, [0, 50, 99, 100])
    return f"median {median:.3g} {unit} (least {low:.3g}, 99 % {high:.3g}, most {most:.3g}; n {len(times_s)})"
