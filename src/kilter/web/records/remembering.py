"""Records that were opened lately, in the memory of the process, so that a page reads only what was written since.

What is remembered is never served by itself: whoever opens a record holds it against the last event in the database,
and reads what came after. A record that was erased or put back from a backup is thereby read anew.
"""

from collections import OrderedDict
from threading import Lock
from uuid import UUID

from kilter.services.record.record import Snapshot

MOST_EVENTS = 60_000
"""Of all people together: some 17 years of training, in about 100 MB."""


class Remembered:
    """Snapshots by person, those that were asked for lately.

    Args:
        most_events: in all of them together.
    """

    def __init__(self, most_events: int = MOST_EVENTS) -> None:
        self._most_events = most_events
        self._kept: OrderedDict[UUID, Snapshot] = OrderedDict()
        self._lock = Lock()

    def of(self, person_id: UUID) -> Snapshot | None:
        """What is remembered of a person."""
        with self._lock:
            if person_id in self._kept:
                self._kept.move_to_end(person_id)
            return self._kept.get(person_id)

    def keep(self, person_id: UUID, snapshot: Snapshot) -> None:
        """Remember a record; those that nobody asked for the longest go where there are too many."""
        with self._lock:
            self._kept[person_id] = snapshot
            self._kept.move_to_end(person_id)
            while len(self._kept) > 1 and sum(len(one.events) for one in self._kept.values()) > self._most_events:
                self._kept.popitem(last=False)

    def forget(self, person_id: UUID) -> None:
        """Forget a person who was erased."""
        with self._lock:
            self._kept.pop(person_id, None)
