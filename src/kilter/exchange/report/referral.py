"""The letter about a training that a professional is asked to look at: why, what was found, done, and what happened."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from kilter.body.sides import PerSide, Side
from kilter.exchange.report.changes import about
from kilter.exchange.report.citations import Citations
from kilter.exchange.report.document import ReportDocument, Summary, Tone, TriageBox
from kilter.exchange.report.letter import VALUES_EXPLAINED, told_answers
from kilter.exchange.report.pieces import Pair, Said
from kilter.exchange.report.results import badge_of
from kilter.exchange.report.standing import standing_of
from kilter.exchange.report.story import (
    days_in_words,
    goals_of,
    pain_in_words,
    pain_picture,
    phase_in_words,
    sessions_in_words,
)
from kilter.exchange.report.story_parts import FoundRow, Referral, StandingRow
from kilter.exchange.report.told import ToldDecision, TrainingTold, exercise_name
from kilter.exchange.report.trends import COURSE_WORDS, name_of_measure, point_in_words, retested_trends
from kilter.exchange.report.words import (
    counted,
    listed,
    long_date,
    sentence,
    short_date,
    subject_of,
    uncapitalised,
    unit_words,
)
from kilter.knowledge.catalogue import Catalogue
from kilter.programme.progression.logs import Cleared, PainKind, SetDone
from kilter.screening.trend import MeasureTrend

MOST_FOUND = 14
"""More measures than this make a letter long; the rest are in the report."""
MOST_LISTED = 6
"""So many of the latest events of a kind are told with their day."""
LONGEST_PLACE = 90
"""Letters of where it hurt, as it was told."""
OF_A_SET = {"refer_strong_pain", "refer_stop_sign_again", "refer_giving_way"}
"""Rules that follow from one set."""
STEPS_BACK = {
    "Steps back for pain": {"step_back_pain", "step_back_rising_pain", "step_back_strong_pain", "step_back_stop_sign"},
    "Steps back for form": {"step_back_form", "step_back_too_hard"},
}
COMMAND = "kilter log --cleared NAME"


def referral_of(told: TrainingTold, catalogue: Catalogue, citations: Citations) -> Referral | None:
    """The letter; None where nothing in the record calls for a professional."""
    reasons = told.referring
    if not reasons:
        return None
    found = tuple(_found(told, catalogue))
    return Referral(
        opening=_opening(told),
        reasons=tuple((long_date(one.decision.on), _reason(one, told, catalogue, citations)) for one in reasons),
        answers=told_answers(told.now.screening, catalogue),
        found=found[:MOST_FOUND],
        found_text=_found_text(told, len(found)),
        done=tuple(_done(told, catalogue)),
        doses=_doses(told, catalogue),
        pain=pain_picture(told),
        pain_text=pain_in_words(told),
        happened=tuple(pair for pair in _happened(told, catalogue) if pair.text),
        goals=goals_of(told),
        asked=_asked(told),
        going_on=_going_on(told),
        command=COMMAND,
        closing=(VALUES_EXPLAINED if found else "") + "Kilter makes no diagnosis.",
    )


def referral_box(told: TrainingTold, before: TriageBox, citations: Citations) -> TriageBox:
    """What the person is told on the first page, in place of the box of the screening; its precautions stay."""
    pause = told.state.pause
    reasons = tuple(Said(one.say, _cite(one, citations)) for one in told.referring)
    if pause is None:
        advice = "The programme goes on meanwhile. The letter in this report, also a file of its own, is for them."
        return replace(
            before,
            tone=Tone.CARE,
            word="Have it looked at",
            headline="Ask a professional to have a look",
            advice=Said(advice),
            reasons=reasons,
        )
    advice = (
        "The programme rests. Take the letter in this report with you; it is a file of its own as well. When the "
        f"professional agrees, “{COMMAND}” lets the programme go on."
    )
    return replace(
        before,
        tone=Tone.STOP,
        word=f"Paused since {long_date(pause.on)}",
        headline="See a professional before you go on",
        advice=Said(advice),
        reasons=reasons,
    )


def letter_document(report: ReportDocument, told: TrainingTold, catalogue: Catalogue) -> ReportDocument | None:
    """The letter by itself, to hand over; None where the record refers to nobody."""
    citations = Citations(catalogue)
    referral = referral_of(told, catalogue, citations)
    if referral is None:
        return None
    pause = told.state.pause
    word = "Asks for your assessment" if pause is None else f"Training paused since {long_date(pause.on)}"
    headline = "A hip training programme goes on meanwhile" if pause is None else "A hip training programme rests"
    return ReportDocument(
        title="Letter for a professional",
        contents=(),
        subject=report.subject,
        made_on=report.made_on,
        source_file="",
        triage=TriageBox(
            tone=Tone.CARE if pause is None else Tone.STOP,
            word=word,
            headline=headline,
            advice=Said(
                "It goes on as planned; please have a look at what follows."
                if pause is None
                else "It goes on when a professional has seen this person and agrees."
            ),
            reasons=(),
            precautions=(),
        ),
        summary=Summary((), (), ()),
        story=None,
        letter=None,
        referral=referral,
        body_map=None,
        results=(),
        not_read=(),
        impairments=(),
        not_assessed=(),
        next_tests=(),
        goals=(),
        programme=None,
        stop_rules=(),
        see_a_professional=(),
        education=(),
        how_to=(),
        limits=(),
        grades=citations.grades(),
        sources=citations.rows(),
    )


def _opening(told: TrainingTold) -> str:
    began = long_date(told.state.start.on)
    does = "paused the programme" if told.state.pause else "goes on with the programme"
    return (
        f"This person ({uncapitalised(subject_of(told.now.screening.person))}) has trained since {began} with Kilter, "
        f"a program that screens hips and plans exercises. For the reasons below it {does} and asks for your "
        "assessment. "
        "It has examined nobody: what follows was told or measured by the person."
    )


def _reason(one: ToldDecision, told: TrainingTold, catalogue: Catalogue, citations: Citations) -> Said:
    """Why, with the set that led to it where it was one."""
    said = one.to_professional or one.say
    signs = [each for each in told.sets if each.on == one.decision.on and _is_stop_sign(each, told)]
    if one.decision.rule in OF_A_SET and signs:
        said = f"{said} {sentence(_stop_sign(signs[-1], catalogue))}"
    return Said(said, _cite(one, citations))


def _cite(one: ToldDecision, citations: Citations) -> tuple[int, ...]:
    return citations.cite(citations.known(one.sources), one.grade)


def _found(told: TrainingTold, catalogue: Catalogue) -> Iterator[FoundRow]:
    """Every measure, those taken again first."""
    again = retested_trends(told)
    for trend in [*again, *(trend for trend in told.trends if trend not in again)]:
        unit = unit_words(trend.unit)
        name = name_of_measure(trend, catalogue)
        yield FoundRow(
            name=f"{name} ({unit})" if unit and len(trend.unit.sign) > 4 else name,
            sides=PerSide.build(lambda side, trend=trend: _first_and_now(trend, side)),  # type: ignore[misc]
            sided=trend.sided,
            told=_told_of(trend, told),
        )


def _first_and_now(trend: MeasureTrend, side: Side) -> str:
    points = trend.sides[side]
    if not points:
        return "not tested"
    # Values do not break inside, so that a line ends at the arrow.
    first, now = (point_in_words(points[n], trend).replace(" ", "\N{NO-BREAK SPACE}") for n in (0, -1))
    return f"{first} → {now}" if len(points) > 1 else first


def _told_of(trend: MeasureTrend, told: TrainingTold) -> str:
    """What became of it, and what the latest comparison of the sides says."""
    words = trend.change.map(lambda change: COURSE_WORDS[change.course][1] if change is not None else "")
    if not trend.sided or words.left == words.right:
        changed = words.left
    else:
        changed = ", ".join(f"{side} {words[side]}" for side in Side if words[side])
    finding = next((f for f in told.now.findings if (f.test, f.measure) == (trend.test, trend.measure)), None)
    compared = badge_of(finding).word if finding is not None and finding.difference is not None else ""
    parts = (f"Change: {changed}." if changed else "", f"Sides: {uncapitalised(compared)}." if compared else "")
    return " ".join(part for part in parts if part)


def _found_text(told: TrainingTold, count: int) -> str:
    if not count:
        return "Nothing was measured."
    again = days_in_words(told.state.retested_on)
    first = f"At first → now, each with its 95 % error band; tested again: {again}." if again else (
        "At first, each with its 95 % error band; nothing has been tested again yet."
    )  # fmt: skip
    return f"{first} {count - MOST_FOUND} more are in the report." if count > MOST_FOUND else first


def _done(told: TrainingTold, catalogue: Catalogue) -> Iterator[Pair]:
    programme = told.state.start.programme
    yield Pair("Programme", f"{counted(programme.weeks, 'week', 'weeks')}, since {long_date(told.state.start.on)}")
    yield Pair("Reached", "the end; kept up since" if told.state.finished else phase_in_words(told))
    yield Pair("Sessions", sessions_in_words(told))
    aims = [uncapitalised(catalogue.impairments[each].name) for each in programme.treats]
    if aims:
        yield Pair("Works on", listed(aims))


def _doses(told: TrainingTold, catalogue: Catalogue) -> tuple[StandingRow, ...]:
    """The exercises of the present phase."""
    return next((group.rows for group in standing_of(told, catalogue) if not group.name), ())


def _happened(told: TrainingTold, catalogue: Catalogue) -> Iterator[Pair]:
    signs = [one for one in told.sets if _is_stop_sign(one, told)]
    yield Pair("Stop signs", _latest([f"{short_date(one.on)}, {_stop_sign(one, catalogue)}" for one in signs]))
    for name, rules in STEPS_BACK.items():
        yield Pair(name, _by_day([one for one in told.taken if one.decision.rule in rules], catalogue))
    breaks = [one.decision for one in told.taken if one.decision.rule.startswith("return_")]
    yield Pair("Breaks", _latest([f"{dict(one.inputs)['days']} days before {short_date(one.on)}" for one in breaks]))
    easier = [one.decision.on for one in told.taken if one.decision.rule.startswith("deload_")]
    yield Pair("Easier weeks", _latest([f"from {short_date(on)}" for on in easier]))
    yield Pair("Cleared before", _latest([_cleared(one) for one in told.cleared]))


def _cleared(one: Cleared) -> str:
    note = f": “{_shortened(one.note)}”" if one.note else ""
    return f"{short_date(one.on)} by {_shortened(one.by)}{note}"


def _is_stop_sign(one: SetDone, told: TrainingTold) -> bool:
    return one.pain_kind is not PainKind.ACHE or one.pain > told.limits.pain_step_back


def _stop_sign(one: SetDone, catalogue: Catalogue) -> str:
    name = uncapitalised(exercise_name(one.exercise, catalogue))
    side = f", {one.side}" if one.side else ""
    kind = "" if one.pain_kind is PainKind.ACHE else f", {one.pain_kind.value.replace('_', ' ')}"
    place = f", “{_shortened(one.pain_place)}”" if one.pain_place else ""
    return f"{name}{side}: pain {one.pain} of 10{kind}{place}"


def _shortened(text: str) -> str:
    """Text in one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_PLACE else f"{line[: LONGEST_PLACE - 1].rstrip()}…"


def _by_day(decisions: Sequence[ToldDecision], catalogue: Catalogue) -> str:
    days: dict[date, list[ToldDecision]] = {}
    for one in decisions:
        days.setdefault(one.decision.on, []).append(one)
    return _latest([f"{short_date(on)}, {uncapitalised(about(of_day, catalogue))}" for on, of_day in days.items()])


def _latest(events: Sequence[str]) -> str:
    """The latest events of a kind, the first one first, and how many came before them."""
    before = len(events) - MOST_LISTED
    told = "; ".join(events[-MOST_LISTED:])
    return f"{told}; {before} before" if before > 0 else told


def _asked(told: TrainingTold) -> tuple[str, ...]:
    first = (
        "Whether the programme may go on as it stands, with changes, or should rest longer."
        if told.state.pause
        else "Whether the programme should go on as it stands, with changes, or rest."
    )
    return (
        first,
        "Whether movements, positions or loads should be left out, and on which side.",
        "Whether something other than what exercise changes may be behind it.",
    )


def _going_on(told: TrainingTold) -> str:
    if told.state.pause:
        return "If you agree that it goes on, the person enters your name, and it goes on from where it stands:"
    return "When you have seen the person, they enter your name, and this letter is no longer asked for:"
