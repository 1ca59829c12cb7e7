"""Whether anything is lost or doubled when the server is killed (-9) under load, again and again.

Run: .venv/bin/python bench/killed.py [TIMES]

People send finished sets with their recordings as fast as they are taken, each until it is acknowledged, as the camera
page does; all the while somebody is coached. The server is killed at a random moment and started again over the same
data. After each kill, whatever had been acknowledged by then must be in the database, and in the record once. Exits
with 1 where it is not.
"""

import asyncio
import json
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.live import CLIPS, PER_S, frames_of, start_of
from bench.machine import describe
from bench.served import HOST, Guest, Server, data_folder, free_port, guests
from bench.trained import DAYS, begin
from tools.clips.truth import TruthClip, read_clip
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

if TYPE_CHECKING:
    from uuid import UUID

TIMES = 50
PEOPLE = 6
SOONEST_S, LATEST_S = 0.05, 1.0
AGAIN_S = 0.05
A_DAY = 8
"""More sets of one exercise than anybody does, and fewer than the record refuses."""
WITHIN_S = 60.0
RECORDED_FRAMES = 60
TAKEN, LATER = (200, 201), (429, 503)


@dataclass(slots=True)
class Sender:
    """Somebody who sends sets until told to stop.

    Args:
        guest: who.
        first: day of the first sets.
        like: a set as it is sent; each gets an id, a day and words of its own.
        recording: what is sent after each set.
        sets: words of the sets that were acknowledged.
        recorded: ids of the sets whose recording was acknowledged.
        answers: how often each status came; 0 where the connection broke.
    """

    guest: Guest
    first: date
    like: dict[str, Any]
    recording: bytes
    sets: list[str] = field(default_factory=list)
    recorded: "list[UUID]" = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)

    def set_of(self, number: int) -> "tuple[UUID, bytes]":
        """A set, and how it is sent."""
        key, on = uuid4(), self.first + timedelta(days=number // A_DAY)
        own = {"set": str(key), "on": on.isoformat(), "pain_place": _words(number)}
        return key, json.dumps(self.like | own).encode()

    def send(self, port: int, stop: threading.Event) -> None:
        """Send set after set."""
        number = 0
        while not stop.is_set():
            key, body = self.set_of(number)
            words, number = _words(number), number + 1
            if self._until_taken(port, "/coach/sets/", body, stop):
                self.sets.append(words)
                if self._until_taken(port, f"/coach/sets/{key}/recording/", self.recording, stop):
                    self.recorded.append(key)

    def _until_taken(self, port: int, path: str, body: bytes, stop: threading.Event) -> bool:
        while not stop.is_set():
            status = self._post(port, path, body)
            self.answers[status] += 1
            if status in TAKEN:
                return True
            stop.wait(AGAIN_S)
        return False

    def _post(self, port: int, path: str, body: bytes) -> int:
        connection = HTTPConnection(HOST, port, timeout=10)
        try:
            connection.request("POST", path, body, self.guest.headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, HTTPException):
            return 0
        finally:
            connection.close()
        return answer.status


def _words(number: int) -> str:
    """What tells a set from the others in all that is kept of it."""
    return f"set {number}"


def sender(guest: Guest) -> Sender:
    """Somebody with a programme, who sends a set of its first exercise."""
    from kilter.adapters import clock  # noqa: PLC0415 - Django is there by now
    from kilter.services.record.day import day_of  # noqa: PLC0415
    from kilter.web.coaching.recordings import SkeletonRecording, write_sent  # noqa: PLC0415
    from kilter.web.people.models import Person  # noqa: PLC0415
    from kilter.web.records.api import record_of  # noqa: PLC0415
    from kilter.web.site.knowledge import screener  # noqa: PLC0415
    from kilter.web.training.api import next_set  # noqa: PLC0415

    now = clock.now()
    first = now.date() - timedelta(days=DAYS)
    record = begin(record_of(Person.objects.get(pk=guest.person)), screener(), first, now)
    coming = next_set(record, day_of(record, first))
    if coming is None:
        raise SystemExit("The programme asks for nothing today.")
    target = coming.ask.target
    side = {"side": target.side and target.side.value, "seconds": float(target.aim)}
    like = {"exercise": coming.item.exercise, "level": target.level, "sides": [side]}
    seen = read_clip(CLIPS / "clamshell.npz").recording
    some = slice(0, RECORDED_FRAMES)
    size = seen.width_px, seen.height_px
    image, times = seen.image_px[some] / size, seen.t_s[some] - seen.t_s[0]
    recording = SkeletonRecording(times, seen.present[some], image, seen.visibility[some], *size)
    return Sender(guest, first, like, write_sent(recording))


def be_coached(port: int, guest: Guest, stop: threading.Event) -> None:
    """Send frames of a film, and begin anew whenever the server goes away."""
    clip = read_clip(CLIPS / "clamshell.npz")
    frames = frames_of(clip)
    while not stop.wait(AGAIN_S):
        with suppress(OSError, WebSocketException, TimeoutError):
            asyncio.run(_coached(port, guest, clip, frames, stop))


async def _coached(port: int, guest: Guest, clip: TruthClip, frames: Sequence[bytes], stop: threading.Event) -> None:
    headers = {**guest.headers, "Origin": f"http://{HOST}:{port}"}
    address = f"ws://{HOST}:{port}/coach/live/"
    async with connect(address, additional_headers=headers, compression=None, proxy=None) as connection:
        await connection.send(start_of(clip))
        for frame in frames:
            await connection.send(frame)
            await asyncio.sleep(1 / PER_S)
            if stop.is_set():
                return


@dataclass(frozen=True, slots=True)
class Missed:
    """What is not as it was acknowledged."""

    lost: int = 0
    doubled: int = 0


def compare(sender: Sender, sets: Sequence[str], recorded: "Sequence[UUID]") -> Missed:
    """What was acknowledged to somebody, beside what is kept of them."""
    from kilter.web.coaching.models import CoachedSet, Recording  # noqa: PLC0415 - Django is there by now
    from kilter.web.records.models import Event  # noqa: PLC0415

    mine = sender.guest.person
    bodies = Event.objects.filter(person=mine).values_list("body", flat=True)
    logged = Counter(json.loads(body).get("pain_place", "") for body in bodies)
    kept = Counter(
        json.loads(body)["pain_place"] for body in CoachedSet.objects.filter(person=mine).values_list("body", flat=True)
    )
    recordings = set(Recording.objects.filter(of__person=mine).values_list("of__set_id", flat=True))
    lost = sum(not (logged[words] and kept[words]) for words in sets) + len(set(recorded) - recordings)
    del logged[""]
    return Missed(lost, sum(count > 1 for found in (logged, kept) for count in found.values()))


def answers_of(senders: Sequence[Sender]) -> dict[int, int]:
    """How often each status came, from all."""
    return dict(sum((one.answers for one in senders), Counter[int]()))


def kill_often(port: int, senders: Sequence[Sender], times: int, chance: random.Random) -> tuple[int, int, list[float]]:
    """Kill the server so often, and look each time; how much was lost, how much doubled, and the starts (s)."""
    lost = doubled = 0
    starts_s = []
    for _ in range(times):
        begun_s, before = time.monotonic(), sum(len(one.sets) for one in senders)
        server = Server(port)
        starts_s.append(time.monotonic() - begun_s)
        while sum(len(one.sets) for one in senders) == before:
            time.sleep(AGAIN_S)
            if time.monotonic() - begun_s > WITHIN_S:
                server.kill()
                raise SystemExit(f"No set was taken within {WITHIN_S:g} s; the answers were {answers_of(senders)}.")
        time.sleep(chance.uniform(SOONEST_S, LATEST_S))
        server.kill()
        acknowledged = [(one, tuple(one.sets), tuple(one.recorded)) for one in senders]
        found = [compare(*each) for each in acknowledged]
        lost, doubled = lost + sum(one.lost for one in found), doubled + sum(one.doubled for one in found)
    return lost, doubled, starts_s


def main() -> None:
    """Kill the server, and print what came of it."""
    times = int(sys.argv[1]) if sys.argv[1:] else TIMES
    with data_folder():
        *sending, watched = guests(PEOPLE + 1)
        senders = [sender(guest) for guest in sending]
        port, stop = free_port(), threading.Event()
        threads = [threading.Thread(target=one.send, args=(port, stop), daemon=True) for one in senders]
        threads.append(threading.Thread(target=be_coached, args=(port, watched, stop), daemon=True))
        for thread in threads:
            thread.start()
        lost, doubled, starts_s = kill_often(port, senders, times, random.Random(1))
        stop.set()
        for thread in threads:
            thread.join(20)
    answers = answers_of(senders)
    unasked = sorted(answers.keys() - {0, *TAKEN, *LATER})
    sets, recorded = sum(len(one.sets) for one in senders), sum(len(one.recorded) for one in senders)
    print(describe())
    print(f"killed {times} times; listening again after a median of {np.median(starts_s):.1f} s")
    print(f"acknowledged: {sets} sets and {recorded} recordings; connections broken or refused: {answers.get(0, 0)}")
    print(f"kept before, their answer having been cut off: {answers.get(200, 0)}")
    print(f"lost: {lost}; doubled: {doubled}; asked: none")
    if unasked:
        print(f"answers that no set should get: {', '.join(map(str, unasked))}")
    if lost or doubled or unasked:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
