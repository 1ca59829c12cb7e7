"""A page on the other end of the socket, without a browser."""

import asyncio
import json
import socket
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import uvicorn
from django.conf import settings
from django.test import Client
from tools.clips.truth import TruthClip, read_clip
from websockets.asyncio.client import ClientConnection, connect

from kilter.motion.pose.batch import frame_of
from kilter.web.coaching.frames import write_frame

T = TypeVar("T")
CLIPS = Path(__file__).parents[2] / "clips"
Json = dict[str, Any]


def clip_of(name: str) -> TruthClip:
    """A committed clip with its truth."""
    return read_clip(CLIPS / f"{name}.npz")


def start_of(clip: TruthClip, **other: Any) -> Json:
    """How a page begins a set of what a clip shows."""
    said = {
        "type": "start",
        "set": str(uuid4()),
        "exercise": clip.shown,
        "level": None,
        "side": clip.side.value,
        "reps": None,
        "hold_s": None,
        "then_other": False,
        "width_px": clip.recording.width_px,
        "height_px": clip.recording.height_px,
        "counted": {"left": 0, "right": 0},
        "held_s": {"left": 0.0, "right": 0.0},
    }
    return said | other


def frames_of(clip: TruthClip) -> list[bytes]:
    """The frames of a clip as a page sends them."""
    return [write_frame(frame_of(clip.recording, number), number) for number in range(clip.recording.frames)]


class Page:
    """One connection, and all that was told over it."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.told: list[Json] = []

    async def say(self, **message: Any) -> None:
        """Send a message."""
        await self.connection.send(json.dumps(message))

    async def hear(self) -> Json:
        """The next thing told."""
        told: Json = json.loads(await asyncio.wait_for(self.connection.recv(), 10))
        self.told.append(told)
        return told

    async def hear_until(self, kind: str) -> Json:
        """Whatever is told until something of a kind comes."""
        while (told := await self.hear())["type"] != kind:
            pass
        return told

    async def start(self, message: Json) -> Json:
        """Begin a set; what the server says that it is."""
        await self.say(**message)
        ready = await self.hear()
        await self.hear_until("events")
        return ready

    async def show(self, frame: bytes) -> Json:
        """Send a frame, and wait for its answer."""
        await self.connection.send(frame)
        return await self.hear_until("value")

    async def closed(self) -> int:
        """Wait until the server closes; its code."""
        await asyncio.wait_for(self._drain(), 10)
        return self.connection.close_code or 0

    async def _drain(self) -> None:
        async for text in self.connection:
            self.told.append(json.loads(text))

    @property
    def events(self) -> list[Json]:
        """The events told so far, in their order."""
        return [event for told in self.told if told["type"] == "events" for event in told["events"]]


def cookie_of(client: Client) -> str:
    """The session of a test client, as a header."""
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@contextmanager
def served(port: int = 0) -> Iterator[int]:
    """A real server on a port, or a free one, in a thread of its own."""
    from kilter.web.asgi import application  # noqa: PLC0415 - Django is set up by then
    from kilter.web.start import SOCKETS  # noqa: PLC0415

    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    config = uvicorn.Config(application, lifespan="off", log_config=None, access_log=False, **SOCKETS)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        while not server.started:
            threading.Event().wait(0.01)
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


def visit(
    port: int, headers: dict[str, str], talk: Callable[[Page], Coroutine[Any, Any, T]], *, origin: str | None = "own"
) -> T:
    """Open a socket to a server, talk, and hang up."""

    async def talking() -> T:
        async with opened(port, headers, origin=origin) as connection:
            return await talk(Page(connection))

    return asyncio.run(talking())


def opened(port: int, headers: dict[str, str], *, origin: str | None = "own") -> Any:
    """A connection to be opened with ``async with``."""
    own = f"http://127.0.0.1:{port}" if origin == "own" else origin
    headers = headers if own is None else {**headers, "Origin": own}
    return connect(f"ws://127.0.0.1:{port}/coach/live/", additional_headers=headers, compression=None, proxy=None)


Talk = Callable[[Page], Awaitable[None]]
