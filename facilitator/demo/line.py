"""A browser's line to the server: Socket.IO over one WebSocket, as much of it as a page needs.

The usual client starts a thread for every message and several for every connection, so with a
hundred people in one process it would itself be the bottleneck that is measured. This one is read
by the event loop when there is something to read.
"""

import asyncio
import contextlib
import itertools
import json
import uuid
from collections.abc import Callable, Mapping
from typing import Any

import websocket

from facilitator.demo.errors import DemoError

PATH = "/socket.io/?EIO=4&transport=websocket"
ANSWER_SECONDS = 20.0
OPEN, PING, PONG, CONNECTED, REFUSED, EVENT, ANSWER = "0", "2", "3", "40", "44", "42", "43"
OnEvent = Callable[[str, Any], None]


class LineLostError(DemoError):
    """The line broke before the server answered."""


class Line:
    """One connection; `on_event(name, payload)` is called for whatever the server sends."""

    def __init__(self, address: str, on_event: OnEvent) -> None:
        self.address = address
        self.on_event = on_event
        self._socket: websocket.WebSocket | None = None
        self._file = -1
        self._numbers = itertools.count()
        self._waiting: dict[int, asyncio.Future[Any]] = {}

    @property
    def is_open(self) -> bool:
        """Whether something can be sent now."""
        return self._socket is not None

    async def connect(self, cookie: str, auth: Mapping[str, Any]) -> None:
        """Open the line; raises DemoError if the server does not let this cookie in."""
        self._socket = await asyncio.to_thread(_shake_hands, self.address, cookie, auth)
        self._file = _file_number(self._socket)
        asyncio.get_running_loop().add_reader(self._file, self._read)

    async def ask(self, event: str, payload: Mapping[str, Any]) -> Any:
        """Send an event and return the server's answer; raises LineLostError if none comes."""
        number = next(self._numbers)
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        self._send(f"{EVENT}{number}{json.dumps([event, payload])}")
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await answer
        except TimeoutError:
            raise LineLostError(f"No answer to {event} in {ANSWER_SECONDS:.0f} seconds.") from None
        finally:
            self._waiting.pop(number, None)

    async def order(self, command: str, args: Mapping[str, Any], key: str = "") -> Any:
        """Give an order; returns the server's answer `{ok, version, result}` or `{ok, errors}`."""
        key = key or str(uuid.uuid4())
        return await self.ask("order", {"command": command, "args": args, "key": key})

    def cut(self) -> None:
        """Lose the connection without a word, as a phone in a tunnel does."""
        if self._socket is None:
            return
        asyncio.get_running_loop().remove_reader(self._file)
        if self._socket.sock is not None:
            self._socket.sock.close()
        self._socket = None
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(LineLostError("The line broke."))

    def _send(self, text: str) -> None:
        if self._socket is None:
            raise LineLostError("There is no line.")
        try:
            self._socket.send(text)
        except (OSError, websocket.WebSocketException):
            self.cut()
            raise LineLostError("The line broke.") from None

    def _read(self) -> None:
        if self._socket is None:
            return
        try:
            text = self._socket.recv()
        except (OSError, websocket.WebSocketException):
            text = ""
        if not text:
            self.cut()
            self.on_event("disconnect", None)
        else:
            self._take(text if isinstance(text, str) else text.decode())

    def _take(self, text: str) -> None:
        if text == PING:
            with contextlib.suppress(LineLostError):
                self._send(PONG)
        elif text.startswith(ANSWER):
            number, (answer,) = _numbered(text)
            waiting = self._waiting.get(number)
            if waiting is not None and not waiting.done():
                waiting.set_result(answer)
        elif text.startswith(EVENT):
            name, *payload = json.loads(text[len(EVENT) :])
            self.on_event(name, payload[0] if payload else None)


def _shake_hands(address: str, cookie: str, auth: Mapping[str, Any]) -> websocket.WebSocket:
    url = address.replace("http", "ws", 1) + PATH
    try:
        line = websocket.create_connection(url, timeout=ANSWER_SECONDS, cookie=cookie)
        _expect(line, OPEN)
        line.send(CONNECTED + json.dumps(auth))
        _expect(line, CONNECTED)
    except (OSError, websocket.WebSocketException) as error:
        raise LineLostError(f"The socket could not be opened: {error}") from None
    return line


def _file_number(line: websocket.WebSocket) -> int:
    if line.sock is None:
        raise LineLostError("The line broke.")
    return line.sock.fileno()


def _expect(line: websocket.WebSocket, kind: str) -> None:
    text = line.recv()
    if not isinstance(text, str) or not text.startswith(kind):
        raise DemoError(f"The server did not let somebody in, it said: {text!r}")


def _numbered(text: str) -> tuple[int, Any]:
    start = text.index("[")
    return int(text[len(ANSWER) : start]), json.loads(text[start:])
