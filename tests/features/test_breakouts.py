"""Rounds as they are held: opened once, extended, closed with a warning, by a host or by time."""

from datetime import timedelta
from pathlib import Path

import pytest

from facilitator.engine.errors import NotAllowedError, NotFoundError, RefusedError
from facilitator.models import Mark, Round
from facilitator.models.breakouts import RoundState
from tests.cast import NOON, Cast, make_cast
from tests.features.breakout_rooms import (
    gather,
    keep_time,
    open_first,
    propose,
    round_now,
    upcoming,
)

MINUTES = 10


@pytest.fixture
def people(cast: Cast) -> None:
    gather(cast, 8, note_takers=2)
    cast.start("breakout")


@pytest.fixture
def opened(cast: Cast, people: None) -> int:
    """An open round of 10 minutes that warns a minute before its end."""
    return open_first(cast, minutes=MINUTES, rounds=2)


def test_opening_sends_people_to_their_rooms(cast: Cast, opened: int) -> None:
    of = round_now(cast, opened)
    assert (of.state, of.opened_at, of.closed_at) == (RoundState.OPEN, cast.clock(), None)


def test_opening_twice_changes_nothing(cast: Cast, opened: int) -> None:
    cast.clock.forward(minutes=1)
    cast.host("round.open", round_id=opened)
    assert round_now(cast, opened).opened_at == NOON


def test_opening_a_second_round_while_one_is_open_is_refused(cast: Cast, opened: int) -> None:
    second = next(one for one in cast.rows(Round) if one.id != opened)
    with pytest.raises(RefusedError):
        cast.host("round.open", round_id=second.id)


def test_opening_a_closed_round_is_refused(cast: Cast, opened: int) -> None:
    cast.host("round.close_now", round_id=opened)
    with pytest.raises(RefusedError):
        cast.host("round.open", round_id=opened)


def test_opening_starts_the_item_that_the_rooms_belong_to(cast: Cast) -> None:
    gather(cast, 4)
    cast.start("opening")
    open_first(cast)
    assert cast.rows(Mark)[-1].item_id == cast.item("breakout").id


def test_opening_after_the_call_is_refused(cast: Cast, people: None) -> None:
    round_id = propose(cast)[0]
    for item in cast.items()[cast.items().index(cast.item("breakout")) :]:
        cast.host("agenda.next", seen=item.id)
    with pytest.raises(RefusedError):
        cast.host("round.open", round_id=round_id)


def test_time_warns_and_then_closes(cast: Cast, opened: int) -> None:
    cast.clock.forward(minutes=8, seconds=59)
    assert keep_time(cast) == []
    cast.clock.forward(seconds=1)
    assert keep_time(cast) == ["round.warn"]
    assert round_now(cast, opened).closing_at == NOON + timedelta(minutes=9)
    cast.clock.forward(minutes=1)
    assert keep_time(cast) == ["round.end"]
    of = round_now(cast, opened)
    assert (of.state, of.closed_at) == (RoundState.CLOSED, NOON + timedelta(minutes=10))


def test_after_a_restart_time_catches_up(cast: Cast, opened: int) -> None:
    cast.clock.forward(hours=1)
    assert keep_time(cast) == ["round.warn", "round.end"]
    assert upcoming(cast) == []


def test_a_pause_of_the_call_stops_the_round(cast: Cast, opened: int) -> None:
    cast.clock.forward(minutes=4)
    cast.host("agenda.pause")
    cast.clock.forward(minutes=30)
    assert upcoming(cast) == []
    cast.host("agenda.resume")
    assert [one.at for one in upcoming(cast)] == [
        NOON + timedelta(minutes=39),
        NOON + timedelta(minutes=40),
    ]


def test_an_extension_moves_warning_and_end(cast: Cast, opened: int) -> None:
    before = {one.key for one in upcoming(cast)}
    cast.host("round.extend", round_id=opened, minutes=5)
    after = upcoming(cast)
    assert [one.at for one in after] == [
        NOON + timedelta(minutes=14),
        NOON + timedelta(minutes=15),
    ]
    assert before.isdisjoint(one.key for one in after)


def test_an_extension_calls_the_warning_off_and_time_warns_again(cast: Cast, opened: int) -> None:
    cast.clock.forward(minutes=9)
    keep_time(cast)
    cast.host("round.extend", round_id=opened, minutes=5)
    assert round_now(cast, opened).closing_at is None
    cast.clock.forward(minutes=5)
    assert keep_time(cast) == ["round.warn"]


def test_the_end_of_an_extended_round_comes_to_nothing(cast: Cast, opened: int) -> None:
    cast.clock.forward(minutes=10)
    cast.host("round.extend", round_id=opened, minutes=1)
    cast.system("round.end", round_id=opened)
    assert round_now(cast, opened).state == RoundState.OPEN


def test_an_extension_of_a_closed_round_is_refused(cast: Cast, opened: int) -> None:
    cast.host("round.close_now", round_id=opened)
    with pytest.raises(RefusedError):
        cast.host("round.extend", round_id=opened, minutes=1)


def test_closing_warns_first(cast: Cast, opened: int) -> None:
    cast.clock.forward(minutes=3)
    cast.host("round.close", round_id=opened)
    assert round_now(cast, opened).state == RoundState.OPEN
    assert [(one.command, one.at) for one in upcoming(cast)] == [
        ("round.end", NOON + timedelta(minutes=4))
    ]
    cast.clock.forward(minutes=1)
    keep_time(cast)
    assert round_now(cast, opened).state == RoundState.CLOSED


def test_closing_is_undone_by_giving_the_minutes_back(cast: Cast, opened: int) -> None:
    cast.clock.forward(minutes=3)
    given_up = cast.host("round.close", round_id=opened).result
    cast.host("round.extend", round_id=opened, **given_up)
    of = round_now(cast, opened)
    assert (of.duration, of.closing_at) == (timedelta(minutes=10), None)


def test_closing_twice_warns_once(cast: Cast, opened: int) -> None:
    cast.host("round.close", round_id=opened)
    cast.clock.forward(seconds=30)
    cast.host("round.close", round_id=opened)
    of = round_now(cast, opened)
    assert (of.closing_at, upcoming(cast)[0].at) == (NOON, NOON + timedelta(minutes=1))


def test_closing_with_a_warning_is_refused_in_a_pause(cast: Cast, opened: int) -> None:
    cast.host("agenda.pause")
    with pytest.raises(RefusedError):
        cast.host("round.close", round_id=opened)
    cast.host("round.close_now", round_id=opened)
    assert round_now(cast, opened).state == RoundState.CLOSED


def test_the_warning_is_as_long_as_config_says(tmp_path: Path) -> None:
    cast = make_cast(tmp_path, closing_warning_seconds=90)
    gather(cast, 4)
    open_first(cast, minutes=MINUTES)
    assert upcoming(cast)[0].at == NOON + timedelta(minutes=8, seconds=30)
    cast.parts.database.close()


def test_next_is_refused_while_rooms_are_open(cast: Cast, opened: int) -> None:
    with pytest.raises(RefusedError):
        cast.host("agenda.next", seen=cast.item("breakout").id)
    assert round_now(cast, opened).state == RoundState.OPEN


def test_next_closes_the_rooms_if_told_so(cast: Cast, opened: int) -> None:
    cast.host("agenda.next", seen=cast.item("breakout").id, close_rooms=True)
    assert round_now(cast, opened).state == RoundState.CLOSED
    assert cast.rows(Mark)[-1].item_id == cast.item("plenary").id


def test_the_next_button_asks_before_it_closes_rooms(cast: Cast, opened: int) -> None:
    assert "Rooms are open. Close them now and go on?" in cast.html("controls")
    cast.host("round.close_now", round_id=opened)
    assert "close_rooms" not in cast.html("controls")


def test_a_round_of_another_call_is_not_found(cast: Cast, opened: int) -> None:
    cast.new_call()
    for command, more in {
        "round.open": {},
        "round.extend": {"minutes": 1},
        "round.close": {},
        "round.close_now": {},
        "round.shuffle": {},
        "round.undo": {},
    }.items():
        with pytest.raises(NotFoundError):
            cast.host(command, round_id=opened, **more)


def test_only_the_timekeeper_ends_a_round(cast: Cast, opened: int) -> None:
    with pytest.raises(NotAllowedError):
        cast.host("round.end", round_id=opened)
