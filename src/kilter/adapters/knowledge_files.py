"""Knowledge on disk: the data that ships with the package, and folders of one's own."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import kilter.knowledge
from kilter.adapters.files import read_text
from kilter.adapters.parsed_knowledge import keep_parsed, read_parsed
from kilter.errors import DataError, Problem
from kilter.knowledge.catalogue import Catalogue, KnowledgeFile, build_catalogue
from kilter.knowledge.documents import read_document

KIND_AND_FILE = 2
SHIPPED = Path(kilter.knowledge.__file__).parent / "data"


def load_catalogue(own: Path | None = None) -> Catalogue:
    """Load the shipped knowledge, and a folder of one's own over it.

    Args:
        own: a folder laid out like the shipped one; its entries are added, or replace those of the same id.

    Raises:
        DataError: with every fault of every file.
    """
    kept = read_parsed(SHIPPED)
    if kept is not None:
        with suppress(DataError):  # read anew below, where every fault has its line
            return build_catalogue(kept, read_folder(own) if own else (), checked=own is None)
    files = read_folder(SHIPPED, shown_as="")
    catalogue = build_catalogue(files, read_folder(own) if own else ())
    if kept is None:
        keep_parsed(SHIPPED, files)
    return catalogue


def read_folder(folder: Path, *, shown_as: str | None = None) -> list[KnowledgeFile]:
    """Read every knowledge file of a folder.

    Raises:
        DataError: the folder is missing or holds nothing, or files cannot be read; all faults at once.
    """
    if not folder.is_dir():
        raise DataError(Problem(str(folder), "There is no such folder.", "Name a folder of knowledge files."))
    files: list[KnowledgeFile] = []
    problems: list[Problem] = []
    for path in sorted(_yaml_files(folder)):
        name = path.relative_to(folder)
        shown = name.as_posix() if shown_as == "" else str(path)
        if len(name.parts) != KIND_AND_FILE:
            mend = f"Move it, for example to exercises/{name.name}."
            problems.append(Problem(shown, "A knowledge file lies right in the folder of its kind.", mend))
            continue
        try:
            files.append(KnowledgeFile(path.parent.name, path.stem, read_document(read_text(path), shown)))
        except DataError as error:
            problems.extend(error.problems)
    if problems:
        raise DataError(*problems)
    if not files:
        mend = "Put files into subfolders such as exercises/ or tests/, ending in .yaml."
        raise DataError(Problem(str(folder), "The folder holds no knowledge files.", mend))
    return files


def _yaml_files(folder: Path) -> Iterator[Path]:
    """Where they should lie, and one folder above and below, so that a misplaced one is not passed over."""
    for place in ("", "*/", "*/*/"):
        for ending in ("*.yaml", "*.yml"):
            yield from folder.glob(place + ending)
