"""Keeps every page true: renders what an event made stale, once an audience, and sends it.

What goes down is the region as it now is, never a change to it, so an update may be late, merged
or repeated without harm. `copies` holds the last rendering of each copy that somebody follows and
the version at which it last differed; a page load and a reconnect are served from it.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from facilitator.engine.copies import ANY_VERSION, Copy, Followed
from facilitator.engine.errors import NotFoundError
from facilitator.engine.journal import kinds_between
from facilitator.engine.regions import Audience, Region, kinds_named, regions_of
from facilitator.engine.stale import Stale

log = logging.getLogger(__name__)
Render = Callable[[Region, Any, Audience], str]
Send = Callable[[str, str, Mapping[str, Any]], None]


class Publisher:
    """Renders and sends page regions for the calls that somebody follows from this process.

    `audiences(call_id)` tells which copies somebody is looking at now; `changed(call, kinds)` is
    called before copies are drawn, as people may have moved between them; `send(channel, event,
    payload)` is the socket. A region that cannot be drawn harms no other: it is logged, and drawn
    again at the next change or when somebody follows.
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
        self.breathe: Callable[[], None] = lambda: None
        self._calls: dict[int, Followed] = defaultdict(Followed)

    def note(self, call_id: int, events: Sequence[Any], version: int = ANY_VERSION) -> None:
        """Remember that these events made this version; the next flush shows them."""
        self._calls[call_id].news.append((version, events))

    def waiting(self) -> list[int]:
        """The calls for which there is something to flush."""
        return [call_id for call_id, one in list(self._calls.items()) if one.news]

    def sent_version(self, call_id: int, audience: Audience) -> int:
        """The version at which something was last sent to an audience; 0 if nothing was."""
        followed = self._calls.get(call_id)
        return followed.sent.get(audience, 0) if followed else 0

    def flush(self, call_id: int) -> None:
        """Bring all copies up to date and send those that differ from what was last sent."""
        followed = self._calls[call_id]
        with followed.lock:
            if followed.news:
                self.catch_up(call_id)

    def catch_up(self, call_id: int) -> None:
        """The same, and notice what other processes, such as the command line, have written."""
        followed = self._calls[call_id]
        with followed.lock, self.sessions() as db:
            call = self.find_call(db, call_id)
            if call is None:
                self.gone(call_id)
            else:
                self._refresh(followed, db, call)

    def page(self, call_id: int, audiences: Sequence[Audience]) -> tuple[int, dict[str, str]]:
        """All regions of a page: the version it shows, and each region's HTML by name.

        One that cannot be drawn is empty. Raises NotFoundError if the call was erased.
        """
        version, copies = self._current(call_id, audiences)
        return version, {name: copy.html if copy else "" for name, copy in copies.items()}

    def missed(
        self, call_id: int, audiences: Sequence[Audience], seen: int
    ) -> tuple[int, dict[str, str]]:
        """What a page that shows version `seen` has to catch up with; raises NotFoundError."""
        version, copies = self._current(call_id, audiences)
        behind = {name: copy.html for name, copy in copies.items() if copy and copy.version > seen}
        return version, behind

    def gone(self, call_id: int) -> None:
        """Tell everybody who follows a call that it was erased, and forget it."""
        for audience in set(self.audiences(call_id)):
            self.send(audience.channel(call_id), "gone", {})
        self._calls.pop(call_id, None)

    def forget_others(self, followed: Collection[int]) -> None:
        """Keep the copies of these calls only: nobody is looking at any other."""
        for call_id in set(self._calls).difference(followed):
            self._calls.pop(call_id, None)

    def _current(
        self, call_id: int, audiences: Sequence[Audience]
    ) -> tuple[int, dict[str, Copy | None]]:
        followed = self._calls[call_id]
        wanted = [(one, _audience_for(one, audiences)) for one in regions_of(audiences[0].role)]
        with followed.lock, self.sessions() as db:
            call = self.find_call(db, call_id)
            if call is None:
                self.gone(call_id)
                raise NotFoundError(call_id)
            self._refresh(followed, db, call)
            for one, audience in wanted:
                if (one.name, audience) not in followed.copies:
                    self._draw(followed, call, one, audience)
            return followed.version, {
                one.name: followed.copies.get((one.name, audience)) for one, audience in wanted
            }

    def _refresh(self, followed: Followed, db: Session, call: Any) -> None:
        stale, heard = followed.take_news(call.version)
        since = set(range(followed.version + 1, call.version + 1))
        if followed.version and not since <= heard:  # another process has written
            names = kinds_between(db, call.id, followed.version, call.version)
            stale.note_kinds(kinds_named(names))
        followed.version = call.version
        if not stale:
            return
        self._tell_changed(call, stale)
        occupied = set(self.audiences(call.id))
        followed.copies = {key: one for key, one in followed.copies.items() if key[1] in occupied}
        followed.sent = {one: sent for one, sent in followed.sent.items() if one in occupied}
        for audience in sorted(occupied, key=str):
            if changed := dict(self._redraw(followed, call, stale, audience)):
                payload = {"version": call.version, "each": audience.each, "regions": changed}
                followed.sent[audience] = call.version
                self.send(audience.channel(call.id), "regions", payload)

    def _tell_changed(self, call: Any, stale: Stale) -> None:
        try:
            self.changed(call, stale.kinds)
        except Exception:
            log.exception("The people of call %s could not be put where they belong.", call.id)

    def _redraw(
        self, followed: Followed, call: Any, stale: Stale, audience: Audience
    ) -> Iterable[tuple[str, str]]:
        """The regions of an audience that differ from what it last saw, by name."""
        for one in regions_of(audience.role):
            known = followed.copies.get((one.name, audience))
            if one.each == audience.each and (known is None or stale.touches(one, audience)):
                html = self._draw(followed, call, one, audience)
                if html is not None and (known is None or known.html != html):
                    yield one.name, html

    def _draw(self, followed: Followed, call: Any, one: Region, audience: Audience) -> str | None:
        """Draw and keep a copy, at a new version if it differs; None if it cannot be drawn."""
        known = followed.copies.get((one.name, audience))
        self.breathe()
        try:
            html = self.render(one, call, audience)
        except Exception:
            log.exception("The page region %s of call %s cannot be drawn.", one.name, call.id)
            followed.copies.pop((one.name, audience), None)
            return None
        if known is None or known.html != html:
            followed.copies[one.name, audience] = Copy(html, call.version)
        return html


def _audience_for(one: Region, audiences: Sequence[Audience]) -> Audience:
    return next(audience for audience in audiences if audience.each == one.each)
