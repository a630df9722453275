"""The wall: what everybody sees follows from what is on, and from nothing else."""

from datetime import timedelta

import pytest

from facilitator.core.roles import Role
from facilitator.engine.context import Actor
from facilitator.features.stage_rooms import gathered_at
from facilitator.models import Insight, Participant, Question, Room, Round, Seat
from facilitator.models.breakouts import RoundState
from tests.cast import Cast

WALL = Actor(Role.WALL)
PEOPLE = (
    ("Zoë Invented", "Ipoh, MY, eastern-asia"),
    ("Ælfric Made-up", "Leeds, GB, europe"),
    ("Éva Imagined", "Leeds, GB, europe"),
    ("<b>🌻 Bold</b>", "Cali, CO, latin-america"),
    ("مريم المتخيلة", "Cali, US, northern-america"),
)


def wall(cast: Cast) -> str:
    return cast.html("wall_stage", WALL)


def thought(cast: Cast) -> str:
    """Which thought the wall shows."""
    return wall(cast).split('data-thought="', 1)[1].split('"', 1)[0]


def crowd(cast: Cast) -> list[Actor]:
    return [cast.add(name, place) for name, place in PEOPLE]


def hold_round(cast: Cast, state: RoundState, kind: str = "breakout") -> None:
    """Seat all participants in two rooms of a round, as a proposal and its opening would."""
    with cast.parts.database.writing() as db:
        opened_at = cast.clock() if state == RoundState.OPEN else None
        held = Round(
            call_id=cast.call_id, item_id=cast.item(kind).id or 0, number=1, state=state,
            duration=timedelta(minutes=13), opened_at=opened_at,
        )  # fmt: skip
        db.add(held)
        db.flush()
        rooms = [
            Room(call_id=cast.call_id, round_id=held.id or 0, number=number, name=name)
            for number, name in ((1, ""), (2, "Río"))
        ]
        db.add_all(rooms)
        db.flush()
        for at, person in enumerate(cast.participants()):
            db.add(
                Seat(
                    call_id=cast.call_id,
                    round_id=held.id or 0,
                    room_id=rooms[at % 2].id or 0,
                    participant_id=person.id or 0,
                )
            )
        db.commit()


def learn(cast: Cast, text: str, who: Actor, room_id: int | None = None) -> int:
    question = cast.rows(Question)[0].id
    values = {"room_id": room_id} if room_id else {}
    posted = cast.perform(who, "insight.post", question_id=question, text=text, **values)
    return int(posted.result["insight"])


def test_welcome_shows_the_title_before_anybody_is_here(cast: Cast) -> None:
    assert thought(cast) == "welcome"
    assert "Cities call" in wall(cast)


def test_welcome_counts_people_and_places_once(cast: Cast) -> None:
    crowd(cast)
    html = wall(cast)
    assert "5 people" in html
    assert "from 4 places" in html
    assert "in 4 world regions" in html
    assert html.count("Leeds") == 1


def test_welcome_names_the_country_of_cities_with_the_same_name(cast: Cast) -> None:
    crowd(cast)
    assert "Cali, Colombia" in wall(cast)
    assert "Cali, United States" in wall(cast)


def test_welcome_marks_the_place_that_came_last(cast: Cast) -> None:
    crowd(cast)
    cast.clock.forward(minutes=1)
    cast.add("Late Invented", "Porto, PT, europe")
    assert wall(cast).count("data-new") == 1
    assert "data-new>Porto<" in wall(cast)


def test_welcome_leaves_out_those_who_have_not_come(cast: Cast) -> None:
    cast.add("Absent Invented", "Porto, PT, europe", here=False)
    assert "Porto" not in wall(cast)


def test_presentation_announces_the_next_and_then_shows_who_is_on(cast: Cast) -> None:
    item = next(item for item in cast.items() if item.title == "Two cities tell their path")
    cast.host("agenda.go", item_id=item.id)
    assert (thought(cast), "Bad Nauheim" in wall(cast), "<time-ring" in wall(cast)) == (
        "presentation", True, False,
    )  # fmt: skip
    cast.host("presentation.next")
    assert "<time-ring" in wall(cast)


def test_presentation_spotlight_comes_first(cast: Cast) -> None:
    from tests.features.test_presentations import put_on  # noqa: PLC0415

    _first, second = put_on(cast)
    cast.host("presentation.next")
    cast.host("presentation.spotlight", presentation_id=second)
    assert "El Monte" in wall(cast)
    assert "Bad Nauheim" not in wall(cast)


def test_proposal_says_who_goes_where_by_the_alphabet(cast: Cast) -> None:
    crowd(cast)
    cast.start("breakout")
    hold_round(cast, RoundState.PROPOSED)
    html = wall(cast)
    assert thought(cast) == "rooms"
    order = [html.index(name) for name in ("Éva", "Zoë", "Ælfric", "مريم")]
    assert order == sorted(order)
    assert "Room 1" in html
    assert "Río" in html


def test_proposal_for_a_later_item_stays_off_the_wall(cast: Cast) -> None:
    crowd(cast)
    cast.start("presentation")
    hold_round(cast, RoundState.PROPOSED)
    assert thought(cast) == "presentation"


def test_open_round_says_from_when_the_questions_are_shown(cast: Cast) -> None:
    crowd(cast)
    cast.start("breakout")
    hold_round(cast, RoundState.OPEN)
    assert 'until="2022-03-09T14:03:00.000000Z"' in wall(cast)
    assert 'at="2022-03-09T14:03:00.000000Z" hidden' in wall(cast)
    assert "What potential do you see for your place?" in wall(cast)


@pytest.mark.parametrize(("minutes", "expected"), [(13, 180), (6, 120)])
def test_gathered_at_leaves_most_of_a_short_round(cast: Cast, minutes: int, expected: int) -> None:
    opened_at = cast.clock()
    passed = gathered_at(opened_at, timedelta(minutes=minutes)) - opened_at
    assert passed == timedelta(seconds=expected)


def test_open_round_shows_the_newest_insight_with_its_room_and_places(cast: Cast) -> None:
    people = crowd(cast)
    cast.start("breakout")
    hold_round(cast, RoundState.OPEN)
    learn(cast, "Water first", people[0])
    learn(cast, "Then bread", people[0], cast.rows(Room)[0].id)
    html = wall(cast)
    assert html.index("Then bread") < html.index("Water first")
    places = '<span class="wall-from" dir="auto">{}</span>'
    source = " · ".join(places.format(place) for place in ("Cali", "Ipoh", "Leeds"))
    assert f"<b>Room 1</b> <span>{source}</span>" in html
    assert "2 insights" in html


def test_spotlit_insight_fills_the_wall_until_it_is_withdrawn(cast: Cast) -> None:
    ana = cast.add("Ana Invented")
    insight = learn(cast, "Water first", ana)
    cast.start("presentation")
    cast.host("insight.spotlight", insight_id=insight)
    assert "Water first" in wall(cast)
    cast.host("insight.withdraw", insight_id=insight)
    assert thought(cast) == "presentation"


def test_spotlight_never_hides_who_goes_where(cast: Cast) -> None:
    ana = cast.add("Ana Invented")
    cast.host("insight.spotlight", insight_id=learn(cast, "Water first", ana))
    cast.start("breakout")
    hold_round(cast, RoundState.PROPOSED)
    assert "Ana Invented" in wall(cast)
    assert "Water first" not in wall(cast)


def test_plenary_shows_insights_by_question(cast: Cast) -> None:
    ana = cast.add("Ana Invented")
    learn(cast, "Water first", ana)
    cast.start("plenary")
    html = wall(cast)
    assert "What potential do you see for your place?" in html
    assert "Water first" in html
    assert "What challenges do you meet?" not in html


def test_plenary_without_insights_shows_its_title(cast: Cast) -> None:
    cast.start("plenary")
    assert (thought(cast), "Harvest" in wall(cast)) == ("item", True)


def test_withdrawn_insight_is_nowhere(cast: Cast) -> None:
    ana = cast.add("Ana Invented")
    insight = learn(cast, "Water first", ana)
    learn(cast, "Then bread", ana)
    cast.perform(ana, "insight.withdraw", insight_id=insight)
    cast.start("plenary")
    assert "Water first" not in wall(cast)


def test_end_thanks_and_says_where_the_story_will_be(cast: Cast) -> None:
    learn(cast, "Water first", crowd(cast)[0])
    cast.start("closing")
    cast.host("agenda.next", seen=cast.item("closing").id)
    html = wall(cast)
    assert thought(cast) == "close"
    assert "5 people" in html
    assert "1 insight" in html
    assert f"/calls/{cast.call_id}/story" in html


def test_corner_shows_address_code_and_qr(cast: Cast) -> None:
    html = cast.html("wall_corner", WALL)
    assert f'aria-label="Code {cast.call().code}"' in html
    assert 'aria-label="QR code that opens the page to join"' in html
    assert "127.0.0.1:8000/join</b>" in html


def test_corner_says_when_joining_is_closed(cast: Cast) -> None:
    cast.host("link.revoke", role="participant")
    html = cast.html("wall_corner", WALL)
    assert "Joining is closed" in html
    assert cast.call().code not in html
    assert "<svg" not in html


def test_head_says_what_is_on_and_next(cast: Cast) -> None:
    cast.start("opening")
    html = cast.html("wall_head", WALL)
    assert "Welcome" in html
    assert "Next: What we have seen in cities" in html


STATES = (
    "waiting",
    "opening",
    "presentation",
    "proposed",
    "open",
    "plenary",
    "closing",
    "finished",
)


@pytest.mark.parametrize("state", STATES)
def test_wall_escapes_names_and_does_not_depend_on_the_time(cast: Cast, state: str) -> None:
    people = crowd(cast)
    learn(cast, "<i>Rain</i> & קהילה 🌧", people[0])
    if state in {"proposed", "open"}:
        cast.start("breakout")
        hold_round(cast, RoundState(state))
    elif state == "finished":
        cast.start("closing")
        cast.host("agenda.next", seen=cast.item("closing").id)
    elif state != "waiting":
        cast.start(state)
    drawn = {name: cast.html(name, WALL) for name in ("wall_stage", "wall_head", "wall_corner")}
    assert not [name for name, html in drawn.items() if "<b>🌻" in html or "<i>Rain" in html]
    cast.clock.forward(minutes=20)
    assert drawn == {name: cast.html(name, WALL) for name in drawn}


def test_more_names_than_can_be_read_send_people_to_their_own_page(cast: Cast) -> None:
    cast.start("breakout")
    with cast.parts.database.writing() as db:
        first = cast.add("Ana Invented", here=False).participant
        series = cast.call().series_id
        known = db.get(Participant, first)
        assert known is not None
        people = [
            type(known.person)(series_id=series, name=f"Invented {number}") for number in range(240)
        ]
        db.add_all(people)
        db.flush()
        db.add_all([Participant(call_id=cast.call_id, person_id=one.id or 0) for one in people])
        db.commit()
    hold_round(cast, RoundState.PROPOSED)
    assert "Invented 7" not in wall(cast)
    assert "2 rooms" in wall(cast)
    assert cast.rows(Insight) == []
