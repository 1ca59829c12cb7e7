"""The live coach over a real socket of a real server."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from tests.web.coaching.speaking import Page, clip_of, cookie_of, frames_of, served, start_of, visit

from kilter.web.people.models import Person


@pytest.fixture
def port(transactional_db: None, settings: Any) -> Iterator[int]:
    """A server that runs for one test, and takes frames as fast as a test sends them."""
    settings.COACH_FRAMES_PER_S = 100_000.0
    with served() as number:
        yield number


@pytest.fixture
def cookie(client: Client, person: Person) -> dict[str, str]:
    """The headers of the owner's browser."""
    return {"Cookie": cookie_of(client)}


def test_a_set_is_counted_over_the_socket(port: int, cookie: dict[str, str]) -> None:
    """Every frame is answered, and what the film shows is counted."""
    clip = clip_of("clamshell")

    async def talk(page: Page) -> None:
        ready = await page.start(start_of(clip))
        assert (ready["type"], ready["exercise"], ready["sides"]) == ("ready", "clamshell", ["left"])
        for number, frame in enumerate(frames_of(clip)):
            answer = await page.show(frame)
            assert (answer["frame"], answer["dropped"]) == (number, None)
        await page.say(type="finish")
        await page.hear_until("events")
        counted = [event for event in page.events if event["event"] == "RepetitionCounted"]
        assert [event["number"] for event in counted] == [1, 2, 3]
        assert page.events[-1]["event"] == "SetFinished"

    visit(port, cookie, talk)
