"""How the server listens, under eventlet: the stack's defaults are for tens of people.

Each setting here answers a measured fault of a default: 1,024 connections at most and then
silence; 50 waiting connections; 40 ms stalls without TCP_NODELAY; compression that browsers ask
for and nobody needs; unmasking frames byte by byte; no answer to SIGTERM; queues without end.
"""

import gc
import logging
import os
import signal
import socket
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import eventlet
import eventlet.event
import eventlet.hubs
import eventlet.wsgi
from engineio.packet import Packet
from engineio.socket import Socket
from eventlet import tpool
from eventlet.websocket import FailedConnectionError, RFC6455WebSocket
from flask import Flask
from sqlmodel import Session

from facilitator.live import rhythm
from facilitator.live.socket import Live

# psycopg would block every connection while it waits for PostgreSQL; read at its import.
os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")

log = logging.getLogger(__name__)
MOST_CONNECTIONS = 20_000
WAITING_CONNECTIONS = 4096
MOST_QUEUED_PACKETS = 500
STALLED_SECONDS = 60
GOODBYE_SECONDS = 0.2


def serve(live: Live, ready: Callable[[], None]) -> None:
    """Listen on config.toml's host and port until SIGTERM or Ctrl+C; `ready` is called once.

    Raises OSError if the address cannot be had.
    """
    config = live.parts.config
    listening = listen(config.host, config.port)
    live.parts.writer.sessions = _begun_in_thread(live.parts.writer.sessions)
    live.parts.writer.commit = _commit_in_thread
    RFC6455WebSocket._apply_mask = staticmethod(unmask)  # noqa: SLF001 - there is no setting
    RFC6455WebSocket.Message = WholeMessage
    Socket.send = _capped(Socket.send)
    _warm_up(live.app)
    rhythm.start(live)
    stopped = _on_signal(signal.SIGTERM, signal.SIGINT)
    eventlet.spawn(_answer_requests, live, listening)
    ready()
    stopped.wait()
    _say_goodbye(live, listening)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket with a long queue and without Nagle's delay; accepted ones inherit it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening: socket.socket = eventlet.listen(
        (host, port), family=family, backlog=WAITING_CONNECTIONS
    )
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def without_deflate(app: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Decline permessage-deflate, which costs more processor and memory than it saves here."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return app(environ, start_response)

    return answer


def unmask(
    payload: bytes, mask: Sequence[int], length: int | None = None, offset: int = 0
) -> bytes:
    """XOR a frame (or the part of it at `offset`) with its mask as one large integer."""
    length = len(payload) if length is None else length
    turned = bytes(mask[(offset + i) % 4] for i in range(4))
    repeated = (turned * (length // 4 + 1))[:length]
    mixed = int.from_bytes(payload[:length], "big") ^ int.from_bytes(repeated, "big")
    return mixed.to_bytes(length, "big")


class WholeMessage(RFC6455WebSocket.Message):  # type: ignore[misc] # it has no annotations
    """A message that may be as large in all its pieces as one piece may be, and no larger."""

    size = 0

    def push(self, data: bytes, final: bool = False) -> None:  # noqa: FBT001, FBT002 - eventlet's
        """Add a piece; raises FailedConnectionError, which ends the connection."""
        self.size += max(len(data), 1)
        if self.size > self.max_frame_length:
            raise FailedConnectionError(1009, "This message is too large.")
        super().push(data, final)


def _warm_up(app: Flask) -> None:
    """Do now what would else hold everybody up in the middle of a call, a tenth of a second each.

    Templates are compiled; and what is loaded by now stays, so the collector need not look at it.
    """
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)
    gc.collect()
    gc.freeze()


def _answer_requests(live: Live, listening: socket.socket) -> None:
    eventlet.wsgi.server(
        listening,
        without_deflate(live.app),
        max_size=MOST_CONNECTIONS,
        log=logging.getLogger("facilitator.requests"),
        log_output=False,
        debug=False,
        socket_timeout=STALLED_SECONDS,
    )


def _begun_in_thread(sessions: Callable[[], Session]) -> Callable[[], Session]:
    """Begin to write where waiting for another process to finish writing holds up nobody."""

    def begin() -> Session:
        db = sessions()
        tpool.execute(db.connection)
        return db

    return begin


def _commit_in_thread(db: Session) -> None:
    """Commit where waiting for the disk holds up nobody."""
    tpool.execute(db.commit)


def _capped(send: Callable[[Socket, Packet], None]) -> Callable[[Socket, Packet], None]:
    """Drop a client that takes nothing any more; when it is back, it asks for what it missed."""

    def send_or_drop(client: Socket, packet: Packet) -> None:
        if client.queue.qsize() < MOST_QUEUED_PACKETS:
            send(client, packet)
        elif not client.closing:
            log.warning("Dropped a client with %d packets waiting.", MOST_QUEUED_PACKETS)
            eventlet.spawn_n(client.close, wait=False, abort=True)

    return send_or_drop


def _on_signal(*signals: signal.Signals) -> eventlet.event.Event:
    """An event that is sent when one of these signals comes; later ones change nothing."""
    stopped = eventlet.event.Event()

    def stop(*_: object) -> None:
        if not stopped.ready():
            eventlet.hubs.get_hub().schedule_call_global(0, stopped.send)

    for one in signals:
        signal.signal(one, stop)
    return stopped


def _say_goodbye(live: Live, listening: socket.socket) -> None:
    """Take nobody in any more, send what waits, tell everybody to come back soon."""
    listening.close()
    for call_id in live.parts.publisher.waiting():
        live.parts.publisher.flush(call_id)
    live.server.emit("closing", {})
    eventlet.sleep(GOODBYE_SECONDS)
    live.parts.database.close()
