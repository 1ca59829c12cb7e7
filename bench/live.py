"""How long a frame waits for its answer: a real server, twenty people coached at once, 30 frames a second each.

Run: .venv/bin/python bench/live.py

Clients without a browser replay the landmarks of committed films over the socket, on loopback. Time is taken from just
before a frame is sent until its own answer is there, so the clients' share counts too; they run in one process beside
that of the server. The mark is 15 ms at the 99th percentile, on two cores. Exits with 1 where it is missed.
"""

import asyncio
import json
import os
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.machine import describe
from bench.served import HOST, Guest, busy_s, data_folder, guests, serving
from tools.clips.truth import TruthClip, read_clip
from websockets.asyncio.client import ClientConnection, connect

PEOPLE = 20
PER_S = 30.0
WARM_S, MEASURED_S = 3.0, 20.0
ASKED_MS = 15.0
FILMS = ("clamshell", "squat", "single_leg_stance")
CLIPS = Path(__file__).parents[1] / "tests" / "clips"


@dataclass(slots=True)
class Seen:
    """What a client sent and heard.

    Args:
        sent_s: when each frame went, by its number.
        waited_s: how long each waited for its answer, by its number.
        events: how often each kind was told.
        told: everything else that was told, by type.
    """

    sent_s: dict[int, float] = field(default_factory=dict)
    waited_s: dict[int, float] = field(default_factory=dict)
    events: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)


def start_of(clip: TruthClip) -> str:
    """How a page begins a set of what a film shows."""
    size = {"width_px": clip.recording.width_px, "height_px": clip.recording.height_px}
    said = {"type": "start", "set": str(uuid4()), "exercise": clip.shown, "side": clip.side.value, **size}
    return json.dumps(said)


def frames_of(clip: TruthClip) -> list[bytes]:
    """The film over and over, as a page would send it."""
    from kilter.motion.pose.batch import frame_of  # noqa: PLC0415 - Django is there by now
    from kilter.web.coaching.frames import write_frame  # noqa: PLC0415

    count, recorded = int((WARM_S + MEASURED_S) * PER_S), clip.recording
    film = [frame_of(recorded, number) for number in range(recorded.frames)]
    return [write_frame(replace(film[n % len(film)], t_s=n / PER_S), n) for n in range(count)]


async def coached(port: int, guest: Guest, clip: TruthClip, frames: list[bytes], together: asyncio.Barrier) -> Seen:
    """Coach one person for a while; all begin to send within one frame of each other, at no common beat."""
    seen = Seen()
    headers = {**guest.headers, "Origin": f"http://{HOST}:{port}"}
    address = f"ws://{HOST}:{port}/coach/live/"
    async with connect(address, additional_headers=headers, compression=None, proxy=None) as connection:
        await connection.send(start_of(clip))
        ready = json.loads(await asyncio.wait_for(connection.recv(), 60))
        if ready["type"] != "ready":
            raise SystemExit(f"The set was not begun: {ready}")
        listening = asyncio.create_task(_listen(connection, seen, len(frames) - 1))
        await together.wait()
        begun_s = time.perf_counter() + random.Random(str(guest.person)).random() / PER_S
        for number, frame in enumerate(frames):
            await asyncio.sleep(begun_s + number / PER_S - time.perf_counter())
            seen.sent_s[number] = time.perf_counter()
            await connection.send(frame)
        await asyncio.wait_for(listening, 10)
    return seen


async def _listen(connection: ClientConnection, seen: Seen, last: int) -> None:
    async for text in connection:
        now_s = time.perf_counter()
        told: dict[str, Any] = json.loads(text)
        if told["type"] != "value":
            seen.told[told["type"]] += 1
            seen.events.update(event["event"] for event in told.get("events", ()))
            continue
        number = told["frame"]
        seen.waited_s[number] = now_s - seen.sent_s[number]
        if told["dropped"] is not None:
            seen.told["dropped"] += 1
        if number == last:
            return


async def all_coached(port: int, invited: list[Guest]) -> list[Seen]:
    """Coach everybody at once."""
    clips = [read_clip(CLIPS / f"{name}.npz") for name in FILMS]
    films = [frames_of(clip) for clip in clips]
    together = asyncio.Barrier(len(invited))
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(coached(port, guest, clips[n % len(clips)], films[n % len(clips)], together))
            for n, guest in enumerate(invited)
        ]
    return [task.result() for task in tasks]


def main() -> None:
    """Print how long frames waited."""
    with data_folder():
        invited = guests(PEOPLE)
        with serving() as (port, server):
            before = np.array([time.perf_counter(), server.processor_s(), time.process_time(), busy_s()])
            seen = asyncio.run(all_coached(port, invited))
            after = np.array([time.perf_counter(), server.processor_s(), time.process_time(), busy_s()])
    took_s, *cores = after - before
    served, own, busy = np.array(cores) / took_s
    first, last = int(WARM_S * PER_S), int((WARM_S + MEASURED_S) * PER_S)
    waited = np.array([one.waited_s.get(n, np.inf) for one in seen for n in range(first, last)]) * 1000
    told = sum((one.told + one.events for one in seen), Counter[str]())
    print(describe())
    print(f"{PEOPLE} people, {PER_S:g} frames a second each, {MEASURED_S:g} s after {WARM_S:g} s that do not count")
    load = ", ".join(f"{one:.2f}" for one in os.getloadavg())
    print(f"load average {load}; of a core took the server {served:.2f}, the clients {own:.2f}", end="")
    print(f", other work {busy - served - own:.2f}")
    print(f"told: {', '.join(f'{name} {count}' for name, count in sorted(told.items()))}")
    p50, p95, p99, most = np.percentile(waited, [50, 95, 99, 100])
    print(f"frame to its answer: p50 {p50:.2f} ms, p95 {p95:.2f} ms, p99 {p99:.2f} ms, most {most:.1f} ms")
    answered = np.isfinite(waited).sum()
    print(f"{answered} of {waited.size} frames answered; asked: p99 under {ASKED_MS:g} ms")
    if told["dropped"] or told["error"] or not told["RepetitionCounted"]:
        raise SystemExit("Frames were dropped, or nothing was counted: this was no measurement.")
    if not p99 < ASKED_MS:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
