"""In a room: finding the way, arriving, asking for help, taking over notes; the host's board."""

from datetime import timedelta

import pytest

from facilitator.core.roles import Role
from facilitator.engine.context import Actor
from facilitator.engine.errors import NotFoundError, RefusedError
from facilitator.models import Question, Room, Seat
from tests.cast import NOON, Cast
from tests.features.breakout_rooms import (
    gather,
    open_first,
    propose,
    rooms,
    seat_of,
    seats,
)

SILENT_AFTER = timedelta(seconds=240)


@pytest.fixture
def people(cast: Cast) -> list[Actor]:
    return gather(cast, 8, note_takers=2)


@pytest.fixture
def opened(cast: Cast, people: list[Actor]) -> int:
    """An open round of two rooms with a note-taker in each."""
    return open_first(cast, rooms=2, rounds=1)


def own_room(cast: Cast, round_id: int, who: Actor) -> int:
    return seat_of(cast, round_id, who).room_id


def test_before_rooms_open_the_page_says_what_will_happen(cast: Cast, people: list[Actor]) -> None:
    html = cast.html("my_room", people[3])
    assert "The main room" in html
    assert "When breakout rooms open, this page shows yours" in html


def test_a_room_shows_its_name_people_and_questions(cast: Cast, opened: int) -> None:
    cast.host("room.rename", room_id=rooms(cast, opened)[0].id, name="Blue room")
    for seat in seats(cast, opened):
        html = cast.html("my_room", as_seated(seat))
        in_blue = seat.room_id == rooms(cast, opened)[0].id
        assert ("Blue room" in html) == in_blue
        assert ("Room 2" in html) == (not in_blue)
        assert html.count("in-room-") == 4
        # A note-taker has the questions in the notes.
        assert html.count('class="question"') == (0 if seat.note_taker else 3)
        assert html.count("Takes notes") == 1


def test_a_room_is_shown_in_the_viewers_language(cast: Cast, opened: int) -> None:
    question = cast.rows(Question)[0]
    seat = next(one for one in seats(cast, opened) if not one.note_taker)
    html = cast.html("my_room", as_seated(seat, "es"))
    assert question.texts["es"] in html


def test_who_has_no_seat_is_told_that_one_will_be_found(cast: Cast, opened: int) -> None:
    late = cast.add("Late", here=False)
    assert "You will be given a room" in cast.html("my_room", late)


def test_after_closing_everybody_is_sent_to_the_main_room(cast: Cast) -> None:
    cast.new_call(video_link="https://meet.example.org/main")
    people = gather(cast, 4)
    round_id = open_first(cast)
    cast.host("round.close_now", round_id=round_id)
    html = cast.html("my_room", people[0])
    assert "Back in the main room" in html
    assert 'href="https://meet.example.org/main"' in html


def test_the_closing_warning_is_said_in_words(cast: Cast, opened: int, people: list[Actor]) -> None:
    assert "The rooms close in a moment." not in cast.html("my_room", people[0])
    cast.host("round.close", round_id=opened)
    assert "The rooms close in a moment." in cast.html("my_room", people[0])


@pytest.mark.parametrize(
    ("pattern", "own", "expected"),
    [
        ("https://meet.example.org/{code}-{round}-{room}", "", "{code}-1-1"),
        ("https://meet.example.org/{code}-{room}", "https://meet.example.org/blue", "blue"),
        ("", "", "main"),
    ],
)
def test_a_room_has_its_own_address_or_the_calls(
    cast: Cast, pattern: str, own: str, expected: str
) -> None:
    cast.new_call(video_link="https://meet.example.org/main", room_video_link=pattern)
    people = gather(cast, 4)
    room_id = rooms(cast, open_first(cast))[0].id
    if own:
        cast.host("room.rename", room_id=room_id, video_link=own)
    address = f"https://meet.example.org/{expected.format(code=cast.call().code)}"
    assert f'href="{address}"' in cast.html("my_room", people[0])


def test_who_presses_the_button_has_arrived(cast: Cast, opened: int, people: list[Actor]) -> None:
    cast.clock.forward(minutes=1)
    cast.perform(people[0], "seat.arrive", room_id=own_room(cast, opened, people[0]))
    cast.clock.forward(minutes=1)
    cast.perform(people[0], "seat.arrive", room_id=own_room(cast, opened, people[0]))
    assert seat_of(cast, opened, people[0]).arrived_at == NOON + timedelta(minutes=1)
    assert "1 of 8 are in their rooms" in cast.html("board")


def test_who_notes_something_is_in_the_room(cast: Cast, opened: int, people: list[Actor]) -> None:
    post(cast, opened, people[0])
    assert "1 of 8 are in their rooms" in cast.html("board")


def test_help_is_asked_shown_and_given(cast: Cast, opened: int, people: list[Actor]) -> None:
    room_id = own_room(cast, opened, people[2])
    cast.perform(people[2], "room.ask_help", room_id=room_id)
    number = cast.row(Room, room_id).number
    assert f"Room {number} asks for help" in cast.html("board")
    assert "A host has been asked to come." in cast.html("my_room", people[2])
    cast.host("room.help_given", room_id=room_id)
    assert cast.row(Room, room_id).help_asked_at is None
    assert "asks for help" not in cast.html("board")


def test_help_can_be_called_off_by_the_room(cast: Cast, opened: int, people: list[Actor]) -> None:
    room_id = own_room(cast, opened, people[2])
    cast.perform(people[2], "room.ask_help", room_id=room_id)
    cast.perform(people[2], "room.help_given", room_id=room_id)
    assert cast.row(Room, room_id).help_asked_at is None


@pytest.mark.parametrize(
    "command", ["room.ask_help", "room.help_given", "seat.arrive", "seat.take_notes"]
)
def test_another_room_is_not_found(
    cast: Cast, opened: int, people: list[Actor], command: str
) -> None:
    own = own_room(cast, opened, people[0])
    other = next(room.id for room in rooms(cast, opened) if room.id != own)
    with pytest.raises(NotFoundError):
        cast.perform(people[0], command, room_id=other)


@pytest.mark.parametrize("command", ["room.ask_help", "seat.arrive", "seat.take_notes"])
def test_a_closed_room_takes_no_orders(
    cast: Cast, opened: int, people: list[Actor], command: str
) -> None:
    cast.host("round.close_now", round_id=opened)
    with pytest.raises(RefusedError):
        cast.perform(people[0], command, room_id=own_room(cast, opened, people[0]))


def test_notes_are_taken_over_when_the_note_taker_has_left(
    cast: Cast, opened: int, people: list[Actor]
) -> None:
    taker = people[0]
    room_id = own_room(cast, opened, taker)
    other = next(one for one in people[2:] if own_room(cast, opened, one) == room_id)
    with pytest.raises(RefusedError, match="Guest 00 takes notes in this room"):
        cast.perform(other, "seat.take_notes", room_id=room_id)
    cast.system("person.depart", participant_id=taker.participant)
    assert "Whoever takes notes is not here now." in cast.html("my_room", other)
    cast.perform(other, "seat.take_notes", room_id=room_id)
    takers = {one.participant_id for one in seats(cast, opened) if one.note_taker}
    assert takers == {other.participant, people[1].participant}
    assert "I take the notes" not in cast.html("my_room", other)


def test_the_board_names_rooms_without_a_note_taker(
    cast: Cast, opened: int, people: list[Actor]
) -> None:
    assert "has no note-taker" not in cast.html("board")
    cast.system("person.depart", participant_id=people[0].participant)
    number = cast.row(Room, own_room(cast, opened, people[0])).number
    assert f"Room {number} has no note-taker" in cast.html("board")


def test_the_board_counts_insights_by_room_and_question(
    cast: Cast, opened: int, people: list[Actor]
) -> None:
    for _ in range(2):
        post(cast, opened, people[0])
    first = cast.row(Room, own_room(cast, opened, people[0])).number == 1
    cells = '<td class="number">2</td><td class="number">0</td>'
    swapped = '<td class="number">0</td><td class="number">2</td>'
    assert (cells if first else swapped) in cast.html("board")


def test_the_board_tells_from_when_a_room_is_silent(
    cast: Cast, opened: int, people: list[Actor]
) -> None:
    cast.clock.forward(minutes=3)
    post(cast, opened, people[0])
    html = cast.html("board")
    silent = [NOON + SILENT_AFTER, NOON + timedelta(minutes=3) + SILENT_AFTER]
    assert [html.count(f'at="{at:%Y-%m-%dT%H:%M:%S.%fZ}"') for at in silent] == [1, 1]
    cast.host("agenda.pause")
    assert "appear-at" not in cast.html("board")


def test_the_board_is_empty_unless_rooms_are_open(cast: Cast, people: list[Actor]) -> None:
    propose(cast)
    assert cast.html("board").strip() == ""


def test_hosts_tell_one_room_something(cast: Cast, opened: int, people: list[Actor]) -> None:
    room_id = own_room(cast, opened, people[0])
    cast.host("call.announce", text="Try the second question", room_id=room_id)
    seen = ["Try the second question" in cast.html("my_room", one) for one in people]
    assert seen == [own_room(cast, opened, one) == room_id for one in people]


def test_a_room_without_a_name_has_its_number_again(
    cast: Cast, opened: int, people: list[Actor]
) -> None:
    room = rooms(cast, opened)[0]
    cast.host("room.rename", room_id=room.id, name="Blue room")
    cast.host("room.rename", room_id=room.id, name="")
    assert cast.row(Room, room.id or 0).name == ""
    assert "Blue room" not in cast.html("board")


def post(cast: Cast, opened: int, who: Actor) -> None:
    cast.perform(
        who,
        "insight.post",
        question_id=cast.rows(Question)[0].id,
        text="We share bicycles",
        room_id=own_room(cast, opened, who),
    )


def as_seated(seat: Seat, locale: str = "en") -> Actor:
    role = Role.NOTE_TAKER if seat.note_taker else Role.PARTICIPANT
    return Actor(role, seat.participant_id, locale)
