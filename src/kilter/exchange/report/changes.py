"""The changes that mattered, each with its reason; what was decided together stands together."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kilter.body.sides import Side
from kilter.exchange.report.citations import Citations
from kilter.exchange.report.pieces import Said
from kilter.exchange.report.story_parts import ChangeRow
from kilter.exchange.report.told import ToldDecision, TrainingTold, exercise_name
from kilter.exchange.report.words import sentence, short_date
from kilter.knowledge.catalogue import Catalogue

MOST_CHANGES = 30

_RULES = {"raise_sets", "raise_load", "raise_level", "restore_after_pain", "next_phase", "stay_in_phase", "finish"}
_KINDS = ("step_back_", "return_", "deload_", "plateau_", "refer_")

Together = tuple[date, str, str, bool]
"""What decisions share that are told in one row: day, rule, words, and whether they are about an exercise."""


def matters(rule: str) -> bool:
    """Whether a rule changes more than the aim of the next session."""
    return rule in _RULES or rule.startswith(_KINDS)


def changes_of(told: TrainingTold, catalogue: Catalogue, citations: Citations) -> tuple[tuple[ChangeRow, ...], int]:
    """The newest changes that mattered, and how many more there are."""
    rows = list(_said_once(_grouped([one for one in reversed(told.taken) if matters(one.decision.rule)])))
    shown = tuple(_row(key, of_key, catalogue, citations) for key, of_key in rows[:MOST_CHANGES])
    return shown, max(0, len(rows) - MOST_CHANGES)


def waiting_of(told: TrainingTold, catalogue: Catalogue, citations: Citations) -> tuple[ChangeRow, ...]:
    """Proposals that wait for an answer, the oldest first."""
    open_ = [one for one in told.decisions if one.decision.id in told.state.proposals]
    return tuple(_row(key, of_key, catalogue, citations) for key, of_key in _grouped(open_))


def _grouped(decisions: Iterable[ToldDecision]) -> list[tuple[Together, list[ToldDecision]]]:
    groups: dict[Together, list[ToldDecision]] = {}
    for one in decisions:
        decision = one.decision
        groups.setdefault((decision.on, decision.rule, one.say, decision.exercise is not None), []).append(one)
    return list(groups.items())


def _said_once(
    groups: Iterable[tuple[Together, list[ToldDecision]]],
) -> Iterator[tuple[Together, list[ToldDecision]]]:
    """That a phase goes on is said anew each week; of what was said in the same words only the latest stands."""
    said: set[str] = set()
    for key, of_key in groups:
        _, rule, say, _ = key
        if rule == "stay_in_phase" and say in said:
            continue
        said.add(say)
        yield key, of_key


def _row(key: Together, of_key: Sequence[ToldDecision], catalogue: Catalogue, citations: Citations) -> ChangeRow:
    on, rule, say, _ = key
    known = catalogue.decision_rules.get(rule)
    first = of_key[0]
    return ChangeRow(
        on=short_date(on),
        name=known.name if known is not None else rule.replace("_", " ").capitalize(),
        about=about(of_key, catalogue),
        said=Said(sentence(say), citations.cite(citations.known(first.sources), first.grade)),
    )


def about(decisions: Iterable[ToldDecision], catalogue: Catalogue) -> str:
    """The exercises that decisions are about, each with its side or sides."""
    sides: dict[str, set[Side | None]] = {}
    for one in decisions:
        if one.decision.exercise is not None:
            sides.setdefault(one.decision.exercise, set()).add(one.decision.side)
    return "; ".join(f"{exercise_name(name, catalogue)}{_where(of_name)}" for name, of_name in sides.items())


def _where(sides: set[Side | None]) -> str:
    named = [side for side in Side if side in sides]
    if not named:
        return ""
    return ", both sides" if len(named) == len(Side) else f", {named[0]}"
