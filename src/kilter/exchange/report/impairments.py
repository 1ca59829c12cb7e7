"""The profile in words: each impairment on both sides, the reasons for and against, and the body map."""

from math import log

from kilter.body.muscles import Muscle
from kilter.body.sides import PerSide, Side
from kilter.exchange.body_map import Shade, draw_body_map
from kilter.exchange.report.citations import Citations
from kilter.exchange.report.document import ImpairmentRow, NextTestRow, ReasonLine, SideVerdict
from kilter.exchange.report.pieces import Picture
from kilter.exchange.report.retold import muscle_word
from kilter.exchange.report.words import (
    BAND_WORDS,
    GRADE_WORDS,
    WHERE,
    about_minutes,
    badge,
    grouped,
    listed,
    on,
    probability_words,
    uncapitalised,
    with_errors,
)
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.citing import Grade
from kilter.language import say
from kilter.screening.profile import Band, ImpairmentView, Judgement, Profile, Reason

BANDS = tuple(Band)
_SHADES = {
    Band.LIKELY: Shade.LIKELY,
    Band.POSSIBLE: Shade.POSSIBLE,
    Band.UNLIKELY: Shade.UNLIKELY,
    Band.NOT_ASSESSED: Shade.NOT_ASSESSED,
}


def impairments_of(profile: Profile, catalogue: Catalogue, citations: Citations) -> tuple[ImpairmentRow, ...]:
    """Every impairment that something is known about, most probable first."""
    return tuple(
        _row(view, profile, catalogue, citations)
        for view in profile.impairments
        if view.impairment not in profile.not_assessed
    )


def bands_in_words(view: ImpairmentView, *, sided: bool) -> str:
    """“likely on the left, possible on the right”."""
    bands = view.sides.map(lambda judgement: judgement.band)
    if not sided:
        return BAND_WORDS[bands.left][1]
    return ", ".join(f"{BAND_WORDS[band][1]} {on(where)}" for where, band in grouped(bands, BANDS))


def _row(view: ImpairmentView, profile: Profile, catalogue: Catalogue, citations: Citations) -> ImpairmentRow:
    impairment = catalogue.impairments[view.impairment]

    def lines(reasons: PerSide[tuple[Reason, ...]]) -> tuple[ReasonLine, ...]:
        return _reason_lines(reasons, profile, catalogue, citations, sided=impairment.sided)

    return ImpairmentRow(
        name=impairment.name,
        about=citations.say(impairment.about, impairment),
        sides=view.sides.map(_verdict),
        sided=impairment.sided,
        reasons_for=lines(view.sides.map(lambda judgement: judgement.evidence_for)),
        reasons_against=lines(view.sides.map(lambda judgement: judgement.evidence_against)),
        refer=impairment.refer,
    )


def _verdict(judgement: Judgement) -> SideVerdict:
    mark, word = BAND_WORDS[judgement.band]
    known = judgement.band is not Band.NOT_ASSESSED
    return SideVerdict(badge(mark, word), probability_words(judgement.probability) if known else "")


def _reason_lines(
    reasons: PerSide[tuple[Reason, ...]], profile: Profile, catalogue: Catalogue, citations: Citations, *, sided: bool
) -> tuple[ReasonLine, ...]:
    """The reasons of both sides, the weightiest first; one that says the same of both sides stands once."""
    lines: list[tuple[float, str, ReasonLine]] = []
    for side in Side:
        for reason in reasons[side]:
            same = reason in reasons[side.other] and (reason.kind != "test" or not sided)
            if same and side is Side.RIGHT:
                continue
            where = "" if not sided else WHERE["both sides" if same else side.value]
            line = ReasonLine(
                side=where,
                text=_reason_text(reason, side, profile, catalogue, sided=sided),
                strength=_strength(reason, catalogue),
                grade=GRADE_WORDS[Grade(reason.grade)][0],
                sources=citations.cite(reason.sources, reason.grade),
            )
            lines.append((-abs(reason.log_likelihood_ratio), reason.owner, line))
    return tuple(line for *_, line in sorted(lines, key=lambda each: each[:2]))


def _reason_text(reason: Reason, side: Side, profile: Profile, catalogue: Catalogue, *, sided: bool) -> str:
    if reason.kind == "sign":
        name = uncapitalised(catalogue.signs[reason.owner].name)
        return say("You report: {name}. {note}", name=name, note=reason.note).strip()
    if reason.kind == "cause":
        name = uncapitalised(catalogue.causes[reason.owner].name)
        return say("In your life: {name}. {note}", name=name, note=reason.note).strip()
    test = catalogue.tests[reason.owner]
    finding = next(f for f in profile.findings if (f.test, f.measure) == (reason.owner, reason.measure))
    measure = test.measure(finding.measure)
    values = with_errors(finding.sides, measure.unit)
    shown = values[side]
    if measure.sided:
        # Where the impairment has no side, its reason may rest on either; then both stand there with their names.
        shown = f"{shown} ({side.other.word} {values[side.other]})" if sided else _both(values)
    told = say("{measure}: {values}. Test: {test}.", measure=measure.name, values=shown, test=uncapitalised(test.name))
    return told if reason.direct else f"{told} {say('It points to this only indirectly.')}"


def _both(values: PerSide[str]) -> str:
    return ", ".join(f"{side.word} {values[side]}" for side in Side)


def _strength(reason: Reason, catalogue: Catalogue) -> str:
    """How much a reason counts, by the weights that the evidence rules themselves name."""
    weights, size = catalogue.evidence_rules.weights, abs(reason.log_likelihood_ratio)
    # Half-way on the scale of logarithms, so that a weight of exactly that name gets its name.
    if size >= log(weights.strong.value * weights.moderate.value) / 2:
        return say("Counts much")
    return say("Counts some") if size >= log(weights.moderate.value * weights.weak.value) / 2 else say("Counts little")


def body_map_of(profile: Profile, catalogue: Catalogue) -> Picture | None:
    """The muscle groups that the impairments concern, each in the most probable band; None without any."""
    bands: dict[tuple[Muscle, Side], Band] = {}
    for view in profile.impairments:
        for muscle in catalogue.impairments[view.impairment].muscles:
            for side in Side:
                band = view.sides[side].band
                bands[muscle, side] = min(bands.get((muscle, side), band), band, key=BANDS.index)
    if all(band is Band.NOT_ASSESSED for band in bands.values()):
        return None
    description = _map_description(profile, catalogue)
    shades = {place: _SHADES[band] for place, band in bands.items()}
    return Picture(draw_body_map(shades, title=say("Body map"), description=description), description)


def _map_description(profile: Profile, catalogue: Catalogue) -> str:
    told = []
    for view in profile.impairments:
        impairment = catalogue.impairments[view.impairment]
        if impairment.muscles and any(side.band in {Band.LIKELY, Band.POSSIBLE} for side in view.sides):
            muscles = listed(muscle_word(muscle) for muscle in impairment.muscles)
            told.append(f"{impairment.name} ({muscles}): {bands_in_words(view, sided=impairment.sided)}.")
    intro = say("A figure from the front and from behind; muscle groups are shaded by side.")
    return " ".join([intro, *(told or [say("None of them is likely or possible to be involved.")])])


def next_tests_of(profile: Profile, catalogue: Catalogue) -> tuple[NextTestRow, ...]:
    """The tests that would settle most, with how to do them."""
    rows = []
    for suggestion in profile.next_tests:
        test = catalogue.tests[suggestion.test]
        settles = listed(uncapitalised(catalogue.impairments[each].name) for each in suggestion.settles)
        needs = [uncapitalised(catalogue.equipment[each].name) for each in test.equipment]
        needs += [say("someone to help")] if test.helper else []
        rows.append(
            NextTestRow(
                name=test.name,
                minutes=about_minutes(suggestion.minutes),
                settles=settles,
                needs=listed(needs) or say("nothing"),
                steps=test.procedure,
                repeat=suggestion.repeat,
            )
        )
    return tuple(rows)
