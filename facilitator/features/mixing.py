"""People and rooms as the pure assignment wants them, and who takes notes in a room.

A note-taker is somebody whom a host chose; a room without one falls back on the first who offered.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence

from facilitator.core.assignment import Assignment, Problem, solve
from facilitator.core.assignment import Person as CorePerson
from facilitator.core.assignment.problem import Rooms, Rounds
from facilitator.core.roles import Role
from facilitator.features.common import rows
from facilitator.features.seating import rooms_of, rounds_of, seats
from facilitator.models import Call, Participant, Room, Round, Seat

STEPS = 20_000
"""Swaps looked at for one proposal: a fraction of a second, however large the call."""


def takes_notes(participant: Participant) -> bool:
    """Whether somebody was chosen as a note-taker, or offered to be one."""
    return participant.note_taker or Role.NOTE_TAKER in participant.willing


def core_person(participant: Participant) -> CorePerson:
    """A participant as the assignment sees them; blanks mean "not known"."""
    person = participant.person
    return CorePerson(
        id=participant.id or 0,
        city=person.city.strip().casefold(),
        country=person.country,
        region=person.world_region,
        kind=person.kind,
        languages=frozenset(person.languages),
        roles=frozenset({str(Role.NOTE_TAKER)} if takes_notes(participant) else ()),
    )


def best_of(problem: Problem) -> Assignment:
    """The best that is found within STEPS, so that nobody waits for a better one."""
    return deque(solve(problem, steps=STEPS), maxlen=1)[0]


def ids_by_room(call: Call, of: Round) -> Rooms:
    """The participant ids of a round, room by room in order of number; empty rooms too."""
    seated: dict[int, list[int]] = defaultdict(list)
    for seat in seats(call, of):
        seated[seat.room_id].append(seat.participant_id)
    return tuple(tuple(sorted(seated[room.id or 0])) for room in rooms_of(call, of))


def held_rounds(call: Call, besides: Round | None = None) -> Rounds:
    """Rounds in which people met: those that opened, first to last, `besides` left out."""
    held = [one for one in rounds_of(call) if one.opened_at is not None and one is not besides]
    return tuple(ids_by_room(call, one) for one in held)


def judging(call: Call, rounds: Iterable[Rooms], history: Rounds = ()) -> Problem:
    """The problem under which these rounds are measured: everybody seated in one of them."""
    seated = {one for rooms in rounds for room in rooms for one in room}
    people = [one for one in rows(call, Participant) if one.id in seated]
    return Problem(tuple(core_person(one) for one in people), rooms=1, history=history)


def chosen_note_takers(people: Sequence[Participant]) -> list[Participant]:
    """Who of a room takes the notes: all whom a host chose, else the first who offered."""
    chosen = [one for one in people if one.note_taker]
    return chosen or [one for one in people if takes_notes(one)][:1]


def name_note_takers(call: Call, of: Round, only: Iterable[Room] | None = None) -> None:
    """Write down who takes notes in each room of a round; with `only`, where nobody does yet."""
    people = {one.id or 0: one for one in rows(call, Participant)}
    seated = seats(call, of)
    for room in rooms_of(call, of) if only is None else only:
        here = [seat for seat in seated if seat.room_id == room.id]
        if only is None or not any(seat.note_taker for seat in here):
            _name(here, people)


def _name(here: Sequence[Seat], people: Mapping[int, Participant]) -> None:
    chosen = {one.id for one in chosen_note_takers([people[seat.participant_id] for seat in here])}
    for seat in here:
        seat.note_taker = seat.participant_id in chosen
