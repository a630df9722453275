"""Where people sit: which room is whose now, and the copies of page regions that follow from it."""

from dataclasses import dataclass

from sqlmodel import col, select

from facilitator.engine.regions import KeyOf, division
from facilitator.features.common import Ctx, once, rows
from facilitator.i18n import gettext
from facilitator.models import Call, ItemQuestion, Participant, Question, Room, Round, Seat
from facilitator.models.breakouts import RoundState


@dataclass(frozen=True)
class RoundProposed:
    """Rooms were proposed, changed before they open, or thrown away."""


@dataclass(frozen=True)
class RoundOpened:
    """People go to their rooms."""


@dataclass(frozen=True)
class RoundChanged:
    """An open round got more or less time, or its closing warning."""


@dataclass(frozen=True)
class RoundClosed:
    """Everybody is back in the main room."""


@dataclass(frozen=True)
class RoomChanged:
    """A room asked for help or got it, somebody said that they are in it, or it got a name."""

    room: int


@dataclass(frozen=True)
class SeatsChanged:
    """Somebody was seated, moved, or took over the notes in an open round."""


def open_round(call: Call) -> Round | None:
    """The round whose rooms are open; there is never more than one."""
    return next((one for one in _rounds(call) if one.state == RoundState.OPEN), None)


def proposed_rounds(call: Call) -> list[Round]:
    """The rounds that are proposed and not yet open, in the order in which they will be."""
    return [one for one in rounds_of(call) if one.state == RoundState.PROPOSED]


def close_open_round(ctx: Ctx) -> Round | None:
    """Bring everybody back to the main room at once; returns the round, None if none was open."""
    now_open = open_round(ctx.call)
    if now_open is not None:
        now_open.state, now_open.closed_at = RoundState.CLOSED, ctx.now
        for room in rooms_of(ctx.call, now_open):
            room.help_asked_at = None
        ctx.record(RoundClosed())
    return now_open


def seats(call: Call, of: Round) -> list[Seat]:
    """All seats of a round."""
    return _seats(call, of.id)


def seat_of(call: Call, participant: Participant, room_id: int) -> Seat | None:
    """The seat that a participant has, or had, in a room."""
    conditions = (col(Seat.participant_id) == participant.id, col(Seat.room_id) == room_id)
    return call.db.exec(select(Seat).where(Seat.call_id == call.id, *conditions)).first()


def latest_round(call: Call) -> Round | None:
    """The open round; if none is open, the one that closed last."""
    held = [one for one in _rounds(call) if one.opened_at is not None]
    return max(held, key=lambda one: one.opened_at, default=None)  # type: ignore[arg-type, return-value]


def rounds_of(call: Call) -> list[Round]:
    """All rounds in the order in which they were proposed."""
    return _rounds(call)


def rooms_of(call: Call, of: Round) -> list[Room]:
    """The rooms of a round, by number."""
    return _rooms(call, of.id)


def room_label(room: Room) -> str:
    """What a room is called: its name, or its number."""
    return room.name or gettext("Room %(number)s", number=room.number)


def members(call: Call, room: Room) -> list[tuple[Seat, Participant]]:
    """Who sits in a room, by name."""
    return _members_by_room(call, room.round_id).get(room.id, [])


def members_by_room(call: Call, of: Round) -> dict[int, list[tuple[Seat, Participant]]]:
    """Who sits in each room of a round, by name; rooms without anybody are missing."""
    return _members_by_room(call, of.id)


def questions_of(call: Call, of: Round) -> list[Question]:
    """What a round asks: the questions of its item, or all of the call's if it has none."""
    return questions_of_item(call, of.item_id)


@once
def questions_of_item(call: Call, item_id: int) -> list[Question]:
    """What an item asks, or all questions of the call if it names none."""
    asked = select(ItemQuestion.question_id).where(ItemQuestion.item_id == item_id)
    own = rows(call, Question, col(Question.id).in_(asked))
    return own or rows(call, Question)


def room_keys(call: Call) -> KeyOf:
    """Tells each participant's room: the one they are in, or were in last.

    A note-taker can so finish the sentence although the rooms have closed.
    """
    now = latest_round(call)
    return {seat.participant_id: seat.room_id for seat in seats(call, now)}.get if now else _none


@once
def _rounds(call: Call) -> list[Round]:
    return rows(call, Round)


@once
def _rooms(call: Call, round_id: int) -> list[Room]:
    return rows(call, Room, col(Room.round_id) == round_id, order=col(Room.number))


@once
def _seats(call: Call, round_id: int) -> list[Seat]:
    return rows(call, Seat, col(Seat.round_id) == round_id)


@once
def _members_by_room(call: Call, round_id: int) -> dict[int, list[tuple[Seat, Participant]]]:
    query = (
        select(Seat, Participant)
        .join(Participant, col(Seat.participant_id) == Participant.id)
        .where(Seat.round_id == round_id)
    )
    seated: dict[int, list[tuple[Seat, Participant]]] = {}
    for seat, participant in sorted(call.db.exec(query), key=_by_name):
        seated.setdefault(seat.room_id, []).append((seat, participant))
    return seated


def _by_name(pair: tuple[Seat, Participant]) -> str:
    return pair[1].person.name.casefold()


def _none(_participant: int) -> None:
    return None


division(
    "room",
    on={RoundOpened, RoundClosed, SeatsChanged},
    keys=room_keys,
    find=lambda call, key: call.find(Room, key),
)
division(
    "person",
    on=set(),
    keys=lambda _call: int,
    find=lambda call, key: call.find(Participant, key),
)
