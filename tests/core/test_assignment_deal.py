"""The deal spreads every city, country and region at once; its tables let nobody meet twice."""

from collections import Counter
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.core.assignment import Person, Problem, mix, solve
from facilitator.core.assignment.tables import repeat_free
from tests.core.assignment import crowd, people, problem_of


def keys(person: Person) -> list[tuple[str, ...]]:
    return [
        (person.region,),
        (person.region, person.country),
        (person.region, person.country, person.city),
    ]


@given(people(most=60), st.integers(1, 12), st.integers(0, 5))
@settings(deadline=None)
def test_deal_gives_each_room_its_share_of_every_place(
    here: list[Person], rooms: int, seed: int
) -> None:
    dealt = next(solve(Problem(tuple(here), rooms, seed=seed))).rounds[0]
    by_id = {person.id: person for person in here}
    everywhere = Counter(key for person in here for key in keys(person))
    for room in dealt:
        counts = Counter(key for number in room for key in keys(by_id[number]))
        for key, many in everywhere.items():
            low, more = divmod(many, len(dealt))
            assert counts[key] in {low, low + (more > 0)}


@pytest.mark.parametrize(
    ("rooms", "size", "rounds"),
    [
        *[(10, 7, 3), (10, 7, 5), (5, 3, 5), (5, 4, 5), (8, 4, 7), (12, 6, 5), (9, 7, 4)],
        *[(7, 5, 7), (7, 7, 7), (11, 8, 5), (11, 11, 11), (13, 5, 8), (2, 2, 2), (150, 7, 3)],
    ],
)
def test_deal_lets_nobody_meet_twice(rooms: int, size: int, rounds: int) -> None:
    problem = problem_of(crowd(rooms * size), rooms, rounds)
    assert mix(problem, next(solve(problem)).rounds).repeat_meetings == 0


@given(st.integers(1, 13), st.integers(1, 13), st.integers(1, 7), st.integers(0, 9))
@settings(deadline=None)
def test_table_without_repeats_has_no_difference_twice(
    rooms: int, rows: int, rounds: int, seed: int
) -> None:
    table = repeat_free(rooms, rows, rounds, Random(seed))
    if table is None:
        assert not (all(rooms % d for d in range(2, rooms)) and max(rows, rounds) <= rooms)
        return
    assert [len(turns) for turns in table] == [rows] * rounds
    for one, other in combinations(range(rows), 2):
        assert len({(turns[one] - turns[other]) % rooms for turns in table}) == rounds


def test_deal_in_large_rooms_repeats_no_more_than_it_must() -> None:
    # ten people of a room go on as 4, 3 and 3: at least 6 + 3 + 3 pairs meet again, in three rooms
    problem = problem_of(crowd(30), 3, 2)
    assert mix(problem, next(solve(problem)).rounds).repeat_meetings == 36
