"""A cast for tests: a real installation on a database of its own, a call, and people who act.

Nothing is mocked: orders go through the one door, page regions are drawn by the real templates.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask
from sqlmodel import SQLModel, col, select

from facilitator import create_app
from facilitator.config import Config, load_config
from facilitator.core.roles import Role
from facilitator.engine.context import Actor
from facilitator.engine.regions import REGIONS, Audience
from facilitator.engine.writer import Answer, Order
from facilitator.features.followers import audiences_of
from facilitator.machinery import NAME, Machinery, find_call
from facilitator.models import Call, Item, Participant

NOON = datetime(2022, 3, 9, 14, 0, tzinfo=UTC)
Row = TypeVar("Row", bound=SQLModel)
ORGANISER = Actor(Role.ORGANISER)
SYSTEM = Actor(Role.SYSTEM)
HOST = Actor(Role.HOST)


@dataclass
class FakeClock:
    """Time that stands still until a test moves it."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **duration: float) -> None:
        self.at += timedelta(**duration)


@dataclass
class Cast:
    """An installation with one call from the 9 March template, starting at 14:00 UTC."""

    app: Flask
    clock: FakeClock
    call_id: int = 0
    events: list[Any] = field(default_factory=list)

    @property
    def parts(self) -> Machinery:
        parts: Machinery = self.app.extensions[NAME]
        return parts

    def perform(self, actor: Actor, command: str, **args: Any) -> Answer:
        """Give an order in the call; refusals raise."""
        with self.app.app_context():
            return self.parts.perform(Order(command, args, actor, self.call_id or None))

    def new_call(self, **values: Any) -> int:
        """Make another call and turn to it; returns its id."""
        self.call_id = 0
        args = {"template": "peer-learning-2022", "title": "Cities call", "starts_at": NOON}
        self.call_id = self.perform(ORGANISER, "call.create", **{**args, **values}).result["id"]
        return self.call_id

    def host(self, command: str, **args: Any) -> Answer:
        return self.perform(HOST, command, **args)

    def system(self, command: str, **args: Any) -> Answer:
        return self.perform(SYSTEM, command, **args)

    def add(self, name: str, place: str = "Leeds, GB, europe", **more: Any) -> Actor:
        """Put somebody on the list of the invited, have them join and arrive; returns the actor.

        `place` is "city, country code, world region"; `note_taker=True` makes them one.
        """
        city, country, world_region = place.split(", ")
        values = {"city": city, "country": country, "world_region": world_region}
        note_taker = more.pop("note_taker", False)
        here = more.pop("here", True)
        role = Role.NOTE_TAKER if note_taker else Role.PARTICIPANT
        answer = self.perform(HOST, "person.add", name=name, **values, **more)
        who = answer.result["participant"]
        if note_taker:
            self.perform(HOST, "person.set_note_taker", participant_id=who, note_taker=True)
        if here:
            self.perform(SYSTEM, "person.arrive", participant_id=who)
        return Actor(role, who)

    def row(self, kind: type[Row], row_id: int) -> Row:
        """A row as it is on disk now."""
        with self.parts.database.reading() as db:
            found = db.get(kind, row_id)
            assert found is not None, f"{kind.__name__} {row_id} is not there"
            return found

    def rows(self, kind: type[Row], *conditions: Any) -> list[Row]:
        """The call's rows of a kind, by id."""
        table: Any = kind
        with self.parts.database.reading() as db:
            query = select(kind).where(table.call_id == self.call_id, *conditions)
            return list(db.exec(query.order_by(col(table.id))).unique())

    def items(self) -> list[Item]:
        return sorted(self.rows(Item), key=lambda item: item.position)

    def item(self, kind: str) -> Item:
        """The first item of a kind."""
        return next(item for item in self.items() if item.kind == kind)

    def start(self, kind: str) -> None:
        """Put the first item of a kind on."""
        self.host("agenda.go", item_id=self.item(kind).id)

    def participants(self) -> list[Participant]:
        return self.rows(Participant)

    def call(self) -> Call:
        return self.row(Call, self.call_id)

    def html(self, region: str, actor: Actor = HOST) -> str:
        """A page region as this actor's page shows it."""
        return self._drawn(actor, {region})[region]

    def page(self, actor: Actor) -> dict[str, str]:
        """All regions of an actor's page, freshly drawn: what a reload would show."""
        return self._drawn(actor, set(REGIONS))

    def _drawn(self, actor: Actor, names: set[str]) -> dict[str, str]:
        with self.parts.database.reading() as db:
            call = find_call(db, self.call_id)
            assert call is not None
            by_each = {one.each: one for one in audiences_of(call, actor)}
            return {
                one.name: self.parts.publisher.render(one, call, by_each[one.each])
                for one in REGIONS.values()
                if one.name in names and actor.role in one.to and one.each in by_each
            }

    def audiences(self, actor: Actor) -> list[Audience]:
        with self.parts.database.reading() as db:
            call = find_call(db, self.call_id)
            assert call is not None
            return audiences_of(call, actor)


def make_cast(folder: Path, **settings: Any) -> Cast:
    """Set up an installation in a folder, with a call."""
    clock = FakeClock()
    app = create_app(test_config(folder, **settings), clock)
    app.config["TESTING"] = True
    cast = Cast(app, clock)
    cast.new_call()
    return cast


def test_config(folder: Path, **settings: Any) -> Config:
    """Settings for a test: threads instead of eventlet, a database in the folder."""
    values: Mapping[str, Any] = {
        "database": str(folder / "sessions.db"),
        "async_mode": "threading",
        **settings,
    }
    return load_config(folder / "no-config.toml", **values)


test_config.__test__ = False  # type: ignore[attr-defined]
