"""Where sockets are."""

from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import URLRouter
from django.urls import path

from kilter.web.coaching.consumer import LiveCoach


class _NowhereSocket(AsyncWebsocketConsumer):
    """Refuses what no socket is at."""

    async def connect(self) -> None:
        await self.close()


application: Any = URLRouter(
    [
        path("coach/live/", LiveCoach.as_asgi()),
        path("<path:elsewhere>", _NowhereSocket.as_asgi()),
        path("", _NowhereSocket.as_asgi()),
    ]
)
