"""A real server in a thread, and people who connect to it with real sockets."""

import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import requests
import socketio
from flask.sessions import SecureCookieSessionInterface
from werkzeug.serving import make_server

from facilitator.core.roles import PERSONAL_ROLES, Role
from facilitator.engine.context import Actor
from facilitator.features.links import make_link, open_links
from facilitator.live import Live, make_live, rhythm
from facilitator.models import Participant
from tests.cast import Cast

PATIENCE_SECONDS = 10.0


class Client:
    """One browser with one page of a call open: its cookie, its socket, and what it shows."""

    def __init__(self, address: str, cookie: str, call_id: int, page: str, locale: str) -> None:
        self.address = address
        self.headers = {"Cookie": f"facilitator={cookie}"}
        self.auth = {"call": call_id, "page": page, "locale": locale}
        self.shown: dict[str, str] = {}
        self.heard: list[str] = []
        self.version = 0
        self.socket = socketio.Client(reconnection=False)
        self.socket.on("regions", self._update)
        self.socket.on("*", self._hear)
        self._line: socket.socket | None = None

    def connect(self, seen: int = -1) -> "Client":
        """Open the socket and follow the call from version `seen`."""
        try:
            self.socket.connect(
                self.address, headers=self.headers, auth=self.auth, transports=["websocket"]
            )
        finally:
            self._line = self.socket.eio.ws.sock if self.socket.eio.ws else None
        self.follow(seen)
        return self

    def follow(self, seen: int = -1) -> dict[str, Any]:
        answer: dict[str, Any] = self.socket.call(
            "follow", {"seen": seen}, timeout=PATIENCE_SECONDS
        )
        self.shown.update(answer.get("regions", {}))
        self.version = answer.get("version", self.version)
        return answer

    def order(self, command: str, key: str | None = None, **args: Any) -> dict[str, Any]:
        wire = {"command": command, "args": args, "key": key or str(uuid.uuid4())}
        answer: dict[str, Any] = self.socket.call("order", wire, timeout=PATIENCE_SECONDS)
        return answer

    def settle(self) -> None:
        """Wait for all that was sent to this browser, and do what its script would do about it."""
        self.order("nothing")  # answered after everything that was sent before
        while "moved" in self.heard:
            self.heard.remove("moved")
            self.follow()

    def close(self) -> None:
        """Close the socket without waiting for the server to agree, as a closed laptop would."""
        if self._line:
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)
        self.socket.disconnect()
        if self._line:
            self._line.close()

    def _update(self, data: dict[str, Any]) -> None:
        self.shown.update(data["regions"])
        self.version = data["version"]
        self.heard.append("regions")

    def _hear(self, event: str, *_: object) -> None:
        self.heard.append(event)


class Server:
    """A cast whose installation really listens, on a free port of this machine."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.live: Live = make_live(cast.app)
        self.http = make_server("127.0.0.1", 0, cast.app, threaded=True)
        self.address = f"http://127.0.0.1:{self.http.server_port}"
        self.clients: list[Client] = []
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def client(self, actor: Actor, locale: str = "en") -> Client:
        """A browser that has come by a link of this actor's role, not yet connected."""
        made = Client(self.address, self.cookie(actor), self.cast.call_id, str(actor.role), locale)
        self.clients.append(made)
        return made

    def cookie(self, actor: Actor) -> str:
        """The signed cookie of a browser that was let in as this actor."""
        with self.cast.parts.database.writing() as db:
            call = self.cast.parts.writer.find_call(db, self.cast.call_id)
            if actor.role in PERSONAL_ROLES:
                participant = db.get(Participant, actor.participant)
                link = make_link(call, actor.role, self.cast.clock(), participant)
            else:
                link = open_links(call)[actor.role]
            grants = {f"{call.id}/{link.role}": link.id}
            db.commit()
        return self.sign({"grants": grants})

    def sign(self, content: dict[str, Any]) -> str:
        signer = SecureCookieSessionInterface().get_signing_serializer(self.cast.app)
        assert signer is not None
        return str(signer.dumps(content))

    def get(self, path: str, actor: Actor) -> requests.Response:
        headers = {"Cookie": f"facilitator={self.cookie(actor)}"}
        return requests.get(self.address + path, headers=headers, timeout=PATIENCE_SECONDS)

    def start_rhythm(self) -> None:
        """Begin the loops that flush, beat and keep time; without it a test flushes itself."""
        rhythm.start(self.live)

    def flush(self) -> None:
        self.cast.parts.publisher.flush(self.cast.call_id)

    def close(self) -> None:
        for client in self.clients:
            client.close()
        self.http.shutdown()


@contextmanager
def serving(cast: Cast) -> Iterator[Server]:
    """A server for the length of a test."""
    server = Server(cast)
    try:
        yield server
    finally:
        server.close()


def wait_until(true: Callable[[], object], what: str) -> None:
    """Wait until something is so; fails with `what` after ten seconds."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < end, f"never came true: {what}"
        time.sleep(0.01)


HOST = Actor(Role.HOST)
WALL = Actor(Role.WALL)
