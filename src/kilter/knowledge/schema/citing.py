"""How sure a statement is and who says so: sources, grades, cited numbers and facts."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from kilter.body.units import Unit
from kilter.knowledge.validation import Closed

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,60}$", description="lower_case_with_underscores")]
Text = Annotated[str, Field(min_length=1, max_length=2000)]


class Told:
    """Marks a text that is told to people, and so is translated."""


Prose = Annotated[str, Field(min_length=1, max_length=2000), Told()]


class Grade(StrEnum):
    """How a number or a statement was obtained."""

    VERIFIED = "verified"
    """Seen in the cited publication, or in its abstract or a summary of it."""
    COMPUTED = "computed"
    """Worked out from verified figures."""
    MEMORY = "memory"
    """Well known, not checked against the publication."""
    CONVENTION = "convention"
    """A rule of practice or of this project; no single study supports the exact number."""


class SourceKind(StrEnum):
    """What sort of thing is cited."""

    PAPER = "paper"
    WEB = "web"
    BOOK = "book"
    THESIS = "thesis"
    PREPRINT = "preprint"
    REGISTRY = "registry"
    ARTICLE = "article"
    PROJECT = "project"


class Source(Closed):
    """A publication, page or rule that statements cite."""

    id: Id
    kind: SourceKind
    authors: Text
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    title: Text
    published_in: Text
    doi: Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    pmid: Annotated[str, Field(pattern=r"^\d{1,9}$")] | None = None
    note: str = ""

    @property
    def citation(self) -> str:
        """The bibliographic line."""
        parts = [f"{self.authors.rstrip('.')}.", f"{self.title.rstrip('.')}.", f"{self.published_in.rstrip('.')}"]
        line = " ".join(parts) + (f", {self.year}" if self.year else "")
        line += f". doi:{self.doi}" if self.doi else "."
        return line + (f" PMID {self.pmid}." if self.pmid else "")


class Cited(Closed):
    """Anything that carries a grade and at least one source."""

    grade: Grade
    sources: Annotated[tuple[Id, ...], Field(min_length=1)]
    note: str = ""


class Number(Cited):
    """One cited number."""

    value: float
    unit: Unit


class Range(Cited):
    """A cited range, both ends included."""

    low: float
    high: float
    unit: Unit

    @model_validator(mode="after")
    def _in_order(self) -> "Range":
        if self.low > self.high:
            raise ValueError("“low” is above “high”. | Swap the two numbers.")
        return self


class Fact(Cited):
    """A cited statement in plain words."""

    say: Text
    population: str = ""
