"""The socket itself: who comes in, how much and how long; what is said goes to the live set and back."""

import asyncio
import json
import logging
import traceback
from collections.abc import Iterable
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from kilter.errors import UsageError
from kilter.web.coaching.coaches import coach_of
from kilter.web.coaching.door import Entry, RefusedError, check_still_in, let_in
from kilter.web.coaching.live import Close, ClosedError, LiveSet, read_start, unknown
from kilter.web.coaching.pace import Pace
from kilter.web.coaching.tabs import Tabs
from kilter.web.coaching.told import Told
from kilter.web.site.languages import code_of, speaking_in

MESSAGES_PER_S, UNEVEN_S = 10.0, 2.0
MOST_FRAME_BYTES = 4096
_STARTS = RateLimitItemPerMinute(60)
_log = logging.getLogger("kilter.web")
_tabs = Tabs()
_starts = MovingWindowRateLimiter(MemoryStorage())


class LiveCoach(AsyncWebsocketConsumer):
    """A browser's camera page on the other end; one connection coaches one set."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._entry: Entry | None = None
        self._set: LiveSet | None = None
        self._closed = False
        self._heard_s = self._opened_s = 0.0
        self._frames = Pace(settings.COACH_FRAMES_PER_S, UNEVEN_S)
        self._messages = Pace(MESSAGES_PER_S, UNEVEN_S)
        self._watching: asyncio.Task[None] | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one connection, and leave nothing behind, however it ends."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            if self._watching is not None:
                self._watching.cancel()
            if self._entry is not None:
                _tabs.leave(self._entry.person, self)

    async def dispatch(self, message: Any) -> None:
        """Take a message; one of a set under way touches no database, so it need not wait for a thread."""
        if message["type"] == "websocket.receive":
            await self.websocket_receive(message)
        else:
            await super().dispatch(message)

    async def connect(self) -> None:
        """Let the person in, or tell why not."""
        try:
            self._entry = await database_sync_to_async(let_in)(dict(self.scope))
        except RefusedError:
            await self.close()
            return
        except ClosedError as closed:
            await self.accept()
            await self._end(closed)
            return
        await self.accept()
        if not _tabs.enter(self._entry.person, self, settings.COACH_MOST_SOCKETS):
            await self._end(_too_many(_("Too many pages of yours are open at once."), _("Close some of them.")))
            return
        self._heard_s = self._opened_s = asyncio.get_running_loop().time()
        self._watching = asyncio.create_task(self._watch())

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Take a message or a frame."""
        if self._closed or self._entry is None:
            return
        try:
            with speaking_in(self._entry.language):
                await self._say(await self._take(text_data, bytes_data))
        except ClosedError as closed:
            await self._end(closed)
        except OSError:
            self._closed = True  # the page is gone
        except Exception as error:  # noqa: BLE001 - nothing that a page sends may show it the inside
            _log_failure(error)
            await self._end(_failed())

    async def give_way(self) -> None:
        """Another tab coaches from now on."""
        message = _("Another tab or window coaches you now.")
        await self._end(ClosedError(Close.OTHER_TAB, "other_tab", message, _("Go on there, or start again here.")))

    async def _take(self, text: str | None, data: bytes | None) -> Iterable[Told]:
        self._heard_s = asyncio.get_running_loop().time()
        pace = self._messages if data is None else self._frames
        if not pace.allows(self._heard_s):
            raise _too_many(_("The page sends more than can be looked at."), _("Load the page again."))
        if data is not None and len(data) > MOST_FRAME_BYTES:
            message, mend = _("The page sent a picture that is too large."), _("Load the page again.")
            raise ClosedError(Close.TOO_LARGE, "too_large", message, mend)
        if self._set is None:
            return await self._begin(text or "")
        return self._set.receive_text(text or "") if data is None else self._set.receive_frame(data)

    async def _begin(self, text: str) -> Iterable[Told]:
        start = read_start(text)
        if self._entry is None:
            raise TypeError("a set is begun by who is let in")
        if not _starts.hit(_STARTS, str(self._entry.person)):
            raise _too_many(_("Sets were begun too often within a minute."), _("Wait a moment, then go on."))
        try:
            what, coach = await asyncio.to_thread(coach_of, start.exercise, start.level)
        except UsageError as error:
            raise unknown(error) from None
        begun = LiveSet(start, what, coach)
        told = begun.begin()
        before = _tabs.take(self._entry.person, self)
        if before is not None:
            await before.give_way()
        self._set = begun
        return told

    async def _say(self, told: Iterable[Told]) -> None:
        for one in told:
            await self.send(json.dumps(one, ensure_ascii=False, separators=(",", ":")))

    async def _end(self, closed: ClosedError) -> None:
        """Tell why, and close; once."""
        if self._closed:
            return
        self._closed = True
        language = code_of(dict(self.scope)) if self._entry is None else self._entry.language
        try:
            with speaking_in(language):
                await self._say([closed.told])
            await self.close(closed.close, closed.code)
        except OSError:
            return

    async def _watch(self) -> None:
        """Look now and then whether the person is still signed in, and whether anybody is there."""
        try:
            while not self._closed:
                await asyncio.sleep(settings.COACH_LOOK_EVERY_S)
                await self._look()
        except ClosedError as closed:
            await self._end(closed)
        except RefusedError:
            await self._end(_failed())
        except Exception as error:  # noqa: BLE001 - a database that is away for a moment ends no set silently
            _log_failure(error)
            await self._end(_failed())

    async def _look(self) -> None:
        now_s = asyncio.get_running_loop().time()
        waited_for_start = self._set is None and now_s - self._opened_s > settings.COACH_START_WITHIN_S
        if waited_for_start or now_s - self._heard_s > settings.COACH_IDLE_S:
            message, mend = _("Nothing came from the page for a while."), _("Go on when you are ready.")
            raise ClosedError(Close.IDLE, "idle", message, mend)
        if self._entry is not None:
            await database_sync_to_async(check_still_in)(dict(self.scope), self._entry)


def _too_many(message: Any, mend: Any) -> ClosedError:
    return ClosedError(Close.TOO_MANY, "too_many", message, mend)


def _failed() -> ClosedError:
    message, mend = _("Something went wrong here."), _("The set goes on by itself in a moment; nothing is lost.")
    return ClosedError(Close.FAILED, "failed", message, mend)


def _log_failure(error: Exception) -> None:
    """Where it failed; its message may quote what was sent, so it stays out."""
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    _log.error("failure", extra={"error": type(error).__name__, "places": places})
