"""The coach: frames and commands in, events out. The same frames give the same events, live and replayed."""

from collections.abc import Iterator
from math import inf, isfinite, nan
from typing import TypeVar

from kilter.body.sides import PerSide, Side
from kilter.coach import events as ev
from kilter.coach.advice import TIME_ADVICE, TOO_COARSE_ADVICE, UNWATCHED_ADVICE, advice
from kilter.coach.commands import Command, Finish, Pause, ReportPain, Resume, SkipSide, StartSet
from kilter.coach.cues import CueBook
from kilter.coach.events import CueKind, Event
from kilter.coach.exercise import CoachedExercise
from kilter.coach.ledger import Ledger
from kilter.coach.position import Fit, Standing
from kilter.coach.presence import Presence, Trouble
from kilter.coach.sides import better_seen, sides_of
from kilter.coach.summary import SetSummary, Unjudged
from kilter.coach.table import State, Trigger, follow
from kilter.coach.watch import Glance, SideWatch, Told
from kilter.errors import Problem, UsageError
from kilter.knowledge.schema.movements import Laterality
from kilter.motion.frames import LandmarkFrame
from kilter.motion.observation import Observation, Observer, Unseen

Amount = TypeVar("Amount", int, float)
_SEEING = {State.FRAMING, State.POSITIONING, State.WORKING, State.SWITCHING}


class Coach:
    """Coaches one set.

    Args:
        exercise: what is done.
        observer: reads landmarks; this coach is its only user.
        stop_from_pain: a reported pain of this score (0 to 10) or more ends the set.
    """

    def __init__(self, exercise: CoachedExercise, observer: Observer, *, stop_from_pain: int) -> None:
        self.exercise = exercise
        self.state = State.READY
        self._observer = observer
        self._stop_from_pain = stop_from_pain
        self._ledger = Ledger(exercise)
        self._cues = CueBook({check.id: order for order, check in enumerate(exercise.checks)})
        self._presence, self._standing = Presence(), Standing()
        self._picture, self._main = Trouble(), Trouble()
        self._set = StartSet()
        self._sides: tuple[Side, ...] = ()
        self._watches: tuple[SideWatch, ...] = ()
        self._past: list[SideWatch] = []
        self._settled = True
        self._ever_seen = False
        self._seconds_told = 0
        self._rest_until_s = -inf
        self._last_s: float | None = None
        self._told_s = 0.0
        self._time_trouble = False
        self._now: tuple[Side, float] | None = None

    @property
    def now(self) -> tuple[Side, float] | None:
        """The working side and what its main signal reads in the last frame; None where it is not seen.

        Where the sides take turns it is the one that is further from rest.
        """
        return self._now

    @property
    def summary(self) -> SetSummary:
        """The set so far."""
        clocks = [watch.clock for watch in (*self._past, *self._watches) if watch.clock is not None]
        one_side = self.exercise.laterality is Laterality.ONE_SIDE and len(self._sides) == 1
        return self._ledger.summary(
            str(self._sides[0]) if one_side else "both",
            self._side,
            sum(clock.total_s for clock in clocks),
            max((clock.longest_s for clock in clocks), default=0.0),
        )

    @property
    def _side(self) -> Side:
        return self._watches[0].side if self._watches else Side.LEFT

    def receive(self, frame: LandmarkFrame) -> tuple[Event, ...]:
        """Take the next frame.

        Args:
            frame: landmarks with their time; whatever they show, nothing is raised.

        Returns:
            what it brought, in order; a frame that is not later than the last one brings nothing.
        """
        if not isfinite(frame.t_s) or (self._last_s is not None and frame.t_s <= self._last_s):
            return tuple(self._out_of_time())
        self._last_s = frame.t_s
        self._told_s = max(self._told_s, frame.t_s)
        self._time_trouble = False
        if self.state is State.RESTING:
            return tuple(self._rest())
        return tuple(self._see(frame)) if self.state in _SEEING else ()

    def command(self, command: Command) -> tuple[Event, ...]:
        """Do what was asked.

        Args:
            command: one that means nothing in the present state changes nothing.

        Returns:
            what it brought, in order.

        Raises:
            UsageError: a set is started for another level, or without a side where the exercise needs one.
        """
        match command:
            case StartSet():
                return tuple(self._start(command))
            case Pause():
                return tuple(self._pause())
            case Resume():
                return (ev.SetResumed(self._told_s),) if self._go(Trigger.RESUME) else ()
            case ReportPain():
                return tuple(self._hurt(command))
            case SkipSide():
                return tuple(self._skip())
            case Finish():
                return tuple(self._finish(Trigger.STOP))

    def _go(self, trigger: Trigger) -> bool:
        """Follow the table; whether the trigger means anything now."""
        target = follow(self.state, trigger)
        if target is None:
            return False
        self.state = target
        return True

    # commands

    def _start(self, command: StartSet) -> Iterator[Event]:
        if command.level is not None and command.level != self.exercise.level:
            mend = f"Prepare the exercise for the level “{command.level}” first."
            raise UsageError(Problem(self.exercise.id, f"The coach has the level “{self.exercise.level}”.", mend))
        sides = sides_of(self.exercise, command)
        if not self._go(Trigger.START):
            return
        self._set = command
        one_side = self.exercise.laterality is Laterality.ONE_SIDE
        left = tuple(side for side in sides if not self._has_done(side)) if one_side else sides
        self._sides = left or sides[-1:]
        self._settled = not (self.exercise.laterality is Laterality.BOTH_SIDES and command.side is None)
        self._watch(self._sides[0])
        yield ev.SetStarted(self._told_s, self.exercise.id, self.exercise.level, left)
        if all(self._has_done(watch.side) for watch in self._watches):
            yield from self._finish(Trigger.ALL_DONE)
            return
        if self.exercise.main_signal is None:
            yield from self._cannot(Unjudged("repetition", Unseen.HIDDEN, UNWATCHED_ADVICE))
        for cue in self.exercise.too_coarse:
            self._ledger.note(Unjudged(cue, Unseen.TOO_COARSE, TOO_COARSE_ADVICE))
            yield ev.NotAssessed(self._told_s, Unseen.TOO_COARSE, TOO_COARSE_ADVICE, cue)

    def _pause(self) -> Iterator[Event]:
        if self._go(Trigger.PAUSE):
            self._forget()
            yield ev.SetPaused(self._told_s)

    def _hurt(self, pain: ReportPain) -> Iterator[Event]:
        stops = pain.sharp or pain.score >= self._stop_from_pain
        yield ev.PainReported(self._told_s, pain.score, pain.place, stops)
        if stops:
            yield from self._finish(Trigger.STOP)

    def _skip(self) -> Iterator[Event]:
        if self.state is State.RESTING or self._next_side is None:
            if self.state is not State.READY:
                yield from self._finish(Trigger.ALL_DONE)
        elif self._go(Trigger.SKIP_SIDE):
            yield from self._switch()

    def _finish(self, trigger: Trigger) -> Iterator[Event]:
        if self._go(trigger):
            yield from self._close_side()
            if not self._ever_seen and self._last_s is not None:
                words = advice(Unseen.NO_PERSON, self.exercise.facing, self._side)
                self._ledger.note(Unjudged("picture", Unseen.NO_PERSON, words))
            yield ev.SetFinished(self._told_s, self.summary)

    # sides

    @property
    def _next_side(self) -> Side | None:
        one_at_a_time = self.exercise.laterality is Laterality.ONE_SIDE
        later = self._sides[self._sides.index(self._side) + 1 :] if one_at_a_time and self._watches else ()
        return later[0] if later else None

    def _watch(self, side: Side) -> None:
        alternating = self.exercise.laterality is Laterality.ALTERNATING
        sides = (side, side.other) if alternating else (side,)
        self._past += self._watches
        self._watches = tuple(SideWatch(self.exercise, one) for one in sides)
        self._seconds_told = int(self._before(self._set.held_s, side))

    def _before(self, kept: PerSide[Amount], side: Side) -> Amount:
        """What was done on a side before this coach watched; where both work at once, either stands for both."""
        return max(kept) if self.exercise.laterality is Laterality.BOTH_SIDES else kept[side]

    def _count(self, side: Side) -> int:
        return self._before(self._set.done, side) + self._ledger.complete(side)

    def _held_s(self, watch: SideWatch) -> float:
        return self._before(self._set.held_s, watch.side) + (0.0 if watch.clock is None else watch.clock.total_s)

    def _switch(self) -> Iterator[Event]:
        side = self._next_side
        yield from self._close_side()
        if side is not None:
            self._watch(side)
            self._standing.leave()
            yield ev.SideSwitched(self._told_s, side)

    def _close_side(self) -> Iterator[Event]:
        for watch in self._watches:
            for unjudged in self._ledger.enter_verdicts(watch.side, watch.close_hold()):
                yield ev.NotAssessed(self._told_s, unjudged.reason, unjudged.advice, unjudged.what)

    def _rest(self) -> Iterator[Event]:
        if self._told_s >= self._rest_until_s and self._go(Trigger.REST_OVER):
            yield ev.RestEnded(self._told_s)
            yield from self._switch()

    def _has_done(self, side: Side) -> bool:
        """Whether a side had met its target before this coach watched."""
        reps, hold_s = self._set.reps, self._set.hold_s
        enough = reps is not None and self._before(self._set.done, side) >= reps
        return enough or (hold_s is not None and self._before(self._set.held_s, side) >= hold_s)

    def _reach_target(self) -> Iterator[Event]:
        """Whether the target of this side is met, and what follows then."""
        reps, hold_s = self._set.reps, self._set.hold_s
        done = reps is not None and all(self._count(watch.side) >= reps for watch in self._watches)
        if hold_s is not None:
            done = done or any(watch.clock is not None and self._held_s(watch) >= hold_s for watch in self._watches)
        if not done:
            return
        if self._next_side is None:
            yield from self._finish(Trigger.ALL_DONE)
        elif self._go(Trigger.SIDE_DONE):
            self._rest_until_s = self._told_s + self.exercise.rest_s
            yield ev.RestStarted(self._told_s, self.exercise.rest_s)

    def _forget(self) -> None:
        self._standing.leave()
        for watch in self._watches:
            watch.leave()

    # frames

    def _out_of_time(self) -> Iterator[Event]:
        if not self._time_trouble and self.state in _SEEING:
            self._time_trouble = True
            yield ev.NotAssessed(self._told_s, Unseen.IMPLAUSIBLE, TIME_ADVICE, "time")

    def _see(self, frame: LandmarkFrame) -> Iterator[Event]:
        if not self._settled and frame.image_px is not None:
            self._settled = True
            self._watch(better_seen(frame))
        seen = [self._observer.observe(frame, watch.side) for watch in self._watches]
        self._now = self._main_now(seen)
        first = seen[0]
        if self._presence.feed(frame.t_s, present=first.present):
            yield from self._found() if self._presence.seen else self._lost()
        elif self._presence.seen and self.state is State.FRAMING:
            self._go(Trigger.PERSON_FOUND)
        yield from self._look_at_picture(frame.t_s, first)
        if first.present and self.state is not State.FRAMING:
            yield from self._follow(seen)
        yield from self._correct()

    def _main_now(self, seen: list[Observation]) -> tuple[Side, float] | None:
        main = self.exercise.main_signal
        if main is None:
            return None
        read = [(watch.side, one.values.get(main, nan)) for watch, one in zip(self._watches, seen, strict=True)]
        known = [(side, value) for side, value in read if isfinite(value)]
        rest = self.exercise.reference[main][0]
        return max(known, key=lambda one: abs(one[1] - rest), default=None)

    def _found(self) -> Iterator[Event]:
        self._ever_seen = True
        self._go(Trigger.PERSON_FOUND)
        yield ev.PersonFound(self._told_s)

    def _lost(self) -> Iterator[Event]:
        self._forget()
        self._go(Trigger.PERSON_LOST)
        yield ev.PersonLost(self._told_s)

    def _look_at_picture(self, t_s: float, seen: Observation) -> Iterator[Event]:
        reason = seen.trouble if seen.present else seen.trouble or Unseen.NO_PERSON
        told = self._picture.feed(t_s, reason)
        if told is not None:
            yield from self._cannot(Unjudged("picture", told, advice(told, self.exercise.facing, self._side)))
        if seen.present and self._watches and self.exercise.main_signal is not None:
            told = self._main.feed(t_s, self._watches[0].main_unseen(seen))
            if told is not None:
                words = advice(told, self.exercise.facing, self._side)
                yield from self._cannot(Unjudged(str(self.exercise.main_signal), told, words))

    def _cannot(self, unjudged: Unjudged) -> Iterator[Event]:
        """Tell once what cannot be judged, and what to change."""
        if unjudged.reason is not Unseen.NO_PERSON:
            self._ledger.note(unjudged)
        yield ev.NotAssessed(self._told_s, unjudged.reason, unjudged.advice, unjudged.what)
        cue = self._cues.advise(self._told_s, unjudged.advice, unjudged.reason)
        if cue is not None:
            yield cue

    def _follow(self, seen: list[Observation]) -> Iterator[Event]:
        """The person is there: position, repetitions, holds and faults."""
        fits = [watch.fit(one) for watch, one in zip(self._watches, seen, strict=True)]
        fit = min(fits, key=_FITS.index)
        if self._standing.feed(self._told_s, fit):
            if self._standing.taken:
                self._go(Trigger.IN_POSITION)
                yield ev.PositionReached(self._told_s, self._side)
            else:
                self._forget()
                self._go(Trigger.OUT_OF_POSITION)
                yield ev.PositionLeft(self._told_s)
        if fit is Fit.OUT and not self._standing.taken:
            self._forget()
            return
        for watch, observation in zip(self._watches, seen, strict=True):
            glance = watch.feed(observation)
            if self.state is State.WORKING:
                yield from self._tell(watch, glance)
        if self.state is State.WORKING:
            yield from self._reach_target()

    def _tell(self, watch: SideWatch, glance: Glance) -> Iterator[Event]:
        self._cues.note(self._told_s, glance.faults)
        for fault in glance.faults:
            yield ev.FaultSeen(self._told_s, fault.check.id, watch.side, fault.worst, fault.beyond)
        for told in glance.repetitions:
            yield from self._tell_repetition(watch.side, told)
        for key in glance.mended:
            yield from self._praise(watch.side, key)
        if watch.clock is not None and int(self._held_s(watch)) > self._seconds_told:
            self._seconds_told = int(self._held_s(watch))
            yield ev.HoldTicked(self._told_s, watch.side, self._seconds_told)

    def _tell_repetition(self, side: Side, told: Told) -> Iterator[Event]:
        repetition = told.repetition
        late = [fault for fault in told.faults if fault.check.unit == "s"]
        self._cues.note(self._told_s, late)
        for fault in late:
            yield ev.FaultSeen(self._told_s, fault.check.id, side, fault.worst, fault.beyond)
        unjudged = self._ledger.enter(side, told)
        yield from self._told_event(side, told)
        for one in unjudged:
            yield ev.NotAssessed(self._told_s, one.reason, one.advice, one.what)
            cue = self._cues.advise(self._told_s, one.advice, one.reason)
            if cue is not None:
                yield cue
        if repetition.complete:
            for key in self._ledger.mended(side, told):
                yield from self._praise(side, key)

    def _told_event(self, side: Side, told: Told) -> Iterator[Event]:
        one = told.repetition
        ids = tuple(dict.fromkeys(fault.check.id for fault in told.faults))
        times = (one.start_s, one.peak_s, one.end_s, one.range, one.up_s, one.hold_s, one.down_s)
        if not one.complete:
            yield ev.PartialRepetition(self._told_s, side, *times, ids)
            return
        number = self._count(side)
        yield ev.RepetitionCounted(self._told_s, side, number, *times, ids)
        yield ev.CueSpoken(self._told_s, str(number), f"count:{side}", CueKind.COUNT)

    def _praise(self, side: Side, key: str) -> Iterator[Event]:
        yield ev.FaultMended(self._told_s, key, side)
        cue = self._cues.praise(self._told_s, key)
        if cue is not None:
            yield cue

    def _correct(self) -> Iterator[Event]:
        if self.state is State.WORKING:
            cue = self._cues.choose(self._told_s)
            if cue is not None:
                yield cue


_FITS = [Fit.IN, Fit.BETWEEN, Fit.UNSEEN, Fit.OUT]
