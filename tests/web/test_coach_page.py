"""The camera page in a real browser: films and a camera that plays one, the coach on a real server, what is kept."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import av
import pytest
from django.test import Client
from playwright.sync_api import Page, expect, sync_playwright
from tests.web.coaching.speaking import CLIPS, clip_of, served
from tests.web.test_browser import CHROMIUM, pytestmark  # noqa: F401 - the same marks hold here

from kilter.programme.progression.logs import SetDone, SkipReason
from kilter.services.record.day import day_of
from kilter.services.record.record import Moment
from kilter.web.people.models import Person
from kilter.web.records.api import record_of
from kilter.web.training.api import next_set, skip_next

FLAGS = ["--no-sandbox", "--disable-gpu", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
CAMERA_HZ = 30
MEDIAPIPE = re.compile(r"INFO:|[IW]\d{4} ")
MUCH_MS = 90_000
"""What finding a body in every picture of a film takes on a slow machine."""


@pytest.fixture
def port(transactional_db: None, settings: Any) -> Iterator[int]:
    """A real server that takes sockets too."""
    with served() as number:
        yield number


@pytest.fixture
def squatting(trained: Client, person: Person, today: datetime) -> Client:
    """The owner's browser on a day whose next set is a squat."""
    record = record_of(person)
    for number in range(10):
        coming = next_set(record, day_of(record, today.date()))
        assert coming is not None
        if coming.item.exercise == "squat":
            return trained
        skip_next(record, SkipReason.TIME, today.date(), Moment(today, f"skip-{number}"))
    raise AssertionError("no squat in this day")


@contextmanager
def coach_page(client: Client, port: int, *flags: str, **context: Any) -> Iterator[Page]:
    """The camera page, signed in; whatever the browser complains of fails the test."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *flags])
            opened = browser.new_context(base_url=f"http://127.0.0.1:{port}", permissions=["camera"], **context)
            cookie = client.cookies["kilter_session"]
            opened.add_cookies([{"name": cookie.key, "value": cookie.value, "url": f"http://127.0.0.1:{port}"}])
            page = opened.new_page()
            complaints: list[str] = []
            page.on("console", lambda said: complaints.extend(complaint(said.text, said.type)))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto("/coach/")
            yield page
            browser.close()
            assert complaints == []
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def complaint(text: str, kind: str) -> list[str]:
    """MediaPipe tells how it starts on the stream for errors; that is no fault of a page."""
    return [text] if kind in {"error", "warning"} and MEDIAPIPE.match(text) is None else []


def camera_of(film: Path, into: Path) -> Path:
    """A film in the form that Chromium's pretended camera plays, over and over, at 30 pictures a second."""
    with av.open(str(film)) as reading, av.open(str(into), "w", format="mjpeg") as writing:
        shown = reading.streams.video[0]
        out = writing.add_stream("mjpeg", rate=CAMERA_HZ)
        out.width, out.height, out.pix_fmt = shown.width, shown.height, "yuvj420p"
        times = round(CAMERA_HZ / float(shown.average_rate or CAMERA_HZ))
        for frame in reading.decode(shown):
            picture = frame.to_ndarray(format="yuvj420p")
            for _ in range(times):
                writing.mux(out.encode(av.VideoFrame.from_ndarray(picture, format="yuvj420p")))
        writing.mux(out.encode())
    return into


def test_a_film_is_counted_on_the_page_as_it_is_and_is_kept(squatting: Client, person: Person, port: int) -> None:
    """The page counts every repetition of the film, none besides, and the record has the set."""
    true = len(clip_of("squat").repetitions)
    before = len(sets_of(person))

    with coach_page(squatting, port) as page:
        page.locator("[data-film]").set_input_files(CLIPS / "squat.mp4")
        expect(page.locator("[data-part=after]")).to_be_visible(timeout=MUCH_MS)
        expect(page.locator("[data-summary] .rep:not(.partial)")).to_have_count(true)
        with page.expect_response(lambda answer: answer.url.endswith("/coach/sets/") and answer.status == 201):
            page.get_by_role("button", name="Stop here").click()
        expect(page.locator("[data-part=end]")).to_be_visible()

    [done] = sets_of(person)[before:]
    assert (done.exercise, done.reps) == ("squat", true)


def test_a_camera_is_counted_live(squatting: Client, port: int, tmp_path: Path) -> None:
    """From the camera over the socket to the count that is shown."""
    camera = camera_of(CLIPS / "squat.mp4", tmp_path / "squat.mjpeg")

    with coach_page(squatting, port, f"--use-file-for-fake-video-capture={camera}") as page:
        page.get_by_role("button", name="Use the camera").click()
        page.locator("[data-do=go]").click(timeout=MUCH_MS)
        expect(page.locator("#coach")).to_have_attribute("data-phase", "set", timeout=MUCH_MS)
        expect(page.locator("[data-text=count]")).to_have_text(re.compile(r"[1-9]\d*"), timeout=MUCH_MS)


def sets_of(person: Person) -> list[SetDone]:
    """The sets in a person's record."""
    return [body for _, body in record_of(person).history if isinstance(body, SetDone)]
