"""The story is silent about what nobody agreed to publish, and no text in it can do anything."""

import re
from datetime import timedelta

import pytest

from facilitator.core.roles import Role
from facilitator.core.story import Talk
from facilitator.engine.context import Actor
from facilitator.models import Insight, Participant, Presentation
from tests.cast import Cast
from tests.telling import hold_round, html, markdown, questions, run_through, story

HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) # h | `c` **b** <img src=x onerror=y>"
SECRETS = (
    "Ana Secreta",
    "ana@example.org",
    "Unseen Organisation",
    "withdrawn words",
    "private note for hosts",
    "a private cue",
    "Owner Of Item",
)


@pytest.fixture
def full(cast: Cast) -> Cast:
    """A finished call that holds everything which could leak."""
    ana = cast.add(
        "Ana Secreta",
        "Porto, PT, europe",
        email="ana@example.org",
        organisation="Unseen Organisation",
    )
    bea = cast.add("Bea Willing", "Lagos, NG, africa", email="bea@example.org")
    cast.perform(bea, "person.consent", named=True)
    (room, _other) = hold_round(cast, 1, [ana, bea], [])
    first = questions(cast)[0]
    cast.perform(ana, "insight.post", question_id=first, room_id=room, text=HOSTILE)
    gone = cast.perform(ana, "insight.post", question_id=first, text="withdrawn words")
    cast.perform(ana, "insight.withdraw", insight_id=gone.result["insight"])
    with cast.parts.database.writing() as db:
        for item in cast.items():
            item.notes, item.owner = "private note for hosts", "Owner Of Item"
            db.add(item)
        for turn in cast.rows(Presentation):
            turn.cue, turn.presenter, turn.participant_id = "a private cue", "Ana Secreta", None
            db.add(turn)
        db.commit()
    run_through(cast, 10, 15, 20, 30, 10, 5)
    return cast


@pytest.mark.parametrize("secret", SECRETS)
def test_story_keeps_secrets(full: Cast, secret: str) -> None:
    assert secret not in html(full)
    assert secret not in markdown(full)
    assert secret not in repr(story(full))


def test_story_names_who_agreed(full: Cast) -> None:
    assert "Bea Willing" in html(full)
    assert "- Bea Willing (Lagos, Nigeria)" in markdown(full)
    assert "bea@example.org" not in html(full) + markdown(full)


def test_name_disappears_when_consent_is_taken_back(full: Cast) -> None:
    bea = full.rows(Participant)[1]
    full.perform(Actor(Role.PARTICIPANT, bea.id), "person.consent", named=False)
    assert "Bea Willing" not in html(full) + markdown(full)


def test_hostile_insight_is_text_in_html(full: Cast) -> None:
    written = html(full)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert(1))" in written
    assert "<script" not in written
    assert "<img" not in written


def test_hostile_insight_is_text_in_markdown(full: Cast) -> None:
    expected = (
        r"- \<script\>alert(1)\</script\> \[x\](javascript:alert(1)) \# h \| \`c\` \*\*b\*\* "
        r"\<img src=x onerror=y\>"
    )
    assert expected in markdown(full).splitlines()


def test_html_stands_alone(full: Cast) -> None:
    written = re.sub(r"base64,[^\"]*", "", html(full))
    assert re.findall(r"<(?:link|script|img|iframe|base)\b", written) == []
    assert "//" not in written
    assert set(re.findall(r'url\("?(.{5})', written)) == {"data:"}
    assert written.count("<h1") == 1


def test_counts_equal_the_database(full: Cast) -> None:
    told = story(full)
    assert told.attendance.people == len([one for one in full.rows(Participant) if one.joined_at])
    assert told.insights == len([one for one in full.rows(Insight) if not one.withdrawn_at])
    assert [room.insights for held in told.rounds for room in held.rooms] == [1, 0]
    assert len(told.agenda) == len(full.items())


def test_presenter_is_named_if_they_agreed(cast: Cast) -> None:
    ana = cast.add("Ana Ferreira", "Porto, PT, europe")
    _present(cast, participant_id=ana.participant, presenter="Ana and Bo")
    assert _last_talk(cast) == Talk("Porto, Portugal", "The path of El Monte", "", _minutes(10))
    cast.perform(ana, "person.consent", named=True)
    assert _last_talk(cast).presenter == "Ana Ferreira"


def test_typed_presenter_is_published_unless_on_the_list_without_consent(cast: Cast) -> None:
    _present(cast, presenter="Prof. ana ferreira, guest")
    assert _last_talk(cast).presenter == "Prof. ana ferreira, guest"
    cast.add("Ana Ferreira", here=False)
    assert _last_talk(cast).presenter == ""


def test_insight_from_the_main_room_has_no_place(cast: Cast) -> None:
    ana = cast.add("Ana", "Porto, PT, europe")
    cast.perform(ana, "insight.post", question_id=questions(cast)[0], text="alone")
    (learned,) = story(cast).answered[0].learned
    assert (learned.room, learned.places, learned.insights) == ("Main room", (), (("alone",),))


def _present(cast: Cast, **values: object) -> None:
    with cast.parts.database.writing() as db:
        turn = cast.rows(Presentation)[-1]
        turn.place = ""
        for name, value in values.items():
            setattr(turn, name, value)
        db.add(turn)
        db.commit()


def _last_talk(cast: Cast) -> Talk:
    return story(cast).talks[-1]


def _minutes(minutes: int) -> timedelta:
    return timedelta(minutes=minutes)
