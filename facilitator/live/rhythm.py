"""What happens by itself: flushing updates, beating, noticing other processes, keeping time.

Each loop runs for as long as the server does, and survives any single fault.
"""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from facilitator.core.roles import Role
from facilitator.engine import due
from facilitator.engine.context import Actor
from facilitator.engine.errors import OrderError
from facilitator.engine.writer import Order
from facilitator.live.socket import Live
from facilitator.models import Call

log = logging.getLogger(__name__)
TICK_SECONDS = 0.1
LEAST_PAUSE_SECONDS = 0.05  # orders are written and answered between two flushes
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
    took = 0.0
    while True:
        live.socketio.sleep(max(seconds - took, LEAST_PAUSE_SECONDS))
        began = time.monotonic()
        try:
            step()
        except Exception:
            log.exception("%s failed; it goes on.", step.__name__)
        took = time.monotonic() - began


class _Keeper:
    """The steps of the loops, each short."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self.parts = live.parts

    def flush(self) -> None:
        """Send what has changed since the last tick."""
        for call_id in self.parts.publisher.waiting():
            _unless_faulty(self.parts.publisher.flush, call_id)

    def tail(self) -> None:
        """Notice what other processes, such as the command line, have written."""
        followed = self.live.connections.calls()
        self.parts.publisher.forget_others(followed)
        for call_id in followed:
            _unless_faulty(self.parts.publisher.catch_up, call_id)

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
        with self.parts.database.reading() as db:
            for call in db.exec(select(Call).where(col(Call.finished_at).is_(None))).all():
                _unless_faulty(self._look_ahead, call)

    def _look_ahead(self, call: Call) -> None:
        now, speed = self.parts.now(), self.parts.config.clock_speed
        for one in due.due_orders(call, now):
            if one.at <= now + timedelta(seconds=LOOK_AHEAD_SECONDS * speed):
                wait = max((one.at - now).total_seconds() / speed, 0)
                self.live.socketio.start_background_task(self._when_due, call.id, one, wait)

    def _when_due(self, call_id: int, one: due.Due, wait: float) -> None:
        self.live.socketio.sleep(wait)
        with self.parts.database.reading() as db:
            call = db.get(Call, call_id)
            still = call and one in due.due_orders(call, self.parts.now())
        if still:
            try:
                self.parts.perform(Order(one.command, one.args, SYSTEM, call_id, one.key))
            except OrderError:
                log.exception("%s could not be done when it was due.", one.command)


def _unless_faulty(step: Callable[[Any], None], call: Any) -> None:
    """Do something for one call; a fault in it is logged and keeps no other call waiting."""
    try:
        step(call)
    except Exception:
        log.exception("%s failed for a call; the others go on.", step.__name__)
