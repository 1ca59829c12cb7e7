"""Puts the demonstrations of the package among the files of the documentation; mkdocs calls it as a hook."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from kilter.adapters.demonstrations import FOLDER

PLACE = "assets/demonstrations"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the loops and stills for light pages, so that pages can show them without a copy in the repository."""
    for path in sorted(FOLDER.glob("*.webp")):
        files.append(File.generated(config, f"{PLACE}/{path.name}", abs_src_path=str(path)))
    return files
