"""How well people are mixed, room by room and in all.

This counts from the rooms alone, apart from any search, so it judges rooms that a host changed by
hand, and rounds to which not everybody came, just as well.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from facilitator.core.assignment.bounds import fewest_pairs
from facilitator.core.assignment.cost import ALIKE, HARD, REPEAT, Trait, meetings, pairs, traits
from facilitator.core.assignment.findings import (
    NOTE_TAKER,
    Finding,
    MetBefore,
    MissingRole,
    NoNoteTaker,
    PinBroken,
    findings,
)
from facilitator.core.assignment.problem import Person, Problem, Rooms, Rounds


@dataclass(frozen=True, slots=True)
class RoomMix:
    """One room of one round; all but the findings are counts, of what is known."""

    size: int
    regions: int
    countries: int
    cities: int
    same_city_pairs: int
    same_region_pairs: int
    note_takers: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Mix:
    """All rounds: `rooms[round][room]`, and totals over them.

    `repeat_meetings` counts for every two people who meet how often they met before.
    `avoidable_same_city_pairs` and `region_excess` are pairs of one city, and of one world region,
    beyond the fewest that the people and pins of each round allow. `size_spread` is the widest
    difference between two rooms of one round. `cost` is what `solve` makes smaller.
    """

    rooms: tuple[tuple[RoomMix, ...], ...]
    repeat_meetings: int
    same_city_pairs: int
    avoidable_same_city_pairs: int
    region_excess: int
    rooms_without_note_taker: int
    size_spread: int
    cost: int


def mix(problem: Problem, rounds: Rounds) -> Mix:
    """Measure rounds of rooms, after the problem's history; absent people need no seat.

    Raises ValueError for an id that is not among the problem's people.
    """
    judge = _Judge(problem)
    rooms = tuple(judge.judged(index, here) for index, here in enumerate(rounds))
    every = [room for here in rooms for room in here]
    return Mix(
        rooms=rooms,
        repeat_meetings=_repeats(every),
        same_city_pairs=sum(room.same_city_pairs for room in every),
        avoidable_same_city_pairs=judge.excess["city"],
        region_excess=judge.excess["region"],
        rooms_without_note_taker=sum(room.note_takers == 0 for room in every),
        size_spread=max((_spread(here) for here in rooms), default=0),
        cost=judge.alike_cost + HARD * _broken(every) + REPEAT * _repeats(every),
    )


class _Judge:
    """Goes through the rounds in order, remembers who met and counts what is alike."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._people = {person.id: person for person in problem.people}
        self._met = meetings(problem.history, self._people)
        self.alike_cost = 0
        self.excess: Counter[str] = Counter()

    def judged(self, round_index: int, rooms: Rooms) -> tuple[RoomMix, ...]:
        members = [[self._person(person) for person in room] for room in rooms]
        pins = self._problem.pins_of(round_index)
        self._count(members, pins)
        judged = tuple(
            _room_mix(here, tuple(self._findings(room, here, pins, _regions(members))))
            for room, here in enumerate(members)
        )
        self._met.update(meetings((rooms,), self._people))
        return judged

    def _person(self, person: int) -> Person:
        if person not in self._people:
            raise ValueError(
                f"Person {person} sits in a room but is not among the problem's people."
            )
        return self._people[person]

    def _count(self, rooms: Sequence[Sequence[Person]], pins: Mapping[int, int]) -> None:
        """Add up the pairs of each trait, and those beyond the fewest that pins allow."""
        many: Counter[Trait] = Counter()
        found: Counter[Trait] = Counter()
        bound: dict[Trait, list[int]] = {}
        for members in rooms:
            for trait, here in _shared(members).items():
                many[trait] += here
                found[trait] += pairs(here)
        for person in (person for members in rooms for person in members):
            if pins.get(person.id, len(rooms)) < len(rooms):
                for trait in traits(person):
                    bound.setdefault(trait, [0] * len(rooms))[pins[person.id]] += 1
        for trait, alike in many.items():
            fewest = fewest_pairs(alike, len(rooms), bound.get(trait, ()))
            self.alike_cost += ALIKE[trait[0]] * found[trait]
            self.excess[trait[0]] += max(0, found[trait] - fewest)

    def _findings(
        self, room: int, members: Sequence[Person], pins: Mapping[int, int], regions: int
    ) -> Iterator[Finding]:
        return findings(
            members,
            need_roles=self._problem.need_roles,
            elsewhere={person: pinned for person, pinned in pins.items() if pinned != room},
            regions=regions,
            met=self._met,
        )


def _room_mix(members: Sequence[Person], found: tuple[Finding, ...]) -> RoomMix:
    alike = _alike(members)
    return RoomMix(
        size=len(members),
        regions=len(alike["region"]),
        countries=len(alike["country"]),
        cities=len(alike["city"]),
        same_city_pairs=sum(map(pairs, alike["city"])),
        same_region_pairs=sum(map(pairs, alike["region"])),
        note_takers=sum(NOTE_TAKER in person.roles for person in members),
        findings=found,
    )


def _alike(members: Sequence[Person]) -> dict[str, list[int]]:
    """Return by attribute how many people are of each of its values that is here."""
    alike: dict[str, list[int]] = {attribute: [] for attribute in ALIKE}
    for trait, many in _shared(members).items():
        alike[trait[0]].append(many)
    return alike


def _shared(members: Iterable[Person]) -> Counter[Trait]:
    return Counter(trait for person in members for trait in traits(person))


def _regions(rooms: Sequence[Sequence[Person]]) -> int:
    return len({person.region for members in rooms for person in members if person.region})


def _repeats(rooms: Iterable[RoomMix]) -> int:
    return sum(f.times for room in rooms for f in room.findings if isinstance(f, MetBefore))


def _broken(rooms: Iterable[RoomMix]) -> int:
    """Count what is hard: roles that stay open and pins that are not kept."""
    hard = (NoNoteTaker, MissingRole, PinBroken)
    return sum(isinstance(finding, hard) for room in rooms for finding in room.findings)


def _spread(rooms: Sequence[RoomMix]) -> int:
    sizes = [room.size for room in rooms]
    return max(sizes, default=0) - min(sizes, default=0)
