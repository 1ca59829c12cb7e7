"""The report as a document."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.people import mirrored, random_screening

from kilter.body.sides import PerSide, Side
from kilter.exchange.report import ReportDocument, build_report
from kilter.exchange.report.document import HowTo, ReasonLine, SourceRow
from kilter.exchange.report.pieces import Mark, Picture
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.people import Answer
from kilter.knowledge.schema.safety import Urgency
from kilter.programme.programme import Programme
from kilter.screening.findings import Verdict
from kilter.screening.form import NotRead, Screening
from kilter.screening.profile import Band, Profile
from kilter.services.plan import make_programme
from kilter.services.screen import Screener

SEEDS = st.integers(0, 2**32 - 1)
DAY = date(2026, 5, 4)
Several = list[tuple[Profile, ReportDocument]]

DISEASES = re.compile(
    r"arthritis|arthrosis|bursitis|tendin|impingement|labr(um|al)|dysplasia|sciatica|piriformis syndrome|hernia|"
    r"fracture|cancer|syndrome",
    re.IGNORECASE,
)


def _healthy(seed: int, catalogue: Catalogue) -> Screening:
    """A random person whom triage lets go on."""
    screening = random_screening(np.random.default_rng(seed), catalogue, healthy_share=1)
    person = screening.person.model_copy(update={"conditions": (), "age_years": 40.0})
    return screening.model_copy(update={"person": person, "symptoms": screening.symptoms[:2]})


def _report(profile: Profile, programme: Programme | None, catalogue: Catalogue) -> ReportDocument:
    return build_report(profile, programme, catalogue, made_on=DAY, source_file="someone.yaml")


def _parts(value: Any) -> Iterator[Any]:
    """Every value inside a document, however deep."""
    yield value
    if is_dataclass(value):
        for field in fields(value):
            yield from _parts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _parts(item)


def _words(value: Any) -> list[str]:
    return [part for part in _parts(value) if isinstance(part, str) and "<svg" not in part]


@pytest.fixture(scope="module")
def several(screener: Screener, catalogue: Catalogue) -> Several:
    """A dozen random people with their reports."""
    profiles = [screener.profile(_healthy(seed, catalogue)) for seed in range(12)]
    return [(profile, _report(profile, None, catalogue)) for profile in profiles]


@pytest.fixture(scope="module")
def runner(screener: Screener, catalogue: Catalogue) -> Profile:
    """Someone with findings on both sides."""
    return screener.profile(_healthy(2, catalogue))


@pytest.fixture(scope="module")
def programme(runner: Profile, catalogue: Catalogue) -> Programme:
    """What was planned for them."""
    return make_programme(runner, catalogue)


@pytest.fixture(scope="module")
def document(runner: Profile, programme: Programme, catalogue: Catalogue) -> ReportDocument:
    """Their report."""
    return _report(runner, programme, catalogue)


@pytest.mark.parametrize("seed", range(4))
def test_where_triage_stops_there_is_a_letter_and_no_programme(
    seed: int, screener: Screener, catalogue: Catalogue, programme: Programme
) -> None:
    """A stop leaves nothing but the letter, even where a programme is handed in."""
    screening = random_screening(np.random.default_rng(seed), catalogue, healthy_share=1)
    flags = {**screening.red_flags, "cauda_equina": Answer.YES}
    stopped = screener.profile(screening.model_copy(update={"red_flags": flags}))

    document = _report(stopped, programme, catalogue)

    assert document.letter is not None
    assert catalogue.red_flags["cauda_equina"].tell_professional in [each.text for each in document.letter.reasons]
    assert document.programme is None
    assert document.body_map is None
    assert not [*document.how_to, *document.impairments, *document.results, *document.next_tests]


def test_every_number_of_a_source_leads_to_a_source_and_every_source_is_used(several: Several) -> None:
    """No citation leads nowhere, and the list holds nothing that is not cited."""
    for _, document in several:
        cited = {
            number
            for part in _parts(document)
            if is_dataclass(part) and hasattr(part, "sources") and not isinstance(part, ReportDocument)
            for number in part.sources
        }

        assert [source.number for source in document.sources] == list(range(1, len(document.sources) + 1))
        assert cited == {source.number for source in document.sources}


def test_findings_never_become_a_disease(several: Several) -> None:
    """What is said of results, impairments and the whole names no disease."""
    spoken = [
        text
        for _, document in several
        for text in _words((document.summary, document.results, document.impairments, document.next_tests))
    ]

    assert not [text for text in spoken if DISEASES.search(text)]


def test_what_cannot_be_told_is_said_so(several: Several) -> None:
    """A difference inside the error is never called one."""
    results = [
        (finding, measure)
        for profile, document in several
        for finding, measure in zip(
            profile.findings, [measure for test in document.results for measure in test.measures], strict=True
        )
    ]

    unclear = [measure for finding, measure in results if finding.verdict is Verdict.CANNOT_TELL]

    assert any(measure.badge.word == "Cannot tell" for measure in unclear)
    assert {measure.badge.mark for measure in unclear} <= {Mark.CANNOT_TELL, Mark.NOT_COMPARED}
    assert not [text for measure in unclear for text in _words(measure) if "does worse" in text]


@settings(max_examples=8)
@given(seed=SEEDS)
def test_swapping_the_sides_swaps_the_words(seed: int, screener: Screener, catalogue: Catalogue) -> None:
    """The report of a mirrored person is the mirrored report, word by word."""
    screening = _healthy(seed, catalogue)

    here = _report(screener.profile(screening), None, catalogue)
    there = _report(screener.profile(mirrored(screening)), None, catalogue)

    for part in ("summary", "results", "impairments", "body_map", "next_tests"):
        assert _in_mirror(getattr(here, part), here) == _as_it_is(getattr(there, part), there)


def _in_mirror(value: Any, document: ReportDocument) -> Any:
    return _plain(value, document, mirror=True)


def _as_it_is(value: Any, document: ReportDocument) -> Any:
    return _plain(value, document, mirror=False)


def _plain(value: Any, document: ReportDocument, *, mirror: bool) -> Any:
    """A part without what may differ: drawings, and the order in which equals stand or are numbered."""
    if isinstance(value, str):
        clauses = re.split(r"[,;:.] ?", _swapped(value) if mirror else value)
        return sorted(clauses)
    if isinstance(value, Picture):
        return _plain(value.alternative, document, mirror=mirror)
    if isinstance(value, PerSide):
        pair = value.mirrored if mirror else value
        return [_plain(each, document, mirror=mirror) for each in pair]
    if isinstance(value, tuple) and value and all(isinstance(each, int) for each in value):
        return sorted(document.sources[number - 1].citation for number in value)
    if isinstance(value, tuple):
        items = [_plain(each, document, mirror=mirror) for each in value]
        return sorted(items, key=repr) if any(isinstance(each, ReasonLine) for each in value) else items
    if is_dataclass(value):
        return [_plain(getattr(value, field.name), document, mirror=mirror) for field in fields(value)]
    return value


def _swapped(text: str) -> str:
    sides = {"left": "right", "right": "left", "Left": "Right", "Right": "Left"}
    swapped = re.sub(r"\b(left|right)\b", lambda match: sides[match[0]], text, flags=re.IGNORECASE)
    return swapped.replace("a left angle", "a right angle")


def test_bands_stand_in_words_for_both_sides(document: ReportDocument, runner: Profile) -> None:
    """Every impairment that was looked at has its band as a word on each side."""
    words = {band: band.value.replace("_", " ") for band in Band}
    known = [view for view in runner.impairments if view.impairment not in runner.not_assessed]

    shown = [(row.sides.left.badge.word, row.sides.right.badge.word) for row in document.impairments]

    assert shown == [(words[view.sides.left.band], words[view.sides.right.band]) for view in known]


def test_what_was_not_assessed_is_listed_by_name(
    document: ReportDocument, runner: Profile, catalogue: Catalogue
) -> None:
    """Silence is not read as health: what nobody looked at is named."""
    assert document.not_assessed == tuple(catalogue.impairments[each].name for each in runner.not_assessed)


def test_what_the_recordings_did_not_show_is_listed_with_what_to_change(runner: Profile, catalogue: Catalogue) -> None:
    """Test, measure and side are named in words; of the file only its name, whatever folder it was in."""
    missing = (
        NotRead(test="single_leg_stance", side=Side.RIGHT, file="/films/left.mp4", say="It was dark.", advice="Light."),
        NotRead(test="gait", file="C:\\films\\walk.mp4", say="No steps.", advice="Use markers."),
    )
    screening = runner.screening.model_copy(update={"not_read": missing})

    rows = _report(replace(runner, screening=screening), None, catalogue).not_read

    assert [(row.file, row.why, row.advice) for row in rows] == [
        ("left.mp4", "It was dark.", "Light."),
        ("walk.mp4", "No steps.", "Use markers."),
    ]
    assert rows[0].name == f"{catalogue.tests['single_leg_stance'].name}, right"
    assert rows[1].name == catalogue.tests["gait"].name


def test_every_exercise_of_the_programme_is_explained_once(document: ReportDocument) -> None:
    """Each row of a session leads to one how-to with steps, cues and the form to be done."""
    assert document.programme is not None
    rows = [
        row
        for phase in document.programme.phases
        for session in phase.sessions
        for block in session.blocks
        for row in block.rows
    ]

    anchors = [each.anchor for each in document.how_to]

    assert {row.anchor for row in rows} == set(anchors)
    assert len(anchors) == len(set(anchors))
    assert all(each.steps and each.focus and each.levels for each in document.how_to)


def test_a_treating_exercise_says_what_it_treats(
    document: ReportDocument, programme: Programme, catalogue: Catalogue
) -> None:
    """Every prescription that treats names the impairment in its row."""
    assert document.programme is not None
    written = [session for phase in document.programme.phases for session in phase.sessions]
    planned = [session for phase in programme.phases for session in phase.sessions]

    shown = [row.why for session in written for block in session.blocks for row in block.rows]
    prescribed = [each for session in planned for block in session.blocks for each in block.prescriptions]

    for why, prescription in zip(shown, prescribed, strict=True):
        for because in prescription.because:
            assert catalogue.impairments[because.impairment].name.lower() in why.lower()


def test_a_side_with_more_sets_is_named_first(runner: Profile, programme: Programme, catalogue: Catalogue) -> None:
    """Unequal sets stand by side, the larger number first."""
    session = programme.phases[0].sessions[0]
    block = session.blocks[1]
    uneven = replace(block.prescriptions[0], sets=PerSide(2, 3), reps=(10, 15), hold_s=None)
    short = replace(session, blocks=(replace(block, prescriptions=(uneven,)),))
    phases = (replace(programme.phases[0], sessions=(short,)),)

    document = _report(runner, replace(programme, phases=phases), catalogue)

    assert document.programme is not None
    assert document.programme.phases[0].sessions[0].blocks[0].rows[0].dose == "right 3 ×, left 2 × 10–15"


def test_contents_name_only_parts_that_are_there(runner: Profile, catalogue: Catalogue) -> None:
    """The list of contents leads to nothing that is missing."""
    document = _report(runner, None, catalogue)

    anchors = {each.name for each in document.contents}

    assert "measured" in anchors
    assert not {"programme", "how-to", "left-out"} & anchors


def test_the_person_has_no_name_in_it(document: ReportDocument) -> None:
    """The report says age, sex and build, and nothing that names the person."""
    assert re.fullmatch(
        r"(Woman|Man|Person), 40 years, [\d.]+ cm, [\d.]+ kg(, (left|right) leg dominant)?", document.subject
    )


def test_the_grades_in_use_are_explained(document: ReportDocument) -> None:
    """Every grade word beside a reason or a source has its meaning in the list."""
    explained = {grade.name for grade in document.grades}

    used = {part.grade for part in _parts(document.impairments) if isinstance(part, ReasonLine)}
    listed = {word for source in document.sources for word in re.split(r", | and ", source.grades) if word}

    assert used | listed <= explained


def test_the_same_input_gives_the_same_document(
    document: ReportDocument, runner: Profile, programme: Programme, catalogue: Catalogue
) -> None:
    """Nothing in it depends on when or how often it is made."""
    assert _report(runner, programme, catalogue) == document


def test_nobody_without_tests_is_called_likely(screener: Screener, catalogue: Catalogue) -> None:
    """Without a measurement the summary says that nothing was measured."""
    screening = _healthy(2, catalogue).model_copy(update={"tests": ()})

    document = _report(screener.profile(screening), None, catalogue)

    assert any("Nothing has been measured yet" in each.text for each in document.summary.found)
    assert not any(": likely" in each.text for each in document.summary.found)


def test_sources_keep_their_doi_apart_for_the_link(document: ReportDocument, catalogue: Catalogue) -> None:
    """The three pieces of a source are its citation, unchanged."""
    whole = {source.citation for source in catalogue.sources.values()}

    def citation(row: SourceRow) -> str:
        return f"{row.citation} doi:{row.doi}{row.after}" if row.doi else row.citation

    assert {citation(row) for row in document.sources} <= whole


def test_cautions_that_apply_stand_with_the_exercise(screener: Screener, catalogue: Catalogue) -> None:
    """Who reports a circumstance reads what it means for each exercise it touches."""
    screening = _healthy(2, catalogue)
    person = screening.person.model_copy(update={"conditions": ("low_back_pain",)})
    profile = screener.profile(screening.model_copy(update={"person": person}))
    programme = make_programme(profile, catalogue)
    expected = {
        exercise.name
        for exercise in catalogue.exercises.values()
        if any(caution.when in profile.triage.precautions for caution in exercise.cautions)
    }

    how_to: tuple[HowTo, ...] = _report(profile, programme, catalogue).how_to

    assert {each.name for each in how_to if each.cautions} == expected & {each.name for each in how_to}
    assert all(caution.sources for each in how_to for caution in each.cautions)


def test_who_may_begin_but_should_be_seen_gets_a_letter_and_a_programme(
    screener: Screener, catalogue: Catalogue
) -> None:
    """A reason to book a visit without stopping leaves the programme in place, and adds a letter."""
    screening = _healthy(2, catalogue)
    routine = next(flag.id for flag in catalogue.red_flags.values() if flag.urgency is Urgency.ROUTINE)
    profile = screener.profile(screening.model_copy(update={"red_flags": {**screening.red_flags, routine: Answer.YES}}))

    document = _report(profile, make_programme(profile, catalogue), catalogue)

    assert document.letter is not None
    assert document.letter.findings
    assert document.programme is not None
    assert "letter" in {part.name for part in document.contents}


def test_a_programme_made_by_rules_says_so(runner: Profile, programme: Programme, catalogue: Catalogue) -> None:
    """Where the planner found nothing better in time, the frame tells it."""
    document = _report(runner, replace(programme, made_by="rules"), catalogue)

    assert document.programme is not None
    assert "Made by" in {pair.name for pair in document.programme.frame}
