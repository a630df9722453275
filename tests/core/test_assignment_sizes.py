"""How many rooms there are, and how many people sit in each."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.core.assignment import rooms_for, sizes
from facilitator.core.assignment.sizes import level


@pytest.mark.parametrize(
    ("people", "rooms"),
    [(0, 1), (1, 1), (3, 1), (7, 1), (8, 2), (15, 3), (70, 10), (71, 11), (1000, 143)],
)
def test_rooms_for_makes_groups_of_four_to_seven(people: int, rooms: int) -> None:
    assert rooms_for(people) == rooms


@given(st.integers(8, 10_000))
@settings(deadline=None)
def test_rooms_for_by_default_leaves_no_group_below_four_or_above_seven(people: int) -> None:
    groups = sizes(people, rooms_for(people))
    assert (min(groups) >= 4, max(groups) <= 7) == (True, True)


@pytest.mark.parametrize(
    ("people", "size", "expected"),
    [(5, 2, (3, 2)), (1, 2, (1,)), (3, 1, (1, 1, 1)), (70, 5, (5,) * 14), (12, 5, (4, 4, 4))],
)
def test_rooms_for_size_leaves_nobody_alone_unless_asked_to(
    people: int, size: int, expected: tuple[int, ...]
) -> None:
    assert sizes(people, rooms_for(people, size=size)) == expected


@pytest.mark.parametrize(("people", "rooms", "expected"), [(0, 10, 1), (3, 10, 3), (70, 9, 9)])
def test_rooms_for_never_opens_more_rooms_than_people(
    people: int, rooms: int, expected: int
) -> None:
    assert rooms_for(people, rooms=rooms) == expected


@pytest.mark.parametrize(("rooms", "size"), [(3, 5), (0, None), (None, 0)])
def test_rooms_for_refuses_what_makes_no_sense(rooms: int | None, size: int | None) -> None:
    with pytest.raises(ValueError, match=r"not both|start at 1"):
        rooms_for(20, rooms=rooms, size=size)


@given(st.integers(0, 500), st.integers(1, 60))
@settings(deadline=None)
def test_sizes_seat_everybody_and_differ_by_at_most_one(people: int, rooms: int) -> None:
    found = sizes(people, rooms)
    assert sum(found) == people
    assert len(found) == min(people, rooms)
    assert max(found, default=0) - min(found, default=0) <= 1
    assert list(found) == sorted(found, reverse=True)


def test_level_fills_the_emptiest_rooms_first() -> None:
    assert level(10, [4, 0, 1]) == [4, 3, 3]
    assert level(5, [4, 0, 1]) == [4, 0, 1]
    assert level(0, []) == []
