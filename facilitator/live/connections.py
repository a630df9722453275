"""Who is connected to this process, and which channels the server has put each into."""

import threading
import time
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field

from facilitator.engine.context import Actor
from facilitator.engine.regions import Audience

MINUTE = 60.0


@dataclass
class Connection:
    """One open socket of somebody in a call; `recent` counts its orders of the last minute."""

    sid: str
    call_id: int
    actor: Actor
    audiences: list[Audience] = field(default_factory=list)
    recent: deque[float] = field(default_factory=deque)

    def count(self, limit: int) -> bool:
        """Count a message; False, and it is not counted, if the last minute had `limit` already."""
        now = time.monotonic()
        while self.recent and now - self.recent[0] >= MINUTE:
            self.recent.popleft()
        if len(self.recent) >= limit:
            return False
        self.recent.append(now)
        return True


class Connections:
    """All open sockets, by id and by call."""

    def __init__(self) -> None:
        self._by_sid: dict[str, Connection] = {}
        self._by_call: dict[int, dict[str, Connection]] = defaultdict(dict)
        self._devices: Counter[tuple[int, int]] = Counter()
        self._lock = threading.Lock()

    def add(self, connection: Connection) -> int:
        """Count a new socket; returns how many its participant has now, 0 if it is nobody's own."""
        with self._lock:
            self._by_sid[connection.sid] = connection
            self._by_call[connection.call_id][connection.sid] = connection
            if connection.actor.participant:
                self._devices[connection.call_id, connection.actor.participant] += 1
            return self._devices[connection.call_id, connection.actor.participant or 0]

    def remove(self, sid: str) -> Connection | None:
        """Forget a socket that has closed; None if it was never let in."""
        with self._lock:
            connection = self._by_sid.pop(sid, None)
            if connection is None:
                return None
            self._by_call[connection.call_id].pop(sid, None)
            if not self._by_call[connection.call_id]:
                del self._by_call[connection.call_id]
            if connection.actor.participant:
                self._release(connection.call_id, connection.actor.participant)
            return connection

    def find(self, sid: str) -> Connection | None:
        """The socket with that id."""
        return self._by_sid.get(sid)

    def of_call(self, call_id: int) -> list[Connection]:
        """All sockets of a call."""
        with self._lock:
            return list(self._by_call.get(call_id, {}).values())

    def calls(self) -> list[int]:
        """The calls that somebody follows."""
        with self._lock:
            return list(self._by_call)

    def devices(self, call_id: int, participant: int) -> int:
        """How many sockets a participant has open."""
        return self._devices[call_id, participant]

    def audiences(self, call_id: int) -> set[Audience]:
        """The copies that somebody of this call is looking at."""
        return {one for connection in self.of_call(call_id) for one in connection.audiences}

    def _release(self, call_id: int, participant: int) -> None:
        self._devices[call_id, participant] -= 1
        if not self._devices[call_id, participant]:
            del self._devices[call_id, participant]

    def __len__(self) -> int:
        return len(self._by_sid)
