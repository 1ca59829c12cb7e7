"""The camera page in a real browser: films and a camera that plays one, the coach on a real server, what is kept."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect
from tests.web.coach_pages import MUCH_MS, camera_of, coach_page, day_at, sets_of
from tests.web.coaching.speaking import CLIPS, clip_of, served
from tests.web.test_browser import pytestmark  # noqa: F401 - the same marks hold here

from kilter.adapters.files import read_text
from kilter.knowledge.documents import read_document
from kilter.screening.form import read_screening
from kilter.services.record.record import Moment
from kilter.services.record.starting import start_of
from kilter.web.people.models import Person
from kilter.web.records.api import record_of
from kilter.web.site.knowledge import catalogue, screener

EXAMPLES = Path(__file__).parents[2] / "examples"
BRIDGE = EXAMPLES / "recordings" / "glute_bridge.mp4"
SYMMETRICAL = EXAMPLES / "symmetrical.yaml"


@pytest.fixture
def port(transactional_db: None, settings: Any) -> Iterator[int]:
    """A real server that takes sockets too."""
    with served() as number:
        yield number


def test_a_film_is_counted_on_the_page_as_it_is_and_is_kept(
    trained: Client, person: Person, today: datetime, port: int
) -> None:
    """The page counts every repetition of the film, none besides, and the record has the set."""
    day_at("squat", person, Moment(today, "today"))
    true = len(clip_of("squat").repetitions)
    before = len(sets_of(person))

    with coach_page(trained, port) as page:
        page.locator("[data-film]").set_input_files(CLIPS / "squat.mp4")
        expect(page.locator("[data-part=after]")).to_be_visible(timeout=MUCH_MS)
        expect(page.locator("[data-summary] .rep:not(.partial)")).to_have_count(true)
        with page.expect_response(lambda answer: answer.url.endswith("/coach/sets/") and answer.status == 201):
            page.get_by_role("button", name="Stop here").click()
        expect(page.locator("[data-part=end]")).to_be_visible()

    [done] = sets_of(person)[before:]
    assert (done.exercise, done.reps) == ("squat", true)


@pytest.fixture
def bridging(client: Client, person: Person, today: datetime) -> Client:
    """The owner's browser on a day whose next set is a bridge: a programme that begins with the session that has it."""
    screening = read_screening(read_document(read_text(SYMMETRICAL), SYMMETRICAL.name), catalogue())
    start, told = start_of(screener().profile(screening), catalogue(), today.date())
    phase, session = next(
        (phase, session)
        for phase in start.programme.phases
        for session in phase.sessions
        if any(one.exercise == "glute_bridge" for block in session.blocks for one in block.prescriptions)
    )
    programme = replace(start.programme, phases=(replace(phase, sessions=(session,)),))
    record_of(person).start(replace(start, programme=programme), told, Moment(today, "start"))
    day_at("glute_bridge", person, Moment(today, "today"))
    return client


def test_a_real_bridge_before_the_camera_is_counted_live(
    bridging: Client, person: Person, port: int, tmp_path: Path
) -> None:
    """Of a real person who lies, lifts the hips once and lies again, the page counts one, and the record has it."""
    camera = camera_of(BRIDGE, tmp_path / "bridge.mjpeg", before_s=20, after_s=10)

    with coach_page(bridging, port, f"--use-file-for-fake-video-capture={camera}") as page:
        page.get_by_role("button", name="Use the camera").click()
        page.locator("[data-do=go]").click(timeout=MUCH_MS)
        expect(page.locator("#coach")).to_have_attribute("data-phase", "set", timeout=MUCH_MS)
        expect(page.locator("[data-text=count]")).to_have_text(re.compile("[1-9]"), timeout=MUCH_MS)
        page.wait_for_timeout(6_000)  # what else it might count while the person lies still again
        page.get_by_role("button", name="Set done").click()
        with page.expect_response(lambda answer: answer.url.endswith("/coach/sets/") and answer.status == 201):
            page.get_by_role("button", name="Stop here").click()

    [done] = sets_of(person)
    assert (done.exercise, done.reps) == ("glute_bridge", 1)
