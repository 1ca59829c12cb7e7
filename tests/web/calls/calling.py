"""A program that calls the API for somebody."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.test import Client

from kilter.web.calls.scopes import Scope
from kilter.web.calls.tokens import make_token
from kilter.web.people.models import Person


class Program:
    """Calls with a token of some scopes; of all, where none are named."""

    def __init__(self, person: Person, scopes: Iterable[Scope] = tuple(Scope)) -> None:
        self.kept, self.secret = make_token(person, "a program", list(scopes), days=30)
        self._client = Client(headers={"Authorization": f"Bearer {self.secret}"})

    def get(self, address: str) -> Any:
        """Read something."""
        return self._client.get(f"/api/v1/{address}")

    def post(self, address: str, **told: Any) -> Any:
        """Tell something, under an id of its own unless one is given."""
        told = {"id": str(uuid.uuid4())} | told
        return self._client.post(f"/api/v1/{address}", told, content_type="application/json")

    def put(self, address: str, **told: Any) -> Any:
        """Answer something."""
        return self._client.put(f"/api/v1/{address}", told, content_type="application/json")

    def delete(self, address: str) -> Any:
        """Remove something."""
        return self._client.delete(f"/api/v1/{address}")

    def upload(self, address: str, content: bytes) -> Any:
        """Send a file."""
        from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

        return self._client.post(f"/api/v1/{address}", {"file": SimpleUploadedFile("export.json", content)})
