"""The socket: who is let in, what they are sent, what their orders do."""

import pytest
from socketio.exceptions import ConnectionError as RefusedConnectionError

from facilitator.core.roles import Role
from facilitator.engine.context import Actor
from facilitator.engine.journal import Entry
from facilitator.features.calls import erase_call
from facilitator.models import Call, Link, Mark
from tests.cast import Cast
from tests.live.server import HOST, WALL, Server, wait_until


def test_connect_without_a_link_is_refused(server: Server) -> None:
    stranger = server.client(HOST)
    stranger.headers = {}
    with pytest.raises(RefusedConnectionError):
        stranger.connect()


def test_connect_with_another_roles_link_is_refused(server: Server) -> None:
    forger = server.client(WALL)
    forger.auth["page"] = "host"
    with pytest.raises(RefusedConnectionError):
        forger.connect()


def test_connect_to_another_call_is_refused(server: Server, cast: Cast) -> None:
    mine = cast.call_id
    other = cast.new_call()
    cast.call_id = mine
    curious = server.client(HOST)
    curious.auth["call"] = other
    with pytest.raises(RefusedConnectionError):
        curious.connect()


def test_connect_with_a_forged_cookie_is_refused(server: Server) -> None:
    forger = server.client(HOST)
    forger.headers = {"Cookie": forger.headers["Cookie"][:-3] + "abc"}
    with pytest.raises(RefusedConnectionError):
        forger.connect()


def test_follow_sends_all_regions_of_the_page(server: Server, cast: Cast) -> None:
    assert server.client(HOST).connect().shown == cast.page(HOST)


def test_follow_sends_only_what_changed_since(server: Server, cast: Cast) -> None:
    host = server.client(HOST).connect()
    seen = host.version
    cast.host("call.announce", text="Welcome")
    assert set(host.follow(seen)["regions"]) == {"announcements"}


def test_follow_at_the_present_version_sends_nothing(server: Server) -> None:
    host = server.client(HOST).connect()
    assert host.follow(host.version)["regions"] == {}


def test_order_is_on_disk_when_it_is_answered(server: Server, cast: Cast) -> None:
    answer = server.client(HOST).connect().order("agenda.next")
    assert (answer["ok"], len(cast.rows(Mark))) == (True, 1)


def test_order_repeated_with_its_key_changes_nothing(server: Server, cast: Cast) -> None:
    host = server.client(HOST).connect()
    first = host.order("call.announce", key="a-key", text="Welcome")
    again = host.order("call.announce", key="a-key", text="Welcome")
    assert (again, cast.call().version) == (first, first["version"])


def test_order_by_a_role_that_may_not_is_refused(server: Server, cast: Cast) -> None:
    answer = server.client(WALL).connect().order("agenda.next")
    assert answer["ok"] is False
    assert answer["errors"] == {"": "This link does not allow that. Ask a host to do it."}
    assert cast.rows(Mark) == []


def test_order_with_unknown_fields_is_refused_at_the_field(server: Server) -> None:
    answer = server.client(HOST).connect().order("agenda.next", by="somebody")
    assert answer["errors"] == {"by": "This page is out of date. Reload it and try again."}


@pytest.mark.parametrize("wire", [None, [], "next", {"command": 3}, {"command": "no.such"}])
def test_order_that_makes_no_sense_is_refused(server: Server, wire: object) -> None:
    host = server.client(HOST).connect()
    assert host.socket.call("order", wire)["ok"] is False


def test_order_larger_than_a_message_may_be_drops_the_connection(
    server: Server, cast: Cast
) -> None:
    host = server.client(HOST).connect()
    host.socket.emit("order", {"command": "call.announce", "args": {"text": "x" * 10_000_000}})
    wait_until(lambda: not host.socket.connected, "the connection is dropped")
    assert cast.rows(Entry)[-1].kind != "call.announce"


def test_orders_without_end_are_slowed(server: Server, cast: Cast) -> None:
    limit = cast.parts.config.post_limit
    host = server.client(HOST).connect()
    answers = [host.order("agenda.pause") for _ in range(limit + 1)]
    assert answers[-1] == {
        "ok": False,
        "errors": {"": "That was too much at once. Wait a minute and try again."},
        "again": True,
    }


def test_update_reaches_each_in_their_own_language(server: Server, cast: Cast) -> None:
    english = server.client(HOST).connect()
    spanish = server.client(HOST, "es").connect()
    cast.host("agenda.next")
    server.flush()
    wait_until(lambda: "regions" in english.heard and "regions" in spanish.heard, "both hear")
    assert english.shown == cast.page(HOST)
    assert spanish.shown == cast.page(Actor(Role.HOST, locale="es"))


def test_update_of_another_call_is_not_heard(server: Server, cast: Cast) -> None:
    host = server.client(HOST).connect()
    mine = cast.call_id
    cast.new_call()
    cast.host("agenda.next")
    cast.parts.publisher.flush(cast.call_id)
    cast.call_id = mine
    host.order("agenda.next")
    server.flush()
    wait_until(lambda: "regions" in host.heard, "its own update arrives")
    assert host.heard == ["regions"]


def test_beat_tells_the_version_to_whoever_missed_it(server: Server, cast: Cast) -> None:
    host = server.client(HOST).connect()
    cast.host("agenda.next")
    server.start_rhythm()
    wait_until(lambda: host.version == cast.call().version, "the flush brings the version")


def test_orders_of_another_process_are_noticed(server: Server, cast: Cast) -> None:
    host = server.client(HOST).connect()
    server.start_rhythm()
    publish, cast.parts.writer.publish = cast.parts.writer.publish, lambda *_: None
    cast.host("call.announce", text="From the command line")
    cast.parts.writer.publish = publish
    wait_until(lambda: "From the command line" in host.shown["announcements"], "it is noticed")


def test_renewed_link_closes_the_pages_it_opened(server: Server, cast: Cast) -> None:
    wall = server.client(WALL).connect()
    cast.host("link.renew", role="wall")
    server.flush()
    wait_until(lambda: "closed" in wall.heard, "the wall is told")
    assert len([link for link in cast.rows(Link) if link.revoked_at]) == 1


def test_erased_call_is_told_to_everybody(server: Server, cast: Cast) -> None:
    wall = server.client(WALL).connect()
    server.start_rhythm()
    with cast.parts.database.writing() as db:
        call = db.get(Call, cast.call_id)
        assert call is not None
        erase_call(db, call)
        db.commit()
    wait_until(lambda: "gone" in wall.heard, "the wall is told")


def test_order_that_fails_by_our_fault_may_be_given_again(
    server: Server, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(_db: object) -> None:
        raise OSError(28, "No space left on device")

    host = server.client(HOST).connect()
    monkeypatch.setattr(cast.parts.writer, "commit", full_disk)
    answer = host.order("call.announce", key="once", text="Welcome")
    monkeypatch.undo()
    again = host.order("call.announce", key="once", text="Welcome")
    assert (answer["ok"], answer["again"], again["ok"]) == (False, True, True)
