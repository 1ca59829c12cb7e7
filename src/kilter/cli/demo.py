"""``kilter demo``: see how an exercise, one of its levels or a movement test is done."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kilter.cli.options import Json, Knowledge

if TYPE_CHECKING:
    from kilter.knowledge.catalogue import Catalogue


def demo(
    exercise: Annotated[
        str | None,
        typer.Argument(metavar="[EXERCISE]", help="The id of an exercise or movement test; lists them without it."),
    ] = None,
    level: Annotated[str | None, typer.Option("--level", metavar="ID", help="This level of the exercise.")] = None,
    still: Annotated[bool, typer.Option("--still", help="The picture at the peak instead of the loop.")] = False,
    dark: Annotated[bool, typer.Option("--dark", help="On a dark ground.")] = False,
    knowledge: Knowledge = None,
    json: Json = False,
) -> None:
    """Show how an exercise is done: print the file of its demonstration and, on a terminal, open it."""
    from kilter.adapters.demonstrations import find_demonstration
    from kilter.adapters.knowledge_files import load_catalogue
    from kilter.exchange.as_json import to_json

    catalogue = load_catalogue(knowledge)
    if exercise is None:
        if json:
            listed = [
                {"id": each, "name": name, "levels": _levels(catalogue, each)} for each, name in _shown(catalogue)
            ]
            typer.echo(to_json(listed), nl=False)
        else:
            _list(catalogue)
        return
    _check(catalogue, exercise, level)
    path = find_demonstration(exercise, level, still=still, dark=dark)
    if json:
        typer.echo(to_json({"id": exercise, "level": level, "path": str(path)}), nl=False)
        return
    typer.echo(path)
    if sys.stdout.isatty():
        # Where there is no viewer nothing opens, and the path stands above.
        typer.launch(str(path))


def _shown(catalogue: "Catalogue") -> list[tuple[str, str]]:
    """The ids and names of what can be shown."""
    tests = [(test.id, test.name) for test in catalogue.tests.values() if test.performed]
    return [(exercise.id, exercise.name) for exercise in catalogue.exercises.values()] + tests


def _levels(catalogue: "Catalogue", shown_id: str) -> list[str]:
    """The levels that look different from their exercise."""
    exercise = catalogue.exercises.get(shown_id)
    if exercise is None:
        return []
    return [level.id for level in exercise.levels if level.movement is not None and level is not exercise.base_level]


def _list(catalogue: "Catalogue") -> None:
    from kilter.cli.show.screen import console, table

    listed = table("Id", "Name", "Levels that look different")
    for shown_id, name in _shown(catalogue):
        listed.add_row(shown_id, name, ", ".join(_levels(catalogue, shown_id)))
    console().print(listed)


def _check(catalogue: "Catalogue", wanted: str, level: str | None) -> None:
    """Refuse an id or a level that does not exist, and say what was probably meant."""
    from kilter.errors import Problem, UsageError
    from kilter.knowledge.references import suggest

    shown = dict(_shown(catalogue))
    if wanted not in shown:
        mend = suggest(wanted, shown, otherwise="“kilter demo” lists what is shown.")
        raise UsageError(Problem("EXERCISE", f"There is no demonstration of “{wanted}”.", mend))
    if level is None:
        return
    exercise = catalogue.exercises.get(wanted)
    levels = {} if exercise is None else {each.id: each for each in exercise.levels}
    if level not in levels:
        otherwise = f"Its levels: {', '.join(levels)}." if levels else "A test has no levels; leave --level out."
        raise UsageError(
            Problem("--level", f"“{wanted}” has no level “{level}”.", suggest(level, levels, otherwise=otherwise))
        )
