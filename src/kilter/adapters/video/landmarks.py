"""From a video to the landmarks of the person who exercises."""

import contextlib
import pickle
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import numpy as np

from kilter.adapters.pose_model.models import PoseModel, find_bundle
from kilter.adapters.video.decode import Mishaps, VideoFacts, can_start_at, probe_video
from kilter.adapters.video.worker import Bodies, Failed, Finished, Found, Job, Message, receive
from kilter.body.landmarks import LANDMARKS
from kilter.errors import CaptureError, DataError, Problem
from kilter.motion.filters import Array
from kilter.motion.following import NOBODY, follow
from kilter.motion.landmarks import LandmarkRecording
from kilter.motion.swaps import mend_swaps

Progress = Callable[[int, int | None], None]
# Starting a second process costs as much as a few seconds of video.
SHORTEST_SHARED_S = 10.0
WARM_UP_S = 1.0


@dataclass(slots=True)
class _Stretch:
    """What one worker found."""

    t_s: list[float] = field(default_factory=list)
    bodies: list[Bodies] = field(default_factory=list)
    mishaps: Mishaps | None = None


def read_video(
    path: Path,
    *,
    model: PoseModel = PoseModel.FULL,
    workers: int = 2,
    progress: Progress | None = None,
    mend: bool = True,
) -> LandmarkRecording:
    """Find the landmarks of the person who exercises in each frame of a video.

    Frames keep their own times, pictures are turned upright, one person is followed and nobody else taken for them,
    and legs whose sides the network mixes up are put right or left out. The coach takes the landmarks as they come: it
    knows what is done and with which leg, and reads legs with wrong names by that.

    Args:
        path: a video; its contents decide, not its name.
        model: size of the network.
        workers: how many processes share a video that is long enough.
        progress: told how many frames are done and how many to expect, None where the video does not say.
        mend: whether mixed-up sides are put right or left out.

    Returns:
        the landmarks, in pixels of the upright picture and metres from the middle of the hips.

    Raises:
        DataError: the file is missing, no video, or not one frame can be read.
        CaptureError: nobody is to be seen in any frame.
        UsageError: the pose model was not built.
    """
    find_bundle(model)
    facts = probe_video(path)
    stretches = _run(split(path, facts, model, workers), progress or (lambda _done, _expected: None), facts.frames)
    t_s = np.array([time for stretch in stretches for time in stretch.t_s])
    bodies = [body for stretch in stretches for body in stretch.bodies]
    mishaps = Mishaps()
    for stretch in stretches:
        mishaps.add(stretch.mishaps or Mishaps())
    if not len(t_s):
        what = "Not one frame of the video can be read."
        raise DataError(Problem(str(path), what, "Record or export it again; the file is empty or damaged."))
    if not any(len(found) for found in bodies):
        raise CaptureError(
            Problem(
                str(path),
                "Nobody was found in any frame.",
                "Step into the picture so that the whole body shows and fills at least a third of its height, "
                "in good light.",
            )
        )
    recording = gather(t_s, bodies, facts, f"blazepose_{model}", mishaps.notes(facts))
    return mend_swaps(recording) if mend else recording


def split(path: Path, facts: VideoFacts, model: PoseModel, workers: int) -> list[Job]:
    """The stretches of a video, one for each worker, so that together they hold each frame once."""
    duration_s = facts.duration_s or 0.0
    parts = max(1, min(workers, int(duration_s / (SHORTEST_SHARED_S / 2))))
    cuts_s = [duration_s * part / parts for part in range(1, parts)]
    if not all(can_start_at(path, facts, cut_s - WARM_UP_S) for cut_s in cuts_s):
        cuts_s = []
    starts_s, ends_s = [0.0, *cuts_s], [*cuts_s, np.inf]
    return [Job(path, facts, model, start, end, WARM_UP_S) for start, end in zip(starts_s, ends_s, strict=True)]


def gather(
    t_s: Array, bodies: Sequence[Bodies], facts: VideoFacts, source: str, notes: tuple[str, ...] = ()
) -> LandmarkRecording:
    """The recording of the person who is followed.

    Args:
        t_s: (T,) seconds.
        bodies: for each frame (N, 33, 6), as `PoseEstimator.find` gives them.
        facts: size of the picture.
        source: what gave the landmarks.
        notes: what is to be told already.
    """
    most = max((len(found) for found in bodies), default=0)
    size_px = np.array([facts.width_px, facts.height_px])
    if most > 1:
        places = np.full((len(t_s), most, LANDMARKS, 2), np.nan)
        for place, found in zip(places, bodies, strict=True):
            place[: len(found)] = found[..., :2]
    else:
        places = np.stack([found[..., :2] if len(found) else _UNSEEN[..., :2] for found in bodies]).astype(float)
    chosen = follow(t_s, places * size_px, facts.width_px, facts.height_px)
    del places
    kept = np.stack(
        [_UNSEEN[0] if index == NOBODY else found[index] for index, found in zip(chosen, bodies, strict=True)]
    ).astype(float)
    if most > 1:
        notes = (*notes, "More than one person is to be seen; the one who exercises was followed.")
    return LandmarkRecording(
        t_s=t_s,
        image_px=kept[..., :2] * size_px,
        world_m=kept[..., 2:5].copy(),
        visibility=np.clip(np.nan_to_num(kept[..., 5]), 0.0, 1.0),
        width_px=facts.width_px,
        height_px=facts.height_px,
        present=chosen != NOBODY,
        source=source,
        notes=notes,
    )


_UNSEEN = np.full((1, LANDMARKS, 6), np.nan, dtype=np.float32)


def _run(jobs: list[Job], progress: Progress, expected: int | None) -> list[_Stretch]:
    """Run each job in a process of its own, and end them all whatever happens."""
    stretches = [_Stretch() for _ in jobs]
    done = 0
    with ExitStack() as running:
        for number, message in _listen(jobs, running):
            stretch = stretches[number]
            match message:
                case Found(t_s, bodies):
                    stretch.t_s += t_s
                    stretch.bodies += bodies
                    done += len(t_s)
                    progress(done, None if expected is None else max(done, expected))
                case Finished(mishaps):
                    stretch.mishaps = mishaps
                case Failed(error):
                    raise error
    return stretches


def _listen(jobs: list[Job], running: ExitStack) -> Iterator[tuple[int, Message]]:
    """The messages of all workers as they come."""
    messages: queue.SimpleQueue[tuple[int, Message | None]] = queue.SimpleQueue()
    for number, job in enumerate(jobs):
        running.enter_context(_worker(job, number, messages))
    open_jobs = len(jobs)
    finished: set[int] = set()
    while open_jobs:
        number, message = messages.get()
        if message is None:
            open_jobs -= 1
            if number not in finished:
                raise RuntimeError("The process that looks for the person ended before its time.")
            continue
        if isinstance(message, Finished | Failed):
            finished.add(number)
        yield number, message


@contextlib.contextmanager
def _worker(job: Job, number: int, messages: queue.SimpleQueue[tuple[int, Message | None]]) -> Iterator[None]:
    """A worker, with a thread that passes its messages on; both are gone afterwards."""
    with tempfile.TemporaryFile() as chatter:
        # In a session of its own, an interrupt reaches only us; we then end it.
        process = subprocess.Popen(
            [sys.executable, "-c", "from kilter.adapters.video.worker import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=chatter,
            start_new_session=True,
        )
        listener = threading.Thread(target=_pass_on, args=(process.stdout, number, messages), daemon=True)
        try:
            with process.stdin as stdin:  # type: ignore[union-attr] # a pipe was asked for
                pickle.dump(job, stdin)
            listener.start()
            yield
        finally:
            process.kill()
            process.wait()
            if listener.ident is not None:
                listener.join()
            process.stdout.close()  # type: ignore[union-attr] # a pipe was asked for


def _pass_on(output: BinaryIO, number: int, messages: queue.SimpleQueue[tuple[int, Message | None]]) -> None:
    try:
        for message in receive(output):
            messages.put((number, message))
    finally:
        messages.put((number, None))
