"""The shipped knowledge as it was read before, so that a command need not parse and check it anew.

It is kept as JSON in the person's cache folder (KILTER_CACHE names another), under a hash of the knowledge itself and
of the code that reads and checks it: when either changes, so does the name, and what was kept is not used any more.
Where it cannot be read or written, everything works as without it.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import platformdirs

import kilter.knowledge
from kilter.adapters.files import make_folder, write_atomically
from kilter.errors import UsageError
from kilter.knowledge.catalogue import KnowledgeFile
from kilter.knowledge.documents import Document

_CODE = Path(kilter.knowledge.__file__).parent
_BEGINS = "knowledge-"


def cache_folder() -> Path:
    """Where things lie that can be made again at any time; KILTER_CACHE names another folder."""
    setting = os.environ.get("KILTER_CACHE")
    return Path(setting) if setting else platformdirs.user_cache_path("kilter")


def read_parsed(folder: Path) -> tuple[KnowledgeFile, ...] | None:
    """The files of a folder as they were read before, without the lines of their keys; None where they were not."""
    try:
        kept = json.loads(_place(folder).read_bytes())
        return tuple(KnowledgeFile(kind, name, Document(shown, data, {})) for kind, name, shown, data in kept)
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def keep_parsed(folder: Path, files: Sequence[KnowledgeFile]) -> None:
    """Keep the files of a folder that was found to be right; what was kept of an earlier one goes."""
    plain = [[file.folder, file.name, file.document.file, file.document.data] for file in files]
    try:
        place = _place(folder)
        make_folder(place.parent)
        write_atomically(place, json.dumps(plain).encode(), private=True)
        for older in place.parent.glob(f"{_BEGINS}*.json"):
            if older != place:
                older.unlink(missing_ok=True)
    except (OSError, UsageError):
        return


def _place(folder: Path) -> Path:
    hashed = hashlib.sha256(kilter.__version__.encode())
    for path in _all_files(folder):
        content = path.read_bytes()
        hashed.update(f"{path.name}/{path.parent.name}/{len(content)}\n".encode())
        hashed.update(content)
    return cache_folder() / f"{_BEGINS}{hashed.hexdigest()[:32]}.json"


def _all_files(folder: Path) -> Iterator[Path]:
    """What the outcome depends on: the knowledge, and the code that knows its shape."""
    yield from _sorted(folder.rglob("*.y*ml"))
    yield from _sorted(_CODE.rglob("*.py"))


def _sorted(paths: Iterable[Path]) -> list[Path]:
    return sorted(path for path in paths if path.is_file())
