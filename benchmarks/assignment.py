"""Rooms by the deal and its repairs against random rooms, as video tools make them."""

import csv
import random
from collections.abc import Callable
from pathlib import Path

from benchmarks.table import Line
from facilitator.core.assignment import Assignment, Mix, Person, Problem, mix, sizes, solve

PEOPLE_CSV = Path(__file__).parent.parent / "facilitator" / "demo" / "people.csv"
ROOMS, ROUNDS, SEEDS = 10, 3, 20
FIGURES: dict[str, Callable[[Mix], int]] = {
    "repeat meetings": lambda one: one.repeat_meetings,
    "same-city pairs": lambda one: one.same_city_pairs,
    "same-region pairs above the bound": lambda one: one.region_excess,
    "rooms without a note-taker": lambda one: one.rooms_without_note_taker,
}


def measure() -> list[Line]:
    """The demo's seventy people in ten rooms, three rounds; means over twenty seeds."""
    ours = [_solved(seed) for seed in range(SEEDS)]
    peer = [_random(seed) for seed in range(SEEDS)]
    return [
        Line(what, "mean", _mean(ours, figure), _mean(peer, figure), "random rooms")
        for what, figure in FIGURES.items()
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


def _mean(mixes: list[Mix], figure: Callable[[Mix], int]) -> float:
    return sum(map(figure, mixes)) / SEEDS
