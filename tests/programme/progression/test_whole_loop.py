"""Anything may be logged, in any order that fits: what must hold after each step."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.programme.progression.conftest import EXAMPLE

from kilter.adapters.files import read_text
from kilter.adapters.knowledge_files import load_catalogue
from kilter.body.sides import Side
from kilter.knowledge.documents import read_document
from kilter.knowledge.schema.people import Answer
from kilter.programme.progression.checking import problems_of
from kilter.programme.progression.deciding import advance, begin, preview
from kilter.programme.progression.decisions import Decision
from kilter.programme.progression.dose import Dose, Key, Ladder, Track
from kilter.programme.progression.holding import held_by
from kilter.programme.progression.logs import (
    Approved,
    Cleared,
    GoalScored,
    Load,
    LoadKind,
    Log,
    Morning,
    PainKind,
    Refused,
    Result,
    Retested,
    SafetyAnswered,
    SessionEnded,
    SessionSkipped,
    SetDone,
    SetsSkipped,
    SkipReason,
    Swapped,
    Went,
)
from kilter.programme.progression.plan_of_day import main_work, phase_of, session_of, targets_of
from kilter.programme.progression.rulebook import Rulebook
from kilter.programme.progression.state import Start, TrainingState, apply, follow
from kilter.programme.progression.swapping import choices_for
from kilter.screening.form import read_screening
from kilter.services.record.starting import start_of
from kilter.services.screen import Screener

DECIDED_BEFOREHAND = ("hold_safety", "hold_sharp", "hold_morning", "hold_deload")
"""Holds that stand on a day before its session, whatever happens in it."""

PAINS = st.sampled_from([0, 0, 0, 0, 0, 1, 2, 2, 3, 4, 5, 6, 9])
KINDS = st.sampled_from([PainKind.ACHE] * 12 + list(PainKind))
HELD_S = st.floats(0, 90)
UNLIKE = st.sampled_from([0, 0, 2, 5])
SHORT = st.integers(0, 4)


@cache
def _shipped() -> tuple[Start, Rulebook]:
    catalogue = load_catalogue()
    screening = read_screening(read_document(read_text(EXAMPLE), EXAMPLE.name), catalogue)
    profile = Screener.of(catalogue).profile(screening)
    start, _ = start_of(profile, catalogue, date(2026, 3, 2), usual_pain=1)
    return start, Rulebook.of(catalogue)


def _height(dose: Dose, bands: tuple[str, ...]) -> tuple[int, float, int]:
    load = dose.load
    if load is None:
        weight = 0.0
    elif load.kind is LoadKind.BAND:
        weight = float(bands.index(load.colour or ""))
    else:
        weight = load.amount or 0.0
    return dose.rung, weight, dose.sets


def _rises(before: Dose, after: Dose, bands: tuple[str, ...]) -> bool:
    pairs = zip(_height(before, bands), _height(after, bands), strict=True)
    return any(now > then for then, now in pairs)


class WholeLoop(RuleBasedStateMachine):
    """One record, with everything that was logged and decided."""

    state: TrainingState
    book: Rulebook

    @initialize(approval=st.sampled_from([False, False, True]), sessions=st.integers(0, 24), unlike=UNLIKE)
    def begin(self, approval: bool, sessions: int, unlike: int) -> None:
        """A record that has just begun, or has gone on well for a while."""
        start, self.book = _shipped()
        self.state = begin(replace(start, approval=approval))
        self.first = self.state
        self.kept: list[Log | Decision] = []
        self.today = start.on
        self.asked: dict[Key, Dose] = {}
        self.signs: list[date] = []
        self.falls: Counter[Key] = Counter()
        self.train_well(sessions, 2, unlike)

    def take(self, log: Log) -> None:
        """Log what fits, and hold what follows against everything that must hold of one step."""
        if problems_of(log, self.state, self.today, self.book):
            return
        before = self.state
        held = held_by(before, log.on, self.book)
        self.state, made = advance(before, log, self.book)
        self.kept += [log, *made]
        self.signs += [log.on for decision in made if decision.rule in {"stop_session", "morning_sharp"}]
        after = self.state
        assert after.decided == before.decided + len(made)
        assert [decision.id for decision in made] == [f"c{before.decided + 1 + n}" for n in range(len(made))]
        for key, track in after.tracks.items():
            old = before.tracks.get(key)
            if old is None:
                continue
            self.falls[key] += max(0, old.height - track.height)
            rises = _rises(old.dose, track.dose, self.book.limits.bands) and not _load_told(old, track)
            if held in DECIDED_BEFOREHAND:
                assert not rises, (held, key, old, track)
            if before.start.approval and not isinstance(log, Approved):
                assert not rises, ("without an approval", key, old, track)
                assert track.dose.aim <= old.dose.aim

    @rule(days=st.sampled_from([1, 1, 2, 2, 3, 3, 4, 8, 11, 20]))
    def days_pass(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(
        days=st.sampled_from([1, 2, 2, 3]),
        pain=PAINS,
        kind=KINDS,
        amount=st.sampled_from([-4, -1, 0, 0, 2, 2, 5, 9]),
        reserve=st.sampled_from([None, 0, 2, 2, 4, 8]),
        faults=st.sampled_from([0, 0, 0, 1, 6]),
        seen=st.booleans(),
        easier=st.sampled_from([0, 0, 0, 0, 1]),
        stop_after=st.sampled_from([99, 99, 99, 1, 3]),
        went=st.sampled_from([None, *Went]),
    )
    def do_a_session(
        self, days: int, pain: int, kind: PainKind, amount: int, reserve: int | None, faults: int, seen: bool,
        easier: int, stop_after: int, went: Went | None,
    ) -> None:  # fmt: skip
        """All that is asked for, or the beginning of it; with pain in the last set."""
        self.today += timedelta(days=days)
        self._end_earlier()
        work = self._ask()
        for number, make in enumerate(work[:stop_after]):
            last = number == min(len(work), stop_after) - 1
            self.take(
                make(
                    pain if last else 0,
                    kind if last else PainKind.ACHE,
                    amount,
                    reserve,
                    faults,
                    seen=seen,
                    easier=easier,
                )
            )
        self.take(SessionEnded(self.today, went=went))

    @rule(sessions=st.integers(1, 9), gap=st.sampled_from([2, 2, 3]), unlike=UNLIKE)
    def train_well(self, sessions: int, gap: int, unlike: int) -> None:
        """Some sessions beyond the goal, without pain; where asked, less on the left."""
        self.today += timedelta(days=1)
        self._end_earlier()
        if self.state.pause is not None:
            self.take(Cleared(self.today, by="physiotherapist"))
        for _ in range(sessions):
            self.today += timedelta(days=gap)
            for make in self._ask():
                done = make(0, PainKind.ACHE, 6, 4, 0, seen=True, easier=0)
                short = make(0, PainKind.ACHE, 5 - unlike, 2, 0, seen=True, easier=0)
                self.take(short if unlike and done.side is Side.LEFT else done)
            self.take(SessionEnded(self.today))

    def _end_earlier(self) -> None:
        session = self.state.session
        if session is not None and session.on < self.today:
            self.take(SessionEnded(session.on))

    def _ask(self) -> list[Callable[..., SetDone]]:
        """The sets of today, after holding what is asked against what was asked before."""
        if self.state.session is not None or self.state.last_session_on == self.today:
            return []
        state, _ = preview(self.state, self.today, self.book)
        limits, work = self.book.limits, []
        recent = any(0 < (self.today - day).days < limits.sharp_days for day in self.signs)
        for prescription, exercise in main_work(session_of(state), state):
            ladder = state.start.ladders[exercise]
            for target in targets_of(prescription, exercise, state, self.today, limits):
                key = (exercise, target.side)
                now = Dose(ladder.index(target.level) or 0, target.sets, target.aim, target.load)
                assert 1 <= target.sets <= max(prescription.sets)
                if recent and key in self.asked and not (self.asked[key].load is None and now.load is not None):
                    assert not _rises(self.asked[key], now, limits.bands), (key, self.asked[key], now)
                self.asked[key] = now
                work += [_maker(self.today, key, number, now, ladder) for number in range(1, target.sets + 1)]
        return work

    @rule(index=SHORT, pain=PAINS, kind=KINDS)
    def do_one_set(self, index: int, pain: int, kind: PainKind) -> None:
        """One of the sets of today, and no end of the session."""
        self._end_earlier()
        work = self._ask()
        if work:
            self.take(work[index % len(work)](pain, kind, 0, 2, 0, seen=True, easier=0))

    @rule(why=st.sampled_from(list(SkipReason)))
    def skip_the_session(self, why: SkipReason) -> None:
        self.take(SessionSkipped(self.today, why))

    @rule(index=SHORT, why=st.sampled_from(list(SkipReason)))
    def skip_an_exercise(self, index: int, why: SkipReason) -> None:
        self._end_earlier()
        keys = list(self.state.tracks)
        if self.state.session is not None or self.state.last_session_on != self.today:
            exercise, side = keys[index % len(keys)]
            self.take(SetsSkipped(self.today, exercise, side, why))

    @rule(pain=PAINS, soreness=st.integers(0, 8), sharp=st.sampled_from([False] * 9 + [True]))
    def a_morning(self, pain: int, soreness: int, sharp: bool) -> None:
        self.today += timedelta(days=1)
        self._end_earlier()
        self.take(Morning(self.today, pain, soreness=soreness, sharp=sharp))

    @rule(answer=st.sampled_from([Answer.NO] * 6 + list(Answer)), index=st.integers(0, 40))
    def answer_a_safety_question(self, answer: Answer, index: int) -> None:
        flags = sorted(self.book.red_flags)
        self.take(SafetyAnswered(self.today, flags[index % len(flags)], answer))

    @rule(
        left=st.floats(0, 90),
        right=st.floats(0, 90),
        score=st.integers(0, 6),
        closer=st.sampled_from([None, True, False]),
    )
    def test_again(self, left: float, right: float, score: int, closer: bool | None) -> None:
        apart = 100 * abs(left - right) / max(left, right, 1)
        results = (
            Result("side_plank_hold", "time", left, right, apart, closer),
            Result("single_leg_bridge_hold", "time", right, left, apart, closer),
            Result("lateral_step_down", "score", float(score), float(score), None),
        )
        self.take(Retested(self.today, entries="[]", results=results))

    @rule(goal=st.integers(0, 1), score=st.integers(0, 10))
    def score_a_goal(self, goal: int, score: int) -> None:
        self.take(GoalScored(self.today, goal, score))

    @rule(index=SHORT, by=SHORT, who=st.sampled_from(["", "Dr Example"]))
    def choose_another_exercise(self, index: int, by: int, who: str) -> None:
        keys = list(self.state.tracks)
        exercise, _ = keys[index % len(keys)]
        choices = choices_for(exercise, self.state)
        done = {one.exercise for one in self.state.session.sets} if self.state.session is not None else set()
        if choices and exercise not in done:
            self.take(Swapped(self.today, exercise, choices[by % len(choices)], who))

    @precondition(lambda self: self.state.proposals)
    @rule(index=SHORT, agree=st.booleans())
    def answer_a_proposal(self, index: int, agree: bool) -> None:
        waiting = list(self.state.proposals)
        about = waiting[index % len(waiting)]
        self.take(Approved(self.today, about) if agree else Refused(self.today, about))

    @precondition(lambda self: self.state.pause is not None or self.state.referred)
    @rule()
    def be_cleared(self) -> None:
        self.take(Cleared(self.today, by="physiotherapist"))

    @invariant()
    def doses_stay_inside_their_ladders(self) -> None:
        for (exercise, _), track in self.state.tracks.items():
            ladder, dose = self.state.start.ladders[exercise], track.dose
            assert 0 <= dose.rung < len(ladder.rungs)
            assert 1 <= dose.sets <= track.most_sets
            assert ladder.low <= dose.aim <= ladder.high

    @invariant()
    def no_exercise_stands_twice_in_a_session(self) -> None:
        for session in phase_of(self.state).sessions:
            standing = [exercise for _, exercise in main_work(session, self.state)]
            assert len(standing) == len(set(standing))

    @invariant()
    def the_sides_stay_near_each_other(self) -> None:
        """The side ahead leads by the permitted steps, and by what the other one had to step back."""
        gap = max(1, self.book.limits.side_gap)
        for (exercise, side), track in self.state.tracks.items():
            if side is not None:
                other: Key = (exercise, side.other)
                assert track.height - self.state.tracks[other].height <= gap + self.falls[other]

    def teardown(self) -> None:
        """Folded from what was kept, the state is the very same."""
        if not hasattr(self, "first"):
            return
        state = self.first
        for one in self.kept:
            state = follow(state, one) if isinstance(one, Decision) else apply(state, one)
        assert state == self.state


def _load_told(old: Track, new: Track) -> bool:
    """Whether a load is known now that was never told before; level and sets being the same or less."""
    return old.dose.load is None and new.dose.rung <= old.dose.rung and new.dose.sets <= old.dose.sets


def _maker(on: date, key: Key, number: int, dose: Dose, ladder: Ladder) -> Callable[..., SetDone]:
    exercise, side = key

    def make(
        pain: int, kind: PainKind, amount: int, reserve: int | None, faults: int, *, seen: bool, easier: int
    ) -> SetDone:
        done = max(0, dose.aim + (5 * amount if ladder.timed else amount))
        rung = ladder.rungs[max(0, dose.rung - easier)]
        counted: Mapping[str, Any] = (
            {"seconds": float(done)} if ladder.timed else {"reps": done, "clean_reps": max(0, done - faults)}
        )
        load = dose.load
        if load is None and rung.load is LoadKind.BAND:
            load = Load(LoadKind.BAND, colour="yellow")
        return SetDone(on, exercise, rung.level, side, number, load=load, reserve=reserve, pain=pain, pain_kind=kind,
                       seen=seen, **counted)  # fmt: skip

    return make


WholeLoop.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestWholeLoop = WholeLoop.TestCase
