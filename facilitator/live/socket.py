"""The socket's few events: connect, follow, order, disconnect.

Handlers sit on python-socketio's server itself: Flask-SocketIO's own would push a request context
and match the address for every event, which costs more than most orders do.

To the server: `follow {seen}` and `order {command, args, key}`, both acknowledged.
To the client: `regions {version, each, regions}`, `beat {each, version, now}`, `moved`, `gone`,
`closed`, `closing`.
"""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import Flask
from flask_socketio import SocketIO
from sqlmodel import col, select

from facilitator.core.roles import PERSONAL_ROLES
from facilitator.engine.errors import (
    NotFoundError,
    OrderError,
    TooManyError,
    UnexpectedError,
    unexpected,
)
from facilitator.engine.regions import DIVISIONS
from facilitator.engine.writer import Order
from facilitator.features.calls import LinksChanged
from facilitator.features.followers import audiences_of, audiences_with
from facilitator.features.presence_events import PersonEdited
from facilitator.i18n import gettext, sentences, speaking
from facilitator.live.connections import Connection, Connections
from facilitator.live.identify import identify
from facilitator.live.patience import FLOOD_PAUSE_SECONDS, in_turn
from facilitator.live.presence import Presence
from facilitator.machinery import NAME, Machinery, find_call
from facilitator.models import Call, Link

log = logging.getLogger(__name__)
LARGEST_MESSAGE = 64 * 1024
LOCKING = {LinksChanged, PersonEdited}
"""What happens when a link is renewed or revoked, of a role or of one person."""


class Live:
    """The live side of an application: its socket server and everybody connected to it."""

    def __init__(self, app: Flask, parts: Machinery) -> None:
        self.app = app
        self.parts = parts
        self.connections = Connections()
        self.socketio = SocketIO(
            app,
            async_mode=parts.config.async_mode,
            async_handlers=False,
            manage_session=False,
            max_http_buffer_size=LARGEST_MESSAGE,
            ping_interval=20,
            ping_timeout=20,
            cors_allowed_origins=None,
        )
        self.server = self.socketio.server
        self.presence = Presence(self)
        for event, handler in (
            ("connect", self.on_connect),
            ("disconnect", self.on_disconnect),
            ("follow", self.on_follow),
            ("order", self.on_order),
        ):
            self.server.on(event, handler)
        received = self.server.eio.handlers["message"]
        self.server.eio.on("message", in_turn(received, self.socketio.sleep))
        parts.publisher.audiences = self.connections.audiences
        parts.publisher.changed = self.rearrange
        parts.publisher.send = self.send
        parts.publisher.breathe = partial(self.socketio.sleep, 0)

    def send(self, channel: str, event: str, payload: Mapping[str, Any]) -> None:
        """Send to everybody in a channel."""
        self.server.emit(event, payload, room=channel)

    def on_connect(self, sid: str, environ: Mapping[str, Any], auth: object = None) -> bool:
        """Let a browser in if its cookie holds a link for the call and page it names."""
        try:
            known = identify(self.app, self.parts, environ, auth)
            if known is None or self.connections.find(sid) is not None:
                return False
            call_id, actor = known
            devices = self.connections.add(Connection(sid, call_id, actor))
            self.presence.came(call_id, actor, devices)
        except Exception:
            log.exception("Somebody could not be let in.")
            self.connections.remove(sid)
            return False
        return True

    def on_disconnect(self, sid: str, _reason: object = None) -> None:
        """Forget a socket; the person counts as gone only after a while without any."""
        if connection := self.connections.remove(sid):
            self.presence.went(connection.call_id, connection.actor)

    def on_follow(self, sid: str, data: object = None) -> dict[str, Any]:
        """Put a page into its channels and send what it has missed since the version it shows."""
        return self._answer(sid, self._follow, data)

    def on_order(self, sid: str, data: object = None) -> dict[str, Any]:
        """Carry out an order; the acknowledgement means that it is on disk."""
        return self._answer(sid, self._order, data)

    def rearrange(self, call: Call, kinds: set[type]) -> None:
        """Put people into the channels that are theirs now; close what a dead link has opened."""
        if any(one.on & kinds for one in DIVISIONS.values()):
            keys = {one.name: one.keys(call) for one in DIVISIONS.values()}
            for connection in self.connections.of_call(call.id):
                if connection.audiences and connection.actor.role in PERSONAL_ROLES:
                    self._move(connection, audiences_with(connection.actor, keys))
        if kinds & LOCKING:
            self._lock_out(call)

    def _answer(
        self, sid: str, act: Callable[[Connection, object], dict[str, Any]], data: object
    ) -> dict[str, Any]:
        """What comes of somebody's message; whatever goes wrong, they hear a sentence."""
        connection = self.connections.find(sid)
        if connection is None:
            return {"ok": False, "errors": {}}
        with self.app.app_context(), speaking(connection.actor.locale):
            try:
                return act(connection, data)
            except OrderError as error:
                return _refusal(error)
            except Exception:  # noqa: BLE001 - unexpected() logs it
                return _refusal(unexpected(act.__name__))

    def _follow(self, connection: Connection, data: object) -> dict[str, Any]:
        self._refuse_flood(connection)
        seen = data.get("seen") if isinstance(data, dict) else 0
        if not connection.audiences:  # from then on rearrange() keeps them right
            with self.parts.database.reading() as db:
                call = find_call(db, connection.call_id)
                if call is None:
                    raise NotFoundError(connection.call_id)
                self._join(connection, audiences_of(call, connection.actor))
        version, missed = self.parts.publisher.missed(
            connection.call_id, connection.audiences, seen if isinstance(seen, int) else 0
        )
        return {"ok": True, "version": version, "regions": missed, "now": self._now()}

    def _order(self, connection: Connection, data: object) -> dict[str, Any]:
        self._refuse_flood(connection)
        answer = self.parts.perform(_read(data, connection))
        return {"ok": True, "version": answer.version, "result": answer.result}

    def _lock_out(self, call: Call) -> None:
        """Close what was opened by a link that has been revoked since."""
        revoked = set(
            call.db.exec(
                select(Link.id).where(Link.call_id == call.id, col(Link.revoked_at).is_not(None))
            )
        )
        for connection in self.connections.of_call(call.id):
            if connection.actor.link in revoked:
                self._join(connection, [])
                self.server.emit("closed", {}, to=connection.sid)
                self.server.disconnect(connection.sid)

    def _move(self, connection: Connection, audiences: list[Any]) -> None:
        if audiences == connection.audiences:
            return
        self._join(connection, audiences)
        # Whoever has moved to another copy asks for all of it: none of it was ever theirs.
        self.server.emit("moved", {}, to=connection.sid)

    def _join(self, connection: Connection, audiences: list[Any]) -> None:
        before, after = set(connection.audiences), set(audiences)
        for one in before - after:
            self.server.leave_room(connection.sid, one.channel(connection.call_id))
        for one in after - before:
            self.server.enter_room(connection.sid, one.channel(connection.call_id))
        connection.audiences = audiences

    def _refuse_flood(self, connection: Connection) -> None:
        """Count a message; raises TooManyError, and takes its time, after too many in a minute."""
        if not connection.count(self.parts.config.post_limit):
            self.socketio.sleep(FLOOD_PAUSE_SECONDS)
            raise TooManyError(gettext("That was too much at once. Wait a minute and try again."))

    def _now(self) -> str:
        return self.parts.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def make_live(app: Flask) -> Live:
    """Add the socket to an application."""
    live = Live(app, app.extensions[NAME])
    app.extensions["facilitator.live"] = live
    return live


def _read(data: object, connection: Connection) -> Order:
    """An order as the wire has it; what is missing or of the wrong kind becomes unknown."""
    wire = data if isinstance(data, dict) else {}
    command, args, key = wire.get("command"), wire.get("args"), wire.get("key")
    return Order(
        command if isinstance(command, str) else "",
        args if isinstance(args, dict) else {},
        connection.actor,
        connection.call_id,
        key if isinstance(key, str) else "",
    )


def _refusal(error: OrderError) -> dict[str, Any]:
    """What somebody hears; `again` if the same order may well do later, so none is given up."""
    passing = isinstance(error, TooManyError | UnexpectedError)
    return {"ok": False, "errors": sentences(error), **({"again": True} if passing else {})}
