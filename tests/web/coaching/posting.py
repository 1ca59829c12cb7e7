"""Finished sets and recordings, as a page sends them."""

import json
from datetime import date
from typing import Any
from uuid import uuid4

import numpy as np
from django.http import HttpResponse
from django.test import Client
from tests.web.coaching.speaking import clip_of

from kilter.services.record.day import day_of
from kilter.web.coaching.recordings import SkeletonRecording
from kilter.web.people.models import Person
from kilter.web.records.api import record_of
from kilter.web.training.api import next_set

Json = dict[str, Any]


def repetition(number: int = 0, **other: Any) -> Json:
    """One clean repetition."""
    begins = 10.0 + 4 * number
    said = {"start_s": begins, "peak_s": begins + 1.5, "end_s": begins + 3, "range": 42.5}
    return said | {"up_s": 1.5, "hold_s": 0.2, "down_s": 1.3, "complete": True, "faults": []} | other


def finished(person: Person, on: date, **other: Any) -> Json:
    """A set as the record asks for it next, done as asked."""
    record = record_of(person)
    coming = next_set(record, day_of(record, on))
    assert coming is not None
    side = coming.ask.target.side
    timed = coming.item.timed
    done: Json = {
        "side": None if side is None else side.value,
        "seconds": float(coming.ask.target.aim) if timed else None,
        "repetitions": [] if timed else [repetition(number) for number in range(coming.ask.target.aim)],
        "faults": {},
    }
    load = coming.ask.target.load
    return {
        "set": str(uuid4()),
        "exercise": coming.item.exercise,
        "level": coming.ask.target.level,
        "on": on.isoformat(),
        "sides": [done],
        "not_assessed": [],
        "reserve": 3 if coming.item.reserve else None,
        "load": None if load is None else str(load),
        "pain": 0,
    } | other


def post(client: Client, said: object, **headers: Any) -> HttpResponse:
    """Send a set."""
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    return client.post("/coach/sets/", body, content_type="application/json", **headers)  # type: ignore[return-value]


def post_recording(client: Client, set_id: str, body: bytes) -> HttpResponse:
    """Send a recording."""
    address = f"/coach/sets/{set_id}/recording/"
    return client.post(address, body, content_type="application/octet-stream")  # type: ignore[return-value]


def recording(name: str = "clamshell") -> SkeletonRecording:
    """What the camera saw in a committed clip."""
    seen = clip_of(name).recording
    image = seen.image_px / (seen.width_px, seen.height_px)
    image[~seen.present] = np.nan
    visibility = np.where(seen.present[:, None], seen.visibility, 0.0)
    return SkeletonRecording(seen.t_s - seen.t_s[0], seen.present, image, visibility, seen.width_px, seen.height_px)
