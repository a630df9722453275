"""The socket's few events: connect, follow, order, disconnect.

Handlers sit on python-socketio's server itself: Flask-SocketIO's own would push a request context
and match the address for every event, which costs more than most orders do.

To the server: `follow {seen}` and `order {command, args, key}`, both acknowledged.
To the client: `regions {version, each, regions}`, `beat {each, version, now}`, `gone`, `closed`.
"""

import logging
import time
from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from facilitator.core.roles import PERSONAL_ROLES, Role
from facilitator.engine.context import Actor
from facilitator.engine.errors import OrderError
from facilitator.engine.regions import DIVISIONS
from facilitator.engine.writer import Order
from facilitator.features.access import find_actor
from facilitator.features.calls import LinksChanged
from facilitator.features.followers import audiences_of, audiences_with
from facilitator.i18n import gettext, sentences, speaking
from facilitator.live.connections import Connection, Connections
from facilitator.live.presence import Presence
from facilitator.machinery import NAME, Machinery, find_call
from facilitator.models import Call, Link

log = logging.getLogger(__name__)
LARGEST_MESSAGE = 64 * 1024
MINUTE = 60.0


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
        parts.publisher.audiences = self.connections.audiences
        parts.publisher.changed = self.rearrange
        parts.publisher.send = self.send

    def send(self, channel: str, event: str, payload: Mapping[str, Any]) -> None:
        """Send to everybody in a channel."""
        self.server.emit(event, payload, room=channel)

    def on_connect(self, sid: str, environ: Mapping[str, Any], auth: object = None) -> bool:
        """Let a browser in if its cookie holds a link for the call and page it names."""
        actor_and_call = self._identify(environ, auth)
        if actor_and_call is None:
            return False
        call_id, actor = actor_and_call
        self.connections.add(Connection(sid, call_id, actor))
        self.presence.came(call_id, actor)
        return True

    def on_disconnect(self, sid: str, _reason: object = None) -> None:
        """Forget a socket; the person counts as gone only after a while without any."""
        if connection := self.connections.remove(sid):
            self.presence.went(connection.call_id, connection.actor)

    def on_follow(self, sid: str, data: object = None) -> dict[str, Any]:
        """Put a page into its channels and send what it has missed since the version it shows."""
        connection = self.connections.find(sid)
        seen = data.get("seen", 0) if isinstance(data, dict) else 0
        if connection is None:
            return {"ok": False}
        with self.parts.database.reading() as db:
            call = find_call(db, connection.call_id)
            if call is None:
                return {"ok": False}
            self._join(connection, audiences_of(call, connection.actor))
        version, missed = self.parts.publisher.missed(
            connection.call_id, connection.audiences, seen if isinstance(seen, int) else 0
        )
        return {"ok": True, "version": version, "regions": missed, "now": self._now()}

    def on_order(self, sid: str, data: object = None) -> dict[str, Any]:
        """Carry out an order; the acknowledgement means that it is on disk."""
        connection = self.connections.find(sid)
        if connection is None:
            return {"ok": False, "errors": {}}
        with self.app.app_context(), speaking(connection.actor.locale):
            if self._too_many(connection):
                return _said(gettext("That was too much at once. Wait a minute and try again."))
            try:
                answer = self.parts.perform(_read(data, connection))
            except OrderError as error:
                return {"ok": False, "errors": sentences(error)}
            return {"ok": True, "version": answer.version, "result": answer.result}

    def rearrange(self, call: Call, kinds: set[type]) -> None:
        """Put people into the channels that are theirs now; close what a dead link has opened."""
        if any(one.on & kinds for one in DIVISIONS.values()):
            keys = {one.name: one.keys(call) for one in DIVISIONS.values()}
            for connection in self.connections.of_call(call.id):
                if connection.audiences and connection.actor.role in PERSONAL_ROLES:
                    self._move(connection, audiences_with(connection.actor, keys))
        if LinksChanged in kinds:
            for connection in self.connections.of_call(call.id):
                link = connection.actor.link and call.find(Link, connection.actor.link)
                if link and link.revoked_at:
                    self.server.emit("closed", {}, to=connection.sid)

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

    def _identify(self, environ: Mapping[str, Any], auth: object) -> tuple[int, Actor] | None:
        if not isinstance(auth, dict):
            return None
        call_id, role, locale = auth.get("call"), auth.get("page"), auth.get("locale")
        if not isinstance(call_id, int) or role not in set(Role):
            return None
        if locale not in self.parts.config.languages:
            locale = self.parts.config.languages[0]
        cookie = self.app.session_interface.open_session(
            self.app, self.app.request_class(dict(environ))
        )
        with self.parts.database.reading() as db:
            call = find_call(db, call_id)
            if call is None:
                return None
            actor = find_actor(db, call, Role(role), cookie or {}, str(locale))
        if actor is None or (actor.role in PERSONAL_ROLES and actor.participant is None):
            return None
        return call_id, actor

    def _too_many(self, connection: Connection) -> bool:
        now = time.monotonic()
        connection.recent = [one for one in connection.recent if now - one < MINUTE]
        connection.recent.append(now)
        return len(connection.recent) > self.parts.config.post_limit

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


def _said(sentence: str) -> dict[str, Any]:
    return {"ok": False, "errors": {"": sentence}}
