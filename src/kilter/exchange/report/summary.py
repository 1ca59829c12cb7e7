"""The beginning of the report: triage, and what was found in plain words."""

from kilter.exchange.report.citations import Citations
from kilter.exchange.report.document import Advice, Summary, Tone, TriageBox
from kilter.exchange.report.impairments import bands_in_words
from kilter.exchange.report.pieces import Said
from kilter.exchange.report.training import STAGE_WORDS, weeks_in_words
from kilter.exchange.report.words import about_minutes, listed, sentence, uncapitalised
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.safety import Triage
from kilter.language import Spoken, mark, say, say_many
from kilter.programme.programme import Programme
from kilter.screening.findings import Verdict
from kilter.screening.profile import Band, ImpairmentView, Profile

MOST_NAMED = 4
"""More findings than this in a summary are no summary."""

TRIAGE_WORDS = Spoken(
    {
        Triage.EMERGENCY: (Tone.STOP, mark("Emergency")),
        Triage.SEE_PROFESSIONAL: (Tone.STOP, mark("See a professional first")),
        Triage.GO_WITH_CARE: (Tone.CARE, mark("Go, with care")),
        Triage.GO: (Tone.GO, mark("Go")),
    }
)


_DO = mark(
    "When you have {minutes}, do the test “{name}”: of all tests at hand it would settle most, namely about {settles}."
)
_REPEAT = mark(
    "When you have {minutes}, repeat the test “{name}”: of all tests at hand it would settle most, namely about "
    "{settles}."
)


def triage_box(profile: Profile, catalogue: Catalogue, citations: Citations) -> TriageBox:
    """What may happen next, every reason for it, and the precautions that apply."""
    result = profile.triage
    tone, word = TRIAGE_WORDS[result.level]
    precautions = [] if result.stops else [catalogue.precautions[each] for each in result.precautions]
    return TriageBox(
        tone=tone,
        word=word,
        headline=result.headline,
        advice=citations.say(result.advice, catalogue.urgencies[result.urgency]),
        reasons=tuple(
            citations.reason(sentence(reason.say), reason, catalogue)
            for reason in result.reasons
            if reason.kind != "precaution"
        ),
        precautions=tuple(
            Advice(each.name, each.advice, citations.cite(each.sources, each.grade)) for each in precautions
        ),
    )


def summary_of(profile: Profile, programme: Programme | None, catalogue: Catalogue) -> Summary:
    """What was found, how sure that is, and what to do first."""
    if profile.triage.stops:
        return _stopped()
    return Summary(
        found=tuple(Said(text) for text in _found(profile, catalogue)),
        how_sure=tuple(Said(text) for text in _how_sure(profile)),
        first=tuple(Said(text) for text in _first(profile, programme, catalogue)),
    )


def _stopped() -> Summary:
    return Summary(
        found=(Said(say("Something you answered has to be seen by a professional before any exercise.")),),
        how_sure=(
            Said(
                say(
                    "This follows from safety rules that hold for everybody. It does not say what is wrong; a "
                    "professional can tell."
                )
            ),
        ),
        first=(
            Said(say("Follow the advice above.")),
            Said(say("Take the letter below with you, or read it out on the phone.")),
        ),
    )


def _found(profile: Profile, catalogue: Catalogue) -> list[str]:
    def told(view: ImpairmentView) -> str:
        impairment = catalogue.impairments[view.impairment]
        return f"{impairment.name}: {bands_in_words(view, sided=impairment.sided)}."

    def highest(view: ImpairmentView) -> Band:
        return min((judgement.band for judgement in view.sides), key=list(Band).index)

    suspected = [view for view in profile.impairments if highest(view) in {Band.LIKELY, Band.POSSIBLE}]
    lines = [told(view) for view in suspected[:MOST_NAMED]]
    if not profile.findings:
        lines.append(say("Nothing has been measured yet, so nothing can be called likely."))
    elif not suspected:
        lines.append(say("Nothing that was measured points to a weak, short or badly controlled muscle group."))
    if len(suspected) > MOST_NAMED:
        more_are = len(suspected) - MOST_NAMED
        lines.append(
            say_many("{n} more is possible; see the profile.", "{n} more are possible; see the profile.", more_are)
        )
    if profile.not_assessed:
        named = listed(uncapitalised(catalogue.impairments[each].name) for each in profile.not_assessed[:MOST_NAMED])
        if len(profile.not_assessed) <= MOST_NAMED:
            lines.append(say("Not assessed, and so neither good nor bad: {named}.", named=named))
        else:
            lines.append(say("Not assessed, and so neither good nor bad: {named}, among others.", named=named))
    return lines


def _how_sure(profile: Profile) -> list[str]:
    compared = [finding for finding in profile.findings if finding.difference is not None]
    differ = sum(finding.verdict.lower_side is not None for finding in compared)
    same = sum(finding.verdict is Verdict.NO_DIFFERENCE for finding in compared)
    lines = []
    if compared:
        unclear = len(compared) - differ - same
        lines.append(
            say(
                "Of {compared} of the two sides, {differ} a difference beyond the error of the measurement, "
                "{same} none that matters, and {unclear} cannot tell.",
                compared=say_many("{n} comparison", "{n} comparisons", len(compared)),
                differ=_shows(differ),
                same=_shows(same),
                unclear=unclear or say("none"),
            )
        )
    if any(finding.verdict.lower_side and finding.confirmed is None for finding in compared):
        lines.append(say("A difference seen on one day only should be measured again on another day."))
    lines.append(
        say(
            "“Likely” means that a direct test says so; “possible” that something points to it. Both are careful "
            "estimates from what you told and measured, and no diagnosis."
        )
    )
    return lines


def _shows(count: int) -> str:
    return say_many("{n} shows", "{n} show", count) if count else say("none shows")


def _first(profile: Profile, programme: Programme | None, catalogue: Catalogue) -> list[str]:
    lines = []
    if profile.triage.reasons:
        lines.append(f"{profile.triage.headline}.")
    if profile.triage.precautions:
        names = listed(uncapitalised(catalogue.precautions[each].name) for each in profile.triage.precautions)
        lines.append(say("Read “Before you start”: it concerns you because of {names}.", names=names))
    if programme and programme.phases:
        phase = programme.phases[0]
        lines.append(
            say(
                "Begin with phase 1, {stage}: {weeks}, {days} sessions a week of about {minutes:g} minutes. {aim}",
                stage=uncapitalised(STAGE_WORDS[phase.stage]),
                weeks=weeks_in_words(len(phase.weeks)),
                days=programme.days_per_week,
                minutes=programme.minutes_per_session,
                aim=say(phase.aim),
            )
        )
    if profile.next_tests:
        best = profile.next_tests[0]
        settles = listed(uncapitalised(catalogue.impairments[each].name) for each in best.settles)
        name = uncapitalised(catalogue.tests[best.test].name)
        lines.append(
            say(
                _REPEAT if best.repeat else _DO,
                minutes=about_minutes(best.minutes),
                name=name,
                settles=settles,
            )
        )
    return lines
