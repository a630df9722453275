"""Calls: from a template to being erased."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import SQLModel, col, func, select

from facilitator.core.roles import LINKED_ROLES, Role
from facilitator.engine.context import Actor
from facilitator.engine.errors import (
    InvalidError,
    NotAllowedError,
    NotFoundError,
    OrderError,
    RefusedError,
)
from facilitator.features.call_links import link_addresses
from facilitator.features.call_templates import read_template
from facilitator.features.calls import erase_call
from facilitator.i18n import sentences, speaking
from facilitator.machinery import find_call
from facilitator.models import (
    Announcement,
    Call,
    Item,
    ItemQuestion,
    Link,
    Participant,
    Person,
    Question,
    Series,
)
from tests.cast import HOST, NOON, Cast

WALL = Actor(Role.WALL)


def _said(cast: Cast, error: OrderError) -> dict[str, str]:
    with cast.app.app_context(), speaking("en"):
        return sentences(error)


def _edit(cast: Cast, **changes: Any) -> None:
    values = {
        "title": "Cities call",
        "starts_at": "2022-03-09T14:00",
        "time_zone": "UTC",
        "languages": ["en"],
    }
    cast.perform(HOST, "call.edit", **{**values, **changes})


def _asked(cast: Cast, kind: str) -> list[str]:
    """The questions that the first item of a kind asks."""
    with cast.parts.database.reading() as db:
        query = (
            select(Question.text)
            .join(ItemQuestion, col(ItemQuestion.question_id) == col(Question.id))
            .where(ItemQuestion.item_id == cast.item(kind).id)
        )
        return list(db.exec(query.order_by(col(Question.position))))


def _links(cast: Cast) -> dict[Role, str]:
    with cast.parts.database.reading() as db, cast.app.app_context():
        call = find_call(db, cast.call_id)
        assert call is not None
        return link_addresses(call, "https://calls.example.org")


def _rows_everywhere(cast: Cast) -> dict[str, int]:
    with cast.parts.database.reading() as db:
        counts = {
            name: db.connection().execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in SQLModel.metadata.tables.items()
        }
        return {name: count for name, count in counts.items() if count}


def _erase(cast: Cast, call_id: int) -> None:
    with cast.parts.database.writing() as db:
        call = find_call(db, call_id)
        assert call is not None
        erase_call(db, call)
        db.commit()


def test_new_call_has_the_template_s_agenda_and_questions(cast: Cast) -> None:
    assert [(item.kind, item.title) for item in cast.items()] == [
        ("opening", "Welcome"),
        ("presentation", "What we have seen in cities"),
        ("presentation", "Two cities tell their path"),
        ("breakout", "Peers meet"),
        ("plenary", "Harvest"),
        ("closing", "Closing"),
    ]
    assert _asked(cast, "breakout") == [
        "What potential do you see for your place?",
        "What challenges do you meet?",
        "What would help you to take the next step?",
    ]


def test_new_call_has_a_link_for_each_role(cast: Cast) -> None:
    links = _links(cast)
    assert list(links) == list(LINKED_ROLES)
    assert links[Role.PARTICIPANT] == f"https://calls.example.org/join/{cast.call().code}"
    assert len({*links.values()}) == 4


def test_start_without_a_zone_is_in_the_call_s_zone(cast: Cast) -> None:
    cast.new_call(starts_at="2026-03-09T14:00", time_zone="America/Mexico_City")
    assert cast.call().starts_at == datetime(2026, 3, 9, 20, 0, tzinfo=UTC)


def test_own_questions_replace_the_template_s(cast: Cast) -> None:
    cast.new_call(
        questions=["What challenges do you meet?", "Who is missing?", "A third?", "More?"]
    )
    questions = cast.rows(Question)
    assert [(one.text, one.texts) for one in questions] == [
        ("What challenges do you meet?", {"es": "¿Con qué dificultades se encuentran?"}),
        ("Who is missing?", {}),
        ("A third?", {}),
        ("More?", {}),
    ]
    assert _asked(cast, "breakout") == [one.text for one in questions]


def test_question_in_another_language_of_the_template_keeps_both(cast: Cast) -> None:
    cast.new_call(questions=["¿Con qué dificultades se encuentran?"])
    assert [one.text for one in cast.rows(Question)] == ["What challenges do you meet?"]


def test_call_without_questions_asks_none(cast: Cast) -> None:
    cast.new_call(questions=[])
    assert (cast.rows(Question), _asked(cast, "breakout")) == ([], [])


def test_same_question_twice_is_asked_once(cast: Cast) -> None:
    cast.new_call(questions=["Who is missing?", "Who is missing?"])
    assert _asked(cast, "breakout") == ["Who is missing?"]


def test_template_asking_leaves_the_template_as_it_was() -> None:
    template = read_template("world-cafe")
    template.asking(["Something else?"])
    assert template == read_template("world-cafe")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"starts_at": "soon"}, "starts_at"),
        ({"languages": []}, "languages"),
        ({"languages": ["English"]}, "languages.0"),
        ({"video_link": "meet.example.org"}, "video_link"),
        ({"room_video_link": "javascript:alert(1)"}, "room_video_link"),
        ({"questions": ["x" * 301]}, "questions.0"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_new_call_refuses_what_does_not_fit(cast: Cast, values: dict[str, Any], field: str) -> None:
    before = _rows_everywhere(cast)
    with pytest.raises(InvalidError) as caught:
        cast.new_call(**values)
    assert list(_said(cast, caught.value)) == [field]
    assert _rows_everywhere(cast) == before


@pytest.mark.parametrize(
    ("values", "field", "names"),
    [
        ({"template": "mine"}, "template", "exchange-45, peer-learning-2022, world-cafe"),
        ({"template": "../config"}, "template", "exchange-45"),
        ({"time_zone": "Mars/Olympus"}, "time_zone", "Europe/Amsterdam"),
    ],
)
def test_new_call_says_what_there_is_to_choose(
    cast: Cast, values: dict[str, Any], field: str, names: str
) -> None:
    with pytest.raises(RefusedError) as caught:
        cast.new_call(**values)
    said = _said(cast, caught.value)
    assert list(said) == [field]
    assert names in said[field]


def test_host_makes_no_calls(cast: Cast) -> None:
    args = {"template": "exchange-45", "title": "Mine", "starts_at": NOON}
    with pytest.raises(NotAllowedError):
        cast.perform(HOST, "call.create", **args)


def test_edit_changes_title_start_and_links(cast: Cast) -> None:
    _edit(
        cast,
        title="Regions call",
        starts_at="2022-03-10T09:30",
        time_zone="Europe/Amsterdam",
        languages=["es", "en", "es"],
        room_video_link="https://meet.example.org/cities-{room}",
    )
    call = cast.call()
    assert (call.title, call.languages) == ("Regions call", ["es", "en"])
    assert call.starts_at == datetime(2022, 3, 10, 8, 30, tzinfo=UTC)
    assert call.room_video_link == "https://meet.example.org/cities-{room}"
    assert "Regions call" in cast.html("call_head")


def test_code_stands_on_the_host_s_page_until_the_link_is_closed(cast: Cast) -> None:
    code = cast.call().code
    assert code in cast.html("call_head")
    assert code not in cast.html("call_head", cast.add("Ana"))
    cast.host("link.revoke", role="participant")
    assert code not in cast.html("call_head")


def test_renewed_link_is_another_and_the_old_one_is_closed(cast: Cast) -> None:
    before, code = _links(cast), cast.call().code
    cast.host("link.renew", role="host")
    after = _links(cast)
    assert after[Role.HOST] != before[Role.HOST]
    assert {role: after[role] for role in after if role != Role.HOST} == {
        role: before[role] for role in before if role != Role.HOST
    }
    assert cast.call().code == code
    assert [one.revoked_at for one in cast.rows(Link, Link.role == "host")] == [NOON, None]


def test_renewed_participant_link_has_a_new_code(cast: Cast) -> None:
    code = cast.call().code
    cast.host("link.renew", role="participant")
    assert cast.call().code != code
    assert _links(cast)[Role.PARTICIPANT].endswith(cast.call().code)


def test_revoked_link_is_listed_no_more_and_can_be_made_anew(cast: Cast) -> None:
    cast.host("link.revoke", role="wall")
    assert Role.WALL not in _links(cast)
    cast.host("link.renew", role="wall")
    assert Role.WALL in _links(cast)


@pytest.mark.parametrize("role", ["organiser", "system"])
def test_there_are_no_links_for_roles_that_are_never_given_out(cast: Cast, role: str) -> None:
    with pytest.raises(RefusedError):
        cast.host("link.renew", role=role)


def test_announcement_stands_on_every_page_until_it_is_taken_back(cast: Cast) -> None:
    ana = cast.add("Ana", "Porto, PT, europe")
    made = cast.host("call.announce", text="Back in <b>two</b> minutes").result["announcement"]
    for actor in (HOST, WALL, ana):
        assert "Back in &lt;b&gt;two&lt;/b&gt; minutes" in cast.html("announcements", actor)
    assert "Take it back" in cast.html("announcements")
    assert "Take it back" not in cast.html("announcements", ana)
    cast.host("call.withdraw_announcement", announcement_id=made)
    assert cast.html("announcements", ana).strip() == ""


def test_newest_announcement_replaces_the_one_before(cast: Cast) -> None:
    cast.host("call.announce", text="First")
    cast.host("call.announce", text="Second")
    shown = cast.html("announcements")
    assert ("First" in shown, "Second" in shown) == (False, True)


def test_announcement_of_another_call_is_not_found(cast: Cast) -> None:
    made = cast.host("call.announce", text="Ours").result["announcement"]
    cast.new_call()
    with pytest.raises(NotFoundError):
        cast.host("call.withdraw_announcement", announcement_id=made)
    assert cast.row(Announcement, made).withdrawn_at is None


def test_erased_call_leaves_nothing_behind(cast: Cast) -> None:
    cast.add("Ana", "Porto, PT, europe")
    cast.host("call.announce", text="Welcome")
    cast.host("agenda.next", seen=None)
    _erase(cast, cast.call_id)
    assert _rows_everywhere(cast) == {}


def test_erasing_leaves_other_calls_as_they_were(cast: Cast) -> None:
    other = cast.call_id
    cast.add("Ana", "Porto, PT, europe")
    before = _rows_everywhere(cast)
    cast.new_call()
    cast.add("Ben", "Leeds, GB, europe")
    _erase(cast, cast.call_id)
    assert _rows_everywhere(cast) == before
    cast.call_id = other
    assert [one.person.name for one in cast.participants()] == ["Ana"]


def test_erasing_keeps_people_whom_another_call_of_the_series_has(cast: Cast) -> None:
    first = cast.call_id
    cast.add("Ana", "Porto, PT, europe")
    cast.add("Ben", "Leeds, GB, europe")
    ana = cast.participants()[0].person_id
    cast.new_call()
    with cast.parts.database.writing() as db:
        second, series = db.get_one(Call, cast.call_id), db.get_one(Call, first).series_id
        lonely, second.series_id = second.series_id, series
        db.flush()
        db.delete(db.get_one(Series, lonely))
        db.add(Participant(call_id=cast.call_id, person_id=ana))
        db.commit()
    _erase(cast, first)
    with cast.parts.database.reading() as db:
        assert [one.name for one in db.exec(select(Person))] == ["Ana"]
        assert [one.id for one in db.exec(select(Series))] == [series]


def test_order_in_an_erased_call_is_not_found(cast: Cast) -> None:
    _erase(cast, cast.call_id)
    with pytest.raises(NotFoundError):
        cast.host("agenda.next", seen=None)


def test_items_keep_their_order_and_minutes(cast: Cast) -> None:
    minutes = [item.duration.total_seconds() / 60 for item in cast.rows(Item)]
    assert minutes == [10, 15, 20, 30, 10, 5]
