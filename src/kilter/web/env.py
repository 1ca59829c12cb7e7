"""Settings from the environment, each with its kind; what cannot be read is told, not guessed."""

import os
from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured

WORDS = {"on": True, "yes": True, "true": True, "1": True, "off": False, "no": False, "false": False, "0": False}


def text_of(name: str, default: str = "", environment: Mapping[str, str] = os.environ) -> str:
    """A setting as it was written, without spaces around it."""
    return environment.get(name, "").strip() or default


def switch_of(name: str, *, default: bool, environment: Mapping[str, str] = os.environ) -> bool:
    """A setting that is on or off.

    Raises:
        ImproperlyConfigured: it says something else.
    """
    said = text_of(name, environment=environment).lower()
    if not said:
        return default
    if said not in WORDS:
        raise ImproperlyConfigured(f"{name} is “{said}”. Write on or off.")
    return WORDS[said]


def list_of(name: str, default: tuple[str, ...] = (), environment: Mapping[str, str] = os.environ) -> list[str]:
    """A setting with several values, set apart by commas."""
    said = text_of(name, environment=environment)
    return [part.strip() for part in said.split(",") if part.strip()] or list(default)
