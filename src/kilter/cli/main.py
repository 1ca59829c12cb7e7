"""The entry point: registers the commands and turns every error into words and an exit code."""

import gc
import io
import os
import sys
from collections.abc import Callable
from typing import Annotated

import typer

import kilter
from kilter.cli.backup import backup, restore
from kilter.cli.catalogue import exercises, explain, tests
from kilter.cli.coach import coach
from kilter.cli.demo import demo
from kilter.cli.exits import INTERNAL, INTERRUPTED, READER_GONE, STOPPED_BY_TRIAGE, WRONG_INPUT
from kilter.cli.history import history
from kilter.cli.log import log
from kilter.cli.measure import measure
from kilter.cli.plan import plan
from kilter.cli.progress import progress
from kilter.cli.record import record
from kilter.cli.report import report
from kilter.cli.retest import retest
from kilter.cli.screen import screen
from kilter.cli.start import start
from kilter.cli.today import today
from kilter.cli.validate import validate
from kilter.cli.why import why
from kilter.errors import KilterError

EPILOG = (
    f"Exit codes: 0 done; {WRONG_INPUT} the input or the call is wrong; "
    f"{STOPPED_BY_TRIAGE} triage stopped the road (a letter was written); {INTERNAL} a fault in Kilter itself; "
    f"{INTERRUPTED} broken off."
)

app = typer.Typer(
    name="kilter",
    help="From a hip that feels off to balanced, resilient hips: screen, explain, plan, train, test again.",
    epilog=EPILOG,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
GARBAGE_AFTER = 50_000
"""So many new objects before Python looks for garbage; usually it does after 700."""
COMMANDS: tuple[Callable[..., None], ...] = (
    screen,
    plan,
    report,
    explain,
    exercises,
    tests,
    demo,
    measure,
    coach,
    start,
    today,
    log,
    history,
    why,
    progress,
    retest,
    record,
    backup,
    restore,
    validate,
)
for command in COMMANDS:
    app.command()(command)


def _show_version(wanted: bool) -> None:
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
    # Looking for plugins that nothing here uses would read the description of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # What is loaded stays: looking through it for garbage again and again would take a tenth of a short command's time.
    gc.set_threshold(GARBAGE_AFTER)
    _steady_streams()
    try:
        code = _run()
        sys.stdout.flush()
    except KilterError as error:
        _tell_problems(error)
        code = WRONG_INPUT
    except Exception as error:  # the last door: a fault of ours is told as one
        if os.environ.get("KILTER_TRACEBACK"):
            raise
        code = _tell(error)
    sys.exit(code)


def _steady_streams() -> None:
    """A closed output, or a character that a terminal cannot show or send, must not end the program."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _run() -> int:
    try:
        app()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
        # The libraries end with 1 when the reader of a pipe has gone, which is no failure.
        return 0 if code == READER_GONE else code
    return 0


def _tell_problems(error: KilterError) -> None:
    """Say every problem; a file name may hold what would command a terminal, so that is made harmless."""
    from kilter.knowledge.documents import NOT_TEXT

    for problem in error.problems:
        for line in (f"{problem.place}: {problem.what}", f"    {problem.mend}"):
            typer.echo(NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", line), err=True)


def _tell(error: Exception) -> int:
    """Say what happened, and give the exit code for it."""
    if isinstance(error, BrokenPipeError):
        return 0
    if isinstance(error, OSError) and error.strerror:
        where = error.filename or "output"
        typer.echo(f"{where}: {error.strerror}.\n    Check the disk and the rights to it, then try again.", err=True)
        return WRONG_INPUT
    typer.echo(
        f"A fault in Kilter itself ({type(error).__name__}: {error}).\n"
        "    Please report it; KILTER_TRACEBACK=1 before the command shows where.",
        err=True,
    )
    return INTERNAL


if __name__ == "__main__":
    main()
