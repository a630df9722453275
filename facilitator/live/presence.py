"""Presence: whoever has at least one connection is here; without one for a while, has left.

Coming and leaving are orders like any other, so they are in the journal, and attendance and the
rooms' "who has arrived" come from the database and survive a restart.
"""

import contextlib
import uuid
from typing import TYPE_CHECKING

from sqlmodel import col, select

from facilitator.core.roles import Role
from facilitator.engine.context import Actor
from facilitator.engine.errors import OrderError
from facilitator.engine.writer import Order
from facilitator.models import Participant

if TYPE_CHECKING:
    from facilitator.live.socket import Live

SYSTEM = Actor(Role.SYSTEM)


class Presence:
    """Turns connections into the orders `person.arrive` and `person.depart`."""

    def __init__(self, live: "Live") -> None:
        self.live = live

    def came(self, call_id: int, actor: Actor, devices: int) -> None:
        """Somebody has connected; with more than one device they were here already."""
        if actor.participant and devices == 1:
            self._order("person.arrive", call_id, actor.participant)

    def went(self, call_id: int, actor: Actor) -> None:
        """Somebody has lost a connection; see in a while whether they are back."""
        if actor.participant:
            self.live.socketio.start_background_task(self._look_again, call_id, actor.participant)

    def expect(self) -> None:
        """After a restart: give everybody who was here a while to come back."""
        with self.live.parts.database.reading() as db:
            here = db.exec(select(Participant).where(col(Participant.present))).unique().all()
            waiting = [(one.call_id, one.id) for one in here]
        for call_id, participant in waiting:
            self.live.socketio.start_background_task(self._look_again, call_id, participant)

    def _look_again(self, call_id: int, participant: int) -> None:
        self.live.socketio.sleep(self.live.parts.config.departed_after_seconds)
        if self.live.connections.devices(call_id, participant) == 0:
            self._order("person.depart", call_id, participant)

    def _order(self, command: str, call_id: int, participant: int) -> None:
        order = Order(command, {"participant_id": participant}, SYSTEM, call_id, str(uuid.uuid4()))
        with contextlib.suppress(OrderError):  # erased meanwhile
            self.live.parts.perform(order)
