"""People put where they are pinned, after the deal.

Pins are hard and sizes give way to them, no further than needed.
"""

from facilitator.core.assignment.seating import Seating


def honour_pins(seating: Seating) -> None:
    """Seat every pinned person in their room, by swaps that cost least where swaps suffice."""
    for round_index, pinned in enumerate(seating.numbered.pinned):
        for person, room in pinned.items():
            if seating.room_of[round_index][person] != room:
                _bring(seating, round_index, person, room)
        if pinned:
            _even_out(seating, round_index)


def _bring(seating: Seating, round_index: int, person: int, room: int) -> None:
    pinned = seating.numbered.pinned[round_index]
    free = [other for other in seating.rooms[round_index][room] if other not in pinned]
    if free:
        other = min(free, key=lambda other: (seating.change(round_index, person, other), other))
        seating.swap(round_index, person, other)
    else:
        seating.unseat(round_index, person)
        seating.seat(round_index, person, room)


def _even_out(seating: Seating, round_index: int) -> None:
    """Move people who are not pinned until sizes differ no more than the pins make them."""
    pinned, rooms = seating.numbered.pinned[round_index], seating.rooms[round_index]
    while True:
        large = max(
            (room for room, members in enumerate(rooms) if not pinned.keys() >= set(members)),
            key=lambda room: len(rooms[room]),
            default=-1,
        )
        small = min(range(len(rooms)), key=lambda room: len(rooms[room]))
        if large < 0 or len(rooms[large]) - len(rooms[small]) <= 1:
            return
        person = min(
            (person for person in rooms[large] if person not in pinned),
            key=lambda person: (seating.joining(round_index, person, small), person),
        )
        seating.unseat(round_index, person)
        seating.seat(round_index, person, small)
