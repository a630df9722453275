"""A server that dies in the middle of a breakout, and one that is asked to end: nothing is lost."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import socketio
import websocket

from facilitator.core.roles import Role
from facilitator.engine.context import Actor
from facilitator.engine.journal import Entry
from facilitator.models import Insight, Item, Mark, Participant, Question, Room, Round, Seat
from facilitator.models.breakouts import RoundState
from tests.cast import HOST
from tests.live.real import RawLine, RealServer, real_server
from tests.live.server import wait_until

WRITERS = 20
LOST = (OSError, websocket.WebSocketException)


@pytest.fixture
def server() -> Iterator[RealServer]:
    """A server in the middle of a breakout with twenty people in four rooms."""
    with real_server() as made:
        cast = made.cast
        people = [
            cast.add(f"Person {number}", here=False, note_taker=number < 4)
            for number in range(WRITERS)
        ]
        for actor in people:
            cast.system("person.arrive", participant_id=actor.participant)
        item = cast.item("breakout")
        cast.host("agenda.go", item_id=item.id)
        cast.host("round.propose", item_id=item.id, rooms=4, rounds=1, minutes=10)
        cast.host("round.open", round_id=cast.rows(Round)[0].id)
        made.start()
        yield made
        assert made.fault() == ""


class Writer(threading.Thread):
    """Somebody who posts without pause until the line breaks, then again with the same keys."""

    def __init__(self, server: RealServer, actor: Actor) -> None:
        super().__init__(daemon=True)
        self.server, self.actor = server, actor
        self.cookie = server.cookie(actor)
        self.room = next(
            seat.room_id
            for seat in server.cast.rows(Seat)
            if seat.participant_id == actor.participant
        )
        self.question = server.cast.rows(Question)[0].id
        self.acknowledged: set[str] = set()
        self.sent: list[str] = []
        self.line = server.line_with(self.cookie, actor)

    def run(self) -> None:
        with suppress(*LOST):
            for number in range(10_000):
                text = f"{self.actor.participant}-{number}"
                self.sent.append(text)
                self.post(text)
        self.line.close()

    def post(self, text: str) -> None:
        where = {"room_id": self.room, "question_id": self.question}
        answer = self.line.order("insight.post", key=f"key-{text}", text=text, **where)
        assert answer["ok"], answer
        self.acknowledged.add(text)

    def come_back(self) -> None:
        """Do what the outbox does: send again whatever was not acknowledged."""
        self.line = self.server.line_with(self.cookie, self.actor)
        for text in self.sent:
            if text not in self.acknowledged:
                self.post(text)
        self.line.close()


def test_killed_in_a_burst_nothing_acknowledged_is_lost_or_doubled(server: RealServer) -> None:
    cast = server.cast
    people = [_actor(server, one) for one in cast.participants()]
    writers = [Writer(server, actor) for actor in people]
    before = _state(server)
    for writer in writers:
        writer.start()
    wait_until(lambda: sum(len(one.acknowledged) for one in writers) > 60, "a burst is going on")
    server.kill()
    for writer in writers:
        writer.join()
    acknowledged = [text for one in writers for text in one.acknowledged]
    on_disk = [one.text for one in cast.rows(Insight)]
    assert set(acknowledged) - set(on_disk) == set()
    assert len(on_disk) == len(set(on_disk))
    server.start()
    assert _state(server) == before
    for writer in writers:
        writer.come_back()
    assert sorted(one.text for one in cast.rows(Insight)) == sorted(
        text for one in writers for text in one.sent
    )
    numbers = [entry.seq for entry in cast.rows(Entry)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_after_a_kill_people_come_back_by_themselves_and_others_have_left(
    server: RealServer,
) -> None:
    first = _actor(server, server.cast.participants()[0])
    page = _Page(server, first)
    page.open()
    shown = dict(page.shown)
    server.kill()
    server.start()
    wait_until(lambda: page.follows == 2, "the page has come back")
    assert page.shown["my_room"] == shown["my_room"]
    wait_until(lambda: _present(server) == [first.participant], "all others have left")
    page.close()


def test_round_whose_end_fell_due_meanwhile_ends_at_the_start(server: RealServer) -> None:
    cast = server.cast
    server.kill()
    with cast.parts.database.writing() as db:
        one = db.get_one(Round, cast.rows(Round)[0].id)
        one.opened_at = datetime.now(UTC) - timedelta(minutes=30)
        db.add(one)
        db.commit()
    assert cast.rows(Round)[0].state == RoundState.OPEN
    server.start()
    wait_until(lambda: cast.rows(Round)[0].state == RoundState.CLOSED, "the round has ended")
    assert [entry.by for entry in cast.rows(Entry) if entry.kind == "round.end"] == ["system"]


def test_asked_to_end_it_tells_everybody_and_loses_nothing(server: RealServer) -> None:
    writer = Writer(server, _actor(server, server.cast.participants()[0]))
    wall = server.line(HOST)
    wall.follow()
    writer.start()
    wait_until(lambda: len(writer.acknowledged) > 5, "somebody writes")
    server.signal(signal.SIGTERM)
    time.sleep(0.05)
    server.signal(signal.SIGTERM)
    assert wall.until("closing") == {}
    assert server.ended() == 0
    with pytest.raises(ConnectionRefusedError):
        RawLine(server.port)
    writer.join()
    wall.close()
    assert writer.acknowledged - {one.text for one in server.cast.rows(Insight)} == set()


def test_host_who_closes_the_laptop_leaves_the_call_going(server: RealServer) -> None:
    cast = server.cast
    cookie = server.cookie(HOST)
    first = server.line_with(cookie, HOST)
    seen = first.follow()["regions"]
    first.close()
    second = server.line(HOST)
    assert second.follow()["regions"] == seen
    assert second.order("round.close", round_id=cast.rows(Round)[0].id)["ok"] is True
    second.close()


class _Page:
    """A browser that comes back by itself."""

    def __init__(self, server: RealServer, actor: Actor) -> None:
        self.shown: dict[str, str] = {}
        self.follows = 0
        self.url, self.cookie = server.address, server.cookie(actor)
        self.auth = {"call": server.cast.call_id, "page": str(actor.role), "locale": "en"}
        self.socket = socketio.Client(reconnection_delay=0.2, reconnection_delay_max=0.5)
        self.socket.on("connect", self._follow)

    def open(self) -> None:
        headers = {"Cookie": self.cookie}
        self.socket.connect(self.url, headers=headers, auth=self.auth, transports=["websocket"])
        wait_until(lambda: self.follows == 1, "the page follows")

    def close(self) -> None:
        self.socket.disconnect()

    def _follow(self) -> None:
        self.socket.emit("follow", {"seen": -1}, callback=self._take)

    def _take(self, answer: dict[str, Any]) -> None:
        self.shown.update(answer["regions"])
        self.follows += 1


def _actor(server: RealServer, participant: Participant) -> Actor:
    role = Role.NOTE_TAKER if participant.note_taker else Role.PARTICIPANT
    return Actor(role, participant.id)


def _present(server: RealServer) -> list[int]:
    return [one.id for one in server.cast.participants() if one.present]


def _state(server: RealServer) -> list[Any]:
    """Rooms, seats, the clock and deadlines as they are on disk."""
    return [
        [one.model_dump() for one in server.cast.rows(table)]
        for table in (Item, Mark, Round, Room, Seat)
    ]
