"""A server under eventlet in a process of its own, on a cast's database, and raw sockets to it.

The cast writes in this process as the command line would; the server notices. Raw sockets speak
just enough of the protocol to say what a browser never would.
"""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

import requests
import websocket
from flask.sessions import SecureCookieSessionInterface

from facilitator import create_app
from facilitator.core.roles import PERSONAL_ROLES
from facilitator.demo.server import Server
from facilitator.engine.context import Actor
from facilitator.features.access import grant
from facilitator.features.links import make_link, open_links
from facilitator.models import Call, Participant
from tests.cast import Cast, FakeClock, test_config

PATIENCE_SECONDS = 15.0
DEPARTED_AFTER_SECONDS = 1.0


class RealServer(Server):
    """The demo's server, with settings of a test, that can be killed."""

    def __init__(self, **settings: str) -> None:
        super().__init__()
        self.settings = settings
        app = create_app(test_config(self.folder))
        self.cast = Cast(app, FakeClock(datetime.now(UTC)))
        self.cast.new_call(starts_at=self.cast.clock.at)

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def signal(self, number: int) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    def ended(self) -> int:
        """Wait for its end; returns the exit code."""
        assert self._process is not None
        return self._process.wait(PATIENCE_SECONDS)

    def has_logged(self, text: str) -> bool:
        return any(text in line for line in self._logged())

    def cookie(self, actor: Actor) -> str:
        """The cookie of a browser that has come by a new personal link, or by the role's link."""
        with self.cast.parts.database.writing() as db:
            call = db.get_one(Call, self.cast.call_id)
            if actor.role in PERSONAL_ROLES:
                participant = db.get_one(Participant, actor.participant)
                link = make_link(call, actor.role, self.cast.clock(), participant)
            else:
                link = open_links(call)[actor.role]
            content: dict[str, Any] = {}
            grant(content, link)
            db.commit()
        signer = SecureCookieSessionInterface().get_signing_serializer(self.cast.app)
        assert signer is not None
        return f"facilitator={signer.dumps(content)}"

    def line(self, actor: Actor, **more: Any) -> "RawLine":
        """A socket of this actor that has been let in."""
        return self.line_with(self.cookie(actor), actor, **more)

    def line_with(self, cookie: str, actor: Actor, **more: Any) -> "RawLine":
        auth = {"call": self.cast.call_id, "page": str(actor.role), "locale": "en", **more}
        line = RawLine(self.port, cookie)
        try:
            line.enter(auth)
        except ConnectionRefusedError:
            line.close()
            raise
        return line

    def get(self, path: str, actor: Actor) -> requests.Response:
        headers = {"Cookie": self.cookie(actor)}
        return requests.get(self.address + path, headers=headers, timeout=PATIENCE_SECONDS)

    def _environment(self) -> dict[str, str]:
        own = {f"FACILITATOR_{name.upper()}": value for name, value in self.settings.items()}
        departed = {"FACILITATOR_DEPARTED_AFTER_SECONDS": str(DEPARTED_AFTER_SECONDS)}
        return {**super()._environment(), **departed, **own}


class RawLine:
    """One WebSocket; `heard` has the events that came."""

    def __init__(self, port: int, cookie: str = "", **more: Any) -> None:
        self.heard: list[tuple[str, Any]] = []
        self._asked = 0
        self.ws = websocket.create_connection(
            f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket",
            cookie=cookie,
            timeout=PATIENCE_SECONDS,
            suppress_origin="origin" not in more,
            **more,
        )

    def enter(self, auth: object) -> None:
        """Say who this is; raises ConnectionRefusedError if that is not let in."""
        assert str(self.ws.recv()).startswith("0")
        self.ws.send("40" + json.dumps(auth))
        answer = self.take()
        if not answer.startswith("40"):
            raise ConnectionRefusedError(answer)

    def ask(self, event: str, payload: Any = None) -> Any:
        """Send an event and return the answer."""
        self.post(event, payload)
        mark = f"43{self._asked}["
        while not (text := self.take()).startswith(mark):
            pass
        return json.loads(text[len(mark) - 1 :])[0]

    def post(self, event: str, payload: Any = None) -> None:
        """Send an event without waiting for the answer."""
        self._asked += 1
        self.ws.send(f"42{self._asked}" + json.dumps([event, payload]))

    def order(self, command: str, key: str = "", **args: Any) -> Any:
        key = key or f"{id(self)}-{time.monotonic_ns()}"
        return self.ask("order", {"command": command, "args": args, "key": key})

    def follow(self, seen: object = -1) -> Any:
        return self.ask("follow", {"seen": seen})

    def take(self) -> str:
        """The next packet; pings are answered, events are kept. "" if the line has ended."""
        with suppress(websocket.WebSocketConnectionClosedException, ConnectionError):
            text = self.ws.recv()
            text = text if isinstance(text, str) else text.decode()
            if text == "2":
                self.ws.send("3")
            if text.startswith("42"):
                name, *payload = json.loads(text[2:])
                self.heard.append((name, payload[0] if payload else None))
            if text:
                return text
        raise ConnectionAbortedError

    def until(self, event: str) -> Any:
        """Wait for an event; returns its payload."""
        while all(name != event for name, _ in self.heard):
            self.take()
        return next(payload for name, payload in self.heard if name == event)

    def is_dropped(self) -> bool:
        """Whether the server ends the line."""
        try:
            while True:
                self.take()
        except (OSError, websocket.WebSocketException) as error:
            return not isinstance(error, websocket.WebSocketTimeoutException)

    def close(self) -> None:
        with suppress(OSError):
            if self.ws.sock:
                self.ws.sock.shutdown(socket.SHUT_RDWR)
        self.ws.shutdown()  # type: ignore[no-untyped-call]


@contextmanager
def real_server(**settings: str) -> Iterator[RealServer]:
    """A server for the length of a module, not started yet."""
    with RealServer(**settings) as server:
        yield server
        server.cast.parts.database.close()
