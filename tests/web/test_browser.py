"""The pages in a real browser: keyboard alone, script on and off, and nothing that the policy forbids."""

import os
import re
import shutil
from collections.abc import Iterator
from typing import Literal

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from kilter.programme.progression.logs import SetDone
from kilter.web.people.models import Person
from kilter.web.records.api import record_of
from kilter.web.screening.models import Answer

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = [
    # `make` installs it where there is apt; there a missing browser is an error, not a reason to test less.
    pytest.mark.skipif(
        CHROMIUM is None and shutil.which("apt-get") is None, reason="there is no Chromium on this machine"
    ),
    pytest.mark.django_db(transaction=True),
    # Playwright's loop runs in the thread of the test, which touches the database between its steps only.
    pytest.mark.filterwarnings("ignore:StreamingHttpResponse"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def signed_in(
    browser: Browser,
    server: LiveServer,
    client: Client,
    *,
    java_script_enabled: bool = True,
    color_scheme: Literal["dark", "light"] = "light",
) -> BrowserContext:
    """A browser that is who the client is."""
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": 390, "height": 844},
        java_script_enabled=java_script_enabled,
        color_scheme=color_scheme,
    )
    context.add_cookies(
        [{"name": name, "value": cookie.value, "url": server.url} for name, cookie in client.cookies.items()]
    )
    return context


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, client: Client) -> Iterator[Page]:
    """The owner's page; whatever the browser complains of fails the test."""
    context = signed_in(browser, live_server, client)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    # A wrong answer comes back as 422, which the browser lists; everything else is a fault.
    assert [said for said in complaints if "422" not in said] == []


def test_from_the_first_page_to_a_question_by_keyboard(page: Page) -> None:
    """Consent and answers need no pointer, and after each answer the next question has the focus."""
    page.goto("/")
    page.get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Begin with the questions").press("Enter")
    page.get_by_role("textbox").press_sequentially("41")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Your sex")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("How tall")
    assert dict(Answer.objects.values_list("question", "text")) == {
        "person.age_years": "41",
        "person.sex": "female",
    }


def test_a_wrong_answer_is_told_in_place(page: Page, person: Person) -> None:
    """The fault stands on the page, and the question stays."""
    page.goto("/screen/")
    page.get_by_role("textbox").fill("old")
    page.get_by_role("button", name="Next").click()

    expect(page.get_by_role("alert")).to_contain_text("is not a number")


def test_a_set_by_taps(page: Page, trained: Client, person: Person) -> None:
    """Starting, tapping and keeping a set; then the rest runs down and the next set is shown."""
    page.goto("/today/set/")
    page.get_by_role("button", name="Start", exact=True).click()
    page.locator("[data-finish]").click()
    page.get_by_label("Seconds held").fill("46")
    page.get_by_role("button", name="Keep this set").click()

    expect(page.locator(".where")).to_contain_text("1 of 16 sets")
    expect(page.locator("[data-rest] output")).to_have_text(re.compile("[0-9]+"))
    done = [body for _, body in record_of(person).history if isinstance(body, SetDone)]
    assert done[-1].seconds == 46


def test_the_pain_button_is_always_in_reach(page: Page, trained: Client) -> None:
    """From the top of the page to its end the button is on the screen, and it opens the question."""
    page.goto("/today/set/")
    button = page.get_by_role("link", name="It hurts")
    expect(button).to_be_in_viewport()
    # the End key glides there, and what is pressed while it moves may lie elsewhere by then
    page.evaluate("scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })")
    expect(button).to_be_in_viewport()

    button.click()

    expect(page.get_by_role("group", name="Pain, 0 (none) to 10")).to_be_visible()


def test_the_pain_button_needs_no_script(browser: Browser, live_server: LiveServer, trained: Client) -> None:
    """Before the script has come, or without it, the button opens the question all the same."""
    context = signed_in(browser, live_server, trained, java_script_enabled=False)
    page = context.new_page()
    page.goto("/today/set/")

    page.get_by_role("link", name="It hurts").click()

    expect(page.get_by_role("group", name="Pain, 0 (none) to 10")).to_be_visible()
    context.close()


def test_without_script_everything_can_be_told(
    browser: Browser, live_server: LiveServer, trained: Client, person: Person
) -> None:
    """With script switched off a set is kept by its form alone."""
    context = signed_in(browser, live_server, trained, java_script_enabled=False)
    page = context.new_page()
    page.goto("/today/set/")

    page.get_by_role("button", name="Keep this set").click()

    expect(page.locator(".where")).to_contain_text("1 of 16 sets")
    context.close()
    assert isinstance(record_of(person).history[-1][1], SetDone)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 820, 1440])
def test_no_page_is_wider_than_the_screen(
    browser: Browser, live_server: LiveServer, trained: Client, width: int, scheme: Literal["dark", "light"]
) -> None:
    """From a phone to a wide screen nothing has to be scrolled sideways but what says so."""
    context = signed_in(browser, live_server, trained, color_scheme=scheme)
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    wide = []
    for address in ("/", "/today/", "/today/set/", "/programme/", "/screen/hips/", "/progress/", "/learn/", "/data/"):
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(address)
    context.close()

    assert wide == []
