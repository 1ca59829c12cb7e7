"""The way in for a server."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kilter.web.settings")
application = get_asgi_application()
