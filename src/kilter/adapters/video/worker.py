"""One process that finds the bodies in a stretch of a video; `landmarks` starts it and listens.

It is a process of its own so that two can share the work, a crash inside the networks ends neither the caller nor
what was found, and their chatter reaches nobody. It runs by name and not by multiprocessing, which would run the
caller's script a second time.
"""

import pickle
import queue
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

import numpy as np
import numpy.typing as npt

from kilter.adapters.pose_model.models import PoseModel
from kilter.adapters.video.decode import Frame, Frames, Mishaps, VideoFacts
from kilter.errors import KilterError

Bodies = npt.NDArray[np.float32]
FRAMES_AHEAD = 4
BATCH = 15


@dataclass(frozen=True, slots=True)
class Job:
    """A stretch of a video.

    Args:
        path: the video.
        facts: what it says about itself.
        model: size of the network.
        from_s: the first time whose bodies are wanted.
        until_s: the first time whose bodies are not.
        warm_up_s: how long before `from_s` tracking begins.
    """

    path: Path
    facts: VideoFacts
    model: PoseModel
    from_s: float = 0.0
    until_s: float = np.inf
    warm_up_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """Some frames: their times, and of each the (N, 33, 6) bodies."""

    t_s: tuple[float, ...]
    bodies: tuple[Bodies, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """The stretch is done."""

    mishaps: Mishaps


@dataclass(frozen=True, slots=True)
class Failed:
    """The stretch cannot be done, for a reason that a person can mend."""

    error: KilterError


Message = Found | Finished | Failed


class Estimator(Protocol):
    """What finds bodies in a picture."""

    def find(self, picture: npt.NDArray[np.uint8], t_s: float) -> Bodies:
        """Find the (N, 33, 6) bodies in the next frame."""
        ...


def find_bodies(frames: Iterable[Frame], estimator: Estimator, from_s: float) -> Iterator[Found]:
    """Find the bodies in each frame, a batch at a time.

    Args:
        frames: in order of time.
        estimator: what finds them.
        from_s: frames before this only warm the tracker up.

    Yields:
        what was found, at most `BATCH` frames at once.
    """
    times: list[float] = []
    bodies: list[Bodies] = []
    for frame in frames:
        found = estimator.find(frame.picture, frame.t_s)
        if frame.t_s < from_s:
            continue
        times.append(frame.t_s)
        bodies.append(found)
        if len(times) == BATCH:
            yield Found(tuple(times), tuple(bodies))
            times, bodies = [], []
    if times:
        yield Found(tuple(times), tuple(bodies))


def read_ahead(frames: Iterable[Frame], ahead: int = FRAMES_AHEAD) -> Iterator[Frame]:
    """Decode the next few frames while this one is looked at.

    Args:
        frames: read in a thread of their own.
        ahead: how many may wait at most.

    Yields:
        the same frames in the same order; what the reading raised is raised here.
    """
    waiting: queue.Queue[Frame | BaseException | None] = queue.Queue(maxsize=ahead)
    stopped = threading.Event()

    def put(item: Frame | BaseException | None) -> bool:
        while not stopped.is_set():
            try:
                waiting.put(item, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False

    def read() -> None:
        try:
            for frame in frames:
                if not put(frame):
                    return
        except BaseException as error:  # noqa: BLE001 - raised again where the frames are wanted
            put(error)
        else:
            put(None)

    reader = threading.Thread(target=read, name="frames", daemon=True)
    reader.start()
    try:
        while (item := waiting.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        stopped.set()
        reader.join()


def work(job: Job, send: Callable[[Message], None]) -> None:
    """Do a job, telling of it as it goes."""
    from kilter.adapters.pose_model.estimator import PoseEstimator  # noqa: PLC0415 - slow to load; the tests do without

    frames = Frames(job.path, job.facts, max(0.0, job.from_s - job.warm_up_s), job.until_s)
    try:
        with PoseEstimator(job.model) as estimator:
            for found in find_bodies(read_ahead(frames), estimator, job.from_s):
                send(found)
        send(Finished(frames.mishaps))
    except KilterError as error:
        send(Failed(error))


def receive(stream: BinaryIO) -> Iterator[Message]:
    """The messages of a worker, until it has no more to say."""
    while True:
        try:
            yield pickle.load(stream)  # noqa: S301 - written by our own process
        except (EOFError, pickle.UnpicklingError):
            return


def main() -> None:
    """Read a job from standard input, write messages to standard output."""
    job: Job = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own process
    output = sys.stdout.buffer

    def send(message: Message) -> None:
        pickle.dump(message, output, protocol=pickle.HIGHEST_PROTOCOL)
        output.flush()

    try:
        work(job, send)
    except BrokenPipeError:
        sys.exit(1)
