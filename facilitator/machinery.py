"""The parts of a running installation, wired once: settings, database, clock, writer, publisher."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import Flask, current_app, render_template
from sqlmodel import Session

from facilitator.config import Config
from facilitator.database import Database
from facilitator.engine.clock import FastClock, Now, wall_clock
from facilitator.engine.publisher import Publisher
from facilitator.engine.regions import Audience, Region, content
from facilitator.engine.writer import Answer, Order, Writer
from facilitator.i18n import speaking
from facilitator.models import Call

NAME = "facilitator"


@dataclass
class Machinery:
    """What web pages, sockets and the command line stand on."""

    app: Flask
    config: Config
    database: Database
    now: Now
    writer: Writer
    publisher: Publisher

    def perform(self, order: Order) -> Answer:
        """Carry out an order through the one door."""
        return self.writer.perform(order)


def build(app: Flask, config: Config, now: Now | None = None) -> Machinery:
    """Wire the parts for an application."""
    database = Database(config.database_path)
    now = now or (FastClock(config.clock_speed) if config.clock_speed != 1 else wall_clock)

    def draw(one: Region, call: Call, audience: Audience) -> str:
        with app.app_context(), speaking(audience.locale):
            return render_template(f"regions/{one.name}.html", **content(one, call, audience))

    publisher = Publisher(database.reading, find_call, draw)
    writer = Writer(database.writing, find_call, now, publisher.note)
    machinery = Machinery(app, config, database, now, writer, publisher)
    app.extensions[NAME] = machinery
    return machinery


def machinery() -> Machinery:
    """The parts of the application that is running this code."""
    return cast("Machinery", current_app.extensions[NAME])


def find_call(db: Session, call_id: int) -> Call | None:
    """The call with that id."""
    return db.get(Call, call_id)


def read_secret(database: Path) -> str:
    """The key that signs cookies and makes tokens, in a file beside the database; made once."""
    if secret := os.environ.get("FACILITATOR_SECRET_KEY"):
        return secret
    path = database.with_suffix(".key")
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii").strip()
