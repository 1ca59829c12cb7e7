"""The letter for a professional: why the person comes, what they answered, what was measured."""

from datetime import date

from kilter.exchange.report.citations import Citations
from kilter.exchange.report.document import Letter
from kilter.exchange.report.impairments import bands_in_words
from kilter.exchange.report.pieces import Pair, Said
from kilter.exchange.report.results import badge_of, comparison_of, level_sentence, values_in_words
from kilter.exchange.report.words import counted, listed, long_date, sentence, subject_of, uncapitalised
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.people import Answer, Pregnancy
from kilter.screening.form import Screening, Symptom
from kilter.screening.profile import Profile

VALUES_EXPLAINED = (
    "Values stand with their 95 % error band. A side difference is called one only beyond the smallest difference that "
    "the test can detect. "
)


def letter_of(profile: Profile, catalogue: Catalogue, citations: Citations, made_on: date) -> Letter | None:
    """The letter; None where nothing calls for a professional."""
    triage = profile.triage
    if not triage.reasons:
        return None
    screening = profile.screening
    outcome = "made no exercise programme" if triage.stops else "advised gentle exercise only, beside your assessment"
    answers = list(screening.red_flags.values())
    said_no, not_asked = answers.count(Answer.NO), answers.count(Answer.NOT_ASKED)
    rest = f" {counted(not_asked, 'was', 'were')} not asked any more." if not_asked else ""
    return Letter(
        opening=(
            f"This person ({uncapitalised(subject_of(screening.person))}) answered the questions of Kilter, a program "
            f"that screens hips and plans exercises, on {long_date(made_on)}. For the reasons below it {outcome}, and "
            "asks for your assessment. It has examined nobody: what follows was told or measured by the person."
        ),
        reasons=tuple(citations.reason(each.tell_professional, each, catalogue) for each in triage.reasons),
        answers=tuple(_answers(screening, catalogue)),
        answered_no=f"{counted(said_no, 'safety question was', 'safety questions were')} answered with no.{rest}",
        findings=tuple(_findings(profile, catalogue, citations)),
        closing=(VALUES_EXPLAINED if profile.findings else "") + "Kilter makes no diagnosis.",
    )


def _answers(screening: Screening, catalogue: Catalogue) -> list[Pair]:
    asked = [
        Pair(catalogue.red_flags[flag].ask, answer.value.capitalize())
        for flag, answer in screening.red_flags.items()
        if answer in {Answer.YES, Answer.UNSURE}
    ]
    wishes = listed(f"“{goal.text}” ({goal.score:g} of 10 now)" for goal in screening.goals)
    told = [*told_answers(screening, catalogue), Pair("Wants to do again", wishes)]
    return [*asked, *(pair for pair in told if pair.text)]


def told_answers(screening: Screening, catalogue: Catalogue) -> tuple[Pair, ...]:
    """What the person told of symptoms, conditions and history."""
    person = screening.person
    told = (
        Pair("Symptoms", listed(_symptom(each, catalogue) for each in screening.symptoms)),
        Pair("Conditions", listed(uncapitalised(catalogue.precautions[each].name) for each in person.conditions)),
        Pair("Pregnancy", "" if person.pregnancy is Pregnancy.NO else person.pregnancy.value.replace("_", " ")),
        Pair("History", listed(_history(screening, catalogue))),
    )
    return tuple(pair for pair in told if pair.text)


def _history(screening: Screening, catalogue: Catalogue) -> list[str]:
    lines = []
    for entry in screening.history:
        cause = catalogue.causes[entry.cause]
        details: list[str] = [entry.side] if cause.sided and entry.side != "both" else []
        details += [entry.note] if entry.note else []
        lines.append(uncapitalised(cause.name) + (f" ({'; '.join(details)})" if details else ""))
    return lines


def _symptom(symptom: Symptom, catalogue: Catalogue) -> str:
    details: list[str] = ["both sides" if symptom.side == "both" else symptom.side]
    details += [f"pain {symptom.pain:g} of 10"] if symptom.pain is not None else []
    details += [symptom.note] if symptom.note else []
    return f"{uncapitalised(catalogue.signs[symptom.sign].name)} ({'; '.join(details)})"


def _findings(profile: Profile, catalogue: Catalogue, citations: Citations) -> list[Said]:
    said = []
    for finding in profile.findings:
        test = catalogue.tests[finding.test]
        measure = test.measure(finding.measure)
        comparison = comparison_of(finding)
        verdict = f"{badge_of(finding).word}: {uncapitalised(comparison)}" if comparison else ""
        values = f"{test.name}, {uncapitalised(measure.name)}: {values_in_words(finding, measure)}."
        text = " ".join(part for part in (values, verdict, level_sentence(finding, measure)) if part)
        said.append(Said(text, citations.cite(finding.sources)))
    treated = [
        f"{uncapitalised(catalogue.impairments[view.impairment].name)}: "
        + bands_in_words(view, sided=catalogue.impairments[view.impairment].sided)
        for view in profile.treated
    ]
    if treated and said:
        said.append(Said(f"Taken together this may point to the following. {sentence('; '.join(treated))}"))
    return said


def letter_lines(letter: Letter) -> tuple[str, ...]:
    """The letter as plain text, a line each; empty lines part its paragraphs."""
    parts = (
        ("Why", [reason.text for reason in letter.reasons]),
        ("Answered", [_asked_and_told(answer) for answer in letter.answers]),
        ("Measured", [finding.text for finding in letter.findings]),
    )
    lines = [letter.opening]
    for title, items in parts:
        if items:
            lines += ["", title, *(f"- {item}" for item in items)]
    return (*lines, "", letter.answered_no, letter.closing)


def _asked_and_told(answer: Pair) -> str:
    return f"{answer.name} {answer.text}" if answer.name.endswith("?") else f"{answer.name}: {answer.text}"
