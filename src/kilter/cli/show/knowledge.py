"""Knowledge on a terminal: lists of exercises and tests, and one entry explained with its sources."""

from collections.abc import Iterable

from pydantic import BaseModel
from rich.console import Console
from rich.markup import escape

from kilter.cli.show.screen import table
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.citing import Cited, Source
from kilter.knowledge.schema.exercises import Exercise
from kilter.knowledge.schema.teaching import Equipment
from kilter.knowledge.schema.tests import Test
from kilter.services.watching import watching


def show_exercises(console: Console, catalogue: Catalogue) -> None:
    """List all exercises."""
    rows = table("Id", "Exercise", "Stages", "Treats")
    for exercise in sorted(
        catalogue.exercises.values(), key=lambda each: (not each.from_article, each.section, each.id)
    ):
        treats = ", ".join(catalogue.impairments[name].name.lower() for name in exercise.treats)
        rows.add_row(exercise.id, escape(exercise.name), ", ".join(exercise.stages), escape(treats))
    console.print(rows)


def show_tests(console: Console, catalogue: Catalogue) -> None:
    """List all tests."""
    rows = table("Id", "Test", "Where", "Minutes", "Points to")
    for test in catalogue.tests.values():
        points = dict.fromkeys(catalogue.impairments[pointer.impairment].name.lower() for pointer in test.points_to)
        where = ", ".join(test.setting)
        rows.add_row(test.id, escape(test.name), where, f"{test.effort.minutes:g}", escape(", ".join(points)))
    console.print(rows)


def show_entry(console: Console, kind: str, entry: BaseModel, catalogue: Catalogue) -> None:
    """Explain one entry: what it says, how sure it is, and where it comes from."""
    title = getattr(entry, "name", None) or getattr(entry, "title", None) or getattr(entry, "claim", None)
    console.print(f"[bold]{escape(str(title or getattr(entry, 'id', kind)))}[/] [dim]({kind.replace('_', ' ')})[/]")
    if isinstance(entry, Exercise):
        _exercise(console, entry, catalogue)
    elif isinstance(entry, Test):
        _test(console, entry, catalogue)
    elif isinstance(entry, Source):
        console.print(escape(entry.citation))
    elif isinstance(entry, Equipment):
        _equipment(console, entry, catalogue)
    else:
        _plain(console, entry, catalogue)
    _sources(console, entry, catalogue)


def _exercise(console: Console, exercise: Exercise, catalogue: Catalogue) -> None:
    _list(console, "How to", exercise.how_to, numbered=True)
    console.print(f"\n{watching(exercise.at(exercise.base_level))}")
    _list(console, "Focus", (focus.say for focus in exercise.focus))
    _list(console, "Levels, easier to harder", (f"{level.name}: {level.how}" for level in exercise.levels))
    treats = (catalogue.impairments[name].name for name in exercise.treats)
    _list(console, "Treats", treats)
    _list(
        console,
        "Cautions",
        (f"{catalogue.precautions[each.when].name}: {each.why}" for each in exercise.cautions),
    )
    _list(console, "What is known", (f"{fact.say} ({fact.grade})" for fact in exercise.facts))


def _test(console: Console, test: Test, catalogue: Catalogue) -> None:
    console.print(escape(test.why))
    _list(console, "How to", test.procedure, numbered=True)
    if test.performed is not None:
        console.print(f"\n{watching(test.performed)}")
    measures = (
        f"{measure.name} ({measure.unit.sign}): smallest detectable difference "
        f"{measure.error.detectable:.2g} {'%' if measure.error.relative else measure.unit.sign} ({measure.error.grade})"
        for measure in test.measures
    )
    _list(console, "Measures", measures)
    pointers = (
        f"{catalogue.impairments[pointer.impairment].name}: likelihood ratio {pointer.steps[-1].lr:g} if so, "
        f"{pointer.otherwise_lr:g} if not ({pointer.grade})"
        for pointer in test.points_to
    )
    _list(console, "Points to", pointers)
    _list(console, "What is known", (f"{fact.say} ({fact.grade})" for fact in test.facts))


def _equipment(console: Console, thing: Equipment, catalogue: Catalogue) -> None:
    if thing.instead:
        console.print(f"Does as well: {escape(thing.instead)}")
    if thing.household:
        console.print("A home is taken to have it, unless you say otherwise (--without).")
    _list(console, "Tests that need it", (t.name for t in catalogue.tests.values() if thing.id in t.equipment))
    needs = (e.name for e in catalogue.exercises.values() if any(thing.id in level.equipment for level in e.levels))
    _list(console, "Exercises with a level that needs it", needs)


def _plain(console: Console, entry: BaseModel, catalogue: Catalogue) -> None:
    shown = ("headline", "about", "text", "ask", "role", "when_out_of_balance", "finding", "say", "when", "do", "refer")
    for name in shown:
        value = getattr(entry, name, None)
        if isinstance(value, str) and value:
            console.print(escape(value))
    advice = getattr(entry, "advice", ())
    _list(console, "Advice", [advice] if isinstance(advice, str) else advice)
    links = getattr(entry, "links", ())
    _list(
        console,
        "May point to",
        (f"{catalogue.impairments[link.impairment].name} ({link.weight}, {link.grade}). {link.why}" for link in links),
    )
    tests = [
        t.name for t in catalogue.tests.values() if any(p.impairment == getattr(entry, "id", "") for p in t.points_to)
    ]
    treats = [e.name for e in catalogue.exercises.values() if getattr(entry, "id", "") in e.treats]
    _list(console, "Tests that point to it", tests)
    _list(console, "Exercises that treat it", treats)


def _list(console: Console, title: str, lines: Iterable[str], *, numbered: bool = False) -> None:
    lines = list(lines)
    if not lines:
        return
    console.print(f"\n[bold]{title}[/]")
    for number, line in enumerate(lines, 1):
        console.print(f"  {f'{number}.' if numbered else '•'} {escape(line)}")


def _sources(console: Console, entry: BaseModel, catalogue: Catalogue) -> None:
    keys = list(dict.fromkeys(_cited(entry)))
    if keys:
        console.print("\n[bold]Sources[/]")
        for key in keys:
            console.print(f"  [dim]{key}[/] {escape(catalogue.sources[key].citation)}")
    if isinstance(entry, Cited):
        console.print(f"\nHow sure: {entry.grade}. {escape(entry.note)}".rstrip())


def _cited(value: object) -> Iterable[str]:
    """Every source key in an entry, in order."""
    if isinstance(value, BaseModel):
        yield from getattr(value, "sources", ())
        for name in type(value).model_fields:
            yield from _cited(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _cited(item)
