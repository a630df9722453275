"""Changes to who sits where: moving, swapping, pinning, shuffling the rest, and undo.

What a host decides by hand is pinned, so that shuffling leaves it alone. Before each change a
proposed round remembers its seats, and undo puts them back. Open rounds have no undo: people have
moved.
"""

from collections.abc import Collection, Sequence

from facilitator.core.assignment import PinError, Problem
from facilitator.engine.commands import command
from facilitator.engine.errors import NotFoundError, RefusedError
from facilitator.features.common import HOSTS, Ctx, rows
from facilitator.features.mixing import (
    best_of,
    core_person,
    held_rounds,
    ids_by_room,
    name_note_takers,
)
from facilitator.features.seating import (
    RoundProposed,
    SeatsChanged,
    proposed_rounds,
    rooms_of,
    seats,
)
from facilitator.i18n import lazy_gettext as _
from facilitator.models import Call, Participant, Room, Round, Seat
from facilitator.models.breakouts import RoundState

MOST_EARLIER = 30


@command("seat.move", allow=HOSTS)
def move_seat(ctx: Ctx, seat_id: int, room_id: int) -> None:
    """Put somebody into another room of the same round."""
    seat, room = ctx.call.find(Seat, seat_id), ctx.call.find(Room, room_id)
    of = _standing(ctx, seat.round_id)
    if room.round_id != of.id:
        raise NotFoundError("room")
    if seat.room_id != room.id:
        _place(ctx, of, [(seat, room_id)])


@command("seat.swap", allow=HOSTS)
def swap_seats(ctx: Ctx, a: int, b: int) -> None:
    """Let two people of one round exchange their rooms."""
    one, other = ctx.call.find(Seat, a), ctx.call.find(Seat, b)
    of = _standing(ctx, one.round_id)
    if other.round_id != of.id:
        raise NotFoundError("seat")
    if one.room_id != other.room_id:
        _place(ctx, of, [(one, other.room_id), (other, one.room_id)])


@command("seat.pin", allow=HOSTS)
def pin_seat(ctx: Ctx, seat_id: int, *, pinned: bool) -> None:
    """Keep somebody in their room when the rest is shuffled, or let them be shuffled again."""
    seat = ctx.call.find(Seat, seat_id)
    of = proposed(ctx, seat.round_id)
    if seat.pinned != pinned:
        remember(ctx.call, of)
        seat.pinned = pinned
        ctx.record(RoundProposed())


@command("round.shuffle", allow=HOSTS)
def shuffle(ctx: Ctx, round_id: int) -> None:
    """Seat all who are not pinned anew, so that they also meet others than in other rounds."""
    of = proposed(ctx, round_id)
    remember(ctx.call, of)
    of.seed += 1
    seated = seats(ctx.call, of)
    ids = {seat.participant_id for seat in seated}
    rooms = rooms_of(ctx.call, of)
    places = {room.id: index for index, room in enumerate(rooms)}
    others = (one for one in proposed_rounds(ctx.call) if one is not of)
    try:
        problem = Problem(
            tuple(core_person(one) for one in rows(ctx.call, Participant) if one.id in ids),
            rooms=len(rooms),
            pins={(0, seat.participant_id): places[seat.room_id] for seat in seated if seat.pinned},
            history=(*held_rounds(ctx.call), *(ids_by_room(ctx.call, one) for one in others)),
            seed=of.seed,
        )
    except PinError:
        sentence = _("A room would stay empty. Unpin somebody, or propose the rooms again.")
        raise RefusedError(sentence) from None
    by_person = {seat.participant_id: seat for seat in seated}
    for room, members in zip(rooms, best_of(problem).rounds[0], strict=False):
        for participant in members:
            by_person[participant].room_id = room.id or 0
    changed(ctx, of)


@command("round.undo", allow=HOSTS)
def undo_change(ctx: Ctx, round_id: int) -> None:
    """Take back the last change to a proposed round."""
    of = proposed(ctx, round_id)
    if not of.earlier:
        raise RefusedError(_("There is nothing to undo in this round."))
    *earlier, before = of.earlier
    of.earlier = earlier
    places = {participant: (room, pinned) for participant, room, pinned in before}
    for seat in seats(ctx.call, of):
        if seat.participant_id in places:
            seat.room_id, seat.pinned = places.pop(seat.participant_id)
        else:
            ctx.db.delete(seat)
    known = {one.id for one in rows(ctx.call, Participant)}
    for participant, (room, pinned) in places.items():
        if participant in known:
            seat_at(ctx, of, room, participant, pinned=pinned)
    changed(ctx, of)


def proposed(ctx: Ctx, round_id: int) -> Round:
    """A round that may still be changed freely; raises RefusedError if it has opened."""
    of = ctx.call.find(Round, round_id)
    if of.state != RoundState.PROPOSED:
        raise RefusedError(_("These rooms have opened since. Reload the page to see them."))
    return of


def remember(call: Call, of: Round) -> None:
    """Keep the seats as they are now, for undo. Rounds that are open have no undo."""
    if of.state == RoundState.PROPOSED:
        now = [[one.participant_id, one.room_id, one.pinned] for one in seats(call, of)]
        of.earlier = [*of.earlier, now][-MOST_EARLIER:]


def changed(ctx: Ctx, of: Round, room_ids: Collection[int] = ()) -> None:
    """After a change: say who takes notes, and tell the pages.

    In an open round whoever takes notes goes on; only rooms in which nobody does get somebody.
    """
    ctx.db.flush()
    if of.state == RoundState.PROPOSED:
        name_note_takers(ctx.call, of)
        ctx.record(RoundProposed())
    else:
        name_note_takers(ctx.call, of, [ctx.call.find(Room, one) for one in sorted(room_ids)])
        ctx.record(SeatsChanged())


def seat_at(ctx: Ctx, of: Round, room_id: int, participant_id: int, *, pinned: bool) -> Seat:
    """Give somebody without a seat in a round one in a room."""
    seat = Seat(
        call_id=ctx.call.id or 0,
        round_id=of.id or 0,
        room_id=room_id,
        participant_id=participant_id,
        pinned=pinned,
    )
    ctx.db.add(seat)
    ctx.db.flush()
    return seat


def _standing(ctx: Ctx, round_id: int) -> Round:
    of = ctx.call.find(Round, round_id)
    if of.state == RoundState.CLOSED:
        raise RefusedError(_("These rooms have closed. Nobody can be moved in them any more."))
    return of


def _place(ctx: Ctx, of: Round, places: Sequence[tuple[Seat, int]]) -> None:
    remember(ctx.call, of)
    touched = {one for seat, room_id in places for one in (seat.room_id, room_id)}
    for seat, room_id in places:
        seat.room_id, seat.pinned, seat.arrived_at = room_id, True, None
        seat.note_taker = ctx.call.find(Participant, seat.participant_id).note_taker
    changed(ctx, of, touched)
