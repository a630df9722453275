"""What an assignment costs: the less, the better people are mixed.

Everything is a count of pairs in a room, C(n, 2) of n alike, so that spreading people evenly is
always the cheapest.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeAlias

from facilitator.core.assignment.problem import Person, Rounds

HARD = 100_000
"""A needed role that nobody in the room takes, or a person who is not where they are pinned."""

REPEAT = 100
"""Two people who meet again, for each time that they met before."""

ALIKE = {"city": 50, "region": 10, "kind": 3, "country": 2}
"""Two people in one room who are of the same."""

Trait: TypeAlias = tuple[str, ...]
"""Something people can share: the name of the attribute, and what tells its values apart."""


def traits(person: Person) -> tuple[Trait, ...]:
    """Return what others could share with this person; what is not known is left out."""
    known: list[Trait] = []
    if person.city:
        known.append(("city", person.country, person.city))
    known += [
        (attribute, value)
        for attribute, value in (
            ("region", person.region),
            ("kind", person.kind),
            ("country", person.country),
        )
        if value
    ]
    return tuple(known)


def pairs(alike: int) -> int:
    """Return how many pairs so many form."""
    return alike * (alike - 1) // 2


def meetings(rounds: Rounds, known: Iterable[int]) -> Counter[tuple[int, int]]:
    """Return how often each two (smaller id first) of the known people were in one room."""
    present = set(known)
    met: Counter[tuple[int, int]] = Counter()
    for rooms in rounds:
        for room in rooms:
            met.update(combinations(sorted(present.intersection(room)), 2))
    return met


def unfilled(need: Sequence[str], members: Iterable[Person]) -> tuple[str, ...]:
    """Return the needed roles that stay open when each member takes at most one of them.

    As few as possible, by augmenting paths; earlier roles are filled first.
    """
    takers = {person.id: person.roles for person in members}
    taken: dict[int, int] = {}
    return tuple(
        role for place, role in enumerate(need) if not _fill(place, need, takers, taken, set())
    )


def _fill(
    place: int,
    need: Sequence[str],
    takers: dict[int, frozenset[str]],
    taken: dict[int, int],
    asked: set[int],
) -> bool:
    for person in _willing(need[place], takers):
        if person in asked:
            continue
        asked.add(person)
        if person not in taken or _fill(taken[person], need, takers, taken, asked):
            taken[person] = place
            return True
    return False


def _willing(role: str, takers: dict[int, frozenset[str]]) -> Iterator[int]:
    return (person for person, roles in takers.items() if role in roles)
