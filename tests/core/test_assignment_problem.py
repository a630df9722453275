"""A problem refuses what could not be seated, and passes over what is not its business."""

from dataclasses import replace

import pytest

from facilitator.core.assignment import PinError
from tests.core.assignment import crowd, last, person, problem_of


def test_problem_refuses_a_pin_to_a_room_that_is_left_out() -> None:
    with pytest.raises(PinError) as error:
        problem_of(crowd(3), 10, 2, pins={(1, 2): 3})
    refused = error.value
    assert (refused.round_index, refused.person, refused.room, refused.rooms) == (1, 2, 3, 3)


def test_problem_passes_over_pins_of_people_and_rounds_that_are_not_there() -> None:
    problem = problem_of(crowd(6), 2, pins={(0, 99): 7, (4, 1): 7})
    assert last(problem) == last(replace(problem, pins={}))


@pytest.mark.parametrize(("rooms", "rounds"), [(0, 1), (1, 0), (-1, 1)])
def test_problem_refuses_no_rooms_and_no_rounds(rooms: int, rounds: int) -> None:
    with pytest.raises(ValueError, match="at least one room and one round"):
        problem_of(crowd(6), rooms, rounds)


def test_problem_refuses_an_id_that_stands_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        problem_of([person(1), person(1)], 2)
