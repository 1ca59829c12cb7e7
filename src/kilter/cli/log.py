"""``kilter log``: take down what was done, in a conversation, from a file, or from a coached set."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from kilter.cli.dates import OnDay
from kilter.cli.options import Json, Knowledge, RecordFile
from kilter.errors import Problem, UsageError

if TYPE_CHECKING:
    from datetime import date
    from enum import StrEnum

    from kilter.programme.progression.logs import Log, PainKind
    from kilter.services.record.camera import CoachedSet, Told
    from kilter.services.record.record import Record


Word = TypeVar("Word", bound="StrEnum")


def log(
    file: Annotated[
        Path | None, typer.Argument(help="A log file (YAML or JSON); without it the session is gone through here.")
    ] = None,
    coach: Annotated[
        Path | None, typer.Option("--coach", metavar="FILE", help="A set as “kilter coach --json” writes it.")
    ] = None,
    morning: Annotated[
        int | None, typer.Option("--morning", metavar="PAIN", min=0, max=10, help="Pain this morning, 0 to 10.")
    ] = None,
    stiffness: Annotated[int, typer.Option("--stiffness", min=0, max=10, help="With --morning.")] = 0,
    soreness: Annotated[
        int, typer.Option("--soreness", min=0, max=10, help="With --morning: of muscles, as after work; not pain.")
    ] = 0,
    sharp: Annotated[bool, typer.Option("--sharp", help="With --morning: the pain is sharp.")] = False,
    night: Annotated[bool, typer.Option("--night", help="With --morning: there is new pain at night.")] = False,
    end: Annotated[bool, typer.Option("--end", help="End the session that has begun.")] = False,
    minutes: Annotated[float | None, typer.Option("--minutes", min=0, help="With --end: how long it took.")] = None,
    went: Annotated[
        str | None, typer.Option("--went", metavar="WORD", help="With --end: easy, right, hard or badly.")
    ] = None,
    skip: Annotated[
        str | None,
        typer.Option(
            "--skip",
            metavar="WHY",
            help="The session of the day is not done: pain, tired, time, equipment, illness, did_not_want or other.",
        ),
    ] = None,
    reserve: Annotated[
        int | None, typer.Option("--reserve", min=0, max=20, help="With --coach: repetitions that were left.")
    ] = None,
    pain: Annotated[int, typer.Option("--pain", min=0, max=10, help="With --coach: pain during the set.")] = 0,
    pain_kind: Annotated[
        str | None,
        typer.Option(
            "--pain-kind",
            metavar="WORD",
            help="With --coach: ache, sharp, catching, shooting, numbness, giving_way or dizziness.",
        ),
    ] = None,
    load: Annotated[
        str | None, typer.Option("--load", metavar="LOAD", help="With --coach: such as “5 kg” or “red band”.")
    ] = None,
    approve: Annotated[str | None, typer.Option("--approve", metavar="ID", help="Agree to a proposal.")] = None,
    refuse: Annotated[str | None, typer.Option("--refuse", metavar="ID", help="Turn a proposal down.")] = None,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="With --approve or --refuse: who says so.")] = "",
    cleared: Annotated[
        str | None,
        typer.Option("--cleared", metavar="NAME", help="A professional of this name says: the programme may go on."),
    ] = None,
    swap: Annotated[
        str | None, typer.Option("--swap", metavar="EXERCISE", help="Another exercise takes the place of this one.")
    ] = None,
    other: Annotated[
        str | None, typer.Option("--with", metavar="EXERCISE", help="With --swap: the one that takes its place.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was logged last, and what followed.")] = False,
    on: OnDay = None,
    record: RecordFile = None,
    knowledge: Knowledge = None,
    json: Json = False,
) -> None:
    """Log what was done, all by questions; or a file, a coached set, a morning, an answer; or take the last back."""
    from kilter.adapters.knowledge_files import load_catalogue
    from kilter.cli.dates import day_of
    from kilter.cli.keeping import open_record
    from kilter.cli.telling import keep_coached, tell
    from kilter.programme.progression.logs import (
        Approved,
        Cleared,
        Morning,
        PainKind,
        Refused,
        SessionEnded,
        SessionSkipped,
        SkipReason,
        Swapped,
        Went,
    )

    chosen = {
        "FILE": file is not None,
        "--coach": coach is not None,
        "--morning": morning is not None,
        "--end": end,
        "--skip": skip is not None,
        "--approve": approve is not None,
        "--refuse": refuse is not None,
        "--cleared": cleared is not None,
        "--swap": swap is not None,
        "--undo": undo,
    }
    given = {
        "--morning": bool(stiffness or soreness or sharp or night),
        "--end": minutes is not None or went is not None,
        "--coach": reserve is not None or bool(pain) or pain_kind is not None or load is not None,
        "--approve or --refuse": bool(by),
        "--swap": other is not None,
    }
    mode = _mode(chosen, given, json=json, dated=on is not None)
    day = day_of(on)
    kept = open_record(record, load_catalogue(knowledge))
    logs: dict[str, Log] = {}
    if morning is not None:
        logs["--morning"] = Morning(day, morning, stiffness, soreness, sharp, night)
    if skip is not None:
        logs["--skip"] = SessionSkipped(day, _word(SkipReason, skip, "--skip"))
    how = None if went is None else _word(Went, went, "--went")
    logs["--end"] = SessionEnded(_end_day(kept, on, day) if end else day, minutes, how)
    logs["--approve"] = Approved(day, approve or "", by)
    logs["--refuse"] = Refused(day, refuse or "", by)
    logs["--cleared"] = Cleared(day, (cleared or "")[:200])
    logs["--swap"] = Swapped(day, swap or "", other or "")
    if mode in logs:
        _log(logs[mode], mode, kept, as_json=json)
    elif undo:
        _undo(kept, as_json=json)
    elif file is not None:
        _log_file(file, kept, as_json=json)
    elif coach is not None:
        hurt = PainKind.ACHE if pain_kind is None else _word(PainKind, pain_kind, "--pain-kind")
        sets, decided = keep_coached(_read_coached(coach), _told(reserve, pain, hurt, load), day, kept)
        tell(sets, decided, kept, as_json=json)
    else:
        from kilter.cli.asking_sets import ask_session

        ask_session(kept, day)


def _mode(chosen: dict[str, bool], given: dict[str, bool], *, json: bool, dated: bool) -> str:
    """The one thing that is wanted; options that would be passed over in silence are refused."""
    modes = [name for name, wanted in chosen.items() if wanted]
    problems = []
    if len(modes) > 1:
        problems.append(Problem(", ".join(modes), "These do not go together.", "Give one of them at a time."))
    for owner, present in given.items():
        if present and not set(owner.split(" or ")) & set(modes):
            problems.append(
                Problem(owner, f"An option was given that goes with {owner}.", f"Add {owner}, or leave it out.")
            )
    if not modes and json:
        problems.append(Problem("--json", "The questions are asked in words.", "Leave it out, or name a file."))
    if dated and modes in (["FILE"], ["--undo"]):
        problems.append(Problem("--on", "The file, or the entry, has its own day.", "Leave it out."))
    if problems:
        raise UsageError(*problems)
    return modes[0] if modes else ""


def _word(words: "type[Word]", typed: str, option: str) -> "Word":
    """One of some words.

    Raises:
        UsageError: it is none of them.
    """
    known = {word.value: word for word in words}
    said = typed.lower().replace(" ", "_")
    if said not in known:
        raise UsageError(Problem(option, f"“{typed}” is none of the words.", f"Use one of: {', '.join(known)}."))
    return known[said]


def _end_day(kept: "Record", on: str | None, day: "date") -> "date":
    """A session that was left open on an earlier day ends on that day."""
    state = kept.state
    return state.session.on if on is None and state.session is not None else day


def _log(log: "Log", place: str, kept: "Record", *, as_json: bool) -> None:
    from kilter.cli.keeping import new_moment
    from kilter.cli.telling import tell

    decided = kept.log(log, new_moment(), place=place)
    tell((log,), decided, kept, as_json=as_json)


def _undo(kept: "Record", *, as_json: bool) -> None:
    from kilter.cli.keeping import new_moment
    from kilter.exchange.as_json import to_json
    from kilter.services.record.events import plain
    from kilter.services.record.words import words_of_log

    gone = kept.undo(new_moment())
    if as_json:
        typer.echo(to_json({"taken_back": plain(gone)}), nl=False)
        return
    typer.echo(
        f"Taken back, with all that followed from it: {gone.on}, {words_of_log(gone, kept.state, kept.catalogue)}"
    )


def _log_file(file: Path, kept: "Record", *, as_json: bool) -> None:
    from kilter.adapters.clock import now
    from kilter.adapters.files import read_text
    from kilter.cli.show.record import show_decided
    from kilter.cli.show.screen import console
    from kilter.exchange.as_json import to_json
    from kilter.knowledge.documents import read_document
    from kilter.services.record.log_file import log_file
    from kilter.services.record.telling import told_of

    document = read_document(read_text(file), str(file))
    kept.state  # noqa: B018 - an empty record is told of before the faults of the file
    taken = log_file(document, kept, now())
    if as_json:
        told = [told_of(one, kept.catalogue) for one in taken.decided]
        typer.echo(to_json({"entries": taken.entries, "new": taken.new, "decided": told}), nl=False)
        return
    known = taken.entries - taken.new
    if not taken.new:
        typer.echo(f"{file} is logged already; nothing was added.")
        return
    beside = f" ({known} were there already)" if known else ""
    typer.echo(f"Logged {taken.new} entries of {file}{beside}; {len(taken.decided)} decisions followed.")
    changes = [one for one in taken.decided if not one.decision.rule.startswith("hold_")]
    show_decided(console(), changes, kept.catalogue)
    if len(changes) < len(taken.decided):
        typer.echo("Where nothing changed, “kilter history” says why.")


def _read_coached(file: Path) -> "CoachedSet":
    from kilter.adapters.files import read_text
    from kilter.knowledge.documents import read_document
    from kilter.services.record.camera import read_coached

    return read_coached(read_document(read_text(file), str(file)))


def _told(reserve: int | None, pain: int, pain_kind: "PainKind", load: str | None) -> "Told":
    from kilter.services.record.camera import Told
    from kilter.services.record.loads import load_of

    return Told(reserve, pain, pain_kind, None if load is None else load_of(load))
