"""Late joiners: a seat where it harms the mix least, at once, and nobody else moves."""

import pytest

from facilitator.engine.errors import RefusedError
from facilitator.models import Seat
from tests.cast import Cast
from tests.features.breakout_rooms import (
    gather,
    open_first,
    places,
    propose,
    rooms,
    seat_of,
    seats,
    sitting,
)


def test_who_arrives_while_rooms_are_open_is_seated_and_nobody_moves(cast: Cast) -> None:
    gather(cast, 68, note_takers=10)
    round_id = open_first(cast)
    before = places(cast, round_id)
    late = cast.add("Late", "Lagos, NG, africa")
    seat = seat_of(cast, round_id, late)
    after = places(cast, round_id)
    assert after.pop(seat.participant_id) == seat.room_id
    assert (after, seat.late) == (before, True)
    assert len(next(room for room in sitting(cast, round_id) if late.participant in room)) == 7


def test_who_comes_back_keeps_the_seat(cast: Cast) -> None:
    people = gather(cast, 14)
    round_id = open_first(cast)
    seat = seat_of(cast, round_id, people[0])
    cast.system("person.depart", participant_id=people[0].participant)
    cast.system("person.arrive", participant_id=people[0].participant)
    assert seat_of(cast, round_id, people[0]) == seat


def test_a_late_note_taker_goes_where_notes_are_needed(cast: Cast) -> None:
    people = gather(cast, 8, note_takers=1)
    round_id = open_first(cast, rooms=2)
    late = cast.add("Late", "Lagos, NG, africa", note_taker=True, here=False)
    cast.system("person.arrive", participant_id=late.participant)
    seat = seat_of(cast, round_id, late)
    assert seat.room_id != seat_of(cast, round_id, people[0]).room_id
    assert seat.note_taker


def test_who_comes_after_the_proposal_is_listed_and_seated_in_every_round(cast: Cast) -> None:
    gather(cast, 14)
    rounds = propose(cast, rounds=2)
    assert cast.html("to_seat").strip() == ""
    late = cast.add("Late", "Lagos, NG, africa")
    assert "1 person has no seat yet" in cast.html("to_seat")
    before = [places(cast, one) for one in rounds]
    cast.host("seat.late", participant_id=late.participant)
    assert cast.html("to_seat").strip() == ""
    for round_id, earlier in zip(rounds, before, strict=True):
        after = places(cast, round_id)
        after.pop(late.participant or 0)
        assert after == earlier


def test_seating_a_newcomer_can_be_undone(cast: Cast) -> None:
    gather(cast, 14)
    round_id = propose(cast, rounds=1)[0]
    before = places(cast, round_id)
    late = cast.add("Late", "Lagos, NG, africa")
    cast.host("seat.late", participant_id=late.participant)
    cast.host("round.undo", round_id=round_id)
    assert places(cast, round_id) == before


def test_a_host_may_choose_the_room(cast: Cast) -> None:
    gather(cast, 14)
    round_id = propose(cast, rounds=1)[0]
    late = cast.add("Late", "Lagos, NG, africa")
    last = rooms(cast, round_id)[-1]
    cast.host("seat.late", participant_id=late.participant, room_id=last.id)
    assert seat_of(cast, round_id, late).room_id == last.id


def test_a_newcomer_takes_the_seat_of_somebody_who_left(cast: Cast) -> None:
    people = gather(cast, 14)
    round_id = propose(cast, rounds=1)[0]
    late = cast.add("Late", "Lagos, NG, africa")
    seat = seat_of(cast, round_id, people[0])
    with pytest.raises(RefusedError):
        cast.host("seat.late", participant_id=late.participant, instead_of=seat.id)
    cast.system("person.depart", participant_id=people[0].participant)
    cast.host("seat.late", participant_id=late.participant, instead_of=seat.id)
    after = places(cast, round_id)
    assert after[late.participant or 0] == seat.room_id
    assert people[0].participant not in after
    cast.host("round.undo", round_id=round_id)
    after = places(cast, round_id)
    assert after[people[0].participant or 0] == seat.room_id
    assert late.participant not in after


def test_opening_seats_everybody_who_is_here(cast: Cast) -> None:
    people = gather(cast, 14)
    round_id = propose(cast, rounds=1)[0]
    late = [cast.add(f"Late {n}") for n in range(3)]
    cast.host("round.open", round_id=round_id)
    assert set(places(cast, round_id)) == {one.participant for one in [*people, *late]}


def test_without_rooms_there_is_no_seat_to_give(cast: Cast) -> None:
    people = gather(cast, 2)
    with pytest.raises(RefusedError):
        cast.host("seat.late", participant_id=people[0].participant)
    assert cast.rows(Seat) == []


def test_a_second_seat_is_refused(cast: Cast) -> None:
    people = gather(cast, 4)
    round_id = propose(cast, rounds=1)[0]
    with pytest.raises(RefusedError):
        cast.host("seat.late", participant_id=people[0].participant)
    assert len(seats(cast, round_id)) == 4
