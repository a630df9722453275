"""Insights: written in one's room, one's own to change, shown to those who may see them."""

import pytest

from facilitator.engine.context import Actor
from facilitator.engine.errors import InvalidError, NotFoundError, RefusedError
from facilitator.models import Insight, Question, Round, Seat
from tests.cast import Cast

People = tuple[Actor, Actor]


@pytest.fixture
def people(cast: Cast) -> People:
    """Two people in two rooms of an open round, of whom the first takes notes."""
    crowd = [cast.add(f"Person {number}", note_taker=number == 0) for number in range(4)]
    item = cast.item("breakout").id
    cast.start("breakout")
    cast.host("round.propose", item_id=item, rooms=2, rounds=1)
    cast.host("round.open", round_id=cast.rows(Round)[0].id)
    other = next(one for one in crowd if room_of(cast, one) != room_of(cast, crowd[0]))
    return crowd[0], other


def room_of(cast: Cast, actor: Actor) -> int:
    return next(one.room_id for one in cast.rows(Seat) if one.participant_id == actor.participant)


def post(cast: Cast, actor: Actor, text: str = "Streets are for people.") -> int:
    answer = cast.perform(
        actor,
        "insight.post",
        question_id=cast.rows(Question)[0].id,
        room_id=room_of(cast, actor),
        text=text,
    )
    return int(answer.result["insight"])


def test_post_is_seen_in_the_room_and_by_hosts_and_not_next_door(
    cast: Cast, people: People
) -> None:
    writer, next_door = people
    post(cast, writer)
    assert "Streets are for people." in cast.html("room_insights", writer)
    assert "Streets are for people." in cast.html("latest_insights")
    assert "Streets are for people." not in cast.html("room_insights", next_door)


def test_post_into_a_room_that_is_not_one_s_own_is_not_found(cast: Cast, people: People) -> None:
    writer, next_door = people
    with pytest.raises(NotFoundError):
        cast.perform(
            writer,
            "insight.post",
            question_id=cast.rows(Question)[0].id,
            room_id=room_of(cast, next_door),
            text="Elsewhere",
        )
    assert cast.rows(Insight) == []


def test_post_after_the_room_has_closed_belongs_to_that_room(cast: Cast, people: People) -> None:
    writer, _next_door = people
    room = room_of(cast, writer)
    cast.host("round.close_now", round_id=cast.rows(Round)[0].id)
    post(cast, writer, "Typed while the line was down.")
    assert [one.room_id for one in cast.rows(Insight)] == [room]


def test_post_that_is_too_long_names_the_limit_and_keeps_nothing(
    cast: Cast, people: People
) -> None:
    with pytest.raises(InvalidError) as caught:
        post(cast, people[0], "x" * 5000)
    assert caught.value.problems["text"] == ("string_too_long", {"max_length": 1000})
    assert cast.rows(Insight) == []


def test_edit_changes_one_s_own_words(cast: Cast, people: People) -> None:
    insight = post(cast, people[0])
    cast.clock.forward(minutes=1)
    cast.perform(people[0], "insight.edit", insight_id=insight, text="Streets are for all.")
    edited = cast.row(Insight, insight)
    assert (edited.text, edited.edited_at) == ("Streets are for all.", cast.clock())


@pytest.mark.parametrize("command", ["insight.edit", "insight.withdraw", "insight.restore"])
def test_changing_somebody_else_s_insight_is_not_found(
    cast: Cast, people: People, command: str
) -> None:
    insight = post(cast, people[0])
    more = {"text": "Mine now"} if command == "insight.edit" else {}
    with pytest.raises(NotFoundError):
        cast.perform(people[1], command, insight_id=insight, **more)
    assert cast.row(Insight, insight).text == "Streets are for people."


def test_withdrawn_insight_is_shown_to_nobody_until_restored(cast: Cast, people: People) -> None:
    writer, _next_door = people
    insight = post(cast, writer)
    cast.perform(writer, "insight.withdraw", insight_id=insight)
    assert "Streets" not in cast.html("room_insights", writer) + cast.html("latest_insights")
    cast.perform(writer, "insight.restore", insight_id=insight)
    assert "Streets" in cast.html("room_insights", writer)


def test_withdrawn_insight_cannot_be_spotlit(cast: Cast, people: People) -> None:
    insight = post(cast, people[0])
    cast.host("insight.withdraw", insight_id=insight)
    with pytest.raises(RefusedError):
        cast.host("insight.spotlight", insight_id=insight)
    assert cast.call().spotlight_insight_id is None
