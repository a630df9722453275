"""Rooms as those in them use them: find the way in, ask for help, take over the notes."""

from typing import Annotated, Any

from pydantic import StringConstraints
from sqlmodel import col

from facilitator.core.agenda import Kind
from facilitator.core.roles import Role
from facilitator.engine.commands import command
from facilitator.engine.errors import NotFoundError, RefusedError
from facilitator.engine.regions import Audience, region
from facilitator.features.agenda import AgendaEdited, AgendaMoved
from facilitator.features.call_fields import Address
from facilitator.features.calls import Announced, CallEdited
from facilitator.features.common import HOSTS, PEOPLE, Ctx, Label, acting, rows
from facilitator.features.moment import Moment, moment_of
from facilitator.features.presence_events import (
    PersonArrived,
    PersonDeparted,
    PersonEdited,
    PersonJoined,
)
from facilitator.features.seating import (
    RoomChanged,
    RoundChanged,
    RoundClosed,
    RoundOpened,
    RoundProposed,
    SeatsChanged,
    members,
    open_round,
    questions_of,
    room_label,
    seat_of,
)
from facilitator.i18n import lazy_gettext as _
from facilitator.models import Announcement, Call, Participant, Room, Round, Seat
from facilitator.models.breakouts import RoundState

RoomName = Annotated[Label, StringConstraints(max_length=60)]


@command("room.rename", allow=HOSTS)
def rename_room(
    ctx: Ctx, room_id: int, name: RoomName = "", video_link: Address | None = None
) -> None:
    """Give a room a name (empty: its number again) and, if given, a video address of its own."""
    room = ctx.call.find(Room, room_id)
    room.name = name
    if video_link is not None:
        room.video_link = video_link
    of = ctx.call.find(Round, room.round_id)
    proposed = of.state == RoundState.PROPOSED
    ctx.record(RoundProposed() if proposed else RoomChanged(room_id))


@command("room.ask_help", allow=PEOPLE)
def ask_help(ctx: Ctx, room_id: int) -> None:
    """Ask a host to come into one's room."""
    room, _seat = _own_room(ctx, room_id)
    if room.help_asked_at is None:
        room.help_asked_at = ctx.now
        ctx.record(RoomChanged(room_id))


@command("room.help_given", allow=PEOPLE | HOSTS)
def help_given(ctx: Ctx, room_id: int) -> None:
    """Say that help has come, or is no longer needed."""
    is_host = ctx.actor.role is Role.HOST
    room = ctx.call.find(Room, room_id) if is_host else _own_room(ctx, room_id)[0]
    if room.help_asked_at is not None:
        room.help_asked_at = None
        ctx.record(RoomChanged(room_id))


@command("seat.arrive", allow=PEOPLE)
def arrive(ctx: Ctx, room_id: int) -> None:
    """Say that one is in the room."""
    _room, seat = _own_room(ctx, room_id)
    if seat.arrived_at is None:
        seat.arrived_at = ctx.now
        ctx.record(RoomChanged(room_id))


@command("seat.take_notes", allow=PEOPLE)
def take_notes(ctx: Ctx, room_id: int) -> None:
    """Take over the notes of one's room, if nobody who is here takes them."""
    room, seat = _own_room(ctx, room_id)
    seated = members(ctx.call, room)
    if seat.note_taker:
        return
    if taker := next((who for one, who in seated if one.note_taker and who.present), None):
        raise RefusedError(_("%(name)s takes notes in this room.", name=taker.person.name))
    for one, _who in seated:
        one.note_taker = one is seat
    ctx.record(SeatsChanged())


@region(
    "my_room",
    to=PEOPLE,
    on={
        RoundOpened,
        RoundChanged,
        RoundClosed,
        RoomChanged,
        SeatsChanged,
        PersonArrived,
        PersonDeparted,
        PersonEdited,
        PersonJoined,
        AgendaMoved,
        AgendaEdited,
        Announced,
        CallEdited,
    },
    each="room",
)
def my_room(call: Call, room: Room | None, _viewer: Audience) -> dict[str, Any]:
    """Where to go: one's room while rooms are open, the main room otherwise."""
    of = call.find(Round, room.round_id) if room else open_round(call)
    moment = moment_of(call)
    shown: dict[str, Any] = {"round": of, "moment": moment, "later": _later(moment)}
    if room is None or of is None or of.state != RoundState.OPEN or of.opened_at is None:
        return shown
    seated = members(call, room)
    takers = [who for seat, who in seated if seat.note_taker]
    return shown | {
        "label": room_label(room),
        "seated": seated,
        "others": [who.id for _seat, who in seated if who not in takers],
        "not_there": [who.id for seat, who in seated if seat.arrived_at is None],
        "takers": takers,
        "taker_here": any(who.present for who in takers),
        "questions": questions_of(call, of),
        "ring": moment.ring_of(of.opened_at, of.duration),
        "video_link": video_address(call, of, room),
        "told": _told(call, room),
    }


def video_address(call: Call, of: Round, room: Room) -> str:
    """Where a room meets: its own address, else the call's pattern, else the main room's.

    In the pattern `{room}` and `{round}` stand for numbers and `{code}` for the call's code.
    """
    pattern = room.video_link or call.room_video_link
    for word, value in (("room", room.number), ("round", of.number), ("code", call.code)):
        pattern = pattern.replace("{%s}" % word, str(value))  # noqa: UP031 - braces all around
    return pattern or call.video_link


def _later(moment: Moment) -> bool:
    """Whether rooms are still to come, so that a page may say what will happen."""
    ahead = [one for one in moment.items if moment.times(one).state in {"planned", "now"}]
    return any(one.kind == Kind.BREAKOUT for one in ahead)


def _told(call: Call, room: Room) -> Announcement | None:
    """What the hosts told this room last and did not take back."""
    here = (col(Announcement.room_id) == room.id, col(Announcement.withdrawn_at).is_(None))
    return next(reversed(rows(call, Announcement, *here)), None)


def _own_room(ctx: Ctx, room_id: int) -> tuple[Room, Seat]:
    """A room of the open round in which the giver of the order has a seat."""
    me: Participant = acting(ctx)
    room = ctx.call.find(Room, room_id)
    seat = seat_of(ctx.call, me, room_id)
    if seat is None:
        raise NotFoundError("room")
    if ctx.call.find(Round, room.round_id).state != RoundState.OPEN:
        raise RefusedError(_("This room has closed. Everybody is back in the main room."))
    return room, seat
