"""The sources that code names are known, as those that data names are."""

import re
from pathlib import Path

import kilter
from kilter.knowledge.catalogue import Catalogue

KEY = re.compile(r"\b[a-z]{3,}(?:19|20)\d\d\b")


def test_every_source_named_in_a_docstring_is_in_the_catalogue(catalogue: Catalogue) -> None:
    """A citation key in the code leads to its bibliographic line."""
    files = sorted(Path(kilter.__file__).parent.rglob("*.py"))

    named = {key: file.name for file in files for key in KEY.findall(file.read_text())}

    assert {key: file for key, file in named.items() if key not in catalogue.sources} == {}
    assert "zeni2008" in named
