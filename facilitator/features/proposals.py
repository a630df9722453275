"""Proposals: rooms for everybody present, mixed by place, which a host looks at before they open.

Nobody is made to sit alone by asking for more rooms than there are pairs of people, and whatever
differs from what was asked for is remarked, so that a page can say it.
"""

from datetime import timedelta
from itertools import count
from typing import Annotated, Any

from pydantic import Field
from sqlmodel import col, delete

from facilitator.core.agenda import Kind
from facilitator.core.assignment import Problem, rooms_for
from facilitator.core.assignment.problem import Rooms
from facilitator.engine.commands import command
from facilitator.engine.errors import RefusedError
from facilitator.features.common import HOSTS, Ctx, rows
from facilitator.features.mixing import best_of, core_person, held_rounds, name_note_takers
from facilitator.features.seating import RoundProposed, proposed_rounds, rounds_of
from facilitator.features.settings import settings
from facilitator.i18n import lazy_gettext as _
from facilitator.models import Call, Item, ItemQuestion, Participant, Question, Room, Round, Seat

RoomCount = Annotated[int, Field(ge=1, le=200)]
RoomSize = Annotated[int, Field(ge=2, le=50)]
RoundCount = Annotated[int, Field(ge=1, le=10)]
Minutes = Annotated[int, Field(ge=1, le=180)]
FEW = 3


@command("round.propose", allow=HOSTS)
def propose_rounds(
    ctx: Ctx,
    item_id: int,
    rooms: RoomCount | None = None,
    size: RoomSize | None = None,
    rounds: RoundCount | None = None,
    minutes: Minutes | None = None,
    question_ids: tuple[int, ...] = (),
) -> dict[str, Any]:
    """Propose rooms for everybody present, in place of an earlier proposal for this item.

    Give the number of rooms or the most people in one; what is left out is as the item says.
    `question_ids` are what the item asks from now on.
    """
    item = ctx.call.find(Item, item_id)
    if item.kind != Kind.BREAKOUT:
        raise RefusedError(_("Rooms belong to an item of the kind “Breakout rooms”."), "item_id")
    if rooms and size:
        raise RefusedError(_("Give the number of rooms or their size, not both."), "rooms")
    people, remarks = _to_seat(ctx.call)
    _ask(ctx, item, question_ids)
    _throw_away(ctx, item)
    held = [one for one in rounds_of(ctx.call) if one.item_id == item.id]
    wanted = rooms or (item.rooms if size is None else None)
    room_count = _room_count(len(people), wanted, size or item.room_size)
    if wanted and room_count < wanted:
        remarks.append("fewer_rooms")
    problem = Problem(
        tuple(core_person(one) for one in people),
        rooms=room_count,
        rounds=rounds or max(1, item.rounds - len(held)),
        history=held_rounds(ctx.call),
        seed=ctx.call.version,
    )
    duration = timedelta(minutes=minutes) if minutes else _duration(item)
    best = best_of(problem)
    made = [
        _make_round(ctx, item, len(held) + index, duration, problem.seed, remarks, seated)
        for index, seated in enumerate(best.rounds, 1)
    ]
    ctx.record(RoundProposed())
    return {"rounds": [one.id for one in made]}


@command("round.discard", allow=HOSTS)
def discard_proposal(ctx: Ctx, item_id: int) -> None:
    """Throw away what is proposed for an item; open and closed rounds stay."""
    _throw_away(ctx, ctx.call.find(Item, item_id))
    ctx.record(RoundProposed())


def _to_seat(call: Call) -> tuple[list[Participant], list[str]]:
    joined = [one for one in rows(call, Participant) if one.joined_at or one.present]
    people = [one for one in joined if one.present] or joined
    if not people:
        raise RefusedError(_("Nobody has joined yet. Rooms can be proposed once somebody is here."))
    remarks = [] if people[0].present else ["all_joined"]
    if len(people) <= FEW:
        remarks.append("alone" if len(people) == 1 else "few")
    return people, remarks


def _room_count(people: int, rooms: int | None, size: int | None) -> int:
    """So many rooms, but never one in which somebody sits alone while there are others."""
    if rooms:
        return min(rooms_for(people, rooms=rooms), max(1, people // 2))
    return rooms_for(people, size=size or settings().room_size)


def _duration(item: Item) -> timedelta:
    return item.round_duration or item.duration / max(1, item.rounds)


def _throw_away(ctx: Ctx, item: Item) -> None:
    for one in proposed_rounds(ctx.call):
        if one.item_id == item.id:
            ctx.db.delete(one)
    ctx.db.flush()


def _ask(ctx: Ctx, item: Item, question_ids: tuple[int, ...]) -> None:
    asked = {ctx.call.find(Question, one).id for one in question_ids}
    if asked:
        ctx.db.exec(delete(ItemQuestion).where(col(ItemQuestion.item_id) == item.id))
        ctx.db.add_all(ItemQuestion(item_id=item.id, question_id=one) for one in asked)


def _make_round(
    ctx: Ctx,
    item: Item,
    number: int,
    duration: timedelta,
    seed: int,
    remarks: list[str],
    seated: Rooms,
) -> Round:
    of = Round(
        call_id=ctx.call.id or 0,
        item_id=item.id or 0,
        number=number,
        duration=duration,
        seed=seed,
        remarks=remarks,
    )
    ctx.db.add(of)
    ctx.db.flush()
    for place, members in zip(count(1), seated, strict=False):
        room = Room(call_id=of.call_id, round_id=of.id or 0, number=place)
        ctx.db.add(room)
        ctx.db.flush()
        for participant in members:
            ctx.db.add(
                Seat(
                    call_id=of.call_id,
                    round_id=of.id or 0,
                    room_id=room.id or 0,
                    participant_id=participant,
                )
            )
    ctx.db.flush()
    name_note_takers(ctx.call, of)
    return of
