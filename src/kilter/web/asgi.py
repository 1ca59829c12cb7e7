"""The way in for a server: pages go to Django, sockets to the live coach."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kilter.web.settings")
_pages = get_asgi_application()

from kilter.web.coaching.sockets import application as _sockets  # noqa: E402 - once Django is set up

application = ProtocolTypeRouter({"http": _pages, "websocket": _sockets})
