"""Finished sets: kept once, decided about, taken along, and gone with the person."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.web.coaching.posting import Json, finished, post, post_recording, recording, repetition

from kilter.errors import DataError
from kilter.programme.progression.logs import SetDone
from kilter.web.coaching.api import coached_sets, recording_of
from kilter.web.coaching.models import CoachedSet, Recording
from kilter.web.coaching.posted import read_posted
from kilter.web.coaching.recordings import HEADER, MOST_BYTES, pack, read_sent, unpack, write_sent
from kilter.web.people.models import Person, User
from kilter.web.records.api import record_of, store_of


def sets_of(person: Person) -> list[SetDone]:
    """The sets in a person's record."""
    return [body for _, body in record_of(person).history if isinstance(body, SetDone)]


def test_a_finished_set_is_kept_and_logged(trained: Client, person: Person, today: datetime) -> None:
    """What was sent is kept as it was sent, and the record has the set under its id."""
    said = finished(person, today.date())

    answer = post(trained, said)

    told = json.loads(answer.content)
    assert (answer.status_code, told["kept"], told["recording"]) == (201, "now", False)
    [shown] = coached_sets(person)
    assert str(shown.id) == said["set"]
    assert len(shown.seen.sides[0].repetitions) == len(said["sides"][0]["repetitions"])
    stored, done = record_of(person).history[-1]
    assert stored.id == said["set"]
    assert isinstance(done, SetDone)
    assert (done.exercise, done.level, done.seen) == (said["exercise"], said["level"], True)
    assert [one["exercise"] for one in told["logged"]] == [said["exercise"]]


def test_of_a_set_that_nobody_watched_the_form_is_not_judged(trained: Client, person: Person, today: datetime) -> None:
    """Taps count repetitions; they say nothing about how clean those were."""
    said = finished(person, today.date(), watched=False)

    assert post(trained, said).status_code == 201

    done = sets_of(person)[-1]
    assert (done.seen, done.clean_reps) == (False, None)
    assert done.reps == (len(said["sides"][0]["repetitions"]) or None)


def test_pain_before_the_first_repetition_reaches_the_record(trained: Client, person: Person, today: datetime) -> None:
    """A set that hurt before anything was done ends the session all the same."""
    said = finished(person, today.date(), pain=7, pain_kind="sharp", pain_place="front of the hip")
    said["sides"][0] |= {"repetitions": [], "seconds": None}

    answer = post(trained, said)

    assert answer.status_code == 201
    done = sets_of(person)[-1]
    assert (done.reps or 0, done.seconds or 0, done.pain, done.pain_kind) == (0, 0, 7, "sharp")
    assert json.loads(answer.content)["decided"]


def test_a_set_that_is_sent_twice_is_kept_once(trained: Client, person: Person, today: datetime) -> None:
    """The second answer says the same as the first, and the record does not grow."""
    said = finished(person, today.date())
    first = json.loads(post(trained, said).content)
    before = store_of(person).read()

    again = post(trained, said)

    assert again.status_code == 200
    assert json.loads(again.content) == first | {"kept": "before"}
    assert store_of(person).read() == before


@pytest.mark.django_db(transaction=True)
def test_a_set_that_is_sent_at_once_by_many_is_kept_once(trained: Client, person: Person, today: datetime) -> None:
    """However many requests carry it at the same moment."""
    said = finished(person, today.date())
    before = len(sets_of(person))

    def send(_: int) -> int:
        with closing(connection):
            return post(trained, said).status_code

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(8)))

    assert sorted(answers) == [200] * 7 + [201]
    assert len(sets_of(person)) == before + 1


def test_an_id_stands_for_one_set(trained: Client, person: Person, today: datetime) -> None:
    """Another set under the same id is refused, and the first stays."""
    said = finished(person, today.date())
    post(trained, said)

    assert post(trained, said | {"pain": 3}).status_code == 409
    assert len(sets_of(person)) == len(
        {stored.id for stored, body in record_of(person).history if isinstance(body, SetDone)}
    )
    assert coached_sets(person)[0].seen.pain == 0


def test_an_id_of_somebody_else_is_free(trained: Client, other: Client, person: Person, today: datetime) -> None:
    """A stranger who sends the same id neither sees nor changes the owner's set."""
    said = finished(person, today.date())
    post(trained, said)

    theirs = post(other, said | {"log": False, "pain": 7})

    assert theirs.status_code == 201
    assert coached_sets(person)[0].seen.pain == 0


def test_pain_that_is_too_much_ends_the_exercise(trained: Client, person: Person, today: datetime) -> None:
    """What was decided comes back with the answer."""
    told = json.loads(post(trained, finished(person, today.date(), pain=8, pain_place="left groin")).content)

    assert told["decided"]
    assert all(one["say"] for one in told["decided"])
    assert sets_of(person)[-1].pain_place == "left groin"


def test_what_does_not_fit_the_record_is_kept_on_request(trained: Client, person: Person, today: datetime) -> None:
    """An exercise outside the programme is refused whole, until it is to be kept without logging it."""
    said = finished(person, today.date(), exercise="crab_walk", level=None)

    refused = post(trained, said)

    assert refused.status_code == 422
    assert json.loads(refused.content)["errors"][0]["what"]
    assert not CoachedSet.objects.exists()
    assert post(trained, said | {"log": False}).status_code == 201
    assert not any(done.exercise == "crab_walk" for done in sets_of(person))


def test_both_sides_are_two_sets(trained: Client, person: Person, today: datetime) -> None:
    """A set that went from one side to the other is a set of each in the record, with its own repetitions."""
    said = finished(person, today.date())
    one = said["sides"][0]
    assert one["side"] is not None, "the next exercise is done one side at a time"
    sides = [one | {"side": "left"}, one | {"side": "right"}]

    told = json.loads(post(trained, said | {"sides": sides}).content)

    assert [each["side"] for each in told["logged"]] == ["left", "right"]


@pytest.mark.parametrize(
    "change",
    [
        {"set": "no id"},
        {"pain": 11},
        {"on": "yesterday"},
        {"sides": []},
        {"sides": [{"side": "left"}, {"side": "left"}]},
        {"sides": [{"side": "middle"}]},
        {"sides": [{"side": "left", "repetitions": [repetition(start_s=99.0)]}]},
        {"sides": [{"side": "left", "repetitions": [repetition()] * 501}]},
        {"sides": [{"side": "left", "seconds": -1.0}]},
        {"load": "a feather"},
        {"not_assessed": [{"what": "picture", "reason": "fog"}]},
        {"exercise": "<script>alert(1)</script>"},
        {"more": 1},
    ],
)
def test_what_is_no_set_is_refused(trained: Client, person: Person, today: datetime, change: Json) -> None:
    """Each is told where and what, and nothing is kept."""
    before = store_of(person).read()

    answer = post(trained, finished(person, today.date()) | change)

    told = json.loads(answer.content)
    assert answer.status_code == 422
    assert all(set(one) == {"where", "what", "mend"} and one["what"] for one in told["errors"])
    assert store_of(person).read() == before
    assert not CoachedSet.objects.exists()


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_no_bytes_break_the_reader(body: bytes) -> None:
    """Whatever comes is refused in words."""
    with pytest.raises(DataError):
        read_posted(body)


def test_too_much_is_refused(trained: Client, person: Person) -> None:
    """A body beyond the limit is not read."""
    assert post(trained, b"x" * 256_001).status_code == 413
    assert post_recording(trained, str(uuid4()), b"x" * (MOST_BYTES + 1)).status_code == 413


def test_sets_that_come_too_fast_are_told_to_wait(client: Client, person: Person) -> None:
    """Sixty in a minute are taken."""
    answers = [post(client, b"{}").status_code for _ in range(61)]

    assert answers == [422] * 60 + [429]
    assert post(client, b"{}").headers["Retry-After"] == "60"


def test_of_the_example_person_nothing_is_kept(trained: Client, person: Person, today: datetime) -> None:
    """One may be coached while looking around; it changes nobody's record."""
    said = finished(person, today.date())
    trained.post("/example/")

    assert post(trained, said).status_code == 403
    assert not CoachedSet.objects.exists()


def test_before_consent_nothing_is_kept(client: Client, trained_set: Callable[[], Json]) -> None:
    """Who has not agreed is told so."""
    assert post(client, trained_set()).status_code == 403


@pytest.fixture
def trained_set() -> Callable[[], Json]:
    """A set of nobody's programme."""
    return lambda: {"set": str(uuid4()), "exercise": "clamshell", "on": "2026-03-02", "log": False, "sides": [{}]}


def test_a_form_of_another_site_sends_nothing(owner: User, person: Person, trained_set: Callable[[], Json]) -> None:
    """Without the token of our own pages a set is refused."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert post(browser, trained_set()).status_code == 403
    assert not CoachedSet.objects.exists()


def test_a_recording_is_kept_with_its_set(client: Client, person: Person, trained_set: Callable[[], Json]) -> None:
    """What comes out is what the camera saw, to a two-thousandth of the picture, and is small."""
    said, seen = trained_set(), recording()
    post(client, said)

    answers = [post_recording(client, said["set"], write_sent(seen)).status_code for _ in range(2)]

    kept = recording_of(person, UUID(said["set"]))
    assert answers == [201, 200]
    assert kept is not None
    assert np.allclose(kept.t_s, seen.t_s, atol=0.0006)
    assert np.nanmax(np.abs(kept.image - np.clip(seen.image, -0.5, 1.5))) < 0.0004
    assert np.abs(kept.visibility - seen.visibility).max() < 0.004
    assert (kept.present == seen.present).all()
    assert Recording.objects.get().size < 60 * len(seen.t_s)
    assert coached_sets(person)[0].is_recorded


def test_a_recording_of_somebody_else_is_not_there(
    client: Client, other: Client, person: Person, stranger: User, trained_set: Callable[[], Json]
) -> None:
    """Neither to be added to, nor to be read."""
    said = trained_set()
    post(client, said)

    assert post_recording(other, said["set"], write_sent(recording())).status_code == 404
    post_recording(client, said["set"], write_sent(recording()))
    assert recording_of(Person.objects.get(user=stranger), UUID(said["set"])) is None


@given(st.binary(max_size=600))
def test_no_bytes_break_the_readers_of_recordings(data: bytes) -> None:
    """Sent or kept, what is no recording is refused in words."""
    for reader in (read_sent, unpack):
        with pytest.raises(DataError):
            reader(data)


@given(st.data())
def test_a_recording_with_a_byte_changed_is_read_or_refused(data: st.DataObject) -> None:
    """Nothing else happens, and what is read is whole."""
    whole = data.draw(st.sampled_from([write_sent(recording()), pack(recording())]))
    place, value = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 255))
    changed = whole[:place] + bytes([value]) + whole[place + 1 :]
    reader = read_sent if len(whole) > HEADER.size + 60_000 else unpack

    try:
        read = reader(changed)
    except DataError:
        return

    assert read.image.shape == (len(read.t_s), 33, 2)
    assert ((read.visibility >= 0) & (read.visibility <= 1)).all()


def test_the_oldest_recordings_make_room(
    client: Client, person: Person, trained_set: Callable[[], Json], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the limit the recording of the oldest set goes; the set itself stays."""
    size = len(pack(recording()))
    monkeypatch.setattr("kilter.web.coaching.keeping.MOST_RECORDED_BYTES", 2 * size)
    days = ("2026-03-03", "2026-03-01", "2026-03-02")
    said = [trained_set() | {"on": on} for on in days]

    for one in said:
        post(client, one)
        post_recording(client, one["set"], write_sent(recording()))

    assert {str(one.on): one.is_recorded for one in coached_sets(person)} == {
        "2026-03-03": True,
        "2026-03-02": True,
        "2026-03-01": False,
    }


def bring_in(client: Client, content: bytes) -> int:
    """Upload a file; the status of the answer."""
    return client.post("/data/import/", {"file": SimpleUploadedFile("export.json", content)}).status_code


def test_coached_sets_travel(trained: Client, other: Client, person: Person, stranger: User, today: datetime) -> None:
    """The file of everything holds them with their recordings; brought in twice they are there once."""
    said = finished(person, today.date())
    post(trained, said)
    post_recording(trained, said["set"], write_sent(recording()))
    content = trained.get("/data/export/").content

    assert [bring_in(other, content) for _ in range(2)] == [302, 302]

    theirs = Person.objects.get(user=stranger)
    assert coached_sets(theirs) == coached_sets(person)
    mine, copied = recording_of(person, UUID(said["set"])), recording_of(theirs, UUID(said["set"]))
    assert mine is not None
    assert copied is not None
    assert np.array_equal(mine.image, copied.image, equal_nan=True)


def test_a_file_of_before_comes_in(trained: Client, other: Client, person: Person, stranger: User) -> None:
    """A file of the first version, which knew no coached sets, is read as ever."""
    everything: dict[str, Any] = json.loads(trained.get("/data/export/").content)
    del everything["coached"]

    assert bring_in(other, json.dumps(everything | {"kilter_data": 1}).encode()) == 302
    assert store_of(Person.objects.get(user=stranger)).read() == store_of(person).read()


@pytest.mark.parametrize("change", [{"seen": "{}"}, {"recording": "?"}, {"recording": "AAAA"}])
def test_a_file_with_a_damaged_set_is_refused_whole(
    trained: Client, other: Client, person: Person, stranger: User, today: datetime, change: Json
) -> None:
    """Nothing of it is taken."""
    post(trained, finished(person, today.date()))
    everything: dict[str, Any] = json.loads(trained.get("/data/export/").content)
    everything["coached"][0] |= change

    assert bring_in(other, json.dumps(everything).encode()) == 422
    theirs = Person.objects.get(user=stranger)
    assert store_of(theirs).read() == ()
    assert not record_of(theirs).begun
    assert coached_sets(theirs) == ()


def test_coached_sets_go_with_the_person(trained: Client, person: Person, today: datetime) -> None:
    """Erasing leaves neither sets nor recordings."""
    said = finished(person, today.date())
    post(trained, said)
    post_recording(trained, said["set"], write_sent(recording()))

    trained.post("/data/erase/", {"word": "erase"})

    assert not CoachedSet.objects.exists()
    assert not Recording.objects.exists()
