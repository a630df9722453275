"""How many rooms, and how many people in each.

Nobody is made to sit alone by a wish for small rooms, and no room is opened for nobody.
"""

from collections.abc import Sequence

LARGEST_BY_DEFAULT = 7
"""Groups of 4 to 7 talk well; rooms of at most 7 are of at least 4 as soon as there are two."""


def rooms_for(people: int, *, rooms: int | None = None, size: int | None = None) -> int:
    """Return how many rooms to open: at least 1, and never more than there are people.

    Either `rooms` says it, or `size`, the most people wanted in a room; rooms of 4 to 7 otherwise.
    Pairs (size 2) of an odd number make one room of three rather than leave somebody alone.

    Raises ValueError if both are given, or either is below 1.
    """
    if rooms is not None and size is not None:
        raise ValueError("Give the number of rooms or their size, not both.")
    if (rooms is not None and rooms < 1) or (size is not None and size < 1):
        raise ValueError("Rooms, and people in a room, start at 1.")
    if rooms is None:
        rooms = _rooms_of(people, size or LARGEST_BY_DEFAULT)
    return max(1, min(rooms, people))


def sizes(people: int, rooms: int) -> tuple[int, ...]:
    """Return the size of each room, larger ones first; they differ by at most one.

    Rooms beyond one a person are left out, so nobody at all gives ().
    """
    rooms = min(people, rooms)
    return tuple(level(people, [0] * rooms))


def level(people: int, seated: Sequence[int]) -> list[int]:
    """Return room sizes for so many people in all, as even as those already seated allow.

    `seated` is the number already in each room, not more in all than `people`.
    """
    filled = list(seated)
    height, room = min(filled, default=0), 0
    left = people - sum(filled)
    while left and filled:
        if filled[room] == height:
            filled[room] += 1
            left -= 1
        room += 1
        if room == len(filled):
            height, room = height + 1, 0
    return filled


def _rooms_of(people: int, size: int) -> int:
    rooms = -(-people // size)
    return people // 2 if size > 1 and rooms > people // 2 else rooms
