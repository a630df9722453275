"""The mix says the truth about any rooms, in numbers and in findings."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.core.assignment import (
    MetBefore,
    MissingRole,
    NoNoteTaker,
    OneRegion,
    PinBroken,
    Problem,
    Rounds,
    SameCity,
    mix,
)
from tests.core.assignment import (
    HOST,
    NOTES,
    alike,
    met,
    person,
    problem_of,
    problems,
    rooms_of,
    scored,
)

ROSA, SAM, TIM, UMA, VAL = (
    person(1, "NL Ams", NOTES, region="Europe"),
    person(2, "NL Ams", region="Europe"),
    person(3, "DE Bad", NOTES, HOST, region="Europe"),
    person(4, "CL El", region="Americas"),
    person(5),
)
FIVE = (ROSA, SAM, TIM, UMA, VAL)


@st.composite
def seated(draw: st.DrawFn) -> tuple[Problem, Rounds]:
    """A problem and rooms that nobody searched for: some absent, some rooms empty."""
    problem = draw(problems(pinned=True))
    ids = [person.id for person in problem.people]
    return problem, tuple(draw(rooms_of(ids)) for _ in range(problem.rounds))


@given(seated())
@settings(deadline=None)
def test_mix_costs_what_pairs_counted_one_by_one_do(case: tuple[Problem, Rounds]) -> None:
    problem, rounds = case
    assert mix(problem, rounds).cost == scored(problem, rounds)


@given(seated())
@settings(deadline=None)
def test_mix_counts_what_is_in_each_room(case: tuple[Problem, Rounds]) -> None:
    problem, rounds = case
    people = {person.id: person for person in problem.people}
    found = mix(problem, rounds)
    repeats = 0
    for index, rooms in enumerate(rounds):
        for room, judged in zip(rooms, found.rooms[index], strict=True):
            members = [people[number] for number in room]
            two = [(a, b) for a in members for b in members if a.id < b.id]
            repeats += sum(met((*problem.history, *rounds[:index]), a.id, b.id) for a, b in two)
            assert judged.size == len(room)
            assert judged.same_city_pairs == sum(alike(a, b, "city") for a, b in two)
            assert judged.same_region_pairs == sum(alike(a, b, "region") for a, b in two)
            assert judged.regions == len({m.region for m in members} - {""})
            assert judged.countries == len({m.country for m in members} - {""})
            assert judged.note_takers == sum(NOTES in m.roles for m in members)
    assert found.repeat_meetings == repeats
    assert found.same_city_pairs == sum(r.same_city_pairs for rs in found.rooms for r in rs)


@given(seated())
@settings(deadline=None)
def test_mix_does_not_care_for_labels(case: tuple[Problem, Rounds]) -> None:
    problem, rounds = case
    ids = [person.id for person in problem.people]
    new = dict(zip(ids, reversed(ids), strict=True))
    other = replace(
        problem,
        people=tuple(replace(p, id=new[p.id], city=p.city[::-1]) for p in problem.people),
        pins={(index, new[number]): room for (index, number), room in problem.pins.items()},
        history=tuple(relabelled(rooms, new) for rooms in problem.history),
    )
    found = mix(other, tuple(relabelled(rooms, new) for rooms in rounds))
    assert found.cost == mix(problem, rounds).cost


def relabelled(
    rooms: tuple[tuple[int, ...], ...], new: dict[int, int]
) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(new.get(number, number) for number in room) for room in rooms)


def test_mix_finds_what_is_wrong_in_each_room() -> None:
    problem = problem_of(
        FIVE, 2, pins={(0, 4): 0}, history=(((1, 2), (1, 3)), ((1, 2),)), need_roles=(NOTES, HOST)
    )
    first, second = mix(problem, (((1, 2, 3), (4, 5)),)).rooms[0]
    assert first.findings == (
        MetBefore(1, 2, 2),
        MetBefore(1, 3, 1),
        SameCity("NL Ams", (1, 2)),
        OneRegion("Europe"),
    )
    assert second.findings == (NoNoteTaker(), MissingRole(HOST), PinBroken(4, 0))


def test_mix_asks_for_another_person_in_each_role() -> None:
    problem = problem_of(FIVE, 2, need_roles=(NOTES, HOST))
    room = mix(problem, (((3, 4), (1, 2, 5)),)).rooms[0][0]
    assert room.findings == (MissingRole(HOST),)


def test_mix_of_one_region_in_the_whole_round_is_no_finding() -> None:
    problem = problem_of(FIVE, 2)
    assert mix(problem, (((3, 1),),)).rooms[0][0].findings == ()


def test_mix_counts_as_avoidable_only_what_the_people_and_pins_allow() -> None:
    twins = [person(number, "NL Ams", region="E") for number in range(4)]
    together = (((0, 1, 2), (3,)),)
    assert mix(problem_of(twins, 2), together).avoidable_same_city_pairs == 3 - 2
    pins = {(0, 0): 0, (0, 1): 0, (0, 2): 0}
    pinned = mix(problem_of(twins, 2, pins=pins), together)
    assert (pinned.avoidable_same_city_pairs, pinned.region_excess) == (0, 0)
    assert pinned.same_city_pairs == 3


def test_mix_measures_the_spread_of_each_round_by_itself() -> None:
    problem = problem_of(FIVE, 2, 2)
    assert mix(problem, (((1, 2, 3), (4, 5)), ((1, 2, 3, 4), (5,)))).size_spread == 3
    assert mix(problem, ()).size_spread == 0


def test_mix_keeps_cities_of_one_name_in_two_countries_apart() -> None:
    people = (
        replace(ROSA, city="Valencia", country="ES"),
        replace(SAM, city="Valencia", country="VE"),
    )
    assert mix(problem_of(people, 1), (((1, 2),),)).same_city_pairs == 0


def test_mix_refuses_a_stranger() -> None:
    with pytest.raises(ValueError, match="Person 9"):
        mix(problem_of(FIVE, 2), (((1, 9),),))
