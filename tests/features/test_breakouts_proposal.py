"""Proposals: everybody present is seated and mixed; hosts change what they like, and undo it."""

from itertools import combinations

import pytest
from sqlmodel import select

from facilitator.engine.errors import InvalidError, NotFoundError, RefusedError
from facilitator.models import ItemQuestion, Question, Room, Round, Seat
from facilitator.models.breakouts import RoundState
from tests.cast import Cast
from tests.features.breakout_rooms import (
    gather,
    open_first,
    places,
    propose,
    rooms,
    round_now,
    seat_of,
    seats,
    sitting,
)


def test_sixty_eight_people_get_ten_rooms_each_with_a_note_taker(cast: Cast) -> None:
    gather(cast, 68, note_takers=10)
    first, second = propose(cast)
    for round_id in (first, second):
        rows = seats(cast, round_id)
        assert sorted(map(len, sitting(cast, round_id))) == [6] * 2 + [7] * 8
        assert {one.room_id for one in rows if one.note_taker} == {
            room.id for room in rooms(cast, round_id)
        }


def test_nobody_meets_anyone_twice_over_the_rounds(cast: Cast) -> None:
    gather(cast, 68)
    rounds = propose(cast, rounds=3)
    met = [pair for one in rounds for room in sitting(cast, one) for pair in pairs(room)]
    assert len(met) == len(set(met))


def test_a_later_proposal_knows_who_has_met(cast: Cast) -> None:
    gather(cast, 40)
    first = open_first(cast, size=5, rounds=1)
    cast.host("round.close_now", round_id=first)
    second = propose(cast, size=5, rounds=1)[0]
    assert all_pairs(cast, first).isdisjoint(all_pairs(cast, second))
    assert round_now(cast, second).number == 2


def test_rooms_are_as_the_item_wishes_unless_asked_otherwise(cast: Cast) -> None:
    gather(cast, 24)
    assert [len(rooms(cast, one)) for one in propose(cast)] == [4, 4]
    assert [len(rooms(cast, one)) for one in propose(cast, size=4, rounds=1)] == [6]
    assert [len(rooms(cast, one)) for one in propose(cast, rooms=3, rounds=1)] == [3]


def test_a_new_proposal_takes_the_place_of_the_earlier(cast: Cast) -> None:
    gather(cast, 8)
    propose(cast)
    new = propose(cast)
    assert [one.id for one in cast.rows(Round)] == new
    assert {one.round_id for one in cast.rows(Seat)} == set(new)


def test_a_new_proposal_leaves_open_rounds_alone(cast: Cast) -> None:
    gather(cast, 8)
    held = open_first(cast, rounds=2)
    new = propose(cast)
    assert [one.id for one in cast.rows(Round)] == [held, *new]
    assert [one.number for one in cast.rows(Round)] == [1, 2]


def test_only_those_present_are_seated(cast: Cast) -> None:
    here = gather(cast, 6)
    cast.add("Absent", here=False)
    assert set(places(cast, propose(cast)[0])) == {one.participant for one in here}


def test_if_nobody_is_present_all_who_joined_are_seated_and_it_is_said(cast: Cast) -> None:
    people = gather(cast, 6)
    for one in people:
        cast.system("person.depart", participant_id=one.participant)
    assert len(seats(cast, propose(cast)[0])) == 6
    assert "Nobody is connected now, so everybody who has joined got a seat." in cast.html(
        "proposal"
    )


def test_nobody_at_all_is_refused_with_a_sentence(cast: Cast) -> None:
    cast.add("Absent", here=False)
    with pytest.raises(RefusedError, match="Nobody has joined yet"):
        propose(cast)
    assert "Rooms can be proposed once somebody has joined." in cast.html("proposal")


@pytest.mark.parametrize(
    ("many", "sentence"),
    [
        (1, "Only one person is here, so there is one room."),
        (3, "So few people are here that they sit together."),
    ],
)
def test_few_people_share_one_room_and_it_is_said(cast: Cast, many: int, sentence: str) -> None:
    gather(cast, many)
    assert [len(room) for room in sitting(cast, propose(cast)[0])] == [many]
    assert sentence in cast.html("proposal")


def test_more_rooms_than_pairs_of_people_become_fewer_and_it_is_said(cast: Cast) -> None:
    gather(cast, 5)
    assert sorted(map(len, sitting(cast, propose(cast, rooms=10)[0]))) == [2, 3]
    assert "Fewer rooms than you asked for, so that nobody sits alone." in cast.html("proposal")


def test_rooms_and_size_together_are_refused(cast: Cast) -> None:
    gather(cast, 5)
    with pytest.raises(RefusedError):
        propose(cast, rooms=2, size=3)


def test_rooms_of_one_person_are_refused(cast: Cast) -> None:
    with pytest.raises(InvalidError):
        propose(cast, size=1)


def test_only_a_breakout_has_rooms(cast: Cast) -> None:
    gather(cast, 5)
    with pytest.raises(RefusedError):
        cast.host("round.propose", item_id=cast.item("opening").id)


def test_questions_are_asked_as_chosen(cast: Cast) -> None:
    gather(cast, 5)
    last = cast.rows(Question)[-1].id
    propose(cast, question_ids=[last])
    with cast.parts.database.reading() as db:
        asked = db.exec(select(ItemQuestion)).all()
    assert [(one.item_id, one.question_id) for one in asked] == [(cast.item("breakout").id, last)]


def test_quality_is_said_in_words(cast: Cast) -> None:
    gather(cast, 40, note_takers=3)
    propose(cast, size=5, rounds=2)
    html = cast.html("proposal")
    assert "Nobody sits with someone of their own city." in html
    assert "Nobody meets anyone twice." in html
    assert "5 rooms lack a note-taker, because only 3 people offered to take notes." in html


def test_shuffling_keeps_pins_and_everybody_seated(cast: Cast) -> None:
    gather(cast, 30)
    round_id = propose(cast, rounds=1)[0]
    before = places(cast, round_id)
    pinned = seats(cast, round_id)[:6]
    for one in pinned:
        cast.host("seat.pin", seat_id=one.id, pinned=True)
    cast.host("round.shuffle", round_id=round_id)
    after = places(cast, round_id)
    assert after.keys() == before.keys()
    assert after != before
    assert {one.participant_id: after[one.participant_id] for one in pinned} == {
        one.participant_id: one.room_id for one in pinned
    }


def test_shuffling_avoids_those_met_in_the_other_rounds(cast: Cast) -> None:
    gather(cast, 40)
    first, second = propose(cast, size=5, rounds=2)
    cast.host("round.shuffle", round_id=first)
    assert all_pairs(cast, first).isdisjoint(all_pairs(cast, second))


def test_moving_somebody_pins_them_there(cast: Cast) -> None:
    people = gather(cast, 14)
    round_id = propose(cast, rounds=1)[0]
    seat = seat_of(cast, round_id, people[0])
    other = next(room for room in rooms(cast, round_id) if room.id != seat.room_id)
    cast.host("seat.move", seat_id=seat.id, room_id=other.id)
    cast.host("round.shuffle", round_id=round_id)
    moved = cast.row(Seat, seat.id or 0)
    assert (moved.room_id, moved.pinned) == (other.id, True)


def test_moving_the_note_taker_leaves_the_notes_to_who_offered(cast: Cast) -> None:
    people = gather(cast, 8, note_takers=2)
    round_id = propose(cast, rooms=2, rounds=1)[0]
    seat = seat_of(cast, round_id, people[0])
    other = seat_of(cast, round_id, people[1])
    cast.host("seat.move", seat_id=seat.id, room_id=other.room_id)
    takers = [one.participant_id for one in seats(cast, round_id) if one.note_taker]
    assert sorted(takers) == [people[0].participant, people[1].participant]
    assert "Nobody here takes notes." in cast.html("proposal")


def test_swapping_exchanges_two_rooms(cast: Cast) -> None:
    gather(cast, 14)
    round_id = propose(cast, rounds=1)[0]
    one, other = (min(room) for room in sitting(cast, round_id)[:2])
    by_person = {seat.participant_id: seat for seat in seats(cast, round_id)}
    cast.host("seat.swap", a=by_person[one].id, b=by_person[other].id)
    after = places(cast, round_id)
    assert (after[one], after[other]) == (by_person[other].room_id, by_person[one].room_id)


def test_undo_takes_back_change_after_change(cast: Cast) -> None:
    people = gather(cast, 14)
    round_id = propose(cast, rounds=1)[0]
    start = [(one.id, one.room_id, one.pinned) for one in seats(cast, round_id)]
    seat = seat_of(cast, round_id, people[0])
    other = next(room for room in rooms(cast, round_id) if room.id != seat.room_id)
    cast.host("seat.move", seat_id=seat.id, room_id=other.id)
    cast.host("round.shuffle", round_id=round_id)
    cast.host("round.undo", round_id=round_id)
    assert cast.row(Seat, seat.id or 0).room_id == other.id
    cast.host("round.undo", round_id=round_id)
    assert [(one.id, one.room_id, one.pinned) for one in seats(cast, round_id)] == start
    with pytest.raises(RefusedError):
        cast.host("round.undo", round_id=round_id)


def test_discarding_leaves_nothing(cast: Cast) -> None:
    gather(cast, 8)
    propose(cast)
    cast.host("round.discard", item_id=cast.item("breakout").id)
    assert [cast.rows(kind) for kind in (Round, Room, Seat)] == [[], [], []]


def test_a_room_that_has_opened_is_no_proposal_any_more(cast: Cast) -> None:
    gather(cast, 14)
    round_id = open_first(cast, rounds=1)
    for command in ("round.shuffle", "round.undo"):
        with pytest.raises(RefusedError):
            cast.host(command, round_id=round_id)
    with pytest.raises(RefusedError):
        cast.host("seat.pin", seat_id=seats(cast, round_id)[0].id, pinned=True)


def test_moving_in_an_open_round_asks_the_person_to_arrive_anew(cast: Cast) -> None:
    people = gather(cast, 14)
    round_id = open_first(cast, rounds=1)
    seat = seat_of(cast, round_id, people[0])
    cast.perform(people[0], "seat.arrive", room_id=seat.room_id)
    other = next(room for room in rooms(cast, round_id) if room.id != seat.room_id)
    cast.host("seat.move", seat_id=seat.id, room_id=other.id)
    moved = cast.row(Seat, seat.id or 0)
    assert (moved.room_id, moved.arrived_at) == (other.id, None)


def test_moving_in_a_closed_round_is_refused(cast: Cast) -> None:
    gather(cast, 14)
    round_id = open_first(cast, rounds=1)
    cast.host("round.close_now", round_id=round_id)
    with pytest.raises(RefusedError):
        cast.host(
            "seat.move", seat_id=seats(cast, round_id)[0].id, room_id=rooms(cast, round_id)[1].id
        )


def test_a_room_of_another_round_is_not_found(cast: Cast) -> None:
    gather(cast, 14)
    first, second = propose(cast, rounds=2)
    with pytest.raises(NotFoundError):
        cast.host("seat.move", seat_id=seats(cast, first)[0].id, room_id=rooms(cast, second)[0].id)
    with pytest.raises(NotFoundError):
        cast.host("seat.swap", a=seats(cast, first)[0].id, b=seats(cast, second)[0].id)


def test_seats_and_items_of_another_call_are_not_found(cast: Cast) -> None:
    gather(cast, 8)
    round_id = propose(cast)[0]
    seat, room, item = seats(cast, round_id)[0], rooms(cast, round_id)[0], cast.item("breakout")
    cast.new_call()
    for command, args in (
        ("seat.move", {"seat_id": seat.id, "room_id": room.id}),
        ("seat.pin", {"seat_id": seat.id, "pinned": True}),
        ("seat.swap", {"a": seat.id, "b": seat.id}),
        ("seat.late", {"participant_id": seat.participant_id}),
        ("round.propose", {"item_id": item.id}),
        ("round.discard", {"item_id": item.id}),
        ("room.rename", {"room_id": room.id, "name": "Mine"}),
    ):
        with pytest.raises(NotFoundError):
            cast.host(command, **args)


def test_the_proposal_shows_who_is_not_here_any_more(cast: Cast) -> None:
    people = gather(cast, 4)
    propose(cast)
    assert "Not here" not in cast.html("proposal")
    cast.system("person.depart", participant_id=people[0].participant)
    assert "Not here" in cast.html("proposal")


def test_participants_are_shown_no_proposal(cast: Cast) -> None:
    people = gather(cast, 4)
    cast.host("room.rename", room_id=rooms(cast, propose(cast)[0])[0].id, name="Secret garden")
    assert "Secret garden" in cast.html("proposal")
    assert not any("Secret garden" in html for html in cast.page(people[0]).values())


def test_while_rooms_are_open_the_next_round_waits(cast: Cast) -> None:
    gather(cast, 14)
    open_first(cast, rounds=2)
    assert "The next round is ready with 2 rooms." in cast.html("proposal")
    assert [one.state for one in cast.rows(Round)] == [RoundState.OPEN, RoundState.PROPOSED]


def test_the_dialog_for_other_rooms_knows_the_item_and_its_questions(cast: Cast) -> None:
    gather(cast, 4)
    html = cast.html("propose_item")
    assert f'value="{cast.item("breakout").id}"' in html
    assert html.count("checked") == len(cast.rows(Question))


def pairs(room: set[int]) -> list[tuple[int, ...]]:
    return list(combinations(sorted(room), 2))


def all_pairs(cast: Cast, round_id: int) -> set[tuple[int, ...]]:
    return {pair for room in sitting(cast, round_id) for pair in pairs(room)}
