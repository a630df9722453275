"""What happens by itself: flushing updates, beating, noticing other processes, keeping time.

Each loop runs for as long as the server does, and survives any single fault.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from facilitator.core.roles import Role
from facilitator.engine import due
from facilitator.engine.context import Actor
from facilitator.engine.errors import OrderError
from facilitator.engine.journal import Entry
from facilitator.engine.regions import DIVISIONS, REGIONS
from facilitator.engine.writer import Order
from facilitator.live.socket import Live
from facilitator.models import Call

log = logging.getLogger(__name__)
TICK_SECONDS = 0.1
TAIL_SECONDS = 2.0
BEAT_SECONDS = 15.0
LOOK_AHEAD_SECONDS = 1.0
SYSTEM = Actor(Role.SYSTEM)


def start(live: Live) -> None:
    """Begin all that happens by itself."""
    live.presence.expect()
    keep = _Keeper(live)
    for step, seconds in (
        (keep.flush, TICK_SECONDS),
        (keep.tail, TAIL_SECONDS),
        (keep.beat, BEAT_SECONDS),
        (keep.time, LOOK_AHEAD_SECONDS),
    ):
        live.socketio.start_background_task(_repeat, live, step, seconds)


def _repeat(live: Live, step: Callable[[], None], seconds: float) -> None:
    while True:
        live.socketio.sleep(seconds)
        try:
            step()
        except Exception:
            log.exception("%s failed; it goes on.", step.__name__)


class _Keeper:
    """The steps of the loops, each short."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self.parts = live.parts
        shown = [one.on for one in REGIONS.values()] + [one.on for one in DIVISIONS.values()]
        self.kinds = {kind.__name__: kind for kinds in shown for kind in kinds}

    def flush(self) -> None:
        """Send what has changed since the last tick."""
        for call_id in self.parts.publisher.waiting():
            self.parts.publisher.flush(call_id)

    def tail(self) -> None:
        """Notice what other processes, such as the command line, have written."""
        with self.parts.database.reading() as db:
            for call_id in self.live.connections.calls():
                if db.get(Call, call_id) is None:
                    self.parts.publisher.gone(call_id)
                    continue
                known = self.parts.publisher.known_version(call_id)
                newer = db.exec(
                    select(Entry).where(Entry.call_id == call_id, col(Entry.seq) > known)
                ).all()
                facts = {self.kinds.get(one["event"]) for entry in newer for one in entry.events}
                if newer:
                    self.parts.publisher.note_kinds(call_id, {one for one in facts if one})

    def beat(self) -> None:
        """Tell each channel the version it should have."""
        now = self.live.parts.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        for call_id in self.live.connections.calls():
            for audience in self.live.connections.audiences(call_id):
                version = self.parts.publisher.sent_version(call_id, audience)
                self.live.send(
                    audience.channel(call_id),
                    "beat",
                    {"each": audience.each, "version": version, "now": now},
                )

    def time(self) -> None:
        """Give the orders that have fallen due, and those that will within the next step."""
        now = self.parts.now()
        horizon = now + timedelta(seconds=LOOK_AHEAD_SECONDS * self.parts.config.clock_speed)
        with self.parts.database.reading() as db:
            upcoming = [
                (call.id, one)
                for call in db.exec(select(Call).where(col(Call.finished_at).is_(None)))
                for one in due.due_orders(call, now)
                if one.at <= horizon
            ]
        for call_id, one in upcoming:
            wait = (one.at - now).total_seconds() / self.parts.config.clock_speed
            self.live.socketio.start_background_task(self._when_due, call_id, one, max(wait, 0))

    def _when_due(self, call_id: int, one: due.Due, wait: float) -> None:
        self.live.socketio.sleep(wait)
        with self.parts.database.reading() as db:
            call: Any = db.get(Call, call_id)
            still = call and one in due.due_orders(call, self.parts.now())
        if still:
            try:
                self.parts.perform(Order(one.command, one.args, SYSTEM, call_id, one.key))
            except OrderError:
                log.exception("%s could not be done when it was due.", one.command)
