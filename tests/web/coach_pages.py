"""The camera page in a real browser, in front of a real server, with a camera that plays a film."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
from django.test import Client
from playwright.sync_api import BrowserContext, Page, sync_playwright
from tests.web.test_browser import CHROMIUM

from kilter.programme.progression.logs import SetDone, SkipReason
from kilter.services.record.day import day_of
from kilter.services.record.record import Moment
from kilter.web.people.models import Person
from kilter.web.records.api import record_of
from kilter.web.training.api import next_set, skip_next

FLAGS = ["--no-sandbox", "--disable-gpu", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
CAMERA_HZ = 30
MEDIAPIPE = re.compile(r"INFO:|[IW]\d{4} ")
UNREACHABLE = re.compile(r"ERR_CONNECTION_REFUSED|ERR_FAILED|WebSocket connection to")
MUCH_MS = 90_000
"""What finding a body in every picture of a film takes on a slow machine."""


def day_at(exercise: str, person: Person, moment: Moment) -> None:
    """Skip what comes before an exercise in the session of today."""
    record = record_of(person)
    for number in range(30):
        coming = next_set(record, day_of(record, moment.at.date()))
        assert coming is not None, f"no {exercise} in this day"
        if coming.item.exercise == exercise:
            return
        skip_next(record, SkipReason.TIME, moment.at.date(), Moment(moment.at, f"skip-{number}"))
    raise AssertionError(f"no {exercise} in this day")


@contextmanager
def coach_pages(
    client: Client, port: int, *flags: str, cut_off: bool = False, **context: Any
) -> Iterator[BrowserContext]:
    """A browser that is signed in; whatever its pages complain of fails the test.

    With ``cut_off`` the server stops in the test: that it cannot be reached then is no fault of a page.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *flags])
            opened = browser.new_context(base_url=f"http://127.0.0.1:{port}", permissions=["camera"], **context)
            cookie = client.cookies["kilter_session"]
            opened.add_cookies([{"name": cookie.key, "value": cookie.value, "url": f"http://127.0.0.1:{port}"}])
            complaints: list[str] = []
            opened.on("console", lambda said: complaints.extend(complaint(said.text, said.type, cut_off=cut_off)))
            opened.on("weberror", lambda told: complaints.append(str(told.error)))
            yield opened
            browser.close()
            assert not complaints, complaints
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@contextmanager
def coach_page(client: Client, port: int, *flags: str, cut_off: bool = False, **context: Any) -> Iterator[Page]:
    """The camera page in a browser of its own."""
    with coach_pages(client, port, *flags, cut_off=cut_off, **context) as browser:
        page = browser.new_page()
        page.goto("/coach/")
        yield page


def complaint(text: str, kind: str, *, cut_off: bool) -> list[str]:
    """MediaPipe tells how it starts on the stream for errors; that is no fault of a page."""
    if kind not in {"error", "warning"} or MEDIAPIPE.match(text) or (cut_off and UNREACHABLE.search(text)):
        return []
    return [text]


def camera_of(film: Path, into: Path, *, before_s: float = 0.0, after_s: float = 0.0) -> Path:
    """A film in the form that Chromium's pretended camera plays, over and over, at 30 pictures a second.

    Its first picture is shown for ``before_s`` seconds more, its last for ``after_s``.
    """
    with av.open(str(film)) as reading, av.open(str(into), "w", format="mjpeg") as writing:
        shown = reading.streams.video[0]
        out = writing.add_stream("mjpeg", rate=CAMERA_HZ)
        out.width, out.height, out.pix_fmt = shown.width, shown.height, "yuvj420p"
        times = round(CAMERA_HZ / float(shown.average_rate or CAMERA_HZ))
        pictures = [frame.to_ndarray(format="yuvj420p") for frame in reading.decode(shown)]
        still = [round(CAMERA_HZ * seconds) for seconds in (before_s, after_s)]
        counts = [times] * len(pictures)
        counts[0] += still[0]
        counts[-1] += still[1]
        for picture, count in zip(pictures, counts, strict=True):
            for _ in range(count):
                writing.mux(out.encode(av.VideoFrame.from_ndarray(picture, format="yuvj420p")))
        writing.mux(out.encode())
    return into


def sets_of(person: Person) -> list[SetDone]:
    """The sets in a person's record."""
    return [body for _, body in record_of(person).history if isinstance(body, SetDone)]
