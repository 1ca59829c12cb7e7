"""The screening as a conversation on a terminal; every answer is on disk before the next question."""

import json
import os
from pathlib import Path

import platformdirs
import typer

from kilter.adapters.files import make_folder, read_text, write_atomically
from kilter.cli.exits import INTERRUPTED
from kilter.errors import KilterError
from kilter.screening.form import Screening
from kilter.screening.interview import Question, accept, all_questions, next_question, to_screening
from kilter.services.screen import Screener

HELP = "Commands: back (change the last answer), skip, quit (your answers are kept), ? (this help)."


def draft_path() -> Path:
    """Where unfinished answers are kept; KILTER_STATE names another folder."""
    folder = os.environ.get("KILTER_STATE") or platformdirs.user_state_dir("kilter")
    return Path(folder) / "screening-draft.json"


def discard_draft() -> None:
    """Forget the kept answers, once they stand somewhere else."""
    draft_path().unlink(missing_ok=True)


def ask_screening(screener: Screener) -> Screening:
    """Ask question after question until all is asked."""
    answers = _resume()
    typer.echo(HELP)
    while (question := next_question(answers, screener.catalogue, screener.model)) is not None:
        _show(question, answers, screener)
        try:
            _take(question, input("> ").strip(), answers, screener)
        except (EOFError, KeyboardInterrupt):
            typer.echo(f"\nYour answers are kept in {draft_path()}; “kilter screen” goes on from here.")
            raise typer.Exit(INTERRUPTED) from None
        _keep(answers)
    typer.echo()
    return to_screening(answers, screener.catalogue)


def _resume() -> dict[str, str]:
    path = draft_path()
    if not path.exists():
        return {}
    answers = json.loads(read_text(path))
    typer.echo(f"There are {len(answers)} answers from an earlier sitting.")
    if typer.confirm("Go on from there?", default=True):
        return dict(answers)
    return {}


def _keep(answers: dict[str, str]) -> None:
    path = draft_path()
    make_folder(path.parent)
    write_atomically(path, json.dumps(answers, ensure_ascii=False, indent=1).encode())


def _show(question: Question, answers: dict[str, str], screener: Screener) -> None:
    known = [each.id for each in all_questions(answers, screener.catalogue, screener.model)]
    number = known.index(question.id) + 1
    # How many tests will be offered is not known beforehand, so only the questions before them are counted.
    of = f" of {len(known)}" if question.section != "Tests" else ""
    typer.echo(f"\n[{question.section}, question {number}{of}] {question.text}")
    if question.hint:
        typer.echo(f"  ({question.hint})")
    if question.choices:
        typer.echo(f"  {' / '.join(question.choices)}")


def _take(question: Question, typed: str, answers: dict[str, str], screener: Screener) -> None:
    """Put an answer in, or do what a command asks."""
    if typed.lower() == "quit":
        raise KeyboardInterrupt
    if typed == "?":
        typer.echo(HELP)
    elif typed.lower() == "back":
        if answers:
            answers.popitem()
    else:
        try:
            answers[question.id] = accept(
                question, "" if typed.lower() == "skip" else typed, answers, screener.catalogue
            )
        except KilterError as error:
            for problem in error.problems:
                typer.echo(f"  {problem.what} {problem.mend}")
