"""Every page, in both themes, keeps the rules that axe checks and its own policy, and fits the narrowest screen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer
from tests.web.test_browser import browser, pytestmark, signed_in  # noqa: F401 - the same marks hold here
from tests.web.test_who_may import OPEN, READ, SHARED_READ

from kilter.web.sharing.models import Share

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
NO_PAGES = {"health", "ready", "coach_worker", "coach_day", "calendar", "report", "letter", "export"} | {
    "shared_report",
    "shared_letter",
}
"""Addresses that answer with something else than a page."""
WAYS_IN = {"login": "account/login/", "signup": "account/signup/", "reset": "account/password/reset/"}
ACCOUNT = {
    "email": "account/email/",
    "password": "account/password/change/",
    "second factors": "account/2fa/",
    "sessions": "account/sessions/",
}
OTHER = {"unknown": "nothing/here/"}
Theme = Literal["dark", "light"]
NARROWEST = 320
"""A screen of 1280 at 400 %."""


def faults(page: Page) -> list[str]:
    """What axe finds on the page that is open: the rule, and where."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(
        """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations.flatMap(
            (fault) => fault.nodes.map((node) => `${fault.id}: ${node.target.join(" ")}`))"""
    )
    return found


def overflows(page: Page) -> list[str]:
    """Whether the page has to be scrolled sideways where it is narrowest, read from the left or from the right."""
    before = page.viewport_size
    assert before is not None
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    wide = [
        f"wider than the screen: {direction}"
        for direction in ("ltr", "rtl")
        if page.evaluate(
            """(direction) => {
                document.documentElement.dir = direction;
                return document.documentElement.scrollWidth > document.documentElement.clientWidth;
            }""",
            direction,
        )
    ]
    page.set_viewport_size(before)
    return wide


@pytest.fixture(params=[("light", 1280), ("dark", 390)], ids=["light and wide", "dark and narrow"])
def look(request: pytest.FixtureRequest) -> tuple[Theme, int]:
    """A theme, and the width of the screen."""
    chosen: tuple[Theme, int] = request.param
    return chosen


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer, look: tuple[Theme, int]) -> Iterator["Visit"]:  # noqa: F811
    """Goes from page to page, and keeps what is wrong with each."""
    visit = Visit(browser, live_server, *look)
    yield visit
    visit.close()


class Visit:
    """A walk over pages, in one theme."""

    def __init__(self, browser: Browser, server: LiveServer, theme: Theme, width: int) -> None:  # noqa: F811
        self.browser, self.server, self.theme, self.width = browser, server, theme, width
        self.wrong: dict[str, list[str]] = {}

    def see(self, client: Client, pages: dict[str, str]) -> dict[str, list[str]]:
        """Open each page as somebody; what axe and the browser complain of, page by page."""
        self.context = signed_in(self.browser, self.server, client, color_scheme=self.theme)
        page = self.context.new_page()
        page.set_viewport_size({"width": self.width, "height": 900})
        said: list[str] = []
        page.on("console", lambda told: said.append(told.text) if told.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        for name, address in pages.items():
            said.clear()
            page.goto(f"/{address}")
            found = faults(page) + overflows(page) + [line for line in said if "404 (Not Found)" not in line]
            if found:
                self.wrong[name] = found
        return self.wrong

    def close(self) -> None:
        """End the walk."""
        self.context.close()


def test_every_page_of_ones_own(visit: Visit, trained: Client) -> None:
    """Names, contrast, order and structure are right on each."""
    assert visit.see(trained, pages_of(OPEN | READ) | OTHER) == {}


def test_every_page_of_a_clinician(visit: Visit, trained: Client, at_clinic: Client, share: Share) -> None:
    """As on the pages of one's own."""
    pages = {name: address.format(share=share.id) for name, address in pages_of(SHARED_READ).items()}

    assert visit.see(at_clinic, pages | {"caseload": "clinic/"}) == {}


def test_every_page_of_an_account(visit: Visit, client: Client) -> None:
    """As on the pages of one's own."""
    assert visit.see(client, ACCOUNT) == {}


def test_every_way_into_an_account(visit: Visit, nobody: Client) -> None:
    """As on the pages of one's own."""
    assert visit.see(nobody, WAYS_IN) == {}


def pages_of(addresses: dict[str, str]) -> dict[str, str]:
    """Those that answer with a page."""
    return {name: address for name, address in addresses.items() if name not in NO_PAGES}
