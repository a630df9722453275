"""A call in which every command is given at least once, in an order that makes sense.

Each step is an order by somebody; what it needs to know (which room, which insight) is looked up
when its turn comes. A test walks through it and looks at all screens after each step.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from facilitator.core.roles import Role
from facilitator.engine.context import Actor
from facilitator.models import (
    Announcement,
    Insight,
    Item,
    Mark,
    Presentation,
    Question,
    Room,
    Round,
    Seat,
)
from facilitator.models.breakouts import RoundState
from tests.cast import HOST, SYSTEM, Cast

PLACES = (
    "Porto, PT, europe",
    "Cali, CO, latin-america",
    "Ipoh, MY, eastern-asia",
    "Leeds, GB, europe",
    "Accra, GH, africa",
    "Dunedin, NZ, oceania",
)


@dataclass(frozen=True)
class Step:
    """One order: who gives it, and its values."""

    actor: Actor
    command: str
    args: dict[str, Any]


class Play:
    """The cast of the play: two note-takers and four participants, from six places."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.people = [
            cast.add(f"Person {number}", place, note_taker=number < 2)
            for number, place in enumerate(PLACES)
        ]

    @property
    def writer(self) -> Actor:
        """A note-taker of the open round."""
        return self.people[0]

    @property
    def listener(self) -> Actor:
        """A participant of the open round."""
        return self.people[2]

    def last(self, kind: type[Any]) -> Any:
        """The row of a kind that was made last."""
        return self.cast.rows(kind)[-1]

    def seat(self, actor: Actor) -> Seat:
        """The seat of somebody in the open round."""
        now = next(one.id for one in self.cast.rows(Round) if one.state == RoundState.OPEN)
        own = (one for one in self.cast.rows(Seat) if one.participant_id == actor.participant)
        return next(one for one in own if one.round_id == now)

    def last_participant(self) -> int:
        """Whoever was put on the list last."""
        return self.cast.participants()[-1].id

    def item(self, kind: str) -> Item:
        return self.cast.item(kind)

    def steps(self) -> Iterator[Step]:
        """All steps, each made when the one before has been carried out."""
        for act in (_plenary, _presenting, _proposing, _in_rooms, _closing, _people, _links):
            for actor, command, args in act(self):
                yield Step(actor, command, args() if callable(args) else args)


Line = tuple[Actor, str, dict[str, Any] | Callable[[], dict[str, Any]]]


def _plenary(play: Play) -> Iterator[Line]:
    items = play.cast.items()
    yield HOST, "agenda.next", {}
    yield HOST, "agenda.pause", {}
    yield HOST, "agenda.resume", {}
    yield HOST, "agenda.extend", {"minutes": 5}
    yield HOST, "agenda.undo", lambda: {"mark_id": play.last(Mark).id}
    yield HOST, "agenda.skip", {"item_id": items[-2].id}
    yield HOST, "agenda.next", {"seen": items[0].id}
    yield HOST, "agenda.back", {"seen": items[1].id}
    yield HOST, "call.announce", {"text": "The <b>sound</b> is back"}
    yield (
        HOST,
        "call.withdraw_announcement",
        lambda: {"announcement_id": play.last(Announcement).id},
    )


def _presenting(play: Play) -> Iterator[Line]:
    item = next(one for one in play.cast.items() if one.kind == "presentation")
    yield HOST, "agenda.go", {"item_id": item.id}
    yield HOST, "presentation.add", {"item_id": item.id, "title": "Our path", "minutes": 5}

    def made() -> dict[str, Any]:
        return {"presentation_id": play.last(Presentation).id}

    yield HOST, "presentation.edit", lambda: {**made(), "title": "Our own path", "minutes": 6}
    yield (
        HOST,
        "presentation.set_presenter",
        lambda: {
            **made(),
            "participant_id": play.listener.participant,
        },
    )
    yield HOST, "presentation.move", lambda: {**made(), "to": "up"}
    yield HOST, "presentation.spotlight", made
    yield HOST, "presentation.start", made
    yield HOST, "presentation.cue", lambda: {**made(), "text": "Two minutes left"}
    yield HOST, "presentation.extend", lambda: {**made(), "minutes": 2}
    yield HOST, "presentation.end", lambda: {"seen": play.last(Presentation).id}
    yield HOST, "presentation.restart", made
    yield HOST, "presentation.next", lambda: {"seen": play.last(Presentation).id}
    yield HOST, "presentation.add", {"item_id": item.id, "title": "One more", "minutes": 5}
    removed = play.last(Presentation).id
    yield HOST, "presentation.remove", {"presentation_id": removed}
    yield HOST, "presentation.restore", {"presentation_id": removed}


def _proposing(play: Play) -> Iterator[Line]:
    item = play.item("breakout")

    def first_round() -> dict[str, Any]:
        return {"round_id": play.cast.rows(Round)[0].id}

    yield HOST, "round.propose", {"item_id": item.id, "rooms": 3, "rounds": 1}
    yield HOST, "round.discard", {"item_id": item.id}
    yield HOST, "agenda.go", {"item_id": item.id}
    yield HOST, "round.propose", {"item_id": item.id, "rooms": 2, "rounds": 2, "minutes": 10}
    yield HOST, "seat.pin", lambda: {"seat_id": play.cast.rows(Seat)[0].id, "pinned": True}
    yield HOST, "round.shuffle", first_round

    def two() -> dict[str, Any]:
        first = play.cast.rows(Seat)[0]
        other = next(
            one
            for one in play.cast.rows(Seat)
            if one.round_id == first.round_id and one.room_id != first.room_id
        )
        return {"a": first.id, "b": other.id}

    yield HOST, "seat.swap", two
    yield HOST, "round.undo", first_round
    yield HOST, "room.rename", lambda: {"room_id": play.cast.rows(Room)[0].id, "name": "Café"}
    yield HOST, "round.open", first_round


def _in_rooms(play: Play) -> Iterator[Line]:
    writer, listener = play.writer, play.listener
    question = play.cast.rows(Question)[0].id

    def room(actor: Actor) -> dict[str, Any]:
        return {"room_id": play.seat(actor).room_id}

    yield listener, "seat.arrive", lambda: room(listener)
    yield (
        writer,
        "insight.post",
        lambda: {
            **room(writer),
            "question_id": question,
            "text": "People meet when the street is <i>theirs</i>.",
        },
    )

    def insight() -> dict[str, Any]:
        return {"insight_id": play.last(Insight).id}

    yield writer, "insight.edit", lambda: {**insight(), "text": "People meet in their street."}
    yield HOST, "insight.spotlight", insight
    yield writer, "insight.withdraw", insight
    yield writer, "insight.restore", insight
    yield (
        listener,
        "insight.post",
        lambda: {
            **room(listener),
            "question_id": question,
            "text": "Water has no borders.",
        },
    )
    yield listener, "room.ask_help", lambda: room(listener)
    yield HOST, "room.help_given", lambda: room(listener)
    yield HOST, "person.add", {"name": "Late One", "city": "Tokyo", "country": "Japan"}
    late = play.last_participant()
    yield SYSTEM, "person.arrive", {"participant_id": late}

    def elsewhere() -> dict[str, Any]:
        seat = play.seat(listener)
        rooms = [one for one in play.cast.rows(Room) if one.round_id == seat.round_id]
        return {
            "seat_id": seat.id,
            "room_id": next(one.id for one in rooms if one.id != seat.room_id),
        }

    yield HOST, "seat.move", elsewhere
    taker = next(
        one for one in play.people[:2] if play.seat(one).room_id == play.seat(listener).room_id
    )
    yield SYSTEM, "person.depart", {"participant_id": taker.participant}
    yield listener, "seat.take_notes", lambda: room(listener)
    yield SYSTEM, "person.arrive", {"participant_id": taker.participant}


def _closing(play: Play) -> Iterator[Line]:
    def open_round() -> dict[str, Any]:
        return {
            "round_id": next(
                one.id for one in play.cast.rows(Round) if one.state == RoundState.OPEN
            )
        }

    yield HOST, "round.extend", lambda: {**open_round(), "minutes": 1}
    yield HOST, "round.close", open_round
    yield SYSTEM, "round.end", _past_the_end(play, open_round)
    yield HOST, "person.add", {"name": "Later Still", "city": "Lima", "country": "Peru"}
    later = play.last_participant()
    yield SYSTEM, "person.arrive", {"participant_id": later}
    yield HOST, "seat.late", {"participant_id": later}
    yield HOST, "round.open", lambda: {"round_id": play.cast.rows(Round)[-1].id}
    yield SYSTEM, "round.warn", open_round
    yield HOST, "round.close_now", open_round


def _past_the_end(play: Play, args: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, Any]]:
    def wait() -> dict[str, Any]:
        play.cast.clock.forward(hours=1)
        return args()

    return wait


def _people(play: Play) -> Iterator[Line]:
    someone, nobody = play.people[3], Actor(Role.PARTICIPANT)
    yield HOST, "person.add", {"name": "Mistaken", "city": "Rome", "country": "Italy"}
    yield HOST, "person.remove", {"participant_id": play.last_participant()}
    yield (
        HOST,
        "person.edit",
        {
            "participant_id": someone.participant,
            "name": "Renamed",
            "city": "Bristol",
            "country": "GB",
        },
    )
    yield (
        HOST,
        "person.set_note_taker",
        {
            "participant_id": someone.participant,
            "note_taker": False,
        },
    )
    yield (
        HOST,
        "person.import",
        {"rows": [{"name": "Imported", "city": "Graz", "country": "Austria"}]},
    )
    yield nobody, "person.join", {"participant_id": play.last_participant()}
    yield nobody, "person.join_new", {"name": "Walk In", "city": "Oslo", "country": "Norway"}
    yield someone, "person.consent", {"named": True}
    yield someone, "person.set_locale", {"locale": "es"}
    yield HOST, "person.renew_link", {"participant_id": someone.participant}
    yield someone, "person.leave", {}


def _links(play: Play) -> Iterator[Line]:
    call = play.cast.call()
    yield (
        HOST,
        "call.edit",
        {
            "title": "Another title",
            "starts_at": call.starts_at + timedelta(minutes=30),
            "time_zone": "Europe/Madrid",
            "languages": ["en"],
        },
    )
    yield HOST, "link.renew", {"role": "participant"}
    yield HOST, "link.revoke", {"role": "participant"}
    yield HOST, "agenda.next", lambda: {"seen": play.item("breakout").id}
