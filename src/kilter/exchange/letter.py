"""The letter for a professional, in plain text: what was answered, what was found, what is asked."""

from kilter.body.sides import Side
from kilter.knowledge.catalogue import Catalogue
from kilter.screening.findings import Finding
from kilter.screening.form import Screening
from kilter.screening.profile import Profile
from kilter.screening.triage import TriageReason


def letter_lines(profile: Profile, catalogue: Catalogue) -> tuple[str, ...]:
    """The letter, a line each; empty lines part its paragraphs."""
    screening, result = profile.screening, profile.triage
    lines = [
        "To the professional who sees this person",
        "",
        f"{_person(screening)} A screening of the hips by questions and self-measured tests (Kilter) was stopped "
        "before any exercise was offered. It makes no diagnosis.",
        "",
        f"Urgency by the rules of the screening: {result.headline}",
        "",
        "Why:",
        *(f"- {_why(reason)}" for reason in result.reasons),
    ]
    symptoms = [_symptom(symptom.sign, symptom.side, symptom.pain, catalogue) for symptom in screening.symptoms]
    if symptoms:
        lines += ["", "Reported:", *(f"- {line}" for line in symptoms)]
    if profile.findings:
        lines += ["", "Measured:", *(f"- {_measured(finding, catalogue)}" for finding in profile.findings)]
    lines += ["", "No programme was made."]
    return tuple(lines)


def _why(reason: TriageReason) -> str:
    said, meant = reason.say.rstrip("."), reason.tell_professional
    return meant if reason.say == meant else f"{said}. {meant}"


def _person(screening: Screening) -> str:
    person = screening.person
    sex = "" if person.sex == "unspecified" else f", {person.sex}"
    return f"{person.age_years:g} years{sex}, {person.height_cm:g} cm, {person.mass_kg:g} kg."


def _symptom(sign: str, side: str, pain: float | None, catalogue: Catalogue) -> str:
    where = "both sides" if side == "both" else side
    return f"{catalogue.signs[sign].name}, {where}" + ("" if pain is None else f", pain {pain:g} of 10")


def _measured(finding: Finding, catalogue: Catalogue) -> str:
    test = catalogue.tests[finding.test]
    sided = test.measure(finding.measure).sided
    values = [
        f"{side} {value.value:.3g}" if sided else f"{value.value:.3g}"
        for side in (Side if sided else [Side.LEFT])
        if (value := finding.sides[side]) is not None
    ]
    return (
        f"{test.name}, {test.measure(finding.measure).name}: {', '.join(values)} {finding.unit.sign}. {finding.reason}"
    )
