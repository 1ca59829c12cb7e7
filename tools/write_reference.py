"""Writes the reference pages from the models and the catalogue; run: python -m tools.write_reference."""

from collections.abc import Callable, Mapping
from pathlib import Path

from pydantic import BaseModel
from tools.markdown import code, generated_by, table
from tools.shapes import FEW, Shape, about, choices_of, heading, is_cited, keys_of, shapes_in

from kilter.adapters.knowledge_files import load_catalogue
from kilter.knowledge.catalogue import KINDS, ONE_FILE_EACH, RULES, Catalogue
from kilter.knowledge.schema.citing import Cited
from kilter.screening.form import Screening
from tools import listings, signal_page

FOLDER = Path(__file__).parents[1] / "docs" / "reference"

SCREENING = """\
A screening file is YAML or JSON, in UTF-8. No key may stand twice, none beside those listed here is taken, and a fault
is told with its line and its mend, all of them at once. [Write a screening file](../how-to/write-a-screening-file.md)
shows a whole one.

Scalars follow the rules of JSON: `yes` and `no` are words, a date is text such as `2026-01-31`, and anchors, aliases
and tags are refused.
"""

KNOWLEDGE = """\
Knowledge lies in folders, one for each kind. A file holds one entry, or a list of entries where the table says so. Each
reference must lead somewhere, and a source that nothing cites is an error like any other. How to add files of your own:
[Use your own knowledge](../how-to/use-your-own-knowledge.md).

What is **cited** needs `grade` and `sources`, and may have a `note`; the tables leave these three out.
"""

EXERCISES = """\
The dose is the exercise's own: sets × repetitions or seconds. A picture leads to the movement, which `kilter demo ID`
shows too, with its levels. `kilter exercises ID` tells each in full, with how-to, cues, levels, cautions and sources.
"""

TESTS = """\
What each test measures, how far a value may be off, and from where a result counts. A grade stands behind each number;
what the grades mean is told in [What the evidence carries](../explanation/evidence.md). `kilter tests ID` shows the
procedure.
"""

IMPAIRMENTS = """\
An impairment is a deficit that training may change, or (`structural`) a build that it cannot; it is never a disease.
“Start” is the probability before anything is known. `kilter explain ID` tells more.
"""

SAFETY = """\
What comes before all else. The wording, the urgencies and most limits wait for a clinician's approval; see
[What the evidence carries](../explanation/evidence.md).
"""

PROGRESSION = """\
How a programme changes with the person; [How a programme goes on](../explanation/progression.md) tells it as a whole.
`kilter why CHANGE` shows one decision of a record.
"""

SOURCES = """\
Every publication, page and rule that something here cites. `kilter explain KEY` shows one.
"""


def write_pages() -> dict[str, str]:
    """Every generated page, as Markdown, by the name of its file."""
    catalogue = load_catalogue()
    listed: Mapping[str, tuple[str, str, Callable[[Catalogue], str]]] = {
        "screening-file": ("Screening file", SCREENING, screening_file),
        "knowledge-files": ("Knowledge files", KNOWLEDGE, lambda _: knowledge_files()),
        "exercises": ("Exercises", EXERCISES, listings.exercises),
        "tests": ("Tests", TESTS, listings.tests),
        "impairments": ("Impairments", IMPAIRMENTS, listings.impairments),
        "signals": ("Signals", signal_page.INTRO, lambda _: signal_page.signals()),
        "safety": ("Safety", SAFETY, listings.safety),
        "progression": ("Progression", PROGRESSION, listings.progression),
        "sources": ("Sources", SOURCES, listings.sources),
    }
    return {
        f"{name}.md": f"# {title}\n\n{generated_by('write_reference')}\n\n{intro}\n{body(catalogue)}\n"
        for name, (title, intro, body) in listed.items()
    }


def screening_file(catalogue: Catalogue) -> str:
    """The keys of a screening file, and the ids that may stand in it."""
    shapes = shapes_in(Screening)
    parts = ["## Top level", keys_of(Screening)]
    parts += [_section(name, shape) for name, shape in shapes.items() if name != "Screening" and _has_section(shape)]
    lists = {
        "Safety questions": {flag.id: flag.ask for flag in catalogue.red_flags.values() if not flag.clinic_only},
        "Signs": {sign.id: sign.ask for sign in catalogue.signs.values()},
        "Causes": {cause.id: cause.ask for cause in catalogue.causes.values()},
        "Conditions": {each.id: each.ask or each.name for each in catalogue.precautions.values()},
        "Equipment": {item.id: item.name for item in catalogue.equipment.values()},
    }
    parts += [f"## {title}\n\n{listings.asked(meanings)}" for title, meanings in lists.items()]
    household = [item.id for item in catalogue.equipment.values() if item.household]
    parts.append(f"A home is taken to have: {listings.ids(household)}. Put what is not there under `without`.")
    return "\n\n".join(parts)


def knowledge_files() -> str:
    """The folders of knowledge, and the keys of each kind of file."""
    kinds: dict[str, type[BaseModel]] = {**KINDS, **{f"rules/{name}": model for name, model in RULES.items()}}
    overview = table(
        ("Folder or file", "What one entry is", "How it is written"),
        [(f"[`{kind}`](#{kind.replace('/', '')})", about(model), _layout(kind)) for kind, model in kinds.items()],
    )
    users = {kind: shapes_in(model) for kind, model in kinds.items()}
    everything: dict[str, Shape] = {name: shape for shapes in users.values() for name, shape in shapes.items()}
    tops = {model.__name__ for model in kinds.values()}
    shared = {name for name in everything if name not in tops and sum(name in shapes for shapes in users.values()) > 1}
    parts = [overview]
    for kind, model in kinds.items():
        cited = " **Cited.**" if is_cited(model) else ""
        parts.append(f"## {kind}\n\n{about(model)}{cited}\n\n{keys_of(model)}")
        parts += [
            _section(name, shape, level=3)
            for name, shape in users[kind].items()
            if name not in shared | tops and _has_section(shape)
        ]
    parts.append("## Parts that several kinds share")
    parts += [_section(name, everything[name], level=3) for name in sorted(shared) if _has_section(everything[name])]
    parts.append(_section(Cited.__name__, Cited, level=3))
    grades = everything["Grade"]
    parts.append(_section("Grade", grades, level=3))
    return "\n\n".join(parts)


def _layout(kind: str) -> str:
    if kind.startswith("rules/"):
        return "one file"
    return f"one file each, {code('id')} as its name" if kind in ONE_FILE_EACH else "lists, in files of any name"


def _has_section(shape: Shape) -> bool:
    """Short lists of choices stand in the tables themselves, unless their members need words."""
    return issubclass(shape, BaseModel) or len(shape) > FEW


def _section(name: str, shape: Shape, *, level: int = 2) -> str:
    body = keys_of(shape) if issubclass(shape, BaseModel) else choices_of(shape)
    cited = " **Cited.**" if is_cited(shape) else ""
    return f"{'#' * level} {heading(name)}\n\n{about(shape)}{cited}\n\n{body}"


if __name__ == "__main__":
    for file, text in write_pages().items():
        (FOLDER / file).write_text(text, encoding="utf-8")
        print(f"Written: {FOLDER / file}")
