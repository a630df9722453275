"""What no assignment can go below, so that "it cannot be better" can be said honestly.

Each bound looks at one thing alone, so together they may promise more than any assignment holds;
they are mostly attained all the same.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from facilitator.core.assignment.cost import ALIKE, HARD, REPEAT, meetings, pairs, traits
from facilitator.core.assignment.problem import Person, Problem
from facilitator.core.assignment.sizes import level, sizes


def lower_bound(problem: Problem) -> int:
    """Return a cost that no assignment of this problem is below."""
    alike = sum(
        ALIKE[trait[0]] * fewest_pairs(many, problem.room_count)
        for trait, many in Counter(t for person in problem.people for t in traits(person)).items()
    )
    in_each_round = alike + HARD * _fewest_open(problem)
    return problem.rounds * in_each_round + REPEAT * fewest_repeats(problem)


def fewest_pairs(alike: int, rooms: int, pinned: Sequence[int] = ()) -> int:
    """Return the fewest pairs in a room that so many alike people form over so many rooms.

    `pinned` is how many of them are bound to each room, if any are.
    """
    if pinned or not rooms:
        return sum(pairs(here) for here in level(alike, pinned))
    low, larger = divmod(alike, rooms)
    return (rooms - larger) * pairs(low) + larger * pairs(low + 1)


def fewest_repeats(problem: Problem) -> int:
    """Return how many repeat meetings nobody can avoid.

    Between two rounds: the people of a room of one spread over the rooms of the other. In all
    rounds: so many meetings spread over so many pairs of people.
    """
    rooms, ids = problem.room_count, {person.id for person in problem.people}
    now = sizes(len(ids), rooms)
    earlier = [len(ids.intersection(room)) for before in problem.history for room in before]
    by_rounds = pairs(problem.rounds) * sum(fewest_pairs(size, rooms) for size in now)
    by_rounds += problem.rounds * sum(fewest_pairs(size, rooms) for size in earlier)
    known = meetings(problem.history, ids)
    met = problem.rounds * sum(map(pairs, now)) + known.total()
    by_count = fewest_pairs(met, pairs(len(ids))) - sum(map(pairs, known.values()))
    return max(by_rounds, by_count)


def _fewest_open(problem: Problem) -> int:
    """Return how many needed roles stay open in a round however people sit (Hall's theorem)."""
    need = problem.need_roles
    return max(
        (
            problem.room_count * size - _takers(problem.people, roles)
            for size in range(len(need) + 1)
            for roles in combinations(need, size)
        ),
        default=0,
    )


def _takers(people: Sequence[Person], roles: Sequence[str]) -> int:
    return sum(not person.roles.isdisjoint(roles) for person in people)
