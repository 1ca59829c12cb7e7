"""The report as a document: every word final, every number rounded, nothing left for a template to decide."""

from dataclasses import dataclass
from enum import StrEnum

from kilter.body.sides import PerSide
from kilter.exchange.report.pieces import Badge, Pair, Picture, Said
from kilter.exchange.report.story_parts import Referral, StoryPart


class Tone(StrEnum):
    """How a box is meant: stop, take care, or go on."""

    STOP = "stop"
    CARE = "care"
    GO = "go"


@dataclass(frozen=True, slots=True)
class Advice:
    """A circumstance with what to do about it."""

    name: str
    points: tuple[str, ...]
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TriageBox:
    """What may happen next, and why."""

    tone: Tone
    word: str
    headline: str
    advice: Said
    reasons: tuple[Said, ...]
    precautions: tuple[Advice, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The report in a dozen sentences."""

    found: tuple[Said, ...]
    how_sure: tuple[Said, ...]
    first: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """One measure of a test on both sides."""

    name: str
    unit: str
    """In words, as it stands beside the name; empty for plain numbers."""
    picture: Picture | None
    values: PerSide[str]
    sided: bool
    badge: Badge
    remarks: tuple[Said, ...]
    """The reason for the verdict, each side against what is usual, and where the error comes from."""


@dataclass(frozen=True, slots=True)
class TestResult:
    """One test with what it measured."""

    __test__ = False  # pytest would take the name for a test case

    name: str
    why: str
    remark: str
    measures: tuple[MeasureResult, ...]


@dataclass(frozen=True, slots=True)
class NotReadRow:
    """What a recording did not show."""

    name: str
    """The test, the measure where the test has several, and the side."""
    file: str
    """The name of the recording, without its folder."""
    why: str
    advice: str
    """What to change."""


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One piece of evidence for or against an impairment."""

    side: str
    text: str
    strength: str
    grade: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SideVerdict:
    """How probable an impairment is on one side."""

    badge: Badge
    probability: str
    """In rounded words; empty where nothing was assessed."""


@dataclass(frozen=True, slots=True)
class ImpairmentRow:
    """One impairment with everything for and against it."""

    name: str
    about: Said
    sides: PerSide[SideVerdict]
    sided: bool
    reasons_for: tuple[ReasonLine, ...]
    reasons_against: tuple[ReasonLine, ...]
    refer: str


@dataclass(frozen=True, slots=True)
class NextTestRow:
    """A test worth doing next."""

    name: str
    minutes: str
    settles: str
    needs: str
    steps: tuple[str, ...]
    repeat: bool


@dataclass(frozen=True, slots=True)
class GoalRow:
    """Something the person wants to do again, and how well it goes now."""

    text: str
    score: str


@dataclass(frozen=True, slots=True)
class WeekRow:
    """What one week asks for."""

    number: str
    sets: str
    text: str


@dataclass(frozen=True, slots=True)
class PrescriptionRow:
    """One exercise of a session."""

    exercise: str
    anchor: str
    level: str
    sides: str
    dose: str
    details: str
    """Tempo, rest and effort, as far as they apply."""
    minutes: str
    why: str
    """The impairments it works on, or that it is upkeep; empty in warm-up and cool-down."""
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlockPart:
    """A part of a session."""

    name: str
    minutes: str
    rows: tuple[PrescriptionRow, ...]


@dataclass(frozen=True, slots=True)
class SessionPart:
    """One session of a phase."""

    name: str
    day: str
    minutes: str
    blocks: tuple[BlockPart, ...]


@dataclass(frozen=True, slots=True)
class PhasePart:
    """A stretch of weeks with one aim."""

    name: str
    weeks_text: str
    aim: str
    weeks: tuple[WeekRow, ...]
    sessions: tuple[SessionPart, ...]
    ready_when: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """What is not in the programme, and why."""

    name: str
    why: Said


@dataclass(frozen=True, slots=True)
class ProgrammePart:
    """The programme from its frame to its last session."""

    frame: tuple[Pair, ...]
    notes: tuple[str, ...]
    phases: tuple[PhasePart, ...]
    left_out: tuple[LeftOutRow, ...]


@dataclass(frozen=True, slots=True)
class HowTo:
    """How to do one exercise of the programme."""

    anchor: str
    name: str
    muscles: str
    position: str
    steps: tuple[str, ...]
    focus: tuple[str, ...]
    levels: tuple[Pair, ...]
    """Those that the programme uses."""
    cautions: tuple[Said, ...]
    because: Said
    """Why it is in the programme, by impairment and test; with the sources of the exercise."""


@dataclass(frozen=True, slots=True)
class StopRow:
    """When to stop, and what to do then."""

    when: str
    what: Said


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading with its text."""

    name: str
    text: Said


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One numbered source."""

    number: int
    citation: str
    """Up to the DOI, where there is one."""
    doi: str
    after: str
    """What follows the DOI."""
    grades: str
    """In words: how what is cited here from it was obtained."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that the person takes to a professional; it speaks of the person as “this person”."""

    opening: str
    reasons: tuple[Said, ...]
    answers: tuple[Pair, ...]
    """Safety questions answered with anything but no, then what else was told."""
    answered_no: str
    findings: tuple[Said, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """Everything a report says, in reading order; a part that is empty or None is not shown."""

    title: str
    contents: tuple[Pair, ...]
    """The names of the parts that are there, with their anchors."""
    subject: str
    """Age, sex and build; never a name."""
    made_on: str
    source_file: str
    triage: TriageBox
    summary: Summary
    """Empty in a document that is nothing but a letter."""
    story: StoryPart | None
    """What became of the programme; None where none was begun."""
    letter: Letter | None
    referral: Referral | None
    body_map: Picture | None
    results: tuple[TestResult, ...]
    not_read: tuple[NotReadRow, ...]
    impairments: tuple[ImpairmentRow, ...]
    not_assessed: tuple[str, ...]
    next_tests: tuple[NextTestRow, ...]
    goals: tuple[GoalRow, ...]
    programme: ProgrammePart | None
    stop_rules: tuple[StopRow, ...]
    see_a_professional: tuple[Passage, ...]
    education: tuple[Passage, ...]
    how_to: tuple[HowTo, ...]
    limits: tuple[str, ...]
    grades: tuple[Pair, ...]
    """The grade words used in this report, and what each means."""
    sources: tuple[SourceRow, ...]
