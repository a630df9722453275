"""Rooms by the deal and its repairs against random rooms, as video tools make them."""

import csv
import random
from pathlib import Path

from benchmarks.table import Line
from facilitator.core.assignment import Assignment, Mix, Person, Problem, mix, sizes, solve

PEOPLE_CSV = Path(__file__).parent.parent / "facilitator" / "demo" / "people.csv"
ROOMS, ROUNDS, SEEDS = 10, 3, 20


def measure() -> list[Line]:
    """The demo's seventy people in ten rooms, three rounds; means over twenty seeds."""
    ours = [_solved(seed) for seed in range(SEEDS)]
    peer = [_random(seed) for seed in range(SEEDS)]
    return [
        _line(
            "repeat meetings",
            [one.repeat_meetings for one in ours],
            [one.repeat_meetings for one in peer],
        ),
        _line(
            "same-city pairs",
            [one.same_city_pairs for one in ours],
            [one.same_city_pairs for one in peer],
        ),
        _line(
            "same-region pairs above the bound",
            [one.region_excess for one in ours],
            [one.region_excess for one in peer],
        ),
        _line(
            "rooms without a note-taker",
            [one.rooms_without_note_taker for one in ours],
            [one.rooms_without_note_taker for one in peer],
        ),
    ]


def _people() -> tuple[Person, ...]:
    with PEOPLE_CSV.open(encoding="utf-8") as file:
        return tuple(
            Person(
                id=number,
                city=row["city"],
                country=row["country"],
                region=row["world region"],
                kind=row["kind"],
                roles=frozenset(row["roles"].split(";")) - {""},
            )
            for number, row in enumerate(csv.DictReader(file))
        )


def _problem(seed: int) -> Problem:
    return Problem(people=_people(), rooms=ROOMS, rounds=ROUNDS, seed=seed)


def _solved(seed: int) -> Mix:
    problem = _problem(seed)
    best: Assignment = list(solve(problem))[-1]
    return mix(problem, best.rounds)


def _random(seed: int) -> Mix:
    chance = random.Random(seed)
    problem = _problem(seed)
    rounds = []
    for _ in range(ROUNDS):
        ids = [person.id for person in problem.people]
        chance.shuffle(ids)
        filled = iter(ids)
        rounds.append(
            tuple(tuple(next(filled) for _ in range(size)) for size in sizes(len(ids), ROOMS))
        )
    return mix(problem, tuple(rounds))


def _line(what: str, ours: list[int], peer: list[int]) -> Line:
    return Line(what, "mean", sum(ours) / SEEDS, sum(peer) / SEEDS, "random rooms")
