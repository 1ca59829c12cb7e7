"""A session as a conversation on a terminal; every set is safe in the record before the next question."""

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

import typer

from kilter.cli.exits import INTERRUPTED
from kilter.cli.keeping import new_moment
from kilter.cli.show.day import show_day
from kilter.cli.show.record import show_decided
from kilter.cli.show.screen import console
from kilter.errors import KilterError, Problem, UsageError
from kilter.knowledge.schema.movements import Focus
from kilter.programme.programme import BlockKind
from kilter.programme.progression.during import STOPS_EXERCISE, STOPS_SESSION
from kilter.programme.progression.logs import (
    FaultSeen,
    Form,
    Load,
    Log,
    Morning,
    PainKind,
    SessionEnded,
    SetDone,
    SetsSkipped,
    SkipReason,
    Went,
)
from kilter.services.record.day import Ask, Day, DayKind, Item, day_of
from kilter.services.record.events import Decided
from kilter.services.record.loads import load_of
from kilter.services.record.record import Record

HELP = (
    "Enter takes what stands in brackets. s: leave this out, with a reason; q: stop here, “kilter log” goes on from "
    "there; ?: this help."
)

T = TypeVar("T")
Word = TypeVar("Word", bound=StrEnum)


class _StopError(Exception):
    """The person wants to stop here."""


class _SkipError(Exception):
    """The person wants to leave this out."""


def ask_session(record: Record, on: date) -> None:
    """Go through the session of a day, set by set.

    Raises:
        UsageError: nobody can answer, the programme is paused, or there is no session to do on this day.
    """
    if sys.stdin is None:
        raise UsageError(Problem("input", "Nobody can answer: the input is closed.", "Name a log file."))
    _Conversation(record, on).hold()


class _Conversation:
    """What was said so far."""

    def __init__(self, record: Record, on: date) -> None:
        self.record = record
        self.on = on
        self.logged = 0

    def hold(self) -> None:
        """Ask until the session is over."""
        day = day_of(self.record, self.on)
        _refuse_other_days(day)
        try:
            typer.echo(HELP)
            if day.morning_open:
                self._morning()
                day = day_of(self.record, self.on)
            if day.pause is not None:
                show_day(console(), day)
                return
            if day.kind is DayKind.REST:
                typer.echo(f"The same muscles worked lately; the next session is best done from {day.next_on} on.")
                if not typer.confirm("Train anyway?", default=False):
                    typer.echo("Rest well.")
                    return
            self._session(day)
        except (EOFError, KeyboardInterrupt, typer.Abort):
            typer.echo(f"\n{self._kept()}")
            raise typer.Exit(INTERRUPTED) from None
        except _StopError:
            typer.echo(self._kept())

    def _kept(self) -> str:
        if not self.logged:
            return "Nothing was logged yet."
        count = "1 entry is" if self.logged == 1 else f"{self.logged} entries are"
        return f"{count} kept; “kilter log” goes on from there, and “kilter log --end” ends the session as it is."

    def _keep(self, log: Log) -> tuple[Decided, ...]:
        decided = self.record.log(log, new_moment(), place="your answer")
        self.logged += 1
        return decided

    def _morning(self) -> None:
        typer.echo("\nFirst the morning. 0 is none, 10 the worst imaginable.")
        try:
            pain = _ask("Pain this morning", "0", _points)
            soreness = _ask("Soreness of muscles, as after work", "0", _points)
            signs = _ask("Sharp pain, or new pain at night? (no, sharp, night, both)", "no", _signs)
        except _SkipError:
            typer.echo("Left out.")
            return
        morning = Morning(self.on, pain, 0, soreness, sharp="sharp" in signs, night="night" in signs)
        self._show(self._keep(morning))

    def _show(self, decided: tuple[Decided, ...]) -> None:
        show_decided(console(), decided, self.record.catalogue)

    def _session(self, day: Day) -> None:
        typer.echo(f"\nSession {day.session}, {day.left} sets. Warm up first; “kilter today” shows how.")
        for said in day.coming:
            typer.echo(f"  • {said}")
        for kind, items in day.parts:
            for item in items if kind is BlockKind.MAIN else ():
                for ask in item.asks:
                    if ask.left and not self._exercise(item, ask):
                        typer.echo("Do no more today.")
                        self._end()
                        return
        self._end()

    def _exercise(self, item: Item, ask: Ask) -> bool:
        """Ask for the sets of an exercise on a side; whether the session goes on."""
        side = "both sides" if ask.target.side is None else f"{ask.target.side.value.upper()} side"
        typer.echo(f"\n{item.name}, {side}: {ask.level_name}")
        if ask.reason is not None:
            typer.echo(f"  {ask.reason.say}")
        faults = self.record.catalogue.exercises[item.exercise].focus
        load = ask.target.load
        if ask.done:
            load = ask.done[-1].load or load
        for number in range(len(ask.done) + 1, ask.target.sets + 1):
            try:
                decided, load = self._set(item, ask, number, load, faults)
            except _SkipError:
                self._skip(item, ask)
                return True
            self._show(decided)
            rules = {one.decision.rule for one in decided}
            if STOPS_SESSION in rules:
                return False
            if STOPS_EXERCISE in rules:
                if number < ask.target.sets:
                    self._keep(SetsSkipped(self.on, item.exercise, ask.target.side, SkipReason.PAIN))
                return True
        return True

    def _set(
        self, item: Item, ask: Ask, number: int, load: Load | None, faults: tuple[Focus, ...]
    ) -> tuple[tuple[Decided, ...], Load | None]:
        """Ask for one set and keep it; asked again where the record refuses it."""
        while True:
            done = self._asked_set(item, ask, number, load, faults)
            try:
                return self._keep(done), done.load
            except UsageError as error:
                for problem in error.problems:
                    typer.echo(f"  {problem.what} {problem.mend}")

    def _asked_set(self, item: Item, ask: Ask, number: int, load: Load | None, faults: tuple[Focus, ...]) -> SetDone:
        target = ask.target
        unit = "seconds" if item.timed else "repetitions"
        typer.echo(f"  Set {number} of {target.sets}: {target.aim} to {target.high} {unit}")
        amount = _ask(f"  {unit.capitalize()}", str(target.aim), _number if item.timed else _whole)
        done = SetDone(self.on, item.exercise, target.level, target.side, number)
        done = replace(done, seconds=amount) if item.timed else replace(done, reps=int(amount))
        kind = self._load_kind(item, ask)
        if kind is not None:
            suggested = str(load) if load is not None else ""
            load = _ask("  Load (“5 kg”, “red band”)", suggested, lambda text: load_of(text, kind) if text else None)
            done = replace(done, load=load)
        if item.reserve:
            reserve = _ask("  How many more would have been possible", str(item.reserve), _whole)
            done = replace(done, reserve=reserve)
        pain = _ask("  Pain, 0 to 10", "0", _points)
        if pain:
            kinds = ask_word("  It was", PainKind, PainKind.ACHE)
            done = replace(done, pain=pain, pain_kind=kinds)
        return self._form(done, faults, first=number == 1)

    def _load_kind(self, item: Item, ask: Ask):  # type: ignore[no-untyped-def] # LoadKind or None
        ladder = self.record.state.start.ladders[item.exercise]
        return next((rung.load for rung in ladder.rungs if rung.level == ask.target.level), None)

    def _form(self, done: SetDone, faults: tuple[Focus, ...], *, first: bool) -> SetDone:
        if first and faults:
            typer.echo("  What may go wrong:")
            for number, fault in enumerate(faults, 1):
                typer.echo(f"    {number}  {fault.id.replace('_', ' ')} (better: {fault.say})")

        def read(text: str) -> SetDone:
            forms = {"clean": Form.CLEAN, "some": Form.SOME_FAULTS, "poor": Form.POOR}
            if text in forms:
                return replace(done, form=forms[text])
            return replace(done, faults=_ticked(text, faults))

        hint = ", or numbers of faults, 2x3 for the second in three repetitions" if faults else ""
        return _ask(f"  Form: clean, some, poor{hint}", "clean", read)

    def _skip(self, item: Item, ask: Ask) -> None:
        why = ask_word("  Why is it left out", SkipReason, SkipReason.TIME)
        self._keep(SetsSkipped(self.on, item.exercise, ask.target.side, why))

    def _end(self) -> None:
        typer.echo("\nThat was the session.")
        minutes: float | None
        went: Went | None
        try:
            minutes = _ask("Minutes it took", "", lambda text: _number(text) if text else None)
            went = ask_word("How it went", Went, Went.RIGHT)
        except _SkipError:
            minutes, went = None, None
        self._show(self._keep(SessionEnded(self.on, minutes, went)))
        typer.echo("Tell how the next morning is: “kilter log --morning PAIN”.")


def _refuse_other_days(day: Day) -> None:
    """Days without a session to do are told of, and nothing is asked."""
    refused = {
        DayKind.BEFORE: (f"The programme begins on {day.begins}.", "Come back then."),
        DayKind.DONE: (f"The session of {day.on} is done.", f"The next one is best done from {day.next_on} on."),
        DayKind.SKIPPED: (
            f"The session of {day.on} was logged as not done.",
            "If it was done after all, take that back with “kilter log --undo”.",
        ),
    }
    if day.kind in refused and not (day.morning_open and day.pause is not None):
        raise UsageError(Problem(str(day.on), *refused[day.kind]))


def _ask(question: str, suggested: str, read: Callable[[str], T]) -> T:
    """Ask until the answer can be read; enter takes what is suggested."""
    while True:
        shown = f" [{suggested}]" if suggested else ""
        typed = input(f"{question}{shown}: ").strip()
        if typed.lower() in {"q", "quit"}:
            raise _StopError
        if typed.lower() in {"s", "skip"}:
            raise _SkipError
        if typed == "?":
            typer.echo(HELP)
            continue
        try:
            return read(typed or suggested)
        except KilterError as error:
            for problem in error.problems:
                typer.echo(f"  {problem.what} {problem.mend}")


def ask_word(question: str, words: type[Word], usual: Word) -> Word:
    """Ask for one of some words, by its number or by itself."""
    listed = list(words)
    shown = ", ".join(f"{number} {word.value.replace('_', ' ')}" for number, word in enumerate(listed, 1))

    def read(text: str) -> Word:
        said = text.lower().replace(" ", "_")
        for number, word in enumerate(listed, 1):
            if said in {str(number), word.value}:
                return word
        raise _no_answer(text, "Type one of the numbers.")

    return _ask(f"{question} ({shown})", usual.value.replace("_", " "), read)


def _no_answer(text: str, mend: str) -> UsageError:
    return UsageError(Problem("answer", f"“{text}” does not fit.", mend))


def _whole(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise _no_answer(text, "Type a whole number.")
    return int(text)


def _number(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,4}([.,][0-9]{1,2})?", text):
        raise _no_answer(text, "Type a number.")
    return float(text.replace(",", "."))


def _points(text: str) -> int:
    if not re.fullmatch(r"[0-9]|10", text):
        raise _no_answer(text, "Type a whole number from 0 (none) to 10.")
    return int(text)


def _signs(text: str) -> frozenset[str]:
    signs = {"no": (), "n": (), "sharp": ("sharp",), "night": ("night",), "both": ("sharp", "night")}
    if text.lower() not in signs:
        raise _no_answer(text, "Type no, sharp, night or both.")
    return frozenset(signs[text.lower()])


def _ticked(text: str, faults: tuple[Focus, ...]) -> tuple[FaultSeen, ...]:
    """Faults by number, each with how many repetitions it showed in."""
    seen: dict[str, int] = {}
    for part in text.replace(",", " ").split():
        found = re.fullmatch(r"([0-9]{1,2})(?:x([0-9]{1,3}))?", part.lower())
        count = int(found[2] or 1) if found is not None else 0
        if found is None or not 1 <= int(found[1]) <= len(faults) or count < 1:
            raise _no_answer(part, "Type clean, some or poor, or numbers of the faults above.")
        seen[faults[int(found[1]) - 1].id] = count
    return tuple(FaultSeen(fault, count) for fault, count in seen.items())
