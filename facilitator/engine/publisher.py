"""Keeps every page true: renders what an event made stale, once an audience, and sends it.

What goes down is the region as it now is, never a change to it, so an update may be late, merged
or repeated without harm. `copies` holds the last rendering of each copy that somebody follows and
the version at which it last differed; a page load and a reconnect are served from it.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from facilitator.engine.regions import Audience, Region, regions_of
from facilitator.engine.stale import Stale

Render = Callable[[Region, Any, Audience], str]
Send = Callable[[str, str, Mapping[str, Any]], None]


@dataclass
class Copy:
    """A region as one audience last saw it; `version` is when it last changed."""

    html: str
    version: int


@dataclass
class _Followed:
    """What is known of one call: its copies, and what has happened since they were rendered."""

    version: int = 0
    copies: dict[tuple[str, Audience], Copy] = field(default_factory=dict)
    stale: Stale = field(default_factory=Stale)
    sent: dict[Audience, int] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)


class Publisher:
    """Renders and sends page regions for the calls that somebody follows from this process.

    `audiences(call_id)` tells which copies somebody is looking at now; `changed(call, kinds)` is
    called before copies are drawn, as people may have moved between them; `send(channel, event,
    payload)` is the socket.
    """

    def __init__(
        self,
        sessions: Callable[[], Session],
        find_call: Callable[[Session, int], Any],
        render: Render,
    ) -> None:
        self.sessions = sessions
        self.find_call = find_call
        self.render = render
        self.audiences: Callable[[int], Iterable[Audience]] = lambda _: ()
        self.changed: Callable[[Any, set[type]], None] = lambda _call, _kinds: None
        self.send: Send = lambda _channel, _event, _payload: None
        self._calls: dict[int, _Followed] = defaultdict(_Followed)

    def note(self, call_id: int, events: Sequence[Any]) -> None:
        """Remember that these events happened; the next flush shows them."""
        followed = self._calls[call_id]
        with followed.lock:
            followed.stale.note(events)

    def note_kinds(self, call_id: int, kinds: set[type]) -> None:
        """Remember that events of these kinds happened, perhaps in another process."""
        followed = self._calls[call_id]
        with followed.lock:
            followed.stale.note_kinds(kinds)

    def waiting(self) -> list[int]:
        """The calls for which there is something to flush."""
        return [call_id for call_id, one in list(self._calls.items()) if one.stale]

    def known_version(self, call_id: int) -> int:
        """The version that was last rendered."""
        return self._calls[call_id].version

    def sent_version(self, call_id: int, audience: Audience) -> int:
        """The version at which something was last sent to an audience; 0 if nothing was."""
        return self._calls[call_id].sent.get(audience, 0)

    def flush(self, call_id: int) -> None:
        """Bring all copies up to date and send those that differ from what was last sent."""
        followed = self._calls[call_id]
        with followed.lock:
            if not followed.stale:
                return
            stale, followed.stale = followed.stale, Stale()
            with self.sessions() as db:
                call = self.find_call(db, call_id)
                if call is None:
                    self.gone(call_id)
                    return
                self.changed(call, stale.kinds)
                followed.version = call.version
                self._refresh(followed, call, stale)

    def page(self, call_id: int, audiences: Sequence[Audience]) -> tuple[int, dict[str, str]]:
        """All regions of a page: the version it shows, and each region's HTML by name."""
        version, copies = self._current(call_id, audiences)
        return version, {name: copy.html for name, copy in copies.items()}

    def missed(
        self, call_id: int, audiences: Sequence[Audience], seen: int
    ) -> tuple[int, dict[str, str]]:
        """What a page that shows version `seen` has to catch up with."""
        version, copies = self._current(call_id, audiences)
        behind = {name: copy.html for name, copy in copies.items() if copy.version > seen}
        return version, behind

    def gone(self, call_id: int) -> None:
        """Tell everybody who follows a call that it was erased, and forget it."""
        for audience in set(self.audiences(call_id)):
            self.send(audience.channel(call_id), "gone", {})
        self._calls.pop(call_id, None)

    def _current(self, call_id: int, audiences: Sequence[Audience]) -> tuple[int, dict[str, Copy]]:
        self.flush(call_id)
        followed = self._calls[call_id]
        wanted = [(one, _audience_for(one, audiences)) for one in regions_of(audiences[0].role)]
        with followed.lock:
            if any((one.name, audience) not in followed.copies for one, audience in wanted):
                self._render_missing(followed, call_id, wanted)
            return followed.version, {
                one.name: followed.copies[one.name, audience] for one, audience in wanted
            }

    def _render_missing(
        self, followed: _Followed, call_id: int, wanted: Sequence[tuple[Region, Audience]]
    ) -> None:
        with self.sessions() as db:
            call = self.find_call(db, call_id)
            followed.version = max(followed.version, call.version)
            for one, audience in wanted:
                if (one.name, audience) not in followed.copies:
                    html = self.render(one, call, audience)
                    followed.copies[one.name, audience] = Copy(html, call.version)

    def _refresh(self, followed: _Followed, call: Any, stale: Stale) -> None:
        occupied = set(self.audiences(call.id))
        for (name, audience), _copy in list(followed.copies.items()):
            if audience not in occupied:
                del followed.copies[name, audience]
        for audience in sorted(occupied, key=str):
            changed = {}
            for one in regions_of(audience.role):
                if one.each == audience.each and stale.touches(one, audience):
                    html = self.render(one, call, audience)
                    known = followed.copies.get((one.name, audience))
                    if known is None or known.html != html:
                        followed.copies[one.name, audience] = Copy(html, call.version)
                        changed[one.name] = html
            if changed:
                payload = {"version": call.version, "each": audience.each, "regions": changed}
                followed.sent[audience] = call.version
                self.send(audience.channel(call.id), "regions", payload)


def _audience_for(one: Region, audiences: Sequence[Audience]) -> Audience:
    return next(audience for audience in audiences if audience.each == one.each)
