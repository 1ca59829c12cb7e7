"""How far gait angles, steps and speed are from the laboratory's own, and how long they take.

Run: .venv/bin/python bench/gait.py
"""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import ezc3d
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.machine import describe, share

from kilter.adapters.recordings import read_recording
from kilter.body.sides import PerSide, Side
from kilter.motion.filters import Array
from kilter.motion.gait import agreement_with_laboratory, assess_gait
from kilter.motion.gait.body import find_body
from kilter.motion.gait.events import heading
from kilter.motion.gait.hip import hip_angles
from kilter.motion.gait.pelvis import hip_centres, pelvis_axes
from kilter.motion.gait.walk import find_walk
from kilter.motion.recording import MarkerRecording

ROOT = Path(__file__).parents[1]
RECORDINGS = ROOT / "examples" / "recordings"
TREADMILL = RECORDINGS / "gaitalytics_treadmill.c3d"
STAIRS = RECORDINGS / "pycgm_movement.c3d"
STANDING_N = 20.0
RUNS = 50
COLD_RUNS = 5


def main() -> None:
    """Print what is quoted in docs/explanation/gait.md."""
    print(describe())
    walk, stairs = read_recording(TREADMILL), read_recording(STAIRS)
    print("\nFound here minus the laboratory's, degrees")
    show_agreement("treadmill, knees between the epicondyles", walk)
    show_agreement("treadmill, knees by their width", drop_medial(walk))
    show_agreement("stairs, knees by their width", stairs)
    for name, recording in (("treadmill", walk), ("stairs", stairs)):
        show_centres(name, recording)
    show_sides(walk)
    show_events(walk)
    show_speed(walk)
    show_times()


def show_agreement(title: str, recording: MarkerRecording) -> None:
    """Bias, SD and RMSE for each angle and side."""
    print(f"  {title}")
    for line in agreement_with_laboratory(recording):
        print(
            f"    {line.angle:17} {line.side:6} bias {line.bias_deg:6.2f}  SD {line.sd_deg:5.2f}  "
            f"RMSE {line.rmse_deg:5.2f}  ({line.frames} frames)"
        )


def drop_medial(recording: MarkerRecording) -> MarkerRecording:
    """The recording without the inner knee markers, so that Plug-in Gait's own construction is used."""
    kept = {name: points for name, points in recording.markers.items() if name not in {"LMEK", "RMEK"}}
    return replace(recording, markers=kept)


def show_centres(name: str, recording: MarkerRecording) -> None:
    """What is left of the differences with the laboratory's joint centres, and with its order of pelvic angles."""
    markers = recording.markers
    asis = PerSide(markers["LASI"], markers["RASI"])
    sacrum = (markers["LPSI"] + markers["RPSI"]) / 2
    axes = pelvis_axes(asis, sacrum)
    lab_hip, lab_knee = (PerSide(markers[f"LFE{end}"], markers[f"RFE{end}"]) for end in "PO")
    angles = hip_angles(axes, lab_hip, lab_knee)
    print(f"  {name}, with the laboratory's own hip and knee centres, unsmoothed: largest difference")
    for side, letter in ((Side.LEFT, "L"), (Side.RIGHT, "R")):
        lab = recording.lab_angles[f"{letter}HipAngles"]
        flexion = np.nanmax(np.abs(angles.flexion_deg[side] - lab[:, 0]))
        abduction = np.nanmax(np.abs(angles.abduction_deg[side] + lab[:, 1]))
        print(f"    {side:6} hip flexion {flexion:.4f}, abduction {abduction:.4f}")
    lab = recording.lab_angles["LPelvisAngles"]
    left_of_walk = np.cross([0.0, 0.0, 1.0], room_axis(heading(find_body(recording))))
    after_tilt = np.degrees(np.arcsin(-(axes[:, 2] @ left_of_walk)))
    apart = np.nanmax(np.abs(after_tilt - lab[:, 1]))
    print(f"    pelvic obliquity read after the tilt, as Plug-in Gait does: {apart:.4f}")
    print(f"    mean pelvic tilt {np.nanmean(lab[:, 0]):.1f}")
    hip = hip_centres(asis, sacrum)
    for side in Side:
        left, back, up = 1000 * np.nanmean(np.einsum("tij,tj->ti", axes, hip[side] - lab_hip[side]), axis=0)
        print(f"    {side:6} hip centre here minus there, mm: left {left:.0f}, back {back:.0f}, up {up:.0f}")


def show_sides(recording: MarkerRecording) -> None:
    """What the way of finding the knees does to the difference between the sides."""
    print("\nLeft minus right on the treadmill, degrees, with 95 % margin from the strides")
    for name, variant in (("between the epicondyles", recording), ("by their width", drop_medial(recording))):
        for measure in assess_gait(variant).measures:
            if measure.id.startswith("hip") or (measure.id.startswith("pelvic") and variant is recording):
                print(
                    f"  knees {name:24} {measure.id:27} {measure.difference:5.2f} ± {measure.difference_margin_95:.2f}"
                )


def room_axis(along: Array) -> Array:
    """The axis of the room nearest to the walk, which Plug-in Gait refers to."""
    axis = np.zeros(3)
    axis[np.argmax(np.abs(along))] = np.sign(along[np.argmax(np.abs(along))])
    return axis


def show_events(recording: MarkerRecording) -> None:
    """Foot strikes and toe-offs against the force plates under the two belts."""
    print("\nEvents found from markers minus those of the force plates (20 N), milliseconds")
    content = ezc3d.c3d(str(TREADMILL))
    rate_hz = float(content["parameters"]["ANALOG"]["RATE"]["value"][0])
    strides = find_walk(recording).strides
    for side, channel in ((Side.LEFT, 2), (Side.RIGHT, 8)):
        load_n = -content["data"]["analogs"][0][channel]
        on, off = contacts_s(load_n, rate_hz)
        for name, truth, found in (
            ("strike", on, [stride.strike_s for stride in strides[side]]),
            ("off", off, [stride.off_s for stride in strides[side]]),
        ):
            late_ms = [1000 * (found_s - truth[np.argmin(np.abs(truth - found_s))]) for found_s in found]
            clean = [late for late in late_ms if abs(late) < 100]
            low, median, high = np.percentile(clean, [0, 50, 100])
            print(
                f"  {side:6} {name:6} median {median:4.0f}, from {low:.0f} to {high:.0f} "
                f"({len(clean)} of {len(late_ms)}; the others have no clean contact on this belt)"
            )


def contacts_s(load_n: Array, rate_hz: float) -> tuple[Array, Array]:
    """Times at which a belt is first and last loaded, where it is free 0.1 s before or after."""
    loaded = load_n > STANDING_N
    change = np.diff(loaded.astype(int))
    clear = round(0.1 * rate_hz)
    on = [k for k in np.flatnonzero(change == 1) + 1 if not loaded[max(k - clear, 0) : k].any()]
    off = [k for k in np.flatnonzero(change == -1) + 1 if not loaded[k : k + clear].any()]
    return np.array(on) / rate_hz, np.array(off) / rate_hz


def show_speed(recording: MarkerRecording) -> None:
    """Spread of the speed that single strides give."""
    speed = assess_gait(recording).speed_m_per_s
    print(f"\nSpeed on the belt {speed.mean:.3f} m/s, SD of {speed.n} strides {speed.sd:.3f}")


def show_times() -> None:
    """Reading, measuring, both, and a whole new process, beside what reading the bytes alone costs."""
    recording = read_recording(TREADMILL)
    print(f"\nTimes for {recording.frames:,} frames")
    floor = timed(TREADMILL.read_bytes)
    whole = timed(lambda: assess_gait(read_recording(TREADMILL)))
    print(f"  file to gait findings: {share(whole, 1000, 'ms')}")
    print(f"  of it, reading:        {share(timed(lambda: read_recording(TREADMILL)), 1000, 'ms')}")
    print(f"  of it, measuring:      {share(timed(lambda: assess_gait(recording)), 1000, 'ms')}")
    print(f"  floor, bytes alone:    {share(floor, 1000, 'ms')}")
    print(f"  ezc3d, parsing alone:  {share(timed(lambda: ezc3d.c3d(str(TREADMILL))), 1000, 'ms')}")
    command = (
        "from pathlib import Path; from kilter.adapters.recordings import read_recording; "
        f"from kilter.motion.gait import assess_gait; assess_gait(read_recording(Path({str(TREADMILL)!r})))"
    )
    print(f"  new process, file to findings: {share(timed(partial(in_new_process, command), COLD_RUNS), 1, 's')}")
    print(
        f"  floor, import numpy alone:     {share(timed(partial(in_new_process, 'import numpy'), COLD_RUNS), 1, 's')}"
    )


def in_new_process(code: str) -> None:
    """Start Python and run some code."""
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - the code is our own, above


def timed(run: Callable[[], object], runs: int = RUNS) -> list[float]:
    """Seconds of each run, after one that does not count."""
    run()
    times_s = []
    for _ in range(runs):
        begun = time.perf_counter()
        run()
        times_s.append(time.perf_counter() - begun)
    return times_s


if __name__ == "__main__":
    main()
