"""What happened in one room makes that room's copies stale, and nobody else's."""

from dataclasses import dataclass

import pytest

from facilitator.core.roles import Role
from facilitator.engine.regions import Audience, Region
from facilitator.engine.stale import Stale


@dataclass(frozen=True)
class Posted:
    room: int


@dataclass(frozen=True)
class Moved:
    pass


@dataclass(frozen=True)
class Unheard:
    room: int


NOTES = Region("notes", frozenset(Role), frozenset({Posted, Moved}), "room", dict)
BOARD = Region("board", frozenset(Role), frozenset({Posted, Moved}), "call", dict)


def room(key: int | None) -> Audience:
    return Audience(Role.NOTE_TAKER, "en", "room", key)


EVERYBODY = Audience(Role.HOST, "en")


@pytest.mark.parametrize(("key", "touched"), [(1, True), (2, False), (None, False)])
def test_event_of_a_room_touches_that_room_alone(key: int | None, touched: bool) -> None:  # noqa: FBT001
    stale = Stale()
    stale.note([Posted(room=1)])
    assert stale.touches(NOTES, room(key)) is touched


def test_event_of_a_room_touches_what_all_see() -> None:
    stale = Stale()
    stale.note([Posted(room=1)])
    assert stale.touches(BOARD, EVERYBODY)


def test_event_of_no_room_touches_all_rooms() -> None:
    stale = Stale()
    stale.note([Posted(room=1), Moved()])
    assert [stale.touches(NOTES, room(key)) for key in (1, 2, None)] == [True, True, True]


def test_kind_without_its_event_touches_all_rooms() -> None:
    stale = Stale()
    stale.note_kinds({Posted})
    assert [stale.touches(NOTES, room(key)) for key in (1, 2)] == [True, True]


def test_event_that_nobody_shows_touches_nothing() -> None:
    stale = Stale()
    stale.note([Unheard(room=1)])
    assert (stale.touches(NOTES, room(1)), stale.touches(BOARD, EVERYBODY)) == (False, False)
    assert bool(stale)
