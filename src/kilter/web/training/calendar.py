"""The sessions that are planned, as a calendar file."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from kilter.programme.programme import Session
from kilter.services.record.progress import WEEK
from kilter.services.record.record import Record


@dataclass(frozen=True, slots=True)
class Planned:
    """A session on the day that it is meant for."""

    week: int
    """1 for the first one."""
    on: date
    session: Session


def planned_sessions(record: Record, from_day: date) -> Iterator[Planned]:
    """The sessions from a day on: the present phase goes on for its weeks, and the later ones follow as planned."""
    state = record.state
    phases = state.start.programme.phases
    begins, week = state.start.on, 0
    for number, phase in enumerate(phases):
        if number == state.phase:
            # A phase that took longer than planned moves all that comes after it, by whole weeks.
            begins = state.start.on + timedelta(days=(state.phase_from - state.start.on).days // WEEK * WEEK)
        for _one in phase.weeks:
            week += 1
            for session in phase.sessions:
                on = begins + timedelta(days=session.day - 1)
                if on >= from_day and number >= state.phase:
                    yield Planned(week, on, session)
            begins += timedelta(days=WEEK)


def calendar_of(record: Record, person: uuid.UUID, from_day: date, address: str) -> bytes:
    """A calendar with one event for each planned session.

    Each lasts the whole day wherever the person is, and keeps no time free of other things: when to train that day is
    theirs. The same session has the same identity in every file, so that taking the file in again moves it and adds
    nothing.

    Args:
        record: that has begun.
        person: whose record it is; what the file says tells nothing of it.
        from_day: the first day.
        address: of the page where the session is done.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Kilter//Training//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Kilter")
    stamp = record.history[-1][0].at.astimezone(UTC)
    for one in planned_sessions(record, from_day):
        calendar.add_component(_event(one, person, stamp, address))
    written: bytes = calendar.to_ical()
    return written


def _event(one: Planned, person: uuid.UUID, stamp: datetime, address: str) -> Event:
    event = Event()
    event.add("uid", f"{uuid.uuid5(person, f'session/{one.week}/{one.session.day}')}@kilter")
    event.add("dtstamp", stamp)
    event.add("dtstart", one.on)
    event.add("dtend", one.on + timedelta(days=1))
    event.add("summary", _("Hip session, about %(minutes)d minutes") % {"minutes": round(one.session.minutes)})
    event.add(
        "description", _("Week %(week)d. What it asks for stands here on the day:") % {"week": one.week} + f" {address}"
    )
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event
