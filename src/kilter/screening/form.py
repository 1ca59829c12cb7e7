"""The screening file: everything a person tells or measures, as it enters the system."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from kilter.body.positions import Position
from kilter.body.sides import Side
from kilter.errors import DataError, Problem
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.documents import Document, Path
from kilter.knowledge.references import suggest
from kilter.knowledge.schema.citing import Id
from kilter.knowledge.schema.movements import Laterality
from kilter.knowledge.schema.people import Answer, Pregnancy, Sex, Training
from kilter.knowledge.schema.safety import Triage
from kilter.knowledge.schema.tests import Measure, Test
from kilter.knowledge.validation import Closed, validate

ReadBy = Literal["camera"]
SidesConcerned = Literal["left", "right", "both"]
Points = Annotated[float, Field(ge=0, le=10)]
ShortText = Annotated[str, Field(min_length=1, max_length=300)]

# A body-mass index beyond these cannot be a living person: it is a typing error or another unit.
POSSIBLE_BMI = (10, 75)
USUAL_BMI = (14, 60)
KG_PER_POUND, CM_PER_INCH, LARGEST_INCHES = 0.45359237, 2.54, 90


class Person(Closed):
    """Who is screened."""

    age_years: Annotated[float, Field(ge=0, le=120)]
    sex: Sex
    height_cm: Annotated[float, Field(ge=50, le=250)]
    mass_kg: Annotated[float, Field(ge=10, le=400)]
    dominant_leg: Side | None = None
    pregnancy: Pregnancy = Pregnancy.NO
    conditions: tuple[Id, ...] = ()
    """Precautions that the person reports, by id."""
    training: Training = Training.NONE

    @model_validator(mode="after")
    def _is_a_person(self) -> Self:
        fault = impossible_build(self.height_cm, self.mass_kg)
        if fault:
            raise ValueError(" | ".join(fault))
        return self


def impossible_build(height_cm: float, mass_kg: float) -> tuple[str, str] | None:
    """What is wrong and how to mend it, where height and mass cannot be a person's; None where they can."""
    if _is_within(POSSIBLE_BMI, height_cm, mass_kg):
        return None
    mend = "Give the mass in kilograms and the height in centimetres."
    if _is_within(USUAL_BMI, height_cm, mass_kg * KG_PER_POUND):
        mend += f" If the mass is in pounds, write {mass_kg * KG_PER_POUND:.0f}."
    if height_cm < LARGEST_INCHES and _is_within(USUAL_BMI, height_cm * CM_PER_INCH, mass_kg):
        mend += f" If the height is in inches, write {height_cm * CM_PER_INCH:.0f}."
    return f"{mass_kg:g} kg at {height_cm:g} cm cannot be a person.", mend


def _is_within(limits: tuple[float, float], height_cm: float, mass_kg: float) -> bool:
    return limits[0] <= mass_kg / (height_cm / 100) ** 2 <= limits[1]


class History(Closed):
    """Something in the person's life that may matter."""

    cause: Id
    side: SidesConcerned = "both"
    note: str = ""


class Symptom(Closed):
    """Something the person feels or sees, with its side."""

    sign: Id
    side: SidesConcerned
    pain: Points | None = None
    note: str = ""

    def concerns(self, side: Side) -> bool:
        """Whether it is on this side."""
        return self.side in {side.value, "both"}


class Goal(Closed):
    """Something the person wants to do again, in their own words, and how well it goes now (10: fully)."""

    text: ShortText
    score: Points


class Trials(Closed):
    """The trials of one measure, per side, or for both sides together where the measure has no sides."""

    left: tuple[float, ...] | Literal["not_tested"] | None = None
    right: tuple[float, ...] | Literal["not_tested"] | None = None
    both: tuple[float, ...] | None = None
    read_by: ReadBy | None = None
    """What read the values, if not a person; a camera's own error then counts where it is larger."""

    def of(self, side: Side) -> tuple[float, ...]:
        """The trials that speak about a side; empty when it was not tested."""
        if self.both is not None:
            return self.both
        trials = self.left if side is Side.LEFT else self.right
        return trials if isinstance(trials, tuple) else ()


class TestEntry(Closed):
    """One test on one day."""

    __test__ = False  # pytest would take the name for a test case

    test: Id
    date: datetime.date | None = None
    measures: Annotated[dict[Id, Trials], Field(min_length=1)]
    note: str = ""


class RecordingEntry(Closed):
    """A recorded movement that stands for a test: a walk, or a movement test done before a camera."""

    test: Id
    side: Side | None = None
    """The side that the test is done on, where it is done on one at a time."""
    file: Annotated[str, Field(min_length=1)]
    date: datetime.date | None = None


class NotRead(Closed):
    """What a recording did not give."""

    test: Id
    measure: Id | None = None
    """The measure; the whole test when none is named."""
    side: Side | None = None
    file: str
    say: str
    advice: str


class Wishes(Closed):
    """What the person wants of a programme; the planner's defaults where nothing is said."""

    days: int | None = None
    minutes: float | None = None
    equipment: tuple[Id, ...] = ()
    """What there is beyond a normal household."""
    without: tuple[Id, ...] = ()
    """Household things that are not there, and exercises not wanted."""
    cannot: tuple[Position, ...] = ()
    """Positions the person cannot take."""
    extra_set_on_weaker_side: bool = False


class Screening(Closed):
    """A whole screening."""

    kilter_screening: Literal[1]
    person: Person
    red_flags: dict[Id, Answer]
    history: tuple[History, ...] = ()
    symptoms: tuple[Symptom, ...] = ()
    goals: Annotated[tuple[Goal, ...], Field(max_length=5)] = ()
    tests: tuple[TestEntry, ...] = ()
    recordings: tuple[RecordingEntry, ...] = ()
    not_read: tuple[NotRead, ...] = ()
    """What the recordings of a saved profile did not give; a file of your own needs none."""
    wishes: Wishes = Wishes()

    def has_sign(self, sign: str, side: Side) -> bool:
        """Whether the sign is reported on this side."""
        return any(symptom.sign == sign and symptom.concerns(side) for symptom in self.symptoms)


def read_screening(document: Document, catalogue: Catalogue) -> Screening:
    """Read a screening from a document and hold it against the catalogue.

    Raises:
        DataError: with every fault found, each with its place and mend.
    """
    screening = validate(Screening, document)
    problems = [
        Problem(document.place(path), what, mend)
        for path, what, mend in (
            *_unknown_ids(screening, catalogue),
            *bad_trials(screening.tests, catalogue),
            *_bad_recordings(screening, catalogue),
            *_same_days(screening, catalogue),
        )
    ]
    problems += _unanswered(screening, document, catalogue)
    if problems:
        raise DataError(*problems)
    return screening


Fault = tuple[Path, str, str]


def _unknown_ids(screening: Screening, catalogue: Catalogue) -> Iterator[Fault]:
    wished = {**catalogue.equipment, **catalogue.exercises}
    named = [
        *(
            (("person", "conditions", n), "condition", i, catalogue.precautions)
            for n, i in enumerate(screening.person.conditions)
        ),
        *((("red_flags", i), "red flag", i, catalogue.red_flags) for i in screening.red_flags),
        *((("history", n, "cause"), "cause", h.cause, catalogue.causes) for n, h in enumerate(screening.history)),
        *((("symptoms", n, "sign"), "sign", s.sign, catalogue.signs) for n, s in enumerate(screening.symptoms)),
        *((("tests", n, "test"), "test", t.test, catalogue.tests) for n, t in enumerate(screening.tests)),
        *((("recordings", n, "test"), "test", r.test, catalogue.tests) for n, r in enumerate(screening.recordings)),
        *((("not_read", n, "test"), "test", r.test, catalogue.tests) for n, r in enumerate(screening.not_read)),
        *(
            (("wishes", "equipment", n), "equipment", i, catalogue.equipment)
            for n, i in enumerate(screening.wishes.equipment)
        ),
        *(
            (("wishes", "without", n), "equipment or exercise", i, wished)
            for n, i in enumerate(screening.wishes.without)
        ),
    ]
    for path, kind, entry_id, known in named:
        if entry_id not in known:
            yield path, f"There is no {kind} “{entry_id}”.", suggest(entry_id, known)


def bad_trials(entries: Sequence[TestEntry], catalogue: Catalogue) -> Iterator[Fault]:
    """Measures that a test does not have, sides that are missing, and values that cannot be.

    Args:
        entries: of known tests; those of others are passed over.
        catalogue: the knowledge.
    """
    for number, entry in enumerate(entries):
        test = catalogue.tests.get(entry.test)
        if test is None:
            continue
        known = {measure.id: measure for measure in test.measures}
        for measure_id, trials in entry.measures.items():
            path: Path = ("tests", number, "measures", measure_id)
            measure = known.get(measure_id)
            if measure is None:
                yield path, f"The test “{test.id}” has no measure “{measure_id}”.", suggest(measure_id, known)
            elif measure.derived:
                of = " and ".join(measure.derived.of)
                yield path, f"“{measure_id}” is worked out from {of}.", f"Give {of} and leave it out."
            else:
                yield from _bad_sides(measure, trials, path)


def _bad_sides(measure: Measure, trials: Trials, path: Path) -> Iterator[Fault]:
    wanted = ("left", "right") if measure.sided else ("both",)
    given = {name: getattr(trials, name) for name in ("left", "right", "both")}
    for name, values in given.items():
        place = (*path, name)
        if name not in wanted and values is not None:
            yield place, f"“{measure.id}” is not measured so.", f"Give {' and '.join(wanted)}."
        elif name in wanted and values is None:
            mend = f"Add {name}: [...]" + (f", or {name}: not_tested." if measure.sided else ".")
            yield place, f"The side “{name}” is missing.", mend
        elif isinstance(values, tuple):
            if not values:
                yield place, "There are no trials.", "Write at least one value, or not_tested."
            if len(values) > MOST_TRIALS:
                yield place, f"There are {len(values)} trials.", f"Give at most {MOST_TRIALS}."
            for trial, value in enumerate(values):
                yield from _implausible(measure, value, (*place, trial))
    if measure.sided and trials.left == trials.right == "not_tested":
        yield path, "Neither side was tested.", "Leave the measure out."


def _bad_recordings(screening: Screening, catalogue: Catalogue) -> Iterator[Fault]:
    readable = sorted(test.id for test in catalogue.tests.values() if is_read_from_recordings(test))
    for number, entry in enumerate(screening.recordings):
        path: Path = ("recordings", number)
        test = catalogue.tests.get(entry.test)
        if test is None:
            continue
        if test.id not in readable:
            mend = f"Write what was measured under tests:. From a recording: {', '.join(readable)}."
            yield (*path, "test"), f"“{test.id}” is not read from a recording.", mend
        elif is_done_on_one_side(test) and entry.side is None:
            mend = "Add side: left or side: right; in standing tests it is the leg that stands."
            yield (*path, "side"), f"“{test.id}” is done on one side at a time, and the side is missing.", mend
        elif not is_done_on_one_side(test) and entry.side is not None:
            yield (*path, "side"), f"“{test.id}” is not done on one side.", "Leave the side out."


def is_read_from_recordings(test: Test) -> bool:
    """Whether a recording gives values of a test."""
    return test.from_recording or any(measure.by_camera for measure in test.measures)


def is_done_on_one_side(test: Test) -> bool:
    """Whether a recording of a test shows one working side."""
    one_side = test.performed is not None and test.performed.laterality is Laterality.ONE_SIDE
    return one_side and not test.from_recording


MOST_TRIALS = 500
"""A long walk has this many strides at most; a person does ten trials at most."""


def _implausible(measure: Measure, value: float, path: Path) -> Iterator[Fault]:
    low, high = measure.plausible
    if not low <= value <= high:
        unit = measure.unit.sign
        yield (
            path,
            f"{value:g} {unit} cannot be for “{measure.name}”.",
            f"It lies between {low:g} and {high:g} {unit}: check the number and its unit.",
        )


def _same_days(screening: Screening, catalogue: Catalogue) -> Iterator[Fault]:
    """A second day may confirm a finding, so the same day may not stand twice, nor an entry of unknown day.

    The tries of a movement test, each in a recording, belong together, and to what was written down for that day.
    """
    walks = {test.id for test in catalogue.tests.values() if test.from_recording}
    recordings = list(enumerate(screening.recordings))
    entries: list[tuple[Path, TestEntry | RecordingEntry]] = [
        *((("tests", number), entry) for number, entry in enumerate(screening.tests)),
        *((("recordings", number), entry) for number, entry in recordings if entry.test in walks),
    ]
    tries = [(number, entry) for number, entry in recordings if entry.test not in walks]
    yield from _same_tries(tries, [*screening.tests, *screening.recordings])
    days = [(entry.test, entry.date) for _, entry in entries]
    tests = [entry.test for _, entry in entries]
    for number, (path, entry) in enumerate(entries):
        if entry.date is None and tests.count(entry.test) > 1:
            yield path, f"“{entry.test}” stands more than once, here without a date.", "Give each entry its date."
        elif entry.date is not None and days.index((entry.test, entry.date)) < number:
            mend = "Put the trials of one day into one entry."
            yield path, f"“{entry.test}” stands twice for {entry.date}.", mend


def _same_tries(tries: list[tuple[int, RecordingEntry]], entries: list[TestEntry | RecordingEntry]) -> Iterator[Fault]:
    seen: list[RecordingEntry] = []
    for number, entry in tries:
        days = {each.date for each in entries if each.test == entry.test}
        if entry in seen:
            yield ("recordings", number), f"“{entry.file}” stands twice.", "Name each recording once."
        elif entry.date is None and len(days) > 1:
            what = f"“{entry.test}” stands on several days, here without a date."
            yield ("recordings", number), what, "Give each entry its date."
        seen.append(entry)


def _unanswered(screening: Screening, document: Document, catalogue: Catalogue) -> Iterator[Problem]:
    """Safety questions may not be passed over: every one needs an answer, unless another has stopped the road.

    Where it stopped, the others may be marked as not asked; in an emergency they may be missing altogether.
    """
    answers = screening.red_flags
    level = highest_alarm(answers, catalogue)
    for flag in catalogue.red_flags.values():
        if flag.clinic_only or level is Triage.EMERGENCY:
            continue
        if flag.id not in answers or (answers[flag.id] is Answer.NOT_ASKED and not level.stops):
            yield Problem(
                document.place(("red_flags", flag.id)),
                f"The safety question is not answered: “{flag.ask}”",
                f"Add “{flag.id}: yes”, “no” or “unsure”.",
            )


def highest_alarm(answers: Mapping[str, Answer], catalogue: Catalogue) -> Triage:
    """The most urgent triage level that the answers to the safety questions call for by themselves."""
    urgencies = (
        catalogue.red_flags[flag].urgency_of(answer) for flag, answer in answers.items() if flag in catalogue.red_flags
    )
    levels = [urgency.triage for urgency in urgencies if urgency is not None]
    return max(levels, key=lambda level: level.urgency, default=Triage.GO)
