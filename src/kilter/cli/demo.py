"""``kilter demo``: see how an exercise, one of its levels or a movement test is done."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kilter.cli.options import Knowledge

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
) -> None:
    """Show how an exercise is done: print the file of its demonstration and, on a terminal, open it."""
    from kilter.adapters.demonstrations import find_demonstration
    from kilter.adapters.knowledge_files import load_catalogue

    catalogue = load_catalogue(knowledge)
    if exercise is None:
        _list(catalogue)
        return
    _check(catalogue, exercise, level)
    path = find_demonstration(exercise, level, still=still, dark=dark)
    typer.echo(path)
    if sys.stdout.isatty():
        # Where there is no viewer nothing opens, and the path stands above.
        typer.launch(str(path))


def _shown(catalogue: "Catalogue") -> dict[str, str]:
    """The names of what can be shown, by id."""
    tests = {test.id: test.name for test in catalogue.tests.values() if test.performed}
    return {exercise.id: exercise.name for exercise in catalogue.exercises.values()} | tests


def _list(catalogue: "Catalogue") -> None:
    from kilter.cli.show.screen import console, table

    listed = table("Id", "Name", "Levels that look different")
    for shown_id, name in _shown(catalogue).items():
        exercise = catalogue.exercises.get(shown_id)
        levels = [] if exercise is None else [level.id for level in exercise.levels if level.movement is not None]
        listed.add_row(shown_id, name, ", ".join(levels))
    console().print(listed)


def _check(catalogue: "Catalogue", wanted: str, level: str | None) -> None:
    """Refuse an id or a level that does not exist, and say what was probably meant."""
    from kilter.errors import Problem, UsageError
    from kilter.knowledge.references import suggest

    shown = _shown(catalogue)
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
