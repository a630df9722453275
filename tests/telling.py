"""Calls with something to tell: rounds with rooms, and the story in its formats."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from facilitator.core.story import Story
from facilitator.engine.context import Actor
from facilitator.features.story import as_html, as_markdown, story_of
from facilitator.machinery import find_call
from facilitator.models import Call, Item, Question, Room, Round, Seat
from facilitator.models.breakouts import RoundState
from tests.cast import Cast


@contextmanager
def reading(cast: Cast) -> Iterator[Call]:
    """The call, in an application context."""
    with cast.app.app_context(), cast.parts.database.reading() as db:
        call = find_call(db, cast.call_id)
        assert call is not None
        yield call


def story(cast: Cast, locale: str = "en") -> Story:
    with reading(cast) as call:
        return story_of(call, locale)


def html(cast: Cast, locale: str = "en") -> str:
    with reading(cast) as call:
        return as_html(story_of(call, locale))


def markdown(cast: Cast, locale: str = "en") -> str:
    with reading(cast) as call:
        return as_markdown(story_of(call, locale))


def hold_round(cast: Cast, number: int, *rooms: Sequence[Actor]) -> list[int]:
    """Seat people in rooms, in a round that was held; returns the rooms' ids."""
    item = cast.item("breakout")
    with cast.parts.database.writing() as db:
        held = Round(
            call_id=cast.call_id,
            item_id=item.id,
            number=number,
            state=RoundState.CLOSED,
            duration=timedelta(minutes=10),
            opened_at=cast.clock(),
            closed_at=cast.clock() + timedelta(minutes=10),
        )
        db.add(held)
        db.flush()
        made = [
            Room(call_id=cast.call_id, round_id=held.id, number=index)
            for index in range(1, len(rooms) + 1)
        ]
        db.add_all(made)
        db.flush()
        db.add_all(
            Seat(
                call_id=cast.call_id,
                round_id=held.id,
                room_id=room.id,
                participant_id=one.participant or 0,
            )
            for room, seated in zip(made, rooms, strict=True)
            for one in seated
        )
        ids = [room.id or 0 for room in made]
        db.commit()
    return ids


def questions(cast: Cast) -> list[int]:
    return [one.id or 0 for one in sorted(cast.rows(Question), key=lambda one: one.position)]


def run_through(cast: Cast, *minutes: int) -> None:
    """Run the agenda: each item for so many minutes, then end the call."""
    seen = None
    for item, length in zip(_items(cast), minutes, strict=True):
        cast.host("agenda.next", seen=seen)
        cast.clock.forward(minutes=length)
        seen = item.id
    cast.host("agenda.next", seen=seen)


def _items(cast: Cast) -> list[Item]:
    return cast.items()
