"""What a page was sent stays true: copies are drawn when stale, kept while followed, sent once."""

import logging
import threading
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from facilitator.core.roles import Role
from facilitator.engine.context import Actor
from facilitator.engine.errors import NotFoundError
from facilitator.engine.publisher import Publisher
from facilitator.engine.regions import Audience, Region
from facilitator.features.calls import erase_call
from facilitator.models import Call, Link
from tests.cast import HOST, Cast

WALL = Actor(Role.WALL)


class Following:
    """Somebody looking at the pages of some actors, and what is sent to them."""

    def __init__(self, cast: Cast, *actors: Actor) -> None:
        self.cast = cast
        self.publisher: Publisher = cast.parts.publisher
        self.sent: list[tuple[str, Mapping[str, Any]]] = []
        self.drawn: Counter[str] = Counter()
        self.broken = ""
        self.looking = {one for actor in actors for one in cast.audiences(actor)}
        self._render = self.publisher.render
        self.publisher.render = self._draw
        self.publisher.audiences = lambda _call_id: self.looking
        self.publisher.send = lambda _to, event, payload: self.sent.append((event, payload))
        for actor in actors:
            self.page(actor)
        self.drawn.clear()

    def page(self, actor: Actor = HOST) -> dict[str, str]:
        return self.publisher.page(self.cast.call_id, self.cast.audiences(actor))[1]

    def flush(self) -> None:
        self.publisher.flush(self.cast.call_id)

    def _draw(self, one: Region, call: Call, audience: Audience) -> str:
        if one.name == self.broken:
            raise ZeroDivisionError(one.name)
        self.drawn[one.name] += 1
        return self._render(one, call, audience)


def elsewhere(cast: Cast, command: str, **args: Any) -> None:
    """Give an order as another process would: nobody tells the publisher."""
    publish, cast.parts.writer.publish = cast.parts.writer.publish, lambda *_: None
    cast.host(command, **args)
    cast.parts.writer.publish = publish


def test_page_is_drawn_once_however_many_load_it(cast: Cast) -> None:
    following = Following(cast, HOST)
    following.page()
    following.page()
    assert following.drawn == Counter()


def test_page_shows_what_happened_before_it_was_flushed(cast: Cast) -> None:
    following = Following(cast, HOST)
    cast.host("call.announce", text="Welcome")
    assert following.page() == cast.page(HOST)
    assert [event for event, _ in following.sent] == ["regions"]


def test_page_shows_what_another_process_has_written(cast: Cast) -> None:
    following = Following(cast, HOST)
    elsewhere(cast, "call.announce", text="From the command line")
    assert "From the command line" in following.page()["announcements"]


def test_other_process_is_noticed_though_this_one_writes_after_it(cast: Cast) -> None:
    following = Following(cast, HOST)
    elsewhere(cast, "call.announce", text="From the command line")
    cast.host("agenda.next")
    following.flush()
    assert following.sent[-1][1]["regions"]["announcements"] == cast.html("announcements")
    assert following.page() == cast.page(HOST)


def test_order_of_this_process_redraws_only_what_it_touches(cast: Cast) -> None:
    following = Following(cast, HOST, WALL)
    cast.host("call.announce", text="Welcome")
    following.flush()
    assert set(following.drawn) == {"announcements"}


def test_order_that_was_looked_up_is_not_drawn_again_when_it_is_told(cast: Cast) -> None:
    following = Following(cast, HOST)
    told: list[tuple[Any, ...]] = []
    publish, cast.parts.writer.publish = cast.parts.writer.publish, lambda *one: told.append(one)
    cast.host("call.announce", text="Welcome")
    following.page()
    following.drawn.clear()
    publish(*told[0])
    following.flush()
    assert (following.drawn, following.publisher.waiting()) == (Counter(), [])


def test_copies_that_nobody_follows_are_dropped_at_the_next_change(cast: Cast) -> None:
    following = Following(cast, HOST, WALL)
    following.looking = set(cast.audiences(HOST))
    cast.host("agenda.next")
    following.flush()
    following.drawn.clear()
    following.page(WALL)
    assert set(following.drawn) == set(cast.page(WALL))


def test_calls_that_nobody_follows_are_forgotten(cast: Cast) -> None:
    following = Following(cast, HOST)
    following.publisher.forget_others([cast.call_id])
    following.page()
    assert following.drawn == Counter()
    following.publisher.forget_others([])
    assert following.page() == cast.page(HOST)
    assert set(following.drawn) >= set(cast.page(HOST))


def test_missed_gives_only_what_is_newer(cast: Cast) -> None:
    following = Following(cast, HOST)
    first = cast.call().version
    cast.host("call.announce", text="Welcome")
    audiences = cast.audiences(HOST)
    version, newer = following.publisher.missed(cast.call_id, audiences, first)
    assert (version, newer) == (first + 1, {"announcements": cast.html("announcements")})
    assert following.publisher.missed(cast.call_id, audiences, version) == (version, {})


def test_change_that_shows_nothing_new_is_not_sent(cast: Cast) -> None:
    following = Following(cast, HOST)
    cast.host("call.announce", text="Welcome")
    cast.host("call.withdraw_announcement", announcement_id=1)
    following.flush()
    assert following.sent == []


def test_many_who_flush_at_once_send_each_state_once(cast: Cast) -> None:
    following = Following(cast, HOST, WALL)
    for text in ("One", "Two", "Three"):
        cast.host("call.announce", text=text)
        threads = [threading.Thread(target=following.flush) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    versions = [payload["version"] for event, payload in following.sent if event == "regions"]
    assert versions == [2, 2, 3, 3, 4, 4]


def test_region_that_cannot_be_drawn_harms_no_other(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    following = Following(cast, HOST, WALL)
    following.broken = "announcements"
    cast.host("call.announce", text="Welcome")
    cast.host("agenda.next")
    with caplog.at_level(logging.ERROR):
        following.flush()
    sent = {name for _, payload in following.sent for name in payload["regions"]}
    assert "now" in sent
    assert "announcements" not in sent
    assert {record.message for record in caplog.records} == {
        f"The page region announcements of call {cast.call_id} cannot be drawn."
    }


def test_region_that_could_not_be_drawn_is_sent_as_soon_as_it_can(cast: Cast) -> None:
    following = Following(cast, HOST)
    seen = cast.call().version
    following.broken = "announcements"
    cast.host("call.announce", text="Welcome")
    following.flush()
    assert following.page()["announcements"] == ""
    following.broken = ""
    cast.host("agenda.next")
    following.flush()
    assert following.sent[-1][1]["regions"]["announcements"] == cast.html("announcements")
    _, missed = following.publisher.missed(cast.call_id, cast.audiences(HOST), seen)
    assert missed["announcements"] == cast.html("announcements")


def test_fault_in_reading_the_call_loses_nothing(cast: Cast) -> None:
    following = Following(cast, HOST)
    cast.host("call.announce", text="Welcome")
    find, following.publisher.find_call = following.publisher.find_call, _fail
    with pytest.raises(ZeroDivisionError):
        following.flush()
    following.publisher.find_call = find
    following.flush()
    assert following.sent[-1][1]["regions"]["announcements"] == cast.html("announcements")


def test_erased_call_is_not_found_and_told(cast: Cast) -> None:
    following = Following(cast, HOST)
    audiences = cast.audiences(HOST)
    with cast.parts.database.writing() as db:
        erase_call(db, db.get_one(Call, cast.call_id))
        db.commit()
    with pytest.raises(NotFoundError):
        following.publisher.page(cast.call_id, audiences)
    assert {event for event, _ in following.sent} == {"gone"}


def test_numbers_of_an_erased_call_are_never_given_again(cast: Cast) -> None:
    """Cookies hold the numbers of calls and links: they would open somebody else's call."""
    before = {cast.call_id}, {link.id for link in cast.rows(Link)}
    with cast.parts.database.writing() as db:
        erase_call(db, db.get_one(Call, cast.call_id))
        db.commit()
    after = {cast.new_call()}, {link.id for link in cast.rows(Link)}
    assert [old & new for old, new in zip(before, after, strict=True)] == [set(), set()]


def _fail(*_: object) -> None:
    raise ZeroDivisionError
