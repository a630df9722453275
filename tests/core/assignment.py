"""Invented people to seat, and a scorer of its own to check the measures against."""

from collections.abc import Sequence
from itertools import combinations, product
from random import Random

from hypothesis import strategies as st

from facilitator.core.assignment import Assignment, Person, Problem, Rounds, solve

NOTES, HOST = "note_taker", "host"
ATTRIBUTES = {"city": 50, "region": 10, "kind": 3, "country": 2}


def person(number: int, city: str = "", *roles: str, region: str = "", kind: str = "") -> Person:
    """A person of a city whose country is the first word of its name."""
    country = city.split(" ", maxsplit=1)[0]
    return Person(number, city, country, region, kind, roles=frozenset(roles))


def crowd(size: int, *, cities: int = 40, note_takers: int = 15, seed: int = 0) -> list[Person]:
    """So many invented people, most of them of one of five world regions, as in real calls."""
    rng = Random(seed)
    regions = rng.choices("ABCDE", weights=(55, 23, 10, 7, 5), k=cities // 2 + 1)
    takers = set(rng.sample(range(size), min(size, note_takers)))
    homes = [*range(min(size, cities)), *rng.choices(range(cities), k=max(0, size - cities))]
    return [
        person(
            number,
            f"{home // 2} {home}",
            *([NOTES] if number in takers else []),
            region=regions[home // 2],
            kind=rng.choice(["", "city", "support"]),
        )
        for number, home in enumerate(homes)
    ]


def problem_of(people: Sequence[Person], rooms: int, rounds: int = 1, **more: object) -> Problem:
    return Problem(tuple(people), rooms, rounds, **more)  # type: ignore[arg-type] # as given


def last(problem: Problem, steps: int | None = None) -> Assignment:
    *_, best = solve(problem, steps=steps)
    return best


def scored(problem: Problem, rounds: Rounds) -> int:
    """Return the cost by brute force over pairs; for two needed roles at most."""
    people = {person.id: person for person in problem.people}
    cost = 0
    for index, rooms in enumerate(rounds):
        earlier = [*problem.history, *rounds[:index]]
        for number, room in enumerate(rooms):
            members = [people[person] for person in room]
            cost += 100_000 * open_roles(problem.need_roles, members)
            cost += 100_000 * sum(problem.pins.get((index, p), number) != number for p in room)
            for one, other in combinations(members, 2):
                cost += sum(w for name, w in ATTRIBUTES.items() if alike(one, other, name))
                cost += 100 * met(earlier, one.id, other.id)
    return cost


def open_roles(need: Sequence[str], members: Sequence[Person]) -> int:
    """Try every way to give each role to another member; return the fewest left open."""
    choices = [[None, *(m.id for m in members if role in m.roles)] for role in need]
    ways = ([taker for taker in way if taker is not None] for way in product(*choices))
    return len(need) - max(len(way) for way in ways if len(set(way)) == len(way))


def alike(one: Person, other: Person, name: str) -> bool:
    if name == "city" and one.country != other.country:
        return False
    return bool(getattr(one, name)) and getattr(one, name) == getattr(other, name)


def met(rounds: Sequence[Sequence[Sequence[int]]], one: int, other: int) -> int:
    return sum(one in room and other in room for rooms in rounds for room in rooms)


def everybody_once(problem: Problem, rounds: Rounds) -> bool:
    ids = sorted(person.id for person in problem.people)
    return [sorted(p for room in rooms for p in room) for rooms in rounds] == [ids] * problem.rounds


@st.composite
def people(draw: st.DrawFn, most: int = 24) -> list[Person]:
    """People of a few nested places, some unknown; ids are not in a row."""
    size = draw(st.integers(0, most))
    ids = draw(st.permutations(range(100, 100 + 3 * size, 3)))
    cities = [("", "", ""), *((f"{c % 4}", f"c{c % 4}", f"r{c % 2}") for c in range(7))]
    return [
        Person(number, city and f"{city} {extra}", country, region, kind, roles=frozenset(roles))
        for number in ids
        for city, country, region in [draw(st.sampled_from(cities))]
        for extra in [draw(st.integers(0, 1))]
        for kind in [draw(st.sampled_from(["", "city", "support"]))]
        for roles in [draw(st.sets(st.sampled_from([NOTES, HOST])))]
    ]


@st.composite
def problems(draw: st.DrawFn, *, pinned: bool = False, rounds: int = 3) -> Problem:
    """Problems with history, and with pins to some rooms if asked for."""
    here = draw(people())
    asked, number = draw(st.integers(1, 8)), draw(st.integers(1, rounds))
    ids = [person.id for person in here]
    pins = {}
    if pinned and ids:
        seats = st.tuples(st.integers(0, number - 1), st.sampled_from(ids))
        rooms = st.integers(0, min(asked, len(ids)) - 1)
        pins = draw(st.dictionaries(seats, rooms, max_size=8))
    return Problem(
        tuple(here),
        asked,
        number,
        tuple(draw(st.sampled_from([(), (NOTES,), (NOTES, HOST)]))),
        pins,
        tuple(draw(st.lists(rooms_of([*ids, 1, 2]), max_size=2))),
        draw(st.integers(0, 3)),
    )


@st.composite
def rooms_of(draw: st.DrawFn, ids: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Some of these people in some rooms, as a host may have put them."""
    wheres = draw(st.lists(st.integers(-1, 3), min_size=len(ids), max_size=len(ids)))
    return tuple(
        tuple(person for person, where in zip(ids, wheres, strict=True) if where == room)
        for room in range(4)
    )
