"""A seat for somebody who comes late.

Nobody else moves. A person who has just said hello in a room is worth more than a slightly better
mix.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from facilitator.core.assignment.cost import ALIKE, HARD, REPEAT, meetings, traits, unfilled
from facilitator.core.assignment.problem import Person, Problem, Rooms

CROWD = 10
"""Each person already in a room counts like one more of the same world region."""


def seat_late(
    problem: Problem,
    rooms: Rooms,
    person: Person,
    met: Iterable[tuple[int, int]] = (),
    *,
    round_index: int = 0,
) -> int:
    """Return the room of a round in which a late person's seat costs least.

    `rooms` are the ids as they now sit; those who are not among the problem's people only take
    up space. `met` are pairs of ids, in either order, who met outside the problem's history: in
    earlier rounds of this call. A pin of this person in `round_index` decides by itself.
    Otherwise rooms do not grow beyond an even share, and nobody is put into an empty room while
    there are others. A tie goes to the smaller room, then to the first.

    Raises ValueError if there are no rooms.
    """
    if not rooms:
        raise ValueError("There is no room to take a seat in: open one first.")
    pin = problem.pins.get((round_index, person.id), len(rooms))
    if pin < len(rooms):
        return pin
    often = _often_met(problem, person, met)
    people = {other.id: other for other in problem.people}
    seated = [[people[other] for other in room if other in people] for room in rooms]
    return min(
        _with_space(rooms),
        key=lambda room: (
            CROWD * len(rooms[room]) + _joining(problem, seated[room], person, often),
            len(rooms[room]),
            room,
        ),
    )


def _often_met(problem: Problem, person: Person, met: Iterable[tuple[int, int]]) -> Counter[int]:
    ids = {person.id, *(other.id for other in problem.people)}
    before = meetings(problem.history, ids).elements()
    return Counter(
        other if one == person.id else one
        for one, other in chain(before, met)
        if person.id in (one, other)
    )


def _with_space(rooms: Rooms) -> list[int]:
    """Return the rooms in use that are below the even share of all with one more."""
    used = [room for room, members in enumerate(rooms) if members]
    if not used:
        return [0]
    share = -(-(sum(map(len, rooms)) + 1) // len(used))
    return [room for room in used if len(rooms[room]) < share]


def _joining(
    problem: Problem, members: Sequence[Person], person: Person, often: Counter[int]
) -> int:
    shared = Counter(trait for other in members for trait in traits(other))
    alike = sum(ALIKE[trait[0]] * shared[trait] for trait in traits(person))
    repeats = sum(often[other.id] for other in members)
    roles = len(unfilled(problem.need_roles, [*members, person]))
    filled = len(unfilled(problem.need_roles, members)) - roles
    return alike + REPEAT * repeats - HARD * filled
