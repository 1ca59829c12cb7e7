"""The screening as a conversation on a terminal; every answer is on disk before the next question."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import platformdirs
import typer

from kilter.adapters.files import make_folder, read_text, write_atomically
from kilter.cli.exits import INTERRUPTED
from kilter.errors import KilterError, Problem, UsageError
from kilter.knowledge.documents import Plain
from kilter.screening.form import Screening
from kilter.screening.interview import (
    Question,
    accept,
    all_questions,
    entries_of,
    measure_questions,
    next_question,
    restore,
    to_screening,
)
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
    """Ask question after question until all is asked.

    Raises:
        UsageError: nobody can answer, because the input is closed.
    """
    if sys.stdin is None:
        raise UsageError(Problem("input", "Nobody can answer: the input is closed.", "Name a screening file."))
    try:
        answers = _resume(screener)
        typer.echo(HELP)
        while (question := next_question(answers, screener.catalogue, screener.model)) is not None:
            _show(question, answers, screener)
            _take(question, input("> ").strip(), answers, screener)
            _keep(answers)
    except (EOFError, KeyboardInterrupt, typer.Abort):
        kept = f"Your answers are kept in {draft_path()}; “kilter screen” goes on from there."
        typer.echo(f"\n{kept if draft_path().exists() else 'Nothing was answered yet.'}")
        raise typer.Exit(INTERRUPTED) from None
    typer.echo()
    return to_screening(answers, screener.catalogue)


def ask_tests(tests: Sequence[str], screener: Screener) -> list[Plain]:
    """Ask for the results of tests, side by side; an empty answer leaves a side out.

    Returns:
        the tests as a file holds them.

    Raises:
        UsageError: nobody can answer, because the input is closed.
    """
    if sys.stdin is None:
        raise UsageError(Problem("input", "Nobody can answer: the input is closed.", "Name a file of results."))
    answers: dict[str, str] = {}
    try:
        for test in tests:
            shown = screener.catalogue.tests[test]
            typer.echo(f"\n{shown.name}")
            for number, step in enumerate(shown.procedure, 1):
                typer.echo(f"  {number}. {step}")
            for question in measure_questions(shown):
                while question.id not in answers:
                    typer.echo(question.text)
                    _take(question, input("> ").strip(), answers, screener)
    except (EOFError, KeyboardInterrupt, typer.Abort):
        typer.echo("\nNothing was kept; begin again with “kilter retest --ask”.")
        raise typer.Exit(INTERRUPTED) from None
    return entries_of(answers)


def _resume(screener: Screener) -> dict[str, str]:
    """The answers of an earlier sitting, if there are any and the person wants to go on from them."""
    path = draft_path()
    if not path.exists():
        return {}
    kept = _read_draft(path)
    answers = restore(kept, screener.catalogue, screener.model)
    if not kept:
        return {}
    typer.echo(f"There are {len(answers)} answers from an earlier sitting.")
    if len(answers) < len(kept):
        aside = path.with_suffix(".earlier.json")
        write_atomically(aside, path.read_bytes(), private=True)
        lost = len(kept) - len(answers)
        typer.echo(f"{lost} more do not fit the questions of today and are asked again; they stay in {aside}.")
    if typer.confirm("Go on from there?", default=True):
        return answers
    return {}


def _read_draft(path: Path) -> dict[str, str]:
    """What is kept, checked by nothing yet; a file that is no draft is moved aside, never overwritten."""
    try:
        kept = json.loads(read_text(path))
        if isinstance(kept, dict):
            return {key: answer for key, answer in kept.items() if isinstance(answer, str)}
    except (ValueError, RecursionError, KilterError):
        pass
    aside = path.with_suffix(".unreadable.json")
    path.replace(aside)
    typer.echo(f"The answers kept earlier cannot be read. The file is now {aside}; the questions begin anew.")
    return {}


def _keep(answers: dict[str, str]) -> None:
    path = draft_path()
    make_folder(path.parent)
    write_atomically(path, json.dumps(answers, indent=1).encode(), private=True)


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
            answer = accept(question, "" if typed.lower() == "skip" else typed, answers, screener.catalogue)
        except KilterError as error:
            for problem in error.problems:
                typer.echo(f"  {problem.what} {problem.mend}")
            return
        answers[question.id] = answer
        if answer and answer != typed:
            typer.echo(f"  Taken as: {answer}")
