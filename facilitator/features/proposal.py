"""The proposal as a host sees it: each round with its rooms, how good it is, and what is wrong."""

from dataclasses import dataclass
from typing import Any

from facilitator.core.agenda import Kind
from facilitator.core.assignment import RoomMix, mix
from facilitator.core.assignment.problem import Rounds
from facilitator.core.roles import Role
from facilitator.engine.regions import Audience, region
from facilitator.features.agenda import AgendaEdited, AgendaMoved
from facilitator.features.common import rows
from facilitator.features.mix_words import Dot, mix_in_words, quality, remark, ring_of, trouble
from facilitator.features.mixing import (
    chosen_note_takers,
    held_rounds,
    ids_by_room,
    judging,
)
from facilitator.features.moment import Moment, moment_of
from facilitator.features.presence_events import (
    PersonArrived,
    PersonDeparted,
    PersonEdited,
    PersonJoined,
)
from facilitator.features.seating import (
    RoundClosed,
    RoundOpened,
    RoundProposed,
    open_round,
    proposed_rounds,
    questions_of_item,
    room_label,
    rooms_of,
    rounds_of,
    seats,
)
from facilitator.models import Call, Item, Participant, Question, Room, Round, Seat
from facilitator.models.breakouts import RoundState

PLAN: set[type] = {AgendaMoved, AgendaEdited, RoundProposed, RoundOpened, RoundClosed}


@dataclass(frozen=True)
class ProposedRoom:
    """A room with its people (by name), its mix and what is wrong with it."""

    room: Room
    label: str
    people: list[tuple[Seat, Participant]]
    note_takers: list[int | None]
    ring: list[Dot]
    mix_in_words: str
    mix: RoomMix
    troubles: list[str]


@dataclass(frozen=True)
class ProposedRound:
    """A round with its rooms and how good it is, in sentences."""

    round: Round
    sentences: list[str]
    world_regions: list[tuple[str, int]]
    rooms: list[ProposedRoom]


@region(
    "proposal",
    to={Role.HOST},
    on=PLAN | {PersonArrived, PersonDeparted, PersonEdited, PersonJoined},
)
def proposal(call: Call, _viewer: Audience) -> dict[str, Any]:
    """What is proposed, or how to propose it, for the breakout that is on or comes next."""
    moment = moment_of(call)
    item = breakout_to_plan(moment)
    own = [one for one in rounds_of(call) if item and one.item_id == item.id]
    waiting = [one for one in own if one.state == RoundState.PROPOSED]
    here = [one for one in rows(call, Participant) if one.present]
    joined = [one for one in rows(call, Participant) if one.joined_at]
    return {
        "moment": moment,
        "item": item,
        "rounds": _proposed(call, waiting),
        "held": len(own) - len(waiting),
        "is_on": item is not None and moment.clock.current == item.id,
        "open": open_round(call),
        "people": len(here or joined),
        "here": len(here),
    }


@region("propose_item", to={Role.HOST}, on=PLAN)
def propose_item(call: Call, _viewer: Audience) -> dict[str, Any]:
    """In the dialog for other rooms: for which item, what it wishes for, and its questions."""
    item = breakout_to_plan(moment_of(call))
    asked = questions_of_item(call, item.id or 0) if item else []
    return {
        "item": item,
        "questions": rows(call, Question),
        "asked": {one.id for one in asked},
    }


def breakout_to_plan(moment: Moment) -> Item | None:
    """The breakout that is on; else one with a proposal; else the next, or the last one again."""
    breakouts = [one for one in moment.items if one.kind == Kind.BREAKOUT]
    proposed = {one.item_id for one in proposed_rounds(moment.call)}
    states = {one.id: moment.times(one).state for one in breakouts}
    choices = [
        *(one for one in breakouts if states[one.id] == "now"),
        *(one for one in breakouts if one.id in proposed),
        *(one for one in breakouts if states[one.id] == "planned"),
        *reversed(breakouts),
    ]
    return next(iter(choices), None)


def _proposed(call: Call, waiting: list[Round]) -> list[ProposedRound]:
    people = {one.id or 0: one for one in rows(call, Participant)}
    before = held_rounds(call)
    shown = []
    for of in waiting:
        shown.append(_round(call, of, people, before))
        before = (*before, ids_by_room(call, of))
    return shown


def _round(call: Call, of: Round, people: dict[int, Participant], before: Rounds) -> ProposedRound:
    ids = ids_by_room(call, of)
    measured = mix(judging(call, (ids,), before), (ids,))
    seated = [people[one] for room in ids for one in room]
    by_person = {seat.participant_id: seat for seat in seats(call, of)}
    rooms = [
        _room(room, [(by_person[one], people[one]) for one in members], judged, people)
        for room, members, judged in zip(rooms_of(call, of), ids, measured.rooms[0], strict=True)
    ]
    return ProposedRound(
        of,
        [*map(remark, of.remarks), *quality(measured, seated, met_before=bool(before))],
        _world_regions(seated),
        rooms,
    )


def _room(
    room: Room,
    seated: list[tuple[Seat, Participant]],
    judged: RoomMix,
    people: dict[int, Participant],
) -> ProposedRoom:
    by_name = sorted(seated, key=lambda pair: pair[1].person.name.casefold())
    here = [one for _seat, one in by_name]
    return ProposedRoom(
        room=room,
        label=room_label(room),
        people=by_name,
        note_takers=[one.id for one in chosen_note_takers(here)],
        ring=ring_of([(one, one.present) for one in here]),
        mix_in_words=mix_in_words(here),
        mix=judged,
        troubles=[trouble(one, people) for one in judged.findings],
    )


def _world_regions(people: list[Participant]) -> list[tuple[str, int]]:
    counted: dict[str, int] = {}
    for one in people:
        counted[one.person.world_region] = counted.get(one.person.world_region, 0) + 1
    return sorted(counted.items(), key=lambda pair: -pair[1])
