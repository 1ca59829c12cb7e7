"""From a record to what a report tells of it."""

from collections.abc import Iterator
from datetime import date

from kilter.errors import Problem, UsageError
from kilter.exchange.report import ToldDecision, TrainingTold
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.deciding import DecisionRule
from kilter.programme.programme import Programme
from kilter.programme.progression.decisions import Decision
from kilter.screening.form import Screening
from kilter.services.record.events import Decided, is_log
from kilter.services.record.record import Record
from kilter.services.record.retest import due_tests, story_of, trends_in
from kilter.services.screen import Screener


def told_of_record(record: Record, screener: Screener, on: date) -> TrainingTold:
    """Gather everything that a report tells of a record.

    Args:
        record: that has begun.
        screener: makes the profiles.
        on: the day of the report.

    Raises:
        UsageError: the record is empty, or holds what this knowledge does not know.
    """
    catalogue, state = screener.catalogue, record.state
    _check_known(Screening.model_validate_json(record.screening), state.start.programme, catalogue)
    story = story_of(record, screener)
    history = [body for _, body in record.history]
    return TrainingTold(
        on=max(on, state.today),
        first=story.first,
        now=story.now,
        state=state,
        logs=tuple(body for body in history if is_log(body)),
        decisions=tuple(_told(body, catalogue) for body in history if isinstance(body, Decided)),
        trends=trends_in(story, catalogue),
        retests=due_tests(story, catalogue, on),
        limits=record.book.limits,
    )


def _told(decided: Decided, catalogue: Catalogue) -> ToldDecision:
    rule = catalogue.decision_rules.get(decided.decision.rule)
    letter = _to_professional(decided.decision, rule) if rule is not None else ""
    return ToldDecision(decided.decision, decided.say, letter, decided.sources, decided.grade)


def _to_professional(decision: Decision, rule: DecisionRule) -> str:
    if rule.tell_professional is None:
        return ""
    inputs = {
        name: value.replace("_", " ") if isinstance(value, str) else f"{value:g}" for name, value in decision.inputs
    }
    return rule.tell_professional.format(**inputs)


def _check_known(screening: Screening, programme: Programme, catalogue: Catalogue) -> None:
    """A record that was begun with other knowledge cannot be told with this one."""
    missing = sorted(set(_unknown(screening, programme, catalogue)))
    if missing:
        what = f"This record holds what the knowledge at hand does not know: {', '.join(missing)}."
        mend = "Name the folder that it was begun with: --knowledge DIR."
        raise UsageError(Problem("record", what, mend))


def _unknown(screening: Screening, programme: Programme, catalogue: Catalogue) -> Iterator[str]:
    tables = (
        (catalogue.tests, [entry.test for entry in screening.tests]),
        (catalogue.signs, [symptom.sign for symptom in screening.symptoms]),
        (catalogue.causes, [entry.cause for entry in screening.history]),
        (catalogue.precautions, screening.person.conditions),
        (catalogue.red_flags, screening.red_flags),
        (catalogue.impairments, (*programme.treats, *programme.maintains)),
    )
    for table, ids in tables:
        yield from (each for each in ids if each not in table)
    for phase in programme.phases:
        for session in phase.sessions:
            for block in session.blocks:
                for one in block.prescriptions:
                    exercise = catalogue.exercises.get(one.exercise)
                    if exercise is None:
                        yield one.exercise
                    elif one.level not in {level.id for level in exercise.levels}:
                        yield f"{one.exercise} {one.level}"
