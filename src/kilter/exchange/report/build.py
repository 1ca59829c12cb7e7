"""From a profile and a programme to the document of the report."""

from dataclasses import replace
from datetime import date

from kilter.exchange.report.citations import Citations
from kilter.exchange.report.document import GoalRow, Passage, ReportDocument, StopRow, Summary, Tone
from kilter.exchange.report.impairments import body_map_of, impairments_of, next_tests_of
from kilter.exchange.report.letter import letter_of
from kilter.exchange.report.pieces import Pair
from kilter.exchange.report.referral import referral_box, referral_of
from kilter.exchange.report.results import not_read_of, results_of
from kilter.exchange.report.standing import present_prescriptions
from kilter.exchange.report.story import next_steps, story_part
from kilter.exchange.report.summary import summary_of, triage_box
from kilter.exchange.report.told import TrainingTold
from kilter.exchange.report.training import how_to_of, programme_of
from kilter.exchange.report.words import long_date, subject_of
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.teaching import TopicKind
from kilter.language import say
from kilter.programme.programme import Programme
from kilter.screening.profile import Profile

AS_PLANNED = (
    "This is the programme as it was planned at the beginning. What each exercise asks for by now stands in “The story "
    "so far”."
)
LIMITS = (
    "Kilter is no medical device and makes no diagnosis. It sorts what you told and measured by published figures and "
    "by rules of practice, and it names only things that exercise may change.",
    "A difference between the sides is common in people without complaints. It does not prove that anything is wrong, "
    "and evening it out has not been shown to prevent injury.",
    "A physiotherapist or doctor can see and feel what no questionnaire can. What they say comes before this report.",
)


def build_report(
    profile: Profile,
    programme: Programme | None,
    catalogue: Catalogue,
    *,
    made_on: date,
    source_file: str = "",
    told: TrainingTold | None = None,
) -> ReportDocument:
    """Put the whole report into words.

    Args:
        profile: what the screening came to.
        programme: the programme made for it; left aside when triage stops.
        catalogue: the knowledge that both were made with.
        made_on: the day to write on the report.
        source_file: the name of the screening file, for the footer; nothing else of it is used.
        told: the record that the programme has been done with; then the report tells its story, and where the record
            sends to a professional its letter.

    Returns:
        The document; where triage stops, the letter in place of profile and programme.
    """
    citations = Citations(catalogue)
    stops = profile.triage.stops
    programme = None if stops else programme
    triage = triage_box(profile, catalogue, citations)
    referral = referral_of(told, catalogue, citations) if told else None
    if told and referral and not stops:
        triage = referral_box(told, triage, citations)
    letter = letter_of(profile, catalogue, citations, made_on) if referral is None else None
    story = story_part(told, catalogue, citations) if told and not stops else None
    results = () if stops else results_of(profile, catalogue, citations)
    impairments = () if stops else impairments_of(profile, catalogue, citations)
    training = programme_of(programme, catalogue, citations) if programme else None
    if training and told:
        training = replace(training, notes=(AS_PLANNED, *training.notes))
    reached = present_prescriptions(told.state) if told else ()
    how_to = how_to_of(programme, profile.triage.precautions, catalogue, citations, reached) if programme else ()
    stop_rules = () if stops else _stop_rules(catalogue, citations)
    see_someone = () if stops else _topics(catalogue, citations, TopicKind.SEE_A_PROFESSIONAL)
    education = () if stops else _education(profile, catalogue, citations)
    document = ReportDocument(
        title=say("Letter for a professional") if stops else say("Hip report"),
        contents=(),
        subject=subject_of(profile.screening.person),
        made_on=long_date(made_on),
        source_file=source_file,
        triage=triage,
        summary=_summary(profile, programme, catalogue, told),
        story=story,
        letter=letter,
        referral=referral,
        body_map=None if stops else body_map_of(profile, catalogue),
        results=results,
        not_read=() if stops else not_read_of(profile.screening, catalogue),
        impairments=impairments,
        not_assessed=() if stops else tuple(catalogue.impairments[each].name for each in profile.not_assessed),
        next_tests=() if stops else next_tests_of(profile, catalogue),
        goals=() if stops or story else _goals(profile),
        programme=training,
        stop_rules=stop_rules,
        see_a_professional=see_someone,
        education=education,
        how_to=how_to,
        limits=LIMITS,
        grades=citations.grades(),
        sources=citations.rows(),
    )
    return replace(document, contents=_contents(document))


def _summary(profile: Profile, programme: Programme | None, catalogue: Catalogue, told: TrainingTold | None) -> Summary:
    """The summary; of a record that has begun it says how to go on instead of how to begin."""
    summary = summary_of(profile, programme, catalogue)
    return summary if told is None or profile.triage.stops else replace(summary, first=next_steps(told, catalogue))


def _contents(document: ReportDocument) -> tuple[Pair, ...]:
    """The parts that are there, in reading order: anchor and name."""
    begin = (("summary", "Summary", True), ("before-you-start", "Before you start", True))
    parts = (
        *(begin[:1] if document.triage.tone is Tone.STOP else begin),
        ("story", "The story so far", document.story),
        ("glance", "At a glance", document.body_map or document.impairments),
        ("measured", "What was measured", document.results),
        ("not-read", "What the recordings did not show", document.not_read),
        ("profile", "The profile and its reasons", document.impairments),
        ("next-tests", "What would settle more", document.next_tests),
        ("goals", "Your goals", document.goals),
        ("programme", "Your programme", document.programme),
        ("left-out", "What was left out", document.programme and document.programme.left_out),
        ("stop", "When to stop", document.stop_rules),
        ("see-someone", "When to see someone", document.see_a_professional),
        ("good-to-know", "Good to know", document.education),
        ("how-to", "How to do each exercise", document.how_to),
        ("letter", "Letter for the professional", document.letter or document.referral),
        ("limits", "What this report is not", True),
        ("sources", "Sources", True),
    )
    return tuple(Pair(anchor, name) for anchor, name, there in parts if there)


def _goals(profile: Profile) -> tuple[GoalRow, ...]:
    return tuple(GoalRow(goal.text, f"{goal.score:g}") for goal in profile.screening.goals)


def _stop_rules(catalogue: Catalogue, citations: Citations) -> tuple[StopRow, ...]:
    return tuple(StopRow(rule.when, citations.say(rule.do, rule)) for rule in catalogue.stop_rules.values())


def _topics(catalogue: Catalogue, citations: Citations, kind: TopicKind) -> tuple[Passage, ...]:
    topics = sorted((each for each in catalogue.education.values() if each.kind is kind), key=lambda each: each.order)
    return tuple(Passage(topic.title, citations.say(topic.text, topic)) for topic in topics)


def _education(profile: Profile, catalogue: Catalogue, citations: Citations) -> tuple[Passage, ...]:
    """What is meant at all, what the reported causes may mean, and what to bear in mind while training."""
    reported = dict.fromkeys(entry.cause for entry in profile.screening.history)
    causes = tuple(
        Passage(catalogue.causes[cause].name, citations.say(catalogue.causes[cause].about, catalogue.causes[cause]))
        for cause in reported
    )
    return (
        *_topics(catalogue, citations, TopicKind.DEFINITION),
        *causes,
        *_topics(catalogue, citations, TopicKind.CONSIDERATION),
    )
