"""A set on the camera page outlives a reload, a lost server, a day without a network and a second tab."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from tests.web.coach_pages import MUCH_MS, camera_of, coach_page, coach_pages, day_at, sets_of
from tests.web.coaching.speaking import CLIPS, served
from tests.web.test_browser import pytestmark  # noqa: F401 - the same marks hold here

from kilter.services.record.record import Moment
from kilter.web.people.models import Person


@pytest.fixture
def squatting(trained: Client, person: Person, today: datetime, transactional_db: None, settings: Any) -> Client:
    """The owner's browser on a day whose next set is a squat."""
    day_at("squat", person, Moment(today, "today"))
    return trained


@pytest.fixture(scope="module")
def squats(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What makes the pretended camera play squats, over and over."""
    camera = camera_of(CLIPS / "squat.mp4", tmp_path_factory.mktemp("camera") / "squat.mjpeg")
    return f"--use-file-for-fake-video-capture={camera}"


@pytest.fixture
def port(squatting: Client) -> Iterator[int]:
    """A real server that takes sockets too."""
    with served() as number:
        yield number


def begin_by_taps(page: Page, taps: int) -> None:
    """Start the set by timer and taps, and count so many."""
    page.get_by_role("button", name="Without a camera").click()
    expect(page.locator("#coach")).to_have_attribute("data-phase", "set")
    for _ in range(taps):
        page.locator("[data-count]").click()
    expect(page.locator("[data-text=count]")).to_have_text(str(taps))


def begin_by_camera(page: Page) -> int:
    """Start the set before the camera, and wait until something was counted; how many."""
    page.get_by_role("button", name="Use the camera").click()
    page.locator("[data-do=go]").click(timeout=MUCH_MS)
    expect(page.locator("[data-text=unit]")).to_contain_text("of", timeout=MUCH_MS)
    return counted(page, at_least=1)


def counted(page: Page, at_least: int) -> int:
    """The count that is shown, once it has come so far."""
    numbers = "|".join(str(number) for number in range(at_least, 100))
    expect(page.locator("[data-text=count]")).to_have_text(re.compile(f"^({numbers})$"), timeout=MUCH_MS)
    return int(page.locator("[data-text=count]").inner_text())


def end_and_send(page: Page) -> None:
    """End the set and the session, and wait until the server has it."""
    page.get_by_role("button", name="Set done").click()
    with page.expect_response(lambda answer: answer.url.endswith("/coach/sets/") and answer.status == 201):
        page.get_by_role("button", name="Stop here").click()


def test_a_tapped_set_goes_on_after_a_reload(squatting: Client, person: Person, port: int) -> None:
    """What was tapped before is told and counted on, and the record has all of it once."""
    before = len(sets_of(person))

    with coach_page(squatting, port) as page:
        begin_by_taps(page, 3)
        page.reload()
        expect(page.locator("[data-text=goesOn]")).to_contain_text("3")
        page.get_by_role("button", name="Without a camera").click()
        expect(page.locator("[data-text=count]")).to_have_text("3")
        page.locator("[data-count]").click()
        end_and_send(page)

    [done] = sets_of(person)[before:]
    assert done.reps == 4


def test_a_coached_set_goes_on_after_a_reload(squatting: Client, person: Person, port: int, squats: str) -> None:
    """A repetition that was shown before the reload is shown after it, and the coach counts on from there."""
    before = len(sets_of(person))

    with coach_page(squatting, port, squats) as page:
        shown = begin_by_camera(page)
        page.reload()
        page.get_by_role("button", name="Use the camera").click()
        expect(page.locator("[data-connection]")).to_have_attribute("data-state", "open", timeout=MUCH_MS)
        later = counted(page, at_least=shown + 1)
        end_and_send(page)

    [done] = sets_of(person)[before:]
    assert done.reps is not None
    assert done.reps >= later


def test_a_coached_set_goes_on_where_the_server_starts_anew(squatting: Client, person: Person, squats: str) -> None:
    """While it is gone the page says so and offers taps; when it is back the count goes on from what was shown."""
    before = len(sets_of(person))

    with served() as port:
        browser = coach_page(squatting, port, squats, cut_off=True)
        page = browser.__enter__()
        shown = begin_by_camera(page)
    expect(page.locator("[data-connection]")).to_have_attribute("data-state", "lost", timeout=MUCH_MS)
    expect(page.get_by_role("button", name="Go on by timer and taps")).to_be_visible()
    assert counted(page, at_least=shown) >= shown
    with served(port):
        expect(page.locator("[data-connection]")).to_have_attribute("data-state", "open", timeout=MUCH_MS)
        counted(page, at_least=shown + 1)
        end_and_send(page)
        browser.__exit__(None, None, None)

    [done] = sets_of(person)[before:]
    assert done.reps is not None
    assert done.reps > shown


def test_a_set_of_a_lost_server_is_ended_by_taps_and_sent_when_it_is_back(
    squatting: Client, person: Person, squats: str
) -> None:
    """Nobody has to wait for a server to finish a set."""
    before = len(sets_of(person))

    with served() as port:
        browser = coach_page(squatting, port, squats, cut_off=True)
        page = browser.__enter__()
        begin_by_camera(page)
    page.get_by_role("button", name="Go on by timer and taps").click(timeout=MUCH_MS)
    shown = int(page.locator("[data-text=count]").inner_text())
    page.locator("[data-count]").click()
    expect(page.locator("[data-text=count]")).to_have_text(str(shown + 1))
    with served(port):
        end_and_send(page)
        browser.__exit__(None, None, None)

    [done] = sets_of(person)[before:]
    assert done.reps == shown + 1


def test_a_day_without_a_network_runs_by_taps_and_is_sent_later(squatting: Client, person: Person) -> None:
    """After the first load the page opens without the server; the set is kept, and sent once when it is back."""
    before = len(sets_of(person))

    with served() as port:
        browser = coach_page(squatting, port, cut_off=True)
        page = browser.__enter__()
        page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
        page.reload()
        expect(page.locator("[data-part=welcome]")).to_be_visible()
    page.reload()
    begin_by_taps(page, 5)
    page.get_by_role("button", name="Set done").click()
    page.get_by_role("button", name="Stop here").click()
    expect(page.locator("[data-text=waiting]")).to_be_attached()
    assert len(sets_of(person)) == before
    with served(port):
        with page.expect_response(lambda answer: answer.url.endswith("/coach/sets/") and answer.status == 201):
            page.goto("/coach/")
        browser.__exit__(None, None, None)

    [done] = sets_of(person)[before:]
    assert done.reps == 5


def test_a_second_tab_leaves_the_set_to_the_first_until_it_takes_it_over(
    squatting: Client, person: Person, port: int
) -> None:
    """One tab tells of a set at a time; who takes over has all that was counted, and the other one stops."""
    before = len(sets_of(person))

    with coach_pages(squatting, port) as browser:
        first, second = browser.new_page(), browser.new_page()
        first.goto("/coach/")
        begin_by_taps(first, 2)
        second.goto("/coach/")
        expect(second.locator("[data-part=taken]")).to_be_visible()
        expect(second.locator("[data-part=welcome]")).to_be_hidden()
        first.locator("[data-count]").click()

        second.get_by_role("button", name="Go on here instead").click()

        expect(first.locator("[data-part=taken]")).to_be_visible()
        expect(second.locator("[data-text=goesOn]")).to_contain_text("3")
        second.get_by_role("button", name="Without a camera").click()
        second.locator("[data-count]").click()
        end_and_send(second)

    [done] = sets_of(person)[before:]
    assert done.reps == 4
