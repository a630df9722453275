"""Solving: everybody seated, by the same seed the same way, ever better, pins kept."""

from dataclasses import replace
from itertools import islice, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.core.assignment import (
    Mix,
    Person,
    Problem,
    Rounds,
    lower_bound,
    mix,
    rooms_for,
    sizes,
    solve,
)
from tests.core.assignment import (
    NOTES,
    crowd,
    everybody_once,
    last,
    person,
    problem_of,
    problems,
    scored,
)

STEPS = 600


def faults(found: Mix) -> tuple[int, int, int, int]:
    """Repeats, avoidable pairs of a city, rooms without a note-taker, difference in size."""
    return (
        found.repeat_meetings,
        found.avoidable_same_city_pairs,
        found.rooms_without_note_taker,
        found.size_spread,
    )


@given(problems())
@settings(max_examples=60, deadline=None)
def test_solve_seats_everybody_once_in_even_rooms_of_every_round(problem: Problem) -> None:
    expected = list(sizes(len(problem.people), problem.rooms))
    for found in solve(problem, steps=STEPS):
        assert everybody_once(problem, found.rounds)
        for rooms in found.rounds:
            assert sorted(map(len, rooms), reverse=True) == expected


@given(problems(pinned=True))
@settings(max_examples=60, deadline=None)
def test_solve_yields_strictly_better_by_a_cost_that_is_true_and_never_below_the_bound(
    problem: Problem,
) -> None:
    found = list(solve(problem, steps=STEPS))
    assert all(later.cost < earlier.cost for earlier, later in pairwise(found))
    assert [one.cost for one in found] == [scored(problem, one.rounds) for one in found]
    assert found[-1].cost >= lower_bound(problem)


@given(problems(pinned=True))
@settings(max_examples=60, deadline=None)
def test_solve_keeps_pins_from_the_first_and_sizes_as_even_as_they_allow(problem: Problem) -> None:
    for found in solve(problem, steps=STEPS):
        assert everybody_once(problem, found.rounds)
        for index, rooms in enumerate(found.rounds):
            pins = problem.pins_of(index)
            assert all(number in rooms[room] for number, room in pins.items())
            smallest = min(map(len, rooms), default=0)
            grown = [room for room in rooms if not set(room) <= pins.keys()]
            assert max(map(len, grown), default=0) - smallest <= 1


@given(problems(pinned=True), st.permutations(range(24)))
@settings(max_examples=40, deadline=None)
def test_solve_again_in_another_order_gives_the_same(problem: Problem, order: list[int]) -> None:
    present = problem.people
    again = replace(problem, people=tuple(present[at] for at in order if at < len(present)))
    assert list(solve(problem, steps=STEPS)) == list(solve(again, steps=STEPS))


@given(problems(pinned=True))
@settings(max_examples=40, deadline=None)
def test_solve_does_not_care_for_the_names_of_places_or_the_numbers_of_people(
    problem: Problem,
) -> None:
    def renamed(one: Person) -> Person:
        return replace(
            one,
            id=one.id * 2 + 7,
            city=one.city[::-1],
            country=one.country[::-1],
            region=one.region[::-1],
        )

    other = replace(
        problem,
        people=tuple(renamed(one) for one in problem.people),
        pins={(index, number * 2 + 7): room for (index, number), room in problem.pins.items()},
        history=renumbered(problem.history),
    )
    for found, expected in zip(solve(other, steps=STEPS), solve(problem, steps=STEPS), strict=True):
        assert (found.rounds, found.cost) == (renumbered(expected.rounds), expected.cost)


def renumbered(rounds: Rounds) -> Rounds:
    return tuple(
        tuple(tuple(number * 2 + 7 for number in room) for room in rooms) for rooms in rounds
    )


def test_solve_with_another_seed_seats_otherwise() -> None:
    people = tuple(crowd(70))
    first = {next(solve(Problem(people, 10, 3, seed=seed))).rounds for seed in range(5)}
    assert len(first) == 5


def test_solve_may_be_stopped_and_is_then_what_it_was() -> None:
    problem = problem_of(crowd(70), 10, 3)
    assert list(islice(solve(problem), 5)) == list(solve(problem))[:5]


@pytest.mark.parametrize("note_takers", [10, 11, 15, 40])
@pytest.mark.parametrize("seed", range(3))
def test_solve_mixes_a_call_of_seventy_without_a_fault(note_takers: int, seed: int) -> None:
    problem = problem_of(crowd(70, note_takers=note_takers, seed=seed), 10, 3, seed=seed)
    assert faults(mix(problem, last(problem).rounds)) == (0, 0, 0, 0)


@pytest.mark.parametrize("present", [61, 66, 67, 68, 71])
def test_solve_mixes_whoever_came(present: int) -> None:
    problem = problem_of(crowd(present), rooms_for(present), 3)
    uneven = int(present % rooms_for(present) > 0)
    assert faults(mix(problem, last(problem).rounds)) == (0, 0, 0, uneven)


def test_solve_with_fewer_note_takers_than_rooms_uses_each_of_them() -> None:
    problem = problem_of(crowd(70, note_takers=8), 10, 3)
    assert faults(mix(problem, last(problem).rounds)) == (0, 0, 6, 0)


def test_solve_mixes_a_thousand() -> None:
    problem = problem_of(crowd(1000, cities=300, note_takers=200), 150, 3)
    found = last(problem, steps=40_000)
    assert faults(mix(problem, found.rounds)) == (0, 0, 0, 1)
    assert found.cost <= 1.02 * lower_bound(problem)


@pytest.mark.parametrize("present", [0, 1, 3])
def test_solve_with_hardly_anybody_leaves_rooms_out(present: int) -> None:
    problem = problem_of(crowd(present), 10, 2)
    rounds = last(problem).rounds
    assert [len(rooms) for rooms in rounds] == [present, present]
    assert everybody_once(problem, rounds)


def test_solve_of_one_city_has_nothing_to_avoid() -> None:
    problem = problem_of([person(n, "X x", NOTES, region="A") for n in range(70)], 10, 3)
    found = mix(problem, last(problem).rounds)
    assert (faults(found), found.region_excess) == ((0, 0, 0, 0), 0)
    assert found.same_city_pairs == 3 * 10 * 21


def test_solve_spreads_a_region_that_dominates() -> None:
    people = [person(n, f"X {n}", NOTES, region="A" if n < 56 else "B") for n in range(70)]
    problem = problem_of(people, 10, 3)
    found = mix(problem, last(problem).rounds)
    assert (faults(found), found.region_excess) == ((0, 0, 0, 0), 0)


def test_solve_for_a_later_round_does_not_repeat_earlier_ones() -> None:
    history: Rounds = ()
    for seed in range(3):
        problem = problem_of(crowd(70), 10, history=history, seed=seed)
        found = last(problem)
        assert faults(mix(problem, found.rounds)) == (0, 0, 0, 0)
        history += found.rounds


def test_solve_finds_two_people_for_two_roles() -> None:
    both = [person(n, f"X {n}", NOTES, "host") for n in range(8)]
    people = [*both, *(person(n, f"X {n}") for n in range(8, 20))]
    problem = problem_of(people, 4, 2, need_roles=(NOTES, "host"))
    for rooms in last(problem).rounds:
        assert [sum(number < 8 for number in room) for room in rooms] == [2, 2, 2, 2]
