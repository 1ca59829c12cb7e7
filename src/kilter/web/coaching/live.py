"""One live set: what the page says goes in, what it is told comes out. It reads no clock and knows no network."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kilter.coach.commands import Command, Finish, Pause, ReportPain, Resume, SkipSide, StartSet
from kilter.coach.engine import Coach
from kilter.coach.events import Event, SetStarted
from kilter.coach.table import State
from kilter.errors import KilterError, UsageError
from kilter.services.coaching import Coachable
from kilter.web.coaching.asked import MOST_BYTES, Message, NoMessageError, Pain, Ping, Plain, Start, read_message
from kilter.web.coaching.frames import Dropped, NoFrameError, PageClock, SentFrame, read_frame
from kilter.web.coaching.told import Told, error_told, events_told, ready_told, value_told


class Close(IntEnum):
    """Why the server closes a socket."""

    MALFORMED = 4400
    SIGNED_OUT = 4401
    NOT_YOURS = 4403
    IDLE = 4408
    OTHER_TAB = 4409
    TOO_LARGE = 4413
    TOO_MANY = 4429
    FAILED = 1011


class ClosedError(Exception):
    """The socket is to be closed.

    Args:
        close: the code that it is closed with.
        code: what it is, for the page.
        message: what it is, for the person.
        mend: what to do about it.
    """

    def __init__(self, close: Close, code: str, message: str | Promise, mend: str | Promise) -> None:
        super().__init__(code)
        self.close, self.code, self._message, self._mend = close, code, message, mend

    @property
    def told(self) -> Told:
        """What the page is told before; in the language that is active now."""
        return error_told(self.code, str(self._message), str(self._mend), fatal=True)


_RELOAD = _("Load the page again.")
_PLAIN: dict[str, Command] = {"pause": Pause(), "resume": Resume(), "skip_side": SkipSide(), "finish": Finish()}
_CLOCK_SET = _("The clock of the page was set; the set goes on from here.")
_NO_TIME = _("Pictures came without a time and were left out.")
_NO_NUMBERS = _("What was seen in some pictures made no sense, and they were left out.")
_CAMERA_AGAIN = _("Start the camera again if this goes on.")


def read_text(text: str) -> Message:
    """Read what the page says.

    Raises:
        ClosedError: it is no message, or too long.
    """
    if len(text) > MOST_BYTES or len(text.encode()) > MOST_BYTES:
        raise ClosedError(Close.TOO_LARGE, "too_large", _("The page sent a message that is too large."), _RELOAD)
    try:
        return read_message(text)
    except NoMessageError as error:
        raise _malformed(error) from None


def read_start(text: str) -> Start:
    """Read the first thing that the page says.

    Raises:
        ClosedError: it is no beginning of a set.
    """
    message = read_text(text)
    if not isinstance(message, Start):
        raise _malformed("The first message is “start”.")
    return message


def _malformed(why: object) -> ClosedError:
    message = _("The page sent something that cannot be read: %(why)s") % {"why": why}
    return ClosedError(Close.MALFORMED, "malformed", message, _RELOAD)


def unknown(error: KilterError) -> ClosedError:
    """There is no such exercise, or it cannot be started so."""
    problem = error.problems[0]
    return ClosedError(Close.MALFORMED, "start", problem.what, problem.mend)


class LiveSet:
    """A set that is coached over a socket.

    Args:
        start: what the page asked for.
        what: the exercise.
        coach: for this set alone.
    """

    def __init__(self, start: Start, what: Coachable, coach: Coach) -> None:
        self._start = start
        self._what = what
        self._coach = coach
        self._clock = PageClock()
        self._sequence = 0
        self._dropping: Dropped | None = None

    def begin(self) -> list[Told]:
        """Begin the set.

        Raises:
            ClosedError: it cannot be begun so.
        """
        asked = self._start
        command = StartSet(
            side=asked.side,
            level=None,
            reps=asked.reps,
            hold_s=asked.hold_s,
            then_other=asked.then_other,
            done=asked.counted.per_side,
            held_s=asked.held_s.per_side,
        )
        try:
            events = self._coach.command(command)
        except UsageError as error:
            raise unknown(error) from None
        sides = next((event.sides for event in events if isinstance(event, SetStarted)), ())
        return [ready_told(asked, self._what, sides), *self._events(events)]

    def receive_text(self, text: str) -> list[Told]:
        """Take what the page says.

        Raises:
            ClosedError: it is no message.
        """
        match read_text(text):
            case Start():
                message, mend = _("This set has begun already."), _("Open another connection for another set.")
                return [error_told("start", str(message), str(mend), fatal=False)]
            case Plain() as plain:
                return self._events(self._coach.command(_PLAIN[plain.type]))
            case Pain() as pain:
                return self._events(self._coach.command(ReportPain(pain.score, pain.place, pain.sharp)))
            case Ping() as ping:
                return [{"type": "pong", "at": ping.at}]

    def receive_frame(self, data: bytes) -> list[Told]:
        """Take a frame; the last thing told is the answer to it.

        Raises:
            ClosedError: it is none.
        """
        try:
            sent = read_frame(data)
        except NoFrameError as error:
            raise _malformed(error) from None
        told, dropped = self._look_at(sent)
        if dropped is not None and dropped is not self._dropping:
            words = _NO_TIME if dropped is Dropped.CLOCK else _NO_NUMBERS
            told.append(error_told(dropped.value, str(words), str(_CAMERA_AGAIN), fatal=False))
        self._dropping = dropped
        now = None if dropped is not None or self._coach.state in _NOT_SEEING else self._coach.now
        return [*told, value_told(sent.number, now, self._coach.state, dropped)]

    def _look_at(self, sent: SentFrame) -> tuple[list[Told], Dropped | None]:
        if not sent.makes_sense:
            return [], Dropped.NUMBERS
        tick = self._clock.read(sent.t_s)
        if tick.t_s is None:
            return [], Dropped.CLOCK
        told: list[Told] = []
        if tick.was_set:
            told.append(error_told("clock", str(_CLOCK_SET), str(_CAMERA_AGAIN), fatal=False))
        frame = sent.as_received(tick.t_s, self._start.width_px, self._start.height_px)
        told += self._events(self._coach.receive(frame), sent.number)
        return told, None if tick.later else Dropped.CLOCK

    def _events(self, events: Sequence[Event], frame: int | None = None) -> list[Told]:
        if not events:
            return []
        told: dict[str, Any] = events_told(events, self._sequence, frame)
        self._sequence += len(events)
        return [told]


_NOT_SEEING = frozenset({State.READY, State.PAUSED, State.RESTING, State.FINISHED})
