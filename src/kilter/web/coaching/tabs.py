"""Which sockets are open, and which tab coaches whom. All of one process, which serves them all."""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Protocol


class Socket(Protocol):
    """What can be told that another tab took over."""

    async def give_way(self) -> None:
        """Tell the page, and close."""


@dataclass(slots=True)
class Tabs:
    """The open sockets of each person; the one that began a set last coaches."""

    _open: dict[Hashable, set[Socket]] = field(default_factory=lambda: defaultdict(set))
    _coaching: dict[Hashable, Socket] = field(default_factory=dict)

    def enter(self, person: Hashable, socket: Socket, most: int) -> bool:
        """Count a socket; whether the person has no more than so many open."""
        if len(self._open.get(person, ())) >= most:
            return False
        self._open[person].add(socket)
        return True

    def take(self, person: Hashable, socket: Socket) -> Socket | None:
        """Coach in this socket from now on; the one that did before, where it is another."""
        before = self._coaching.get(person)
        self._coaching[person] = socket
        return None if before is socket else before

    def leave(self, person: Hashable, socket: Socket) -> None:
        """Forget a socket, whether it is known or not."""
        self._open[person].discard(socket)
        if not self._open[person]:
            del self._open[person]
        if self._coaching.get(person) is socket:
            del self._coaching[person]
