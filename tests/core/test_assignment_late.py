"""A late person gets the seat that hurts the mix least, and nobody else moves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.core.assignment import Person, Rooms, mix, seat_late, solve
from tests.core.assignment import HOST, NOTES, crowd, person, problem_of

AMS, BCN, CLO = "NL Ams", "ES Bar", "CL El"
ROOMS: Rooms = ((1, 2), (3, 4))
SEATED = (
    person(1, AMS, NOTES, region="E"),
    person(2, CLO, region="A"),
    person(3, BCN, NOTES, region="E"),
    person(4, CLO, region="A"),
)


def seat(late: Person, rooms: Rooms = ROOMS, met: list[tuple[int, int]] | None = None) -> int:
    return seat_late(problem_of(SEATED, 2), rooms, late, met or [])


def test_seat_late_keeps_a_city_apart() -> None:
    assert seat(person(9, AMS, region="E")) == 1
    assert seat(person(9, BCN, region="E")) == 0


def test_seat_late_avoids_those_met_before() -> None:
    late = person(9, "KE Nai", region="F")
    assert seat(late, met=[(1, 9)]) == 1
    assert seat(late, met=[(9, 4)]) == 0
    assert seat(late, met=[(9, 4), (1, 9), (2, 9)]) == 1
    told = problem_of([*SEATED, late], 2, history=(((1, 9), (4,)),))
    assert seat_late(told, ROOMS, late) == 1


def test_seat_late_brings_a_note_taker_where_there_is_none() -> None:
    late = person(9, AMS, NOTES, region="E")
    assert seat(late, rooms=((2, 1), (4,))) == 1
    hosts = problem_of(SEATED, 2, need_roles=(NOTES, HOST))
    assert seat_late(hosts, ((3,), (1, 2)), person(9, BCN, HOST, region="E")) == 0


def test_seat_late_fills_the_smaller_room_first() -> None:
    late = person(9, BCN, region="E")
    assert seat(late, rooms=((1, 2, 4), (3,))) == 1
    assert seat(person(9), rooms=((1, 2), (3,), (4,))) == 1


def test_seat_late_leaves_nobody_alone() -> None:
    assert seat(person(9, BCN, region="E"), rooms=((), (3, 4))) == 1
    assert seat(person(9), rooms=((), ())) == 0


def test_seat_late_goes_where_the_person_is_pinned() -> None:
    late = person(9, AMS, region="E")
    problem = problem_of([*SEATED, late], 2, 2, pins={(1, 9): 0})
    assert [seat_late(problem, ROOMS, late, round_index=index) for index in (0, 1)] == [1, 0]


def test_seat_late_without_a_room_says_so() -> None:
    with pytest.raises(ValueError, match="open one first"):
        seat(person(9), rooms=())


@given(st.integers(2, 40), st.integers(1, 7), st.integers(0, 9))
@settings(deadline=None)
def test_seat_late_of_many_keeps_sizes_even(present: int, rooms: int, seed: int) -> None:
    people = crowd(present + 6, seed=seed)
    problem = problem_of(people[:present], rooms)
    seated = [list(room) for room in next(solve(problem)).rounds[0]]
    for late in people[present:]:
        before = [list(room) for room in seated]
        room = seat_late(problem_of(people, rooms), tuple(map(tuple, seated)), late)
        seated[room].append(late.id)
        before[room].append(late.id)
        assert seated == before
    assert max(map(len, seated)) - min(map(len, seated)) <= 1


def test_seat_late_of_five_among_seventy_doubles_no_city_and_repeats_nothing_needlessly() -> None:
    people = crowd(70)
    problem = problem_of(people, 10)
    ((*rooms,),) = next(solve(problem_of(people[:65], 10))).rounds
    for late in people[65:]:
        room = seat_late(problem, tuple(rooms), late)
        rooms[room] += (late.id,)
    found = mix(problem, (tuple(rooms),))
    assert (found.avoidable_same_city_pairs, found.size_spread) == (0, 0)
