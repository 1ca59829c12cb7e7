"""What every store of events has to do, wherever it keeps them: a suite that each adapter's tests inherit."""

import dataclasses
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.adapters.recorded import event, events, ids

from kilter.errors import AlreadyKeptError, IdTakenError, RecordChangedError
from kilter.services.ports import EventStore, NewEvent

OpenStore = Callable[[], AbstractContextManager[EventStore]]
"""Opens the one record of a test, as often as it is called."""


class EventStoreCases:
    """Inherit from it, and give the fixtures ``open_store`` and ``store``."""

    def test_events_come_back_as_they_were_given(self, store: EventStore) -> None:
        """Id, moment, offset from UTC, kind and body are kept, and positions count from 1."""
        at = datetime(2026, 10, 25, 2, 30, 0, 123456, tzinfo=ZoneInfo("Europe/Berlin"), fold=1)
        given = [NewEvent("ä-1", at, "größe", '{ "b" : 1.0, "b": 1e999,\n"a": "😀\\ud800" } '), event(2)]

        acknowledged = store.append(given, after=0)

        kept = store.read()
        assert kept == acknowledged
        assert ids(kept) == ["ä-1", "id-2"]
        for new, old in zip(given, kept, strict=True):
            assert (old.kind, old.body, old.at.isoformat()) == (new.kind, new.body, new.at.isoformat())

    def test_a_new_record_is_empty(self, store: EventStore) -> None:
        """A record that was just made holds nothing, and reading it is no error."""
        kept = store.read()

        assert kept == ()

    def test_reading_goes_on_behind_a_position(self, store: EventStore) -> None:
        """Only what stands behind the position is read; behind the end there is nothing."""
        store.append(events(1, 5), after=0)

        behind, end, all_of_it = store.read(after=3), store.read(after=5), store.read(after=-2)

        assert [(each.position, each.id) for each in behind] == [(4, "id-4"), (5, "id-5")]
        assert end == ()
        assert len(all_of_it) == 5

    def test_what_was_kept_is_there_after_opening_again(self, open_store: OpenStore) -> None:
        """Closing and opening changes nothing, and writing goes on at the end."""
        with open_store() as store:
            store.append(events(1, 2), after=0)

        with open_store() as again:
            again.append([event(3)], after=2)

            assert ids(again.read()) == ["id-1", "id-2", "id-3"]

    def test_two_stores_see_each_other_at_once(self, open_store: OpenStore, store: EventStore) -> None:
        """What one store acknowledged, another that was open before reads."""
        with open_store() as other:
            store.append([event(1)], after=0)
            other.append([event(2)], after=1)

        assert ids(store.read()) == ["id-1", "id-2"]

    @pytest.mark.parametrize("after", [0, 1, 3])
    def test_a_record_that_changed_meanwhile_is_not_written(self, store: EventStore, after: int) -> None:
        """Where the record ends elsewhere than the writer believes, nothing is added, and reading again mends it."""
        store.append(events(1, 2), after=0)

        with pytest.raises(RecordChangedError, match="ends at event 2"):
            store.append([event(3)], after=after)

        assert ids(store.read()) == ["id-1", "id-2"]

    def test_appending_again_is_told_apart_from_a_conflict(self, store: EventStore) -> None:
        """A writer that did not hear the answer tries again, and is told that all is kept, whatever came after."""
        store.append(events(1, 2), after=0)
        store.append([event(3)], after=2)

        with pytest.raises(AlreadyKeptError):
            store.append(events(1, 2), after=0)

        assert ids(store.read()) == ["id-1", "id-2", "id-3"]

    @pytest.mark.parametrize(
        "other",
        [
            dataclasses.replace(event(2), body="{}"),
            dataclasses.replace(event(2), kind="set_begun"),
            dataclasses.replace(event(2), at=event(3).at),
        ],
    )
    def test_an_id_stands_for_one_event(self, store: EventStore, other: NewEvent) -> None:
        """An id that is taken by an event of other content is refused, and what would go with it too."""
        store.append(events(1, 2), after=0)

        for batch in ([other], [event(3), other]):
            with pytest.raises(IdTakenError, match="id-2"):
                store.append(batch, after=2)

        assert ids(store.read()) == ["id-1", "id-2"]

    @pytest.mark.parametrize("batch", [[event(1), event(1)], [event(1), event(1, body="[]")], [event(9), event(3)]])
    def test_a_batch_that_is_partly_there_is_refused(self, store: EventStore, batch: list[NewEvent]) -> None:
        """An id twice in a batch, or events of which only some are kept, are no second try but a mistake."""
        store.append([event(9)], after=0)

        with pytest.raises(IdTakenError):
            store.append(batch, after=1)

        assert ids(store.read()) == ["id-9"]

    def test_nothing_to_add_is_done_at_once(self, store: EventStore) -> None:
        """Without events nothing is written and nothing refused."""
        added = store.append([], after=7)

        assert added == ()
