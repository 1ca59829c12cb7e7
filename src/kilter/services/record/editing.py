"""Editing a programme that is under way: what can be changed, and every change held against the planner's checks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kilter.body.sides import Side
from kilter.errors import Problem, UsageError
from kilter.knowledge.catalogue import Catalogue
from kilter.programme.checks import violations
from kilter.programme.offers import set_seconds
from kilter.programme.programme import BlockKind, Prescription, Programme, Session, planned_exercises
from kilter.programme.progression.checking import problems_of
from kilter.programme.progression.deciding import advance
from kilter.programme.progression.dose import Ladder, Track
from kilter.programme.progression.logs import Edit, LoadKind
from kilter.programme.progression.plan_of_day import current_exercise, main_work, phase_of
from kilter.programme.progression.state import TrainingState
from kilter.programme.progression.swapping import choices_for
from kilter.screening.profile import Profile
from kilter.services.plan import Overrides, request_for
from kilter.services.record.events import Decided
from kilter.services.record.record import Moment, Record

MEND = "Change something else as well, or leave it as it is."


@dataclass(frozen=True, slots=True)
class Rung:
    """A level that an exercise may be set to."""

    id: str
    name: str
    load: LoadKind | None


@dataclass(frozen=True, slots=True)
class Editable:
    """One exercise of the programme with all that may be set for it."""

    exercise: str
    name: str
    left_out: bool
    begun: bool
    """Whether its phase has begun; before, it can be left out, and no more."""
    now: bool
    """Whether the present phase asks for it."""
    tracks: tuple[tuple[Side | None, Track], ...]
    levels: tuple[Rung, ...]
    low: int
    high: int
    timed: bool
    choices: tuple[tuple[str, str], ...]
    """Exercises that may take its place, by id and name."""


def editables_of(record: Record) -> tuple[Editable, ...]:
    """Every main exercise of the programme as it stands, those of the present phase first.

    Raises:
        UsageError: the record is empty.
    """
    state, catalogue = record.state, record.catalogue
    now = {
        current_exercise(one.exercise, state)
        for session in phase_of(state).sessions
        for one in session.prescriptions(BlockKind.MAIN)
    }
    names = dict.fromkeys(current_exercise(one, state) for one in planned_exercises(state.start.programme))
    found = [_editable(name, state, catalogue, now=name in now) for name in names]
    return tuple(sorted(found, key=lambda one: not one.now))


def _editable(exercise: str, state: TrainingState, catalogue: Catalogue, *, now: bool) -> Editable:
    ladder, known = state.start.ladders[exercise], catalogue.exercises[exercise]
    levels = {level.id: level.name for level in known.levels}
    tracks = tuple((side, state.tracks[exercise, side]) for side in ladder.sides if (exercise, side) in state.tracks)
    return Editable(
        exercise=exercise,
        name=known.name,
        left_out=exercise in state.left_out,
        begun=bool(tracks),
        now=now,
        tracks=tracks,
        levels=tuple(Rung(rung.level, levels[rung.level], rung.load) for rung in ladder.rungs),
        low=ladder.low,
        high=ladder.high,
        timed=ladder.timed,
        choices=tuple((one, catalogue.exercises[one].name) for one in choices_for(exercise, state)),
    )


def edit(record: Record, profile: Profile, log: Edit, moment: Moment) -> tuple[Decided, ...]:
    """Change a programme, if it then still passes the planner's checks.

    Args:
        record: that has begun.
        profile: what is known of the person now.
        log: the change.
        moment: when, and the id of its event.

    Returns:
        the decisions that follow.

    Raises:
        UsageError: with everything that is against it; nothing was kept.
        RecordError: the record cannot be written.
    """
    problems = edit_problems(record, profile, log, moment)
    if problems:
        raise UsageError(*problems)
    return record.log(log, moment, place="change")


def edit_problems(record: Record, profile: Profile, log: Edit, moment: Moment) -> tuple[Problem, ...]:
    """Everything that is against a change: what does not fit the record, and what the planner would not plan.

    What is so already, such as a level that was earned by training, is not held against it.
    """
    state, catalogue = record.state, record.catalogue
    if any(stored.id == moment.id for stored, _ in record.history):
        return ()
    wrong = problems_of(log, state, moment.today, record.book, "change")
    if wrong:
        return wrong
    programme = state.start.programme
    asked = Overrides(days=programme.days_per_week, minutes=programme.minutes_per_session)
    request = request_for(profile, catalogue, asked)
    changed, _ = advance(state, log, record.book)
    before = set(violations(present_programme(state, catalogue), request, catalogue))
    after = violations(present_programme(changed, catalogue), request, catalogue)
    return tuple(
        Problem("change", f"The planner would not plan this: {what}.", MEND)
        for what in dict.fromkeys(after)
        if what not in before
    )


def present_programme(state: TrainingState, catalogue: Catalogue) -> Programme:
    """The programme as it stands: each main exercise at its level and sets, without those that are left out."""
    phases = tuple(
        replace(phase, sessions=tuple(_session(session, state, catalogue) for session in phase.sessions))
        for phase in state.start.programme.phases
    )
    return replace(state.start.programme, phases=phases)


def _session(session: Session, state: TrainingState, catalogue: Catalogue) -> Session:
    blocks = tuple(
        block
        if block.kind is not BlockKind.MAIN
        else replace(block, prescriptions=tuple(_main(session, state, catalogue)))
        for block in session.blocks
    )
    return replace(session, blocks=blocks)


def _main(session: Session, state: TrainingState, catalogue: Catalogue) -> Iterator[Prescription]:
    for planned, exercise in main_work(session, state):
        ladder = state.start.ladders[exercise]
        tracks = [state.tracks[exercise, side] for side in ladder.sides if (exercise, side) in state.tracks]
        if exercise != planned.exercise:
            yield _standing_in(planned, exercise, tracks, ladder, catalogue)
        elif tracks:
            yield replace(planned, level=_level(tracks, ladder))
        else:
            yield planned


def _level(tracks: list[Track], ladder: Ladder) -> str:
    """The harder of the levels of the two sides."""
    return ladder.rungs[max(track.dose.rung for track in tracks)].level


def _standing_in(
    planned: Prescription, exercise: str, tracks: list[Track], ladder: Ladder, catalogue: Catalogue
) -> Prescription:
    """The prescription with another exercise in it, its own dose, and the time that this takes."""
    known, rules = catalogue.exercises[exercise], catalogue.dose_rules
    sets = max(planned.sets)
    level = _level(tracks, ladder) if tracks else known.base_level.id
    return replace(
        planned,
        exercise=exercise,
        level=level,
        laterality=known.laterality,
        reps=known.dose.reps,
        hold_s=known.dose.hold_s,
        tempo_s=known.dose.tempo_s,
        rest_s=known.dose.rest_s,
        minutes=(sets * set_seconds(known, rules) + rules.change_over_s.value) / 60,
    )
