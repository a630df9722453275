"""The listener under eventlet: more than the defaults allow, and nobody suffers for another."""

import select
import socket
import struct
import threading
import time
from collections.abc import Iterator

import eventlet.websocket
import pytest
import requests
import websocket
from hypothesis import given
from hypothesis import strategies as st

from facilitator.core.roles import Role
from facilitator.engine.context import Actor
from facilitator.live import listener
from tests.cast import HOST
from tests.live.real import PATIENCE_SECONDS, RawLine, RealServer, real_server

MANY = 1100
CROWD_SECONDS = 60
WALL = Actor(Role.WALL)
STOCK = eventlet.websocket.RFC6455WebSocket._apply_mask  # noqa: SLF001 - there is no other
UPGRADE = (
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


@pytest.fixture(scope="module")
def server() -> Iterator[RealServer]:
    with real_server() as made:
        made.start()
        yield made
        assert made.fault() == ""


@pytest.fixture
def strict() -> Iterator[RealServer]:
    """A server that takes few orders in a minute."""
    with real_server(post_limit="10") as made:
        made.start()
        yield made


@pytest.fixture
def host(server: RealServer) -> Iterator[RawLine]:
    line = server.line(HOST)
    line.follow()
    yield line
    line.close()


@given(payload=st.binary(max_size=400), mask=st.binary(min_size=4, max_size=4), data=st.data())
def test_unmask_is_what_the_stock_does(payload: bytes, mask: bytes, data: st.DataObject) -> None:
    length = data.draw(st.none() | st.integers(0, len(payload)))
    offset = data.draw(st.integers(0, 1000))
    expected = STOCK(payload, tuple(mask), length, offset)
    assert listener.unmask(payload, tuple(mask), length, offset) == expected


def test_more_people_than_the_default_allows_are_all_answered(server: RealServer) -> None:
    waiting = {_opened(server.port) for _ in range(MANY)}
    everybody = list(waiting)
    end = time.monotonic() + CROWD_SECONDS
    while waiting and time.monotonic() < end:
        ready, _, _ = _readable(waiting)
        waiting -= {one for one in ready if one.recv(12) == b"HTTP/1.1 101"}
    for one in everybody:
        one.close()
    assert len(waiting) == 0


def test_accepted_connections_do_not_wait_to_fill_a_packet() -> None:
    listening = listener.listen("127.0.0.1", 0)
    with socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
        accepted.close()
    listening.close()


def test_compression_is_declined(server: RealServer) -> None:
    line = RawLine(
        server.port, header=["Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"]
    )
    assert "sec-websocket-extensions" not in {name.lower() for name in line.ws.getheaders() or {}}
    assert str(line.ws.recv()).startswith("0")
    line.close()


def test_socket_of_another_site_is_refused(server: RealServer) -> None:
    with pytest.raises(websocket.WebSocketBadStatusException) as caught:
        RawLine(server.port, server.cookie(HOST), origin="https://elsewhere.example")
    assert caught.value.status_code == 400


def test_socket_of_this_site_is_let_in(server: RealServer) -> None:
    line = RawLine(server.port, server.cookie(HOST), origin=server.address)
    line.enter({"call": server.cast.call_id, "page": "host"})
    assert line.follow()["ok"] is True
    line.close()


@pytest.mark.parametrize(
    "auth",
    [
        None,
        [],
        "host",
        {},
        {"call": 1},
        {"call": True, "page": "host"},
        {"call": "1", "page": "host"},
        {"call": 10**30, "page": "host"},
        {"call": -1, "page": "host"},
        {"call": 1, "page": ["host"]},
        {"call": 1, "page": {"host": 1}},
        {"call": 1, "page": "system"},
        {"call": 1, "page": "organiser"},
        {"call": 1, "page": "wall"},
    ],
)
def test_connecting_with_nonsense_is_refused(server: RealServer, auth: object) -> None:
    line = RawLine(server.port, server.cookie(HOST))
    with pytest.raises(ConnectionRefusedError):
        line.enter(auth)
    line.close()


@pytest.mark.parametrize("locale", [None, [], {}, 7, "xx", "../es", "x" * 9000])
def test_language_that_is_not_there_becomes_the_first(server: RealServer, locale: object) -> None:
    line = server.line(HOST, locale=locale)
    assert line.order("nothing")["errors"][""].startswith("That is not here any more.")
    line.close()


@pytest.mark.parametrize(
    "seen", [None, True, [], {}, "x", 1.5, 10**40, -(10**40), float("nan"), float("inf")]
)
def test_following_from_nonsense_is_answered(host: RawLine, seen: object) -> None:
    assert host.follow(seen)["ok"] is True


@pytest.mark.parametrize(
    "packet",
    [
        "42not json",
        "42{}",
        "42[]",
        "42[7]",
        "42[null,{}]",
        '42["no such event",{}]',
        '429["connect",{}]',
        '42["disconnect"]',
        '451-["order",{"_placeholder":true,"num":0}]',
        "42" + "[" * 30_000,
        '421["order",' + '{"a":' * 9000 + "1" + "}" * 9000 + "]",
        "9",
        "\N{SNOWMAN}",
        "",
    ],
)
def test_packet_that_makes_no_sense_harms_only_its_sender(
    server: RealServer, host: RawLine, packet: str
) -> None:
    hostile = server.line(HOST)
    hostile.ws.send(packet)
    assert host.follow()["ok"] is True
    hostile.close()
    assert server.fault() == ""


def test_binary_that_nobody_asked_for_harms_only_its_sender(
    server: RealServer, host: RawLine
) -> None:
    hostile = server.line(HOST)
    hostile.ws.send_binary(bytes(range(256)) * 100)
    assert host.follow()["ok"] is True
    hostile.close()


def test_message_of_ten_megabytes_drops_its_sender(server: RealServer, host: RawLine) -> None:
    hostile = server.line(HOST)
    with pytest.raises((OSError, websocket.WebSocketException)):
        hostile.order("call.announce", text="x" * 10_000_000)
    assert host.follow()["ok"] is True
    hostile.close()


def test_message_in_pieces_without_end_drops_its_sender(server: RealServer, host: RawLine) -> None:
    hostile = server.line(HOST)
    assert hostile.ws.sock is not None
    piece = b"\x00\xff" + struct.pack("!Q", 60_000) + bytes(4) + b"x" * 60_000
    hostile.ws.sock.sendall(b"\x01\x81" + bytes(4) + b"4")
    with pytest.raises((BrokenPipeError, ConnectionResetError)):
        _send_for_ever(hostile.ws.sock, piece)
    hostile.close()
    assert host.follow()["ok"] is True


def test_flood_slows_only_the_flooder(strict: RealServer) -> None:
    flooder, host = strict.line(HOST), strict.line(HOST)
    answers = [flooder.order("nothing")["errors"][""] for _ in range(15)]
    assert [one.startswith("That was too much at once") for one in answers] == (
        [False] * 10 + [True] * 5
    )
    assert flooder.follow()["ok"] is False
    assert host.order("call.announce", text="Calm")["ok"] is True
    flooder.close()
    host.close()


def test_client_that_never_reads_is_dropped_and_nobody_suffers(
    server: RealServer, host: RawLine
) -> None:
    deaf = RawLine(
        server.port, server.cookie(HOST), sockopt=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)]
    )
    deaf.enter({"call": server.cast.call_id, "page": "host"})
    until = time.monotonic() + 6 * PATIENCE_SECONDS
    while not server.has_logged("Dropped a client with 500 packets waiting."):
        assert time.monotonic() < until, "nobody was dropped"
        for _ in range(20):
            deaf.post("follow", {"seen": -1})
        assert host.order("nothing")["ok"] is False
    deaf.close()


def test_two_pages_of_one_browser_both_live(server: RealServer) -> None:
    cookie = server.cookie(HOST)
    pair = [server.line_with(cookie, HOST) for _ in range(2)]
    for one in pair:
        one.follow()
    assert pair[0].order("call.announce", text="Both")["ok"] is True
    heard = [one.until("regions")["regions"]["announcements"] for one in pair]
    assert heard[0] == heard[1]
    pair[0].close()
    assert pair[1].follow()["ok"] is True
    pair[1].close()


def test_revoked_link_opens_nothing_and_closes_what_it_opened(server: RealServer) -> None:
    cookie = server.cookie(WALL)
    wall = server.line_with(cookie, WALL)
    wall.follow()
    server.cast.host("link.revoke", role="wall")
    wall.until("closed")
    assert wall.take() == "41"
    wall.close()
    with pytest.raises(ConnectionRefusedError):
        server.line_with(cookie, WALL)
    path = f"{server.address}/calls/{server.cast.call_id}/wall"
    page = requests.get(path, headers={"Cookie": cookie}, timeout=PATIENCE_SECONDS)
    assert page.status_code == 403


def test_revoked_personal_link_locks_out_an_open_page(server: RealServer) -> None:
    writer = server.cast.add("Ana", here=False)
    line = server.line(writer)
    line.follow()
    server.cast.host("person.renew_link", participant_id=writer.participant)
    line.until("closed")
    line.post("order", {"command": "person.consent", "args": {"named": True}, "key": "k"})
    line.close()
    assert [one.person.named for one in server.cast.participants()] == [False]


def test_waiting_for_the_disk_keeps_nobody_else_waiting(server: RealServer) -> None:
    """Another process holds the database for a second; following does not wait for it."""
    host, other = server.line(HOST), server.line(HOST)
    host.follow()
    held, free = threading.Event(), threading.Event()

    def hold() -> None:
        with server.cast.parts.database.writing() as db:
            db.connection()
            held.set()
            free.wait(PATIENCE_SECONDS)
            db.rollback()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    host.post("order", {"command": "call.announce", "args": {"text": "Slow"}, "key": "slow"})
    time.sleep(0.2)
    assert other.follow()["ok"] is True
    free.set()
    holder.join()
    host.until("regions")
    host.close()
    other.close()


def _send_for_ever(to: socket.socket, piece: bytes) -> None:
    for _ in range(400):
        to.sendall(piece)
        time.sleep(0.002)


def _opened(port: int) -> socket.socket:
    one = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
    one.sendall(UPGRADE)
    return one


def _readable(
    waiting: set[socket.socket],
) -> tuple[list[socket.socket], list[socket.socket], list[socket.socket]]:
    poll = select.poll()
    by_number = {one.fileno(): one for one in waiting}
    for number in by_number:
        poll.register(number, select.POLLIN)
    return [by_number[number] for number, _ in poll.poll(500)], [], []
