"""All that Kilter keeps, in one archive: written while it runs, and put back whole or not at all."""

from kilter.adapters.backup.archive import Manifest
from kilter.adapters.backup.places import Places
from kilter.adapters.backup.restoring import restore
from kilter.adapters.backup.writing import back_up

__all__ = ["Manifest", "Places", "back_up", "restore"]
