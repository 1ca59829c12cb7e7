"""The entry point: registers the commands and turns every error into words and an exit code."""

import os
import sys
from collections.abc import Callable
from typing import Annotated

import typer

import kilter
from kilter.cli.catalogue import exercises, explain, tests
from kilter.cli.exits import INTERNAL, STOPPED_BY_TRIAGE, WRONG_INPUT
from kilter.cli.measure import measure
from kilter.cli.plan import plan
from kilter.cli.report import report
from kilter.cli.screen import screen
from kilter.cli.validate import validate
from kilter.errors import KilterError

EPILOG = (
    f"Exit codes: 0 done; {WRONG_INPUT} the input or the call is wrong; "
    f"{STOPPED_BY_TRIAGE} triage stopped the road (a letter was written); {INTERNAL} a fault in Kilter itself."
)

app = typer.Typer(
    name="kilter",
    help="From a hip that feels off to balanced, resilient hips: screen, explain, plan, report.",
    epilog=EPILOG,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
COMMANDS: tuple[Callable[..., None], ...] = (
    screen,
    plan,
    report,
    explain,
    exercises,
    tests,
    measure,
    validate,
)
for command in COMMANDS:
    app.command()(command)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - the shape that the library calls
    if wanted:
        typer.echo(f"kilter {kilter.__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Options of the program itself."""


def main() -> None:
    """Run the command line; no traceback reaches a user."""
    try:
        app()
    except KilterError as error:
        for problem in error.problems:
            typer.echo(f"{problem.place}: {problem.what}\n    {problem.mend}", err=True)
        sys.exit(WRONG_INPUT)
    except BrokenPipeError:
        # The reader of the pipe has gone; nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # the last door: a fault of ours is told as one
        if os.environ.get("KILTER_TRACEBACK"):
            raise
        typer.echo(
            f"A fault in Kilter itself ({type(error).__name__}: {error}).\n"
            "    Please report it; KILTER_TRACEBACK=1 before the command shows where.",
            err=True,
        )
        sys.exit(INTERNAL)


if __name__ == "__main__":
    main()
