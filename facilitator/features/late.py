"""Those who come late: a seat where it harms the mix least, and nobody else moves for it."""

from itertools import combinations
from typing import Any

from facilitator.core.assignment import Problem, seat_late
from facilitator.core.roles import Role
from facilitator.engine.commands import command
from facilitator.engine.errors import NotFoundError, RefusedError
from facilitator.engine.regions import Audience, region
from facilitator.features.common import HOSTS, Ctx, rows
from facilitator.features.mixing import core_person, held_rounds, ids_by_room
from facilitator.features.presence_events import (
    PersonArrived,
    PersonDeparted,
    PersonEdited,
    PersonJoined,
)
from facilitator.features.seat_changes import changed, remember, seat_at
from facilitator.features.seating import (
    RoundClosed,
    RoundOpened,
    RoundProposed,
    SeatsChanged,
    open_round,
    proposed_rounds,
    rooms_of,
    seats,
)
from facilitator.i18n import lazy_gettext as _
from facilitator.models import Call, Participant, Room, Round, Seat
from facilitator.models.breakouts import RoundState


def seat_late_joiner(ctx: Ctx, participant: Participant) -> Seat | None:
    """Seat somebody who arrives while rooms are open; None if none are, or they have a seat."""
    of = open_round(ctx.call)
    if of is None or _seat_in(ctx.call, of, participant):
        return None
    seat = seat_in(ctx, of, participant, _best_room(ctx.call, of, participant), late=True)
    changed(ctx, of, {seat.room_id})
    return seat


@command("seat.late", allow=HOSTS)
def seat_now(
    ctx: Ctx, participant_id: int, room_id: int | None = None, instead_of: int | None = None
) -> dict[str, Any]:
    """Seat somebody without a seat in the open round, or in all that are proposed.

    In the room that suits best; or in the named room; or on the seat of somebody who is not here.
    """
    participant = ctx.call.find(Participant, participant_id)
    waiting = [one for one in _rounds_to_fill(ctx.call) if not _seat_in(ctx.call, one, participant)]
    if room_id or instead_of:
        named = _round_named(ctx, room_id, instead_of)
        waiting = [one for one in waiting if one is named]
    if not waiting:
        raise RefusedError(_("There is no seat to give: no rooms wait for this person."))
    made = []
    for of in waiting:
        remember(ctx.call, of)
        if instead_of:
            seat = _take_over(ctx, instead_of, participant)
        else:
            room = room_id or _best_room(ctx.call, of, participant)
            seat = seat_in(ctx, of, participant, room, late=True)
        changed(ctx, of, {seat.room_id})
        made.append(seat.id)
    return {"seats": made}


@region(
    "to_seat",
    to={Role.HOST},
    on={
        RoundProposed,
        RoundOpened,
        RoundClosed,
        SeatsChanged,
        PersonArrived,
        PersonDeparted,
        PersonEdited,
        PersonJoined,
    },
)
def to_seat(call: Call, _viewer: Audience) -> dict[str, Any]:
    """Who is here without a seat, in the open round or in what is proposed."""
    rounds = _rounds_to_fill(call)
    here = [one for one in rows(call, Participant) if one.present]
    places = {one.id: {seat.participant_id for seat in seats(call, one)} for one in rounds}
    waiting = [one for one in here if any(one.id not in seated for seated in places.values())]
    ids = {one.id for one in here}
    first = rounds[0] if rounds else None
    return {
        "waiting": sorted(waiting, key=lambda one: one.person.name.casefold()),
        "rooms": rooms_of(call, first) if first else [],
        "absent": [
            (seat, call.find(Participant, seat.participant_id))
            for seat in (seats(call, first) if first else [])
            if seat.participant_id not in ids
        ],
        "several": len(rounds) > 1,
        "is_open": first is not None and first.state == RoundState.OPEN,
    }


def seat_everybody_here(ctx: Ctx, of: Round) -> None:
    """Seat all who are present and have no seat, so that opening rooms leaves nobody behind."""
    seated = {seat.participant_id for seat in seats(ctx.call, of)}
    for one in rows(ctx.call, Participant):
        if one.present and one.id not in seated:
            seat_in(ctx, of, one, _best_room(ctx.call, of, one), late=False)


def seat_in(ctx: Ctx, of: Round, participant: Participant, room_id: int, *, late: bool) -> Seat:
    """Give somebody a seat in a room."""
    room = ctx.call.find(Room, room_id)
    if room.round_id != of.id:
        raise NotFoundError("room")
    seat = seat_at(ctx, of, room_id, participant.id or 0, pinned=False)
    seat.late, seat.note_taker = late, participant.note_taker
    return seat


def _best_room(call: Call, of: Round, participant: Participant) -> int:
    """The room whose mix suffers least; earlier rounds, held or proposed, count as met."""
    people = tuple(core_person(one) for one in rows(call, Participant))
    history = held_rounds(call, besides=of)
    problem = Problem(people, rooms=max(1, len(people)), history=history)
    others = [one for one in proposed_rounds(call) if one is not of]
    met = [
        pair
        for one in others
        for room in ids_by_room(call, one)
        if participant.id in room
        for pair in combinations(room, 2)
    ]
    index = seat_late(problem, ids_by_room(call, of), core_person(participant), met)
    return rooms_of(call, of)[index].id or 0


def _rounds_to_fill(call: Call) -> list[Round]:
    now_open = open_round(call)
    return [now_open] if now_open else proposed_rounds(call)


def _seat_in(call: Call, of: Round, participant: Participant) -> Seat | None:
    return next((one for one in seats(call, of) if one.participant_id == participant.id), None)


def _round_named(ctx: Ctx, room_id: int | None, seat_id: int | None) -> Round:
    row = ctx.call.find(Seat, seat_id) if seat_id else ctx.call.find(Room, room_id or 0)
    return ctx.call.find(Round, row.round_id)


def _take_over(ctx: Ctx, seat_id: int, participant: Participant) -> Seat:
    seat = ctx.call.find(Seat, seat_id)
    if ctx.call.find(Participant, seat.participant_id).present:
        raise RefusedError(_("That person is here and keeps the seat. Choose another seat."))
    seat.participant_id, seat.late = participant.id or 0, True
    seat.pinned, seat.arrived_at, seat.note_taker = False, None, participant.note_taker
    ctx.db.flush()
    return seat
