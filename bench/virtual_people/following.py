"""Three ways through the same weeks: Kilter's rules, the article's fixed plan, and more in every session."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Protocol

from bench.virtual_people.assumptions import Assumptions
from bench.virtual_people.body import BANDS, Body, Effort, demand_of
from bench.virtual_people.people import WEEKS, Person
from bench.virtual_people.programmes import Case

from kilter.body.sides import Side
from kilter.programme.programme import BlockKind, Session
from kilter.programme.progression.deciding import advance, begin, preview
from kilter.programme.progression.decisions import Decision
from kilter.programme.progression.dose import Dose, Key, Ladder, Track, step_up
from kilter.programme.progression.logs import (
    Cleared,
    Form,
    GoalScored,
    Load,
    LoadKind,
    Log,
    Morning,
    PainKind,
    Result,
    Retested,
    SessionEnded,
    SetDone,
)
from kilter.programme.progression.plan_of_day import work_of_day
from kilter.programme.progression.rulebook import Rulebook
from kilter.programme.progression.state import Start, TrainingState
from kilter.programme.progression.tracks import begun

BEGINS = date(2026, 1, 5)
RETESTS = (28, 56, 77)
"""Days from which the next session begins with the tests."""
PLACES: Mapping[Side | None, int | None] = {Side.LEFT: 0, Side.RIGHT: 1, None: None}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of an exercise on a side."""

    exercise: str
    side: Side | None
    rung: int
    sets: int
    aim: int
    load: Load | None

    @property
    def height(self) -> tuple[int, float, int]:
        """Level, load and sets, for comparing."""
        return self.rung, _amount(self.load), self.sets


def _amount(load: Load | None) -> float:
    if load is None:
        return 0.0
    return 1.0 + BANDS.index(load.colour or BANDS[0]) if load.kind is LoadKind.BAND else load.amount or 0.0


@dataclass(slots=True)
class Life:
    """What happened to a person under one policy."""

    body: Body
    doses: dict[Key, list[tuple[int, str, Asked]]] = field(default_factory=dict)
    """By exercise and side: day, name of the session, and what was asked."""
    signs: list[int] = field(default_factory=list)
    """Days with a stop sign, as the person told it."""
    worst: dict[int, int] = field(default_factory=dict)
    """The worst pain told, by day."""
    sessions: int = 0
    sets: int = 0
    rules: dict[str, int] = field(default_factory=dict)
    phases: int = 0
    days_paused: int = 0


class Policy(Protocol):
    """A way to be told what to do."""

    keeps_reserve: bool
    """Whether it asks for repetitions in reserve."""

    def ready(self, on: int) -> bool:
        """Whether there is a session on a day."""

    def asked(self, on: int) -> tuple[str, list[Asked]]:
        """The session's name and what is asked, in its order."""

    def done(self, on: int, asked: Asked, effort: Effort, number: int, place: int, /) -> str:
        """Take in a set; ``session`` or ``exercise`` where that is over now."""

    def over(self, on: int, /) -> None:
        """Take in that the session is over."""


def live(person: Person, case: Case, policy: Policy, life: Life, given: Assumptions) -> Life:
    """Let a person go through the weeks."""
    body = life.body
    stretches = frozenset(n for n, name in enumerate(case.families) if name.startswith(("short_", "limited_")))
    usual = usual_load(case, given)
    for day in person.days:
        body.rest_until(day)
        if not policy.ready(day):
            life.days_paused += 1
            continue
        name, work = policy.asked(day)
        for asked in work:
            life.doses.setdefault((asked.exercise, asked.side), []).append((day, name, asked))
        body.begin_session(usual)
        practised = _session(day, work, person, case, policy, life, given)
        body.end_session(practised, stretches)
        policy.over(day)
        life.sessions += 1
    body.rest_until(7 * WEEKS)
    return life


def _session(
    day: int, work: list[Asked], person: Person, case: Case, policy: Policy, life: Life, given: Assumptions
) -> set[tuple[int, int]]:
    body, practised = life.body, set()
    for order, asked in enumerate(work):
        trained, ladder = case.trained[asked.exercise], case.ladders[asked.exercise]
        side = PLACES[asked.side]
        demand = demand_of(trained, asked.rung, asked.load, given)
        tired = 0.0
        beyond = 5 if ladder.timed else 2
        for number in range(1, asked.sets + 1):
            wanted = max(asked.aim, ladder.high) if person.eager else asked.aim
            if number == asked.sets and wanted >= ladder.high:
                wanted = max(wanted, ladder.high + beyond)
            place = 20 + 4 * order + number
            # Who judges the reserve too small stops a little earlier than is asked.
            keep = ladder.reserve + given.misjudge_near if policy.keeps_reserve and ladder.reserve else 0.0
            effort = body.do_set(trained, side, demand, wanted, keep, tired, place, timed=ladder.timed)
            life.sets += 1
            tired += given.set_fatigue * max(0.2, 1 - effort.left / 10)
            told = policy.done(day, asked, effort, number, place)
            for one in (0, 1) if side is None else (side,):
                practised.add((trained.families[0][0], one))
            if effort.sharp:
                life.signs.append(day)
            if effort.sharp or told == "session":
                return practised
            if told == "exercise":
                break
    return practised


def usual_load(case: Case, given: Assumptions) -> float:
    """The load of the first session on one side, as planned."""
    load = 0.0
    for prescription in case.programme.phases[0].sessions[0].prescriptions(BlockKind.MAIN):
        ladder, trained = case.ladders[prescription.exercise], case.trained[prescription.exercise]
        demand = demand_of(trained, ladder.index(prescription.level) or 0, None, given)
        share = given.stretch_load if trained.stretch else 1.0
        reps = ladder.low / (given.seconds_per_rep if ladder.timed else 1.0)
        load += share * reps * max(prescription.sets) * demand**given.load_power
    return load


class Kilter:
    """The rules of progression, told everything that a person tells."""

    keeps_reserve = True

    def __init__(self, person: Person, case: Case, body: Body, book: Rulebook, life: Life) -> None:
        self.person, self.case, self.body, self.book, self.life = person, case, body, book, life
        self.state: TrainingState = begin(
            Start(BEGINS, case.programme, case.ladders, person.usual_pain, case.goals, approval=False)
        )
        self.log_of: list[Log] = []
        self._retests = list(RETESTS)
        self._morning = -1
        self._first: dict[tuple[str, str], float] = {}

    def take(self, log: Log) -> tuple[Decision, ...]:
        """Log something."""
        self.state, decisions = advance(self.state, log, self.book)
        for decision in decisions:
            self.life.rules[decision.rule] = self.life.rules.get(decision.rule, 0) + 1
        return decisions

    def ready(self, on: int) -> bool:
        """Log the morning, the tests that are due and what a professional said; a pause keeps from training."""
        self._log_morning(on)
        day = BEGINS + timedelta(days=on)
        if self.state.pause is not None:
            if (day - self.state.pause.on).days < self.person.clearance:
                return False
            self.take(Cleared(day, by="physiotherapist"))
        if self._retests and on >= self._retests[0]:
            self._retests.pop(0)
            self.take(self._tests(day))
            for goal, score in enumerate(self.case.goals):
                self.take(GoalScored(day, goal, min(10, score + round(8 * gained(self.body, self.case)))))
        return True

    def asked(self, on: int) -> tuple[str, list[Asked]]:
        """What ``work_of_day`` asks for, as the day begins."""
        day = BEGINS + timedelta(days=on)
        state, _ = preview(self.state, day, self.book)
        self.life.phases = max(self.life.phases, state.phase)
        found = []
        for kind, works in work_of_day(state, day, self.book.limits):
            if kind is not BlockKind.MAIN:
                continue
            for work in works:
                exercise = work.prescription.exercise
                ladder = state.start.ladders[exercise]
                for target in work.targets:
                    rung = ladder.index(target.level) or 0
                    load = target.load
                    if load is None and ladder.rungs[rung].load is LoadKind.BAND:
                        load = Load(LoadKind.BAND, colour=BANDS[0])
                    found.append(Asked(exercise, target.side, rung, target.sets, target.aim, load))
        return state.start.programme.phases[state.phase].sessions[state.next_session].name, found

    def done(self, on: int, asked: Asked, effort: Effort, number: int, place: int) -> str:
        """Log the set as the person tells it."""
        body, person = self.body, self.person
        ladder = self.case.ladders[asked.exercise]
        pain = body.told_pain(max(effort.pain), place)
        share = effort.faulty / effort.reps if effort.reps else 0.0
        form = None
        if not person.camera:
            form = Form.CLEAN if share < 0.2 else Form.SOME_FAULTS if share < 0.5 else Form.POOR
        decisions = self.take(
            SetDone(
                on=BEGINS + timedelta(days=on),
                exercise=asked.exercise,
                level=ladder.rungs[asked.rung].level,
                side=asked.side,
                number=number,
                reps=None if ladder.timed else effort.reps,
                seconds=float(effort.reps) if ladder.timed else None,
                load=asked.load,
                reserve=None if ladder.timed else body.misjudged(effort.left, place),
                pain=pain,
                pain_kind=PainKind.SHARP if effort.sharp else PainKind.ACHE,
                seen=person.camera,
                clean_reps=effort.reps - effort.faulty if person.camera and not ladder.timed else None,
                form=form,
            )
        )
        self.life.worst[on] = max(self.life.worst.get(on, 0), pain)
        rules = {decision.rule for decision in decisions}
        if "stop_session" in rules and not effort.sharp:
            self.life.signs.append(on)
        return "session" if "stop_session" in rules else "exercise" if "stop_exercise" in rules else ""

    def over(self, on: int) -> None:
        """End the session."""
        self.take(SessionEnded(BEGINS + timedelta(days=on)))
        self._morning = on + 1

    def _log_morning(self, on: int) -> None:
        """The morning after the last session, before anything later."""
        body, person, morning = self.body, self.person, self._morning
        if 0 <= morning <= on and person.uniform[morning % len(person.uniform)] < person.logs_mornings:
            # The body has rested until today; the flare of that morning was as much larger.
            back = 2 ** ((on - morning) / body.given.flare_half_life)
            pain = body.told_pain(min(10.0, person.usual_pain + back * body.morning_pain()), morning)
            self.take(Morning(BEGINS + timedelta(days=morning), pain, soreness=min(10, round(body.soreness))))
        self._morning = -1

    def _tests(self, day: date) -> Retested:
        results = tuple(self._results())
        return Retested(day, entries="[]", results=results)

    def _results(self) -> Iterator[Result]:
        for test, measure, family in (
            ("side_plank_hold", "time", "weak_lateral_trunk"),
            ("single_leg_bridge_hold", "time", "weak_extensors"),
            ("lateral_step_down", "score", "poor_frontal_plane_control"),
        ):
            if family not in self.case.families:
                continue
            place = self.case.families.index(family)
            values = [_measured(measure, self.body, place, side) for side in (0, 1)]
            difference = None
            if measure == "time":
                difference = 100 * abs(values[0] - values[1]) / max(*values, 1.0)
                first = self._first.setdefault((test, measure), difference)
            yield Result(
                test, measure, values[0], values[1], difference,
                closer=None if difference is None or abs(difference - first) < 10 else difference < first,
            )  # fmt: skip


def _measured(measure: str, body: Body, family: int, side: int) -> float:
    given = body.given
    able = body.capacity[family][side]
    if measure == "time":
        most = given.easiest_reps * (able / given.demand - 1) * given.seconds_per_rep
        return float(round(max(0.0, min(180.0, most))))
    return float(max(0, min(6, round(6 * (1 - body.skill[family][side]) * min(1.5, 1 / able)))))


def gained(body: Body, case: Case) -> float:
    """How much stronger the treated families are than at the start, on average, as a share."""
    first = body.person.capacity
    ratios = [body.capacity[family][side] / first[family][side] - 1 for family in case.treated for side in (0, 1)]
    return sum(ratios) / len(ratios)


class ByTheCalendar:
    """What the two plans that are compared share: the phases of the programme, week by week, both sides alike."""

    keeps_reserve = False

    def __init__(self, case: Case, body: Body) -> None:
        self.case, self.body = case, body
        self.doses: dict[Key, Track] = {}
        self.first: dict[str, int] = {}
        self.count = 0

    def ready(self, on: int) -> bool:
        """Always."""
        return on >= 0

    def session(self, on: int) -> Session:
        """The next session of the phase that the calendar says."""
        week = on // 7
        for phase in self.case.programme.phases:
            if week < len(phase.weeks):
                return phase.sessions[self.count % len(phase.sessions)]
            week -= len(phase.weeks)
        last = self.case.programme.phases[-1]
        return last.sessions[self.count % len(last.sessions)]

    def done(self, _on: int, _asked: Asked, _effort: Effort, _number: int, _place: int) -> str:
        """Nothing but sharp pain stops it, and that is known already."""
        return ""

    def over(self, _on: int) -> None:
        """One session more."""
        self.count += 1


class FixedPlan(ByTheCalendar):
    """The article's plan: 10 to 15 repetitions, then a set more, then the next harder form, by the calendar."""

    def asked(self, on: int) -> tuple[str, list[Asked]]:
        """What the week says."""
        session = self.session(on)
        found = []
        for prescription in session.prescriptions(BlockKind.MAIN):
            ladder = self.case.ladders[prescription.exercise]
            since = (on - self.first.setdefault(prescription.exercise, on)) // 7
            month, week = divmod(since, 4)
            aim = round(ladder.low + (ladder.high - ladder.low) * week / 3)
            sets = max(prescription.sets)
            start = ladder.index(prescription.level) or 0
            rung = min(len(ladder.rungs) - 1, start + month)
            load = Load(LoadKind.BAND, colour=BANDS[min(4, month)]) if ladder.rungs[rung].load else None
            found += [Asked(prescription.exercise, side, rung, sets, aim, load) for side in ladder.sides]
        return session.name, found


class MoreEverySession(ByTheCalendar):
    """Something rises in every session, whatever happens."""

    def __init__(self, case: Case, body: Body, book: Rulebook) -> None:
        super().__init__(case, body)
        self.book = book

    def asked(self, on: int) -> tuple[str, list[Asked]]:
        """What was asked last time, and a little more."""
        session = self.session(on)
        found = []
        for prescription in session.prescriptions(BlockKind.MAIN):
            ladder = self.case.ladders[prescription.exercise]
            for side in ladder.sides:
                key = (prescription.exercise, side)
                track = self.doses.get(key)
                if track is None:
                    track = begun(ladder, prescription, side)
                else:
                    track = replace(track, dose=_more(track, ladder, self.book))
                self.doses[key] = track
                dose = track.dose
                load = dose.load
                if load is None and ladder.rungs[dose.rung].load is LoadKind.BAND:
                    load = Load(LoadKind.BAND, colour=BANDS[0])
                    self.doses[key] = replace(track, dose=replace(dose, load=load))
                found.append(Asked(prescription.exercise, side, dose.rung, dose.sets, dose.aim, load))
        return session.name, found


def _more(track: Track, ladder: Ladder, book: Rulebook) -> Dose:
    dose = track.dose
    if dose.aim < ladder.high:
        return replace(dose, aim=min(ladder.high, dose.aim + (10 if ladder.timed else 2)))
    up = step_up(track, ladder, book.limits, may_add_set=True)
    return dose if up is None else up[1]


POLICIES = ("kilter", "fixed", "more")


def follow(person: Person, case: Case, name: str, book: Rulebook, given: Assumptions) -> Life:
    """A person's weeks under one policy."""
    body = Body(person, given)
    life = Life(body)
    policy: Policy
    match name:
        case "kilter":
            policy = Kilter(person, case, body, book, life)
        case "fixed":
            policy = FixedPlan(case, body)
        case _:
            policy = MoreEverySession(case, body, book)
    return live(person, case, policy, life, given)
