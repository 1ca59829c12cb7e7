"""When to repeat which test, and where each repeat stands on a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kilter.body.sides import Side
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.impairments import ImpairmentKind
from kilter.knowledge.schema.rules import Checkpoint, RetestRules
from kilter.screening.findings import amount_in_words
from kilter.screening.form import TestEntry
from kilter.screening.profile import Profile
from kilter.screening.retest.choice import Choice, Option, choose


class DueStatus(StrEnum):
    """Where a repeat stands on a day."""

    DUE = "due"
    OVERDUE = "overdue"
    LATER = "later"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class DueTest:
    """One test to repeat, and when."""

    test: str
    measures: tuple[str, ...]
    """Those that are judged."""
    sides: tuple[Side, ...]
    """The sides it is done on: both, or none where what is judged has no sides."""
    impairments: tuple[str, ...]
    """The deficits whose change it is to show."""
    due: date
    weeks: float
    """Since the programme began."""
    judges_symmetry: bool
    """Whether the two sides are compared then, or only each with itself."""
    status: DueStatus
    why: str
    minutes: float


@dataclass(frozen=True, slots=True)
class Untold:
    """A deficit whose change no test at hand can show."""

    impairment: str
    sides: tuple[Side, ...]
    """Those that are treated; none where it has no sides."""
    why: str


@dataclass(frozen=True, slots=True)
class RetestPlan:
    """When to test again, the first day first; and what no test can show."""

    due: tuple[DueTest, ...]
    untold: tuple[Untold, ...]


def schedule_retests(
    profile: Profile, catalogue: Catalogue, *, start: date, today: date, repeated: Sequence[TestEntry] = ()
) -> RetestPlan:
    """Plan which tests to repeat, and say where each stands today.

    For each deficit worth treating, on each of its sides, it is the test with the fewest minutes among those that were
    done, can be done at home with what there is, and whose smallest detectable change is smaller than the change that
    would matter. Tests of the deficit itself come before those that tell of it by a detour.

    Args:
        profile: of the day on which the programme was made; a repeat is compared with its findings.
        catalogue: the knowledge.
        start: the first day of the programme.
        today: the day for which it is said what is due.
        repeated: tests done since.

    Returns:
        the repeats of every checkpoint, but not those missed before the next one opened; nothing where triage stops.
    """
    if profile.triage.stops:
        return RetestPlan((), ())
    rules = catalogue.retest_rules
    entries = (*profile.screening.tests, *repeated)
    chosen = {symmetry: choose(profile, catalogue, symmetry=symmetry) for symmetry in (False, True)}
    due = []
    for window in _windows(rules, start):
        for choices in _by_test(chosen[window.checkpoint.judges_symmetry]).values():
            opens = max(window.opens, _range_from(choices, catalogue, start))
            status = _status(window, opens, today, done=_is_done(choices, entries, opens, window.closes))
            if status is not None:
                due.append(_due_test(choices, catalogue, window, status))
    due.sort(key=lambda each: (each.due, each.minutes, each.test))
    judged = any(checkpoint.judges_symmetry for checkpoint in rules.checkpoints)
    return RetestPlan(tuple(due), tuple(_untold(chosen[judged], catalogue)))


@dataclass(frozen=True, slots=True)
class _Window:
    """The days of one checkpoint: ``[opens, closes)``, with the last one open-ended."""

    checkpoint: Checkpoint
    compared_from: float | None
    """The weeks from which the sides are compared, where they are not yet."""
    opens: date
    due: date
    overdue_after: date
    closes: date | None


def _windows(rules: RetestRules, start: date) -> list[_Window]:
    margin = timedelta(days=rules.window_days.value)
    days = [start + timedelta(weeks=checkpoint.after.value) for checkpoint in rules.checkpoints]
    closes = [*(following - margin for following in days[1:]), None]
    return [
        _Window(
            checkpoint=checkpoint,
            compared_from=next((later.after.value for later in rules.checkpoints[n:] if later.judges_symmetry), None),
            opens=due - margin,
            due=due,
            overdue_after=due + margin,
            closes=closes[n],
        )
        for n, (checkpoint, due) in enumerate(zip(rules.checkpoints, days, strict=True))
    ]


def _by_test(choices: Sequence[Choice]) -> dict[str, list[tuple[Choice, Option]]]:
    by_test: dict[str, list[tuple[Choice, Option]]] = {}
    for choice in choices:
        if choice.taken is not None:
            by_test.setdefault(choice.taken.test.id, []).append((choice, choice.taken))
    return by_test


def _range_from(choices: Sequence[tuple[Choice, Option]], catalogue: Catalogue, start: date) -> date:
    """The first day on which a test is worth repeating: of a range of motion later than of anything else."""
    only_range = all(catalogue.impairments[choice.impairment].kind is ImpairmentKind.SHORT for choice, _ in choices)
    return start + timedelta(weeks=catalogue.retest_rules.range_trend_from.value if only_range else 0)


def _is_done(
    choices: Sequence[tuple[Choice, Option]], entries: Sequence[TestEntry], opens: date, closes: date | None
) -> bool:
    """Whether everything that is judged was measured within a window, on one day or on several."""
    return all(
        any(
            entry.test == option.test.id
            and entry.date is not None
            and opens <= entry.date
            and (closes is None or entry.date < closes)
            and all(part in entry.measures and entry.measures[part].of(choice.side) for part in _parts(option))
            for entry in entries
        )
        for choice, option in choices
    )


def _parts(option: Option) -> tuple[str, ...]:
    """What has to be measured: the measure itself, or what it is worked out from."""
    return option.measure.derived.of if option.measure.derived else (option.measure.id,)


def _status(window: _Window, opens: date, today: date, *, done: bool) -> DueStatus | None:
    """Where a repeat stands; None when it was missed and another one has taken its place."""
    if done:
        return DueStatus.DONE
    if today < opens:
        return DueStatus.LATER
    if window.closes is not None and today >= window.closes:
        return None
    return DueStatus.OVERDUE if today > window.overdue_after else DueStatus.DUE


def _due_test(
    choices: Sequence[tuple[Choice, Option]], catalogue: Catalogue, window: _Window, status: DueStatus
) -> DueTest:
    test = choices[0][1].test
    sided = any(option.measure.sided for _, option in choices)
    return DueTest(
        test=test.id,
        measures=tuple(dict.fromkeys(option.measure.id for _, option in choices)),
        sides=tuple(Side) if sided else (),
        impairments=tuple(dict.fromkeys(choice.impairment for choice, _ in choices)),
        due=window.due,
        weeks=window.checkpoint.after.value,
        judges_symmetry=window.checkpoint.judges_symmetry,
        status=status,
        why=" ".join([*_reasons(choices, catalogue), *_about_sides(choices, window)]),
        minutes=test.effort.minutes,
    )


def _reasons(choices: Sequence[tuple[Choice, Option]], catalogue: Catalogue) -> Iterator[str]:
    """What each repeat is for, and why it is not a cheaper one."""
    said: dict[str, None] = {}
    for choice, option in choices:
        sign = option.measure.unit.sign
        change, error = amount_in_words(option.change, sign), amount_in_words(option.detectable, sign)
        how = "" if option.direct else " It tells of this only by a detour."
        gap = f"it has to become better by {change}, and changes from {error} can be told"
        said[f"{_deficit(choice, catalogue)}: {gap}.{how}"] = None
        for other in choice.too_coarse:
            if other.test.effort.minutes < option.test.effort.minutes:
                said[f"{other.test.name} takes fewer minutes and cannot tell."] = None
    yield from said


def _about_sides(choices: Sequence[tuple[Choice, Option]], window: _Window) -> Iterator[str]:
    if not any(option.measure.side_difference for _, option in choices):
        return
    if window.checkpoint.judges_symmetry:
        yield "The sides are compared as well."
    elif window.compared_from is not None:
        yield f"Each side is compared with itself; the two with each other from week {window.compared_from:g} on."


def _deficit(choice: Choice, catalogue: Catalogue) -> str:
    impairment = catalogue.impairments[choice.impairment]
    return f"{impairment.name}, {choice.side}" if impairment.sided else impairment.name


def _untold(choices: Sequence[Choice], catalogue: Catalogue) -> Iterator[Untold]:
    reasons: dict[tuple[str, str], list[Side]] = {}
    for choice in choices:
        if choice.taken is None:
            reasons.setdefault((choice.impairment, _why_untold(choice)), []).append(choice.side)
    for (impairment, why), sides in reasons.items():
        yield Untold(impairment, tuple(sides) if catalogue.impairments[impairment].sided else (), why)


def _why_untold(choice: Choice) -> str:
    if not choice.options:
        return "No test of it was done at first, so there is nothing to compare a repeat with."
    coarse = [
        f"{option.test.name}: it has to become better by {amount_in_words(option.change, option.measure.unit.sign)}, "
        f"and only changes from {amount_in_words(option.detectable, option.measure.unit.sign)} can be told."
        for option in choice.too_coarse
    ]
    away = [
        f"{option.test.name} cannot be done with what there is."
        for option in choice.options
        if option.change and not option.at_hand
    ]
    if coarse or away:
        return " ".join(dict.fromkeys([*coarse, *away]))
    return "What was measured of it was not bad enough for a repeat to show that it became better."
