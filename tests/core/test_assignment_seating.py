"""The price of a swap, worked out beforehand, is what the swap then costs."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from facilitator.core.assignment import Problem
from facilitator.core.assignment.paths import paths_change, swap_paths
from facilitator.core.assignment.seating import Seating
from tests.core.assignment import problems, scored


@st.composite
def seatings(draw: st.DrawFn) -> tuple[Problem, Seating]:
    """Everybody somewhere, with history and whatever repeats chance brings."""
    problem = draw(problems())
    assume(len(problem.people) > 1)
    seating = Seating(problem)
    for round_index in range(problem.rounds):
        for person in range(len(problem.people)):
            seating.seat(round_index, person, draw(st.integers(0, problem.room_count - 1)))
    return problem, seating


@given(seatings(), st.data())
@settings(deadline=None)
def test_seating_change_is_what_a_swap_costs(
    case: tuple[Problem, Seating], data: st.DataObject
) -> None:
    problem, seating = case
    two = st.lists(st.integers(0, len(problem.people) - 1), min_size=2, max_size=2, unique=True)
    for _ in range(3):
        one, other = data.draw(two)
        round_index = data.draw(st.integers(0, problem.rounds - 1))
        apart = seating.room_of[round_index][one] != seating.room_of[round_index][other]
        expected = seating.cost + (seating.change(round_index, one, other) if apart else 0)
        seating.swap(round_index, one, other)
        assert seating.cost == expected == scored(problem, seating.assignment().rounds)


@given(seatings(), st.data())
@settings(deadline=None)
def test_seating_paths_change_is_what_swapped_paths_cost(
    case: tuple[Problem, Seating], data: st.DataObject
) -> None:
    problem, seating = case
    two = st.lists(st.integers(0, len(problem.people) - 1), min_size=2, max_size=2, unique=True)
    for _ in range(3):
        one, other = data.draw(two)
        expected = seating.cost + paths_change(seating, one, other)
        swap_paths(seating, one, other)
        assert seating.cost == expected == scored(problem, seating.assignment().rounds)
