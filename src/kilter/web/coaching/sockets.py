"""Where sockets are: there is one, and what is asked for elsewhere is refused."""

from typing import Any

from channels.security.websocket import WebsocketDenier

from kilter.web.coaching.consumer import LiveCoach

PATH = "/coach/live/"
_live: Any = LiveCoach.as_asgi()
_nowhere: Any = WebsocketDenier.as_asgi()


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Serve one socket."""
    await (_live if scope["path"] == PATH else _nowhere)(scope, receive, send)
