"""What a person was sent equals what a reload shows: every command, role and language."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from facilitator.engine.commands import COMMANDS
from facilitator.engine.context import Actor
from facilitator.engine.journal import Entry
from tests.cast import HOST, Cast, make_cast
from tests.live.play import Play
from tests.live.server import WALL, Client, Server, serving

LOCALES = ("en", "es")


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Server]:
    cast = make_cast(tmp_path, post_limit=6000)
    with serving(cast) as server:
        yield server
    cast.parts.database.close()


def test_every_screen_is_true_after_every_command(stage: Server) -> None:
    cast = stage.cast
    play = Play(cast)
    viewers = [HOST, WALL, play.people[0], play.people[1], play.people[2], play.people[4]]
    screens = [
        (replace(viewer, locale=locale), stage.client(viewer, locale).connect())
        for viewer in viewers
        for locale in LOCALES
    ]
    for step in play.steps():
        cast.perform(step.actor, step.command, **step.args)
        stage.flush()
        for viewer, screen in screens:
            assert_true(cast, viewer, screen, step.command)
    founded_or_seen = {entry.kind for entry in cast.rows(Entry)}
    assert set(COMMANDS) - founded_or_seen == set()


def assert_true(cast: Cast, viewer: Actor, screen: Client, command: str) -> None:
    """Compare a screen, once all that was sent to it has arrived, with a page drawn anew."""
    screen.settle()
    reload = cast.page(viewer)
    untrue = {name for name in reload if screen.shown.get(name) != reload[name]}
    assert untrue == set(), f"after {command}, {viewer.role} in {viewer.locale}"


def test_strangers_hear_nothing(stage: Server) -> None:
    """A host of one call has none of the other's updates, whatever happens there."""
    cast = stage.cast
    mine = cast.call_id
    stranger = stage.client(HOST).connect()
    cast.new_call()
    play = Play(cast)
    for step in play.steps():
        cast.perform(step.actor, step.command, **step.args)
        stage.flush()
    stranger.settle()
    assert [stranger.heard, cast.row(type(cast.call()), mine).version] == [[], 1]
