"""Nobody can do harm with what they send: each order that is wrong is refused with a sentence."""

from collections.abc import Iterator

import pytest
from markupsafe import escape

from facilitator.core.roles import Role
from facilitator.engine.commands import COMMANDS
from facilitator.engine.context import Actor
from facilitator.engine.errors import InvalidError, NotAllowedError, OrderError
from facilitator.i18n import sentences, speaking
from facilitator.models import Insight, Question
from tests.cast import HOST, make_cast
from tests.live.hostility import (
    NASTY,
    NONSENSE,
    SCRIPT,
    THINGS,
    Stage,
    commands_by_role,
    plain,
    texts,
)

TOO_LONG = "x" * 5000
HARMFUL = (SCRIPT, "<img src=x", "\x00", "\x1b", "\x07")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    cast = make_cast(tmp_path_factory.mktemp("hostile"), post_limit=6000)
    yield Stage(cast)
    cast.parts.database.close()


def test_nonsense_in_any_field_of_any_command_is_refused_with_a_sentence(stage: Stage) -> None:
    wrong = [
        stage.try_order(actor, command.name, {**plain(command), field: value})
        for command, actor in commands_by_role(stage)
        for field in command.schema.model_fields
        for value in NONSENSE
    ]
    assert [one for one in wrong if one] == []


def test_things_of_another_call_are_not_found_by_any_command(stage: Stage) -> None:
    assert all(stage.foreign.values())
    obeyed = [
        (command.name, field, number)
        for command, actor in commands_by_role(stage)
        for field in THINGS.keys() & command.schema.model_fields
        for number in stage.foreign[field]
        if not stage.is_refused(actor, command.name, {**plain(command), field: number})
    ]
    assert obeyed == []


def test_every_field_that_names_a_thing_is_known_here() -> None:
    fields = {field for command in COMMANDS.values() for field in command.schema.model_fields}
    assert {field for field in fields if field.endswith("_id")} - THINGS.keys() == set()


def test_command_is_carried_out_for_the_roles_it_allows_and_no_other(stage: Stage) -> None:
    version = stage.cast.call().version
    for command in COMMANDS.values():
        for role in set(Role) - command.allow:
            with pytest.raises(NotAllowedError):
                stage.give(stage.actors[role], command.name, plain(command))
    assert stage.cast.call().version == version


def test_unknown_field_is_refused_by_every_command(stage: Stage) -> None:
    for command, actor in commands_by_role(stage):
        for field in ("ctx", "call", "actor", "now", "__class__", "é"):
            with pytest.raises(InvalidError) as caught:
                stage.give(actor, command.name, {**plain(command), field: 1})
            assert caught.value.problems[field] == ("extra_forbidden", {})


def test_text_that_is_too_long_is_told_at_its_field(stage: Stage) -> None:
    for command, actor in commands_by_role(stage):
        for field in texts(command):
            with pytest.raises(OrderError) as caught:
                stage.give(actor, command.name, {**plain(command), field: TOO_LONG})
            with stage.cast.app.app_context(), speaking("en"):
                said = sentences(caught.value)
            assert set(said) == {field}, command.name


@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_is_shown_harmless_on_every_screen(stage: Stage, text: str) -> None:
    cast, play = stage.cast, stage.play
    for command, actor in commands_by_role(stage):
        for field in texts(command):
            assert stage.try_order(actor, command.name, {**plain(command), field: text}) is None
    seat = play.seat(play.writer)
    where = {"question_id": cast.rows(Question)[0].id, "room_id": seat.room_id}
    cast.perform(play.writer, "insight.post", **where, text=text)
    cast.host("insight.spotlight", insight_id=cast.rows(Insight)[-1].id)
    cast.host("call.announce", text=text)
    cast.host("room.rename", room_id=seat.room_id, name=text[:40])
    cast.host("person.edit", participant_id=play.listener.participant, name=text, country="PT")
    shown = {
        f"{viewer.role} {name}": html
        for viewer in (HOST, Actor(Role.WALL), play.writer, play.listener)
        for name, html in cast.page(viewer).items()
    }
    assert any(escape(cast.rows(Insight)[-1].text) in html for html in shown.values())
    assert [name for name, html in shown.items() if any(one in html for one in HARMFUL)] == []
