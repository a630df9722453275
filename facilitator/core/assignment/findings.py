"""What is not as it should be in a room, as facts that a page can put into words.

A finding says what is, not whether it could be helped; the totals of a mix say that.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from facilitator.core.assignment.cost import unfilled
from facilitator.core.assignment.problem import Person

NOTE_TAKER = "note_taker"


@dataclass(frozen=True, slots=True)
class NoNoteTaker:
    """Nobody here takes notes."""


@dataclass(frozen=True, slots=True)
class MissingRole:
    """Nobody here is left to take a needed role other than the note-taker's."""

    role: str


@dataclass(frozen=True, slots=True)
class PinBroken:
    """A person is here who is pinned to another room."""

    person: int
    room: int


@dataclass(frozen=True, slots=True)
class SameCity:
    """People here are of one city."""

    city: str
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OneRegion:
    """Everybody here is of one world region, while others of this round are not."""

    region: str


@dataclass(frozen=True, slots=True)
class MetBefore:
    """Two people here (the smaller id first) were in one room before, so many times."""

    one: int
    other: int
    times: int


Finding: TypeAlias = NoNoteTaker | MissingRole | PinBroken | SameCity | OneRegion | MetBefore


def findings(
    members: Sequence[Person],
    *,
    need_roles: Sequence[str],
    elsewhere: Mapping[int, int],
    regions: int,
    met: Mapping[tuple[int, int], int],
) -> Iterator[Finding]:
    """Yield what is wrong in a room, the gravest first; an empty room lacks its roles too.

    `elsewhere` are the rooms of people pinned to others, `regions` is how many world regions the
    round has, and `met` how often two people (smaller id first) met before.
    """
    for role in unfilled(need_roles, members):
        yield NoNoteTaker() if role == NOTE_TAKER else MissingRole(role)
    for person in members:
        if person.id in elsewhere:
            yield PinBroken(person.id, elsewhere[person.id])
    for one, other in combinations(sorted(person.id for person in members), 2):
        if times := met.get((one, other), 0):
            yield MetBefore(one, other, times)
    yield from _same_cities(members)
    here = {person.region for person in members}
    if regions > 1 and len(members) > 1 and len(here) == 1 and "" not in here:
        yield OneRegion(members[0].region)


def _same_cities(members: Sequence[Person]) -> Iterator[SameCity]:
    by_city: dict[tuple[str, str], list[int]] = {}
    for person in members:
        if person.city:
            by_city.setdefault((person.country, person.city), []).append(person.id)
    for (_, city), people in by_city.items():
        if len(people) > 1:
            yield SameCity(city, tuple(people))
