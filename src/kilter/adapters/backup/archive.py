"""The archive: a zip of databases, with a manifest of what it holds and their SHA-256 sums."""

import hashlib
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kilter.adapters.files import check_is_file
from kilter.errors import DataError, Problem

MANIFEST = "manifest.json"
FORMAT = 1
LARGEST_MANIFEST_BYTES = 100_000
AT_ONCE_BYTES = 1 << 20


class Part(BaseModel):
    """One database in the archive."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Literal["record.sqlite", "web.sqlite3", "web.dump"]
    size_bytes: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class Manifest(BaseModel):
    """What an archive holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kilter_backup: int
    version: str
    at: datetime
    parts: tuple[Part, ...] = Field(min_length=1)


def describe(name: str, file: Path) -> Part:
    """A file with its size and sum."""
    with file.open("rb") as reading:
        digest = hashlib.file_digest(reading, "sha256").hexdigest()
    return Part.model_validate({"name": name, "size_bytes": file.stat().st_size, "sha256": digest})


def write_archive(into: Path, manifest: Manifest, folder: Path) -> None:
    """Pack the parts that lie in a folder under their names; only the owner may read the archive."""
    into.touch(mode=0o600, exist_ok=False)
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in manifest.parts:
            archive.write(folder / part.name, part.name)
        archive.writestr(MANIFEST, manifest.model_dump_json(indent=2))


def read_archive(file: Path, folder: Path) -> Manifest:
    """Unpack into a folder, and hold every part to its size and sum.

    Raises:
        DataError: it is no such archive, it is damaged, or a newer Kilter made it.
    """
    check_is_file(file)
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest_of(file, archive)
            for part in manifest.parts:
                _unpack(archive, part, folder / part.name)
    except OSError as error:
        raise DataError(Problem(str(file), f"It cannot be read ({error.strerror}).", "Name a backup.")) from None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        mend = "Name a file that “kilter backup” wrote, and carry it over unchanged."
        raise DataError(Problem(str(file), f"This is no whole backup ({error}).", mend)) from None
    return manifest


def _manifest_of(file: Path, archive: zipfile.ZipFile) -> Manifest:
    if MANIFEST not in archive.namelist() or archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST_BYTES:
        raise DataError(
            Problem(str(file), "This zip is not a backup of Kilter.", "Name one that “kilter backup” wrote.")
        )
    try:
        manifest = Manifest.model_validate_json(archive.read(MANIFEST))
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        what = f"The manifest cannot be read ({where}: {error.errors()[0]['msg']})."
        raise DataError(Problem(f"{file}, {MANIFEST}", what, "Name one that “kilter backup” wrote.")) from None
    if manifest.kilter_backup > FORMAT:
        mend = f"Bring Kilter up to {manifest.version} or newer first."
        raise DataError(Problem(str(file), f"A newer Kilter ({manifest.version}) made this backup.", mend))
    if sorted(archive.namelist()) != sorted([MANIFEST, *(part.name for part in manifest.parts)]):
        raise DataError(Problem(str(file), "It holds other files than its manifest says.", "Use another backup."))
    return manifest


def _unpack(archive: zipfile.ZipFile, part: Part, into: Path) -> None:
    digest, written = hashlib.sha256(), 0
    with archive.open(part.name) as packed, into.open("xb") as unpacked:
        while chunk := packed.read(AT_ONCE_BYTES):
            written += len(chunk)
            if written > part.size_bytes:
                break
            digest.update(chunk)
            unpacked.write(chunk)
    if written != part.size_bytes or digest.hexdigest() != part.sha256:
        what = "It is not what the manifest says: the archive is damaged."
        raise DataError(Problem(f"{archive.filename}, {part.name}", what, "Use another backup."))
