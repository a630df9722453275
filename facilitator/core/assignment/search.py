"""Ever better assignments, from the deal on.

The search starts cold. The deal is so near the best that heat would only undo it, so from the first
step on hardly anything is accepted that costs more.
"""

from collections.abc import Iterator
from math import log
from random import Random

from facilitator.core.assignment.bounds import lower_bound
from facilitator.core.assignment.deal import deal
from facilitator.core.assignment.looks import Looks
from facilitator.core.assignment.problem import Assignment, Problem
from facilitator.core.assignment.seating import Seating

STEPS_A_SEAT = 100
"""Swaps looked at for each seat of each round: about 0.2 s for 70 people in 3 rounds."""

MOST_STEPS = 100_000
"""Swaps looked at by default for however many people: a few seconds."""

_WARMTH = 1.5
"""Extra cost that is accepted once in e times at the start; it falls to nothing by the end."""

_PATHS_FIRST = 0.2
"""The part of the steps in which only paths are exchanged, so that roles cost no repeats."""


def solve(problem: Problem, *, steps: int | None = None) -> Iterator[Assignment]:
    """Yield assignments, each strictly cheaper than the one before; the first is the deal.

    Everybody sits once in every round, sizes differ by at most one (more only where pins force
    it), and pins are kept, from the first on. The same problem and the same `steps` give the same
    assignments, whatever the order of the people. A caller may stop at any time.

    `steps` is how many swaps are looked at, STEPS_A_SEAT for each seat by default, at most
    MOST_STEPS, and fewer where rooms are large and each look takes longer. It ends sooner
    where the bound is reached.
    """
    rng = Random(problem.seed)
    seating = deal(problem, rng)
    best = seating.assignment()
    yield best
    bound = lower_bound(problem)
    for _ in _improve(seating, rng, _default_steps(seating) if steps is None else steps):
        if seating.cost < best.cost:
            best = seating.assignment()
            yield best
        if best.cost == bound:
            return


def _default_steps(seating: Seating) -> int:
    people = len(seating.met)
    size = people // max(1, seating.room_count)
    steps = min(MOST_STEPS, STEPS_A_SEAT * people * seating.round_count)
    return steps * 7 // max(7, size)


def _improve(seating: Seating, rng: Random, steps: int) -> Iterator[None]:
    """Look at so many swaps, and pause often enough to be stopped."""
    looks = Looks(seating, rng)
    done = 0
    while looks.possible and done < steps:
        pause = min(steps, done + looks.seats)
        looks.find_trouble()
        while done < pause:
            warmth = _WARMTH * (1 - done / steps)
            paths_only = done < steps * _PATHS_FIRST
            looks.look(-warmth * log(1 - rng.random()), paths_only=paths_only)
            done += 1
        yield
