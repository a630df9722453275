"""The deal: people sorted by place and dealt out like cards, which mixes them at once.

In each later round every row of the deal is turned by a number of rooms of its own, so that people
meet others while each row still spreads over all rooms.
"""

from collections.abc import Callable
from random import Random

from facilitator.core.assignment.bounds import fewest_repeats
from facilitator.core.assignment.numbered import Numbered
from facilitator.core.assignment.offsets import turn_rows
from facilitator.core.assignment.pins import honour_pins
from facilitator.core.assignment.problem import Person, Problem
from facilitator.core.assignment.seating import Seating

_NESTED: tuple[Callable[[Person], str], ...] = (
    lambda person: person.region,
    lambda person: person.country,
    lambda person: person.city,
)


def deal(problem: Problem, rng: Random) -> Seating:
    """Return everybody seated in every round, pinned people in their rooms.

    City, country and region are nested, so dealing the sorted people cyclically gives each room
    the floor or the ceiling of its share of every city, country and region at once: for these the
    best possible. It holds for a single round; later rounds keep it as far as their turns allow.
    """
    seating = Seating(problem)
    if seating.room_count:
        order = deal_order(seating.numbered, rng)
        width = seating.room_count
        rows = [order[start : start + width] for start in range(0, len(order), width)]
        turn_rows(seating, rows, rng, fewest_repeats(problem))
        honour_pins(seating)
    return seating


def deal_order(numbered: Numbered, rng: Random) -> list[int]:
    """Return everybody's number, region by region, in it country by country, and city by city.

    What is equal is in an order drawn by `rng`.
    """
    return _arrange(numbered, list(range(len(numbered.people))), 0, rng)


def _arrange(numbered: Numbered, group: list[int], depth: int, rng: Random) -> list[int]:
    if depth == len(_NESTED):
        rng.shuffle(group)
        return group
    parts: dict[str, list[int]] = {}
    for person in group:
        parts.setdefault(_NESTED[depth](numbered.people[person]), []).append(person)
    arranged = [_arrange(numbered, part, depth + 1, rng) for part in parts.values()]
    rng.shuffle(arranged)
    return [person for part in arranged for person in part]
