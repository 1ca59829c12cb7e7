"""The story so far, and the letter about a training."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from tests.exchange.test_report import DISEASES
from tests.services.record.kept import Kept, day

from kilter.body.sides import Side
from kilter.exchange.report import ReportDocument, TrainingTold, build_report, letter_document
from kilter.exchange.report.changes import MOST_CHANGES
from kilter.exchange.report.citations import Citations
from kilter.exchange.report.pieces import Mark
from kilter.exchange.report.referral import referral_of
from kilter.exchange.report.story import story_part
from kilter.exchange.report.story_parts import Referral, StoryPart
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.people import Answer
from kilter.programme.progression.logs import (
    Approved,
    Cleared,
    GoalScored,
    Morning,
    PainKind,
    Refused,
    SafetyAnswered,
    SetDone,
)
from kilter.screening.form import TestEntry
from kilter.screening.trend import Course
from kilter.services.record.reporting import told_of_record
from kilter.services.record.retest import retested, story_of
from kilter.services.screen import Screener

Telling = Callable[[Kept, int], TrainingTold]


@pytest.fixture(scope="module")
def tell(screener: Screener) -> Telling:
    """Tell of a record on a day of its programme."""
    return lambda kept, number: told_of_record(kept.record, screener, day(number))


def _report(told: TrainingTold, catalogue: Catalogue) -> ReportDocument:
    return build_report(told.now, told.state.start.programme, catalogue, made_on=told.on, told=told)


def _story(told: TrainingTold, catalogue: Catalogue) -> StoryPart:
    return story_part(told, catalogue, Citations(catalogue))


def _letter(told: TrainingTold, catalogue: Catalogue) -> Referral:
    letter = referral_of(told, catalogue, Citations(catalogue))
    assert letter is not None
    return letter


def _repeat(kept: Kept, screener: Screener, number: int, share: float) -> None:
    """Do every test of the screening again, with values that are so many times the first ones."""
    tests = screener.catalogue.tests
    latest: dict[str, TestEntry] = {
        entry.test: entry for entry in story_of(kept.record, screener).first.screening.tests
    }
    entries = []
    for entry in latest.values():
        changed = {}
        for name, trials in entry.measures.items():
            low, high = tests[entry.test].measure(name).plausible
            sides = {
                side: tuple(min(high, max(low, float(round(value * share)))) for value in values)
                for side in ("left", "right", "both")
                if isinstance(values := getattr(trials, side), tuple)
            }
            changed[name] = trials.model_copy(update=sides)
        entries.append(entry.model_copy(update={"measures": changed, "date": day(number), "note": ""}))
    kept.log(retested(kept.record, screener, entries, day(number)))


def _stop(kept: Kept, number: int, place: str = "outer hip") -> SetDone:
    """A set that ends the session and pauses the programme."""
    item = kept.work(number)[0]
    ask = item.asks[0]
    amount = {"seconds": 10.0} if item.timed else {"reps": 5}
    done = SetDone(day(number), item.exercise, ask.target.level, ask.target.side, 1, pain=8,
                   pain_kind=PainKind.SHARP, pain_place=place)  # fmt: skip
    done = replace(done, **amount)
    kept.log(done)
    return done


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, screener: Screener) -> Kept:
    """Four weeks of sessions, some mornings, a goal scored again, and all tests done again."""
    kept = Kept(tmp_path_factory.mktemp("trained") / "record.sqlite", screener)
    for number in (0, 2, 4, 7, 9, 11, 14, 16, 21, 23, 25):
        kept.session(number, beyond=6)
        if number % 7 == 0:
            kept.log(Morning(day(number + 1), 2))
    kept.log(GoalScored(day(26), 0, 7))
    _repeat(kept, screener, 28, 1.5)
    return kept


@pytest.fixture(scope="module")
def paused(tmp_path_factory: pytest.TempPathFactory, screener: Screener) -> Kept:
    """Two weeks of sessions, then strong pain."""
    kept = Kept(tmp_path_factory.mktemp("paused") / "record.sqlite", screener)
    for number in (0, 2, 4, 7, 9):
        kept.session(number, beyond=2)
    _stop(kept, 11)
    return kept


def test_without_a_session_the_story_says_so(kept_here: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """Every part that is empty yet says that it is, and what is due when."""
    story = _story(tell(kept_here, 0), catalogue)

    assert story.sessions is None
    assert "No session has been logged yet" in story.sessions_text
    assert "No test has been done again yet" in story.trends_text
    assert story.pain is None
    assert not story.changes
    assert story.changes_text
    assert story.due
    assert all(goal.change == "not scored again yet" for goal in story.goals)


@pytest.fixture
def kept_here(tmp_path: Path, screener: Screener) -> Kept:
    """A record that has just begun."""
    return Kept(tmp_path / "record.sqlite", screener)


def test_only_weeks_that_are_over_count_for_what_was_kept(trained: Kept, tell: Telling) -> None:
    """Of four weeks with three sessions each eleven were done; the week that has begun says nothing yet."""
    told = tell(trained, 29)

    assert [(week.done, week.planned) for week in told.weeks] == [(3, 3), (3, 3), (2, 3), (3, 3), (0, 3)]
    assert told.kept == (11, 12)


def test_a_week_of_rest_is_not_held_against_the_person(paused: Kept, tell: Telling) -> None:
    """While the programme is paused nothing is planned, so nothing is missed."""
    told = tell(paused, 40)

    assert [week.planned for week in told.weeks[:3]] == [3, None, None]
    assert told.kept == (3, 3)


def test_a_day_of_going_on_ends_the_rest(kept_here: Kept, tell: Telling) -> None:
    """From the week after it was cleared the plan counts again."""
    kept_here.session(0)
    _stop(kept_here, 2)
    kept_here.log(Cleared(day(9), "Dr. Hall"))

    told = tell(kept_here, 20)

    assert [week.planned for week in told.weeks] == [None, None, 3]


def test_a_morning_belongs_to_the_day_before(kept_here: Kept, tell: Telling) -> None:
    """Pain on the next morning stands with the exercises that it may come from."""
    kept_here.session(0, pain=1)
    kept_here.log(Morning(day(1), 4))

    told = tell(kept_here, 1)

    assert told.pain_of_days == ((day(0), 1, 4),)


def test_a_change_inside_the_error_is_never_called_one(trained: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """Each badge is the verdict of the trend, and the words “better” and “worse” stand nowhere else."""
    told = tell(trained, 29)
    again = [trend for trend in told.trends if trend.change.left or trend.change.right]
    marks = {
        Course.BETTER: Mark.BETTER,
        Course.WORSE: Mark.WORSE,
        Course.NO_CHANGE: Mark.UNCHANGED,
        Course.CANNOT_TELL: Mark.CANNOT_TELL,
    }

    rows = _story(told, catalogue).trends

    assert len(rows) == len(again) > 3
    seen = set()
    for row, trend in zip(rows, again, strict=True):
        for outcome, side in zip(row.outcomes, Side, strict=False):
            change = trend.change[side]
            assert change is not None
            seen.add(change.course)
            assert outcome.badge.mark is marks[change.course]
            told_apart = change.course in {Course.BETTER, Course.WORSE}
            assert bool(re.match("Better|Worse", outcome.reason)) is told_apart
    assert {Course.BETTER, Course.CANNOT_TELL} <= seen


def test_trends_show_both_sides_and_what_lies_between(trained: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """The words of a chart name left and right; where the sides are compared their difference has its own."""
    told = tell(trained, 29)

    rows = [row for row in _story(told, catalogue).trends if row.picture]

    assert rows
    for row in rows:
        assert row.picture is not None
        assert "Left: " in row.picture.alternative
        assert "Right: " in row.picture.alternative
    compared = [row for row in rows if row.difference]
    assert compared
    assert all("worse by" in row.difference.alternative for row in compared if row.difference)


def test_goals_stand_in_the_persons_own_scores(trained: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """What was scored again has its change; what was not says so instead of repeating the first score."""
    first, second = _story(tell(trained, 29), catalogue).goals

    assert (first.now, first.change) == ("7", "3 points better")
    assert (second.now, second.change) == ("–", "not scored again yet")


def test_every_exercise_of_the_phase_stands_with_each_side(trained: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """Dose, form and steps are those of the track of that side."""
    told = tell(trained, 29)

    group = _story(told, catalogue).standing[0]

    names = {catalogue.exercises[exercise].name for exercise, _ in told.state.tracks}
    assert {row.exercise for row in group.rows} <= names
    sided = next(row for row in group.rows if row.sided)
    exercise = next(each.id for each in catalogue.exercises.values() if each.name == sided.exercise)
    for side in Side:
        dose = told.state.tracks[exercise, side].dose
        assert sided.sides[side].dose.startswith(f"{dose.sets} × {dose.aim}")


def test_every_exercise_that_is_done_now_is_explained(trained: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """A harder form that was reached is described, though the plan did not hold it."""
    told = tell(trained, 29)
    document = _report(told, catalogue)
    assert document.story is not None

    explained = {each.name: {level.name for level in each.levels} for each in document.how_to}

    for row in document.story.standing[0].rows:
        assert {row.sides.left.level, row.sides.right.level} <= explained[row.exercise]


def test_changes_stand_newest_first_with_their_source(trained: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """Only what mattered is told, and each change cites what it rests on."""
    told = tell(trained, 29)

    story = _story(told, catalogue)

    rules = {catalogue.decision_rules[one.decision.rule].name for one in told.decisions}
    days = [one.decision.on for one in reversed(told.decisions)]
    assert story.changes
    assert [change.name for change in story.changes if change.name not in rules] == []
    assert {"Session over", "More repetitions"}.isdisjoint(change.name for change in story.changes)
    assert all(change.said.sources for change in story.changes)
    assert days == sorted(days, reverse=True)
    assert story.changes[0].on.endswith("2026")


def test_both_sides_are_told_in_one_row(trained: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """What was decided for left and right on one day, in the same words, stands once."""
    story = _story(tell(trained, 29), catalogue)

    assert any("both sides" in change.about for change in story.changes)


def test_of_very_many_changes_the_rest_are_counted(trained: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """A long record stays readable."""
    told = tell(trained, 29)
    one = next(each for each in told.decisions if each.decision.rule.startswith("raise_l"))
    later = (replace(one.decision, on=one.decision.on + timedelta(days=number)) for number in range(40))
    many = tuple(replace(one, decision=decision) for decision in later)

    story = _story(replace(told, decisions=many), catalogue)

    assert len(story.changes) == MOST_CHANGES
    assert story.changes_text == "10 earlier changes are not shown."


def test_that_a_phase_goes_on_is_told_once(trained: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """It is decided anew each week; only the latest of the same words stands."""
    told = tell(trained, 29)
    one = told.decisions[0]
    stays = tuple(
        replace(one, say="Not yet.", decision=replace(one.decision, rule="stay_in_phase", on=day(7 * number)))
        for number in range(1, 4)
    )

    changes = _story(replace(told, decisions=stays), catalogue).changes

    assert [change.on for change in changes] == ["23 Mar 2026"]


def test_a_proposal_waits_until_it_is_answered(tmp_path: Path, screener: Screener, tell: Telling) -> None:
    """Before an answer it is no change; agreed to it is one, refused it is none."""
    kept = Kept(tmp_path / "record.sqlite", screener, approval=True)
    number = 0
    while not (waiting := [one for one in kept.record.state.proposals.values() if one.rule != "raise_aim"]):
        kept.session(number, beyond=6)
        for one in list(kept.record.state.proposals.values()):
            if one.rule == "raise_aim":
                kept.log(Approved(day(number), one.id))
        number += 2

    before = _story(tell(kept, number), screener.catalogue)

    kept.log(Approved(day(number), waiting[0].id))
    for other in list(kept.record.state.proposals):
        kept.log(Refused(day(number), other))
    after = _story(tell(kept, number), screener.catalogue)

    name = screener.catalogue.decision_rules[waiting[0].rule].name
    assert name in [row.name for row in before.waiting]
    assert name not in [row.name for row in before.changes]
    assert not after.waiting
    assert name in [row.name for row in after.changes]


def test_who_was_never_tested_on_a_side_is_told_so(kept_here: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """A side without values is named as not tested, in the words as in the chart."""
    told = tell(kept_here, 0)
    trend = next(each for each in told.trends if each.sided and len(each.sides.left) > 0)
    point = trend.sides.left[0]
    later = replace(point, on=point.on + timedelta(days=30))
    change = replace(trend, sides=replace(trend.sides, left=(point, later), right=()), asymmetry=())

    row = _story(replace(told, trends=(change,)), catalogue).trends[0]

    assert [outcome.badge.word for outcome in row.outcomes][1] == "Right: not tested"
    assert row.difference is None


def test_nobody_is_referred_without_a_reason(trained: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """Where no rule sends to a professional there is no such letter."""
    told = tell(trained, 29)
    document = _report(told, catalogue)

    assert document.referral is None
    assert letter_document(document, told, catalogue) is None


def test_a_letter_tells_why_with_day_side_and_place(paused: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """Who reads it learns when, at which exercise, where and how strong."""
    letter = _letter(tell(paused, 12), catalogue)

    [(on, why)] = letter.reasons

    assert on == "13 March 2026"
    assert why.text.startswith("Pain of 8 out of 10 during an exercise.")
    assert "left: pain 8 of 10, sharp, “outer hip”" in why.text or "right: pain 8 of 10, sharp" in why.text
    assert why.sources
    assert "see a professional" not in why.text
    assert "Stop signs" in {pair.name for pair in letter.happened}


def test_a_letter_tells_what_was_found_done_and_asked(paused: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """Findings with errors, sessions of those planned, doses by side, and how to let the programme go on."""
    letter = _letter(tell(paused, 12), catalogue)

    done = {pair.name: pair.text for pair in letter.done}

    assert all("±" in row.sides.left for row in letter.found)
    assert "3 of 3 planned (100 per cent)" in done["Sessions"]
    assert letter.doses
    assert letter.asked
    assert letter.command == "kilter log --cleared NAME"


def test_a_letter_promises_nothing_and_names_no_disease(paused: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """It speaks of what was told and measured, and asks."""
    letter = replace(_letter(tell(paused, 12), catalogue), goals=(), answers=(), pain=None)

    said = " ".join(text for text in _texts(letter))

    assert not DISEASES.search(said)
    assert not re.search(r"\b(cure|heal|guarantee|prevent)", said, re.IGNORECASE)
    assert "Kilter makes no diagnosis" in said


def test_a_long_place_of_pain_is_cut_in_the_letter(kept_here: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """The letter stays short, whatever was typed."""
    _stop(kept_here, 0, "knee " * 99)

    letter = _letter(tell(kept_here, 0), catalogue)

    assert max(len(pair.text) for pair in letter.happened) < 300
    assert "…" in letter.reasons[0][1].text


def test_cleared_there_is_no_letter_any_more(kept_here: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """The programme goes on, and the report says by whom only in a later letter."""
    _stop(kept_here, 0)
    kept_here.log(Cleared(day(3), "Dr. Hall", "ultrasound was clear"))
    between = referral_of(tell(kept_here, 3), catalogue, Citations(catalogue))
    _stop(kept_here, 4)

    after = _letter(tell(kept_here, 4), catalogue)

    cleared = next(pair.text for pair in after.happened if pair.name == "Cleared before")
    assert between is None
    assert len(after.reasons) == 1
    assert cleared == "5 Mar 2026 by Dr. Hall: “ultrasound was clear”"


def test_an_answer_that_calls_for_a_professional_is_named(kept_here: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """A safety question answered anew stands in the letter by its name."""
    flag = next(each for each in catalogue.red_flags.values() if (u := each.urgency_of(Answer.YES)) and u.triage.stops)
    kept_here.log(SafetyAnswered(day(1), flag.id, Answer.YES))

    letter = _letter(tell(kept_here, 1), catalogue)

    assert flag.name in letter.reasons[0][1].text


def test_who_is_paused_reads_it_first(paused: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """The box on the first page stops, and the next step is a professional, not a session."""
    document = _report(tell(paused, 12), catalogue)

    assert document.triage.tone == "stop"
    assert "kilter log --cleared NAME" in document.triage.advice.text
    assert "see a professional" in document.summary.first[0].text
    assert document.programme is not None
    assert "letter" in {part.name for part in document.contents}


def test_the_letter_by_itself_is_nothing_but_the_letter(paused: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """Box, letter and sources; a person hands over two pages, not twenty."""
    told = tell(paused, 12)

    letter = letter_document(_report(told, catalogue), told, catalogue)

    assert letter is not None
    there = {field.name for field in fields(letter) if getattr(letter, field.name)} - {"summary"}
    assert there == {"title", "subject", "made_on", "triage", "referral", "grades", "sources"}
    assert not letter.summary.found


@pytest.mark.parametrize("name", ["trained", "paused"])
def test_every_number_of_a_source_leads_to_one(
    name: str, request: pytest.FixtureRequest, tell: Telling, catalogue: Catalogue
) -> None:
    """In the report of a record no citation leads nowhere, and no source is idle."""
    document = _report(tell(request.getfixturevalue(name), 30), catalogue)

    cited = {
        number
        for part in _parts(document)
        if is_dataclass(part) and hasattr(part, "sources") and not isinstance(part, ReportDocument)
        for number in part.sources
    }

    assert cited == {source.number for source in document.sources}


def _parts(value: Any) -> Iterator[Any]:
    yield value
    if is_dataclass(value):
        for field in fields(value):
            yield from _parts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _parts(item)


def _texts(value: Any) -> Iterator[str]:
    return (part for part in _parts(value) if isinstance(part, str))


def test_every_rule_that_refers_has_words_for_the_letter(catalogue: Catalogue) -> None:
    """They use nothing but what the rule looked at."""
    referring = [rule for rule in catalogue.decision_rules.values() if rule.id.startswith("refer_")]

    assert referring
    for rule in referring:
        assert rule.tell_professional
        assert _named(rule.tell_professional) <= _named(rule.say)


def _named(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_without_goals_the_story_says_so(kept_here: Kept, tell: Telling, catalogue: Catalogue) -> None:
    """Nobody is asked to look at an empty table."""
    told = tell(kept_here, 0)
    state = replace(told.state, start=replace(told.state.start, goals=()), goals=())

    story = _story(replace(told, state=state), catalogue)

    assert not story.goals
    assert story.goals_text == "No goals were named at the beginning."
