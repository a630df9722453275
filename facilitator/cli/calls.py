"""`run.py call`: make a call, look up its links, list all calls, erase one.

With --json each prints one JSON document and nothing else, for scripts.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlmodel import Session, col, select

from facilitator.cli.settings import open_machinery, stop
from facilitator.core.codes import read_code
from facilitator.core.roles import LINKED_ROLES, Role
from facilitator.engine.context import Actor
from facilitator.engine.errors import OrderError
from facilitator.engine.writer import Answer, Order
from facilitator.features.call_links import link_addresses
from facilitator.features.calls import erase_call
from facilitator.features.moment import Moment
from facilitator.i18n import sentences, speaking
from facilitator.machinery import Machinery, find_call
from facilitator.models import Call

START_FORMATS = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]
LANGUAGE = "en"
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")


@click.group
def call() -> None:
    """Make, look up, list and erase calls."""


@call.command
@click.option("--template", help="Template to start from; config.toml says the default.")
@click.option("--title", required=True, help="What the call is called.")
@click.option(
    "--start", type=click.DateTime(START_FORMATS), help="Start, such as “2026-03-09 14:00”."
)
@click.option("--zone", help="Time zone of the start, such as Europe/Amsterdam.")
@click.option(
    "--language", "languages", multiple=True, help="A language of the call; repeat for more."
)
@as_json
def new(  # noqa: PLR0913 - an argument for each option
    template: str | None,
    title: str,
    start: datetime | None,
    zone: str | None,
    languages: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    """Make a call and print its links. Without --start, it begins at the next full hour."""
    with _machinery() as parts:
        zone = zone or parts.config.time_zone
        args = {
            "template": template or parts.config.call_template,
            "title": title,
            "starts_at": start or _next_hour(parts.now()),
            "time_zone": zone,
            "languages": list(languages) or None,
        }
        made = perform(parts, Order("call.create", args, Actor(Role.ORGANISER)))
        with parts.database.reading() as db:
            _print_links(parts, _existing(db, made.call_id), as_json=as_json)


@call.command
@click.argument("code")
@as_json
def links(code: str, *, as_json: bool) -> None:
    """Print the links of a call, for each role."""
    with _machinery() as parts, parts.database.reading() as db:
        _print_links(parts, call_of(db, code), as_json=as_json)


@call.command(name="list")
@as_json
def list_(*, as_json: bool) -> None:
    """List all calls, by their start."""
    with _machinery() as parts, parts.database.reading() as db:
        calls = list(db.exec(select(Call).order_by(col(Call.starts_at))))
        described = [_described(one) for one in calls]
        if as_json:
            click.echo(json.dumps(described, ensure_ascii=False, indent=2))
        elif described:
            click.echo("\n".join(_line(one) for one in calls))
        else:
            click.echo("There is no call yet. Make one with: run.py call new --title …")


@call.command
@click.argument("code")
@click.option("--yes", is_flag=True, help="Erase without asking.")
def erase(code: str, *, yes: bool) -> None:
    """Erase a call with everything that was said in it, for good."""
    with _machinery() as parts:
        with parts.database.writing() as db:
            found = call_of(db, code)
            title = found.title
            if not yes and not click.confirm(f"Erase “{title}” ({found.code}) for good?"):
                stop("Nothing was erased.")
            erase_call(db, found)
            db.commit()
        parts.database.forget_erased()
        click.echo(f"“{title}” was erased.")


def call_of(db: Session, code: str) -> Call:
    """The call with that code, however it is written; ends the program if there is none."""
    found = db.exec(select(Call).where(Call.code == read_code(code))).first()
    return found or stop(
        f"There is no call with the code “{code}”. “run.py call list” shows those there are."
    )


def perform(parts: Machinery, order: Order) -> Answer:
    """Give an order; ends the program with the reason if it is refused."""
    with speaking(LANGUAGE):
        try:
            return parts.perform(order)
        except OrderError as error:
            stop("\n".join(_said(*one) for one in sentences(error).items()))


@contextmanager
def _machinery() -> Iterator[Machinery]:
    parts = open_machinery()
    with parts.app.app_context():
        yield parts
    parts.database.close()


def _existing(db: Session, call_id: int) -> Call:
    return find_call(db, call_id) or stop("The call was erased meanwhile.")


def _next_hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _print_links(parts: Machinery, one: Call, *, as_json: bool) -> None:
    opened = link_addresses(one, parts.config.address)
    if as_json:
        links = {str(role): opened.get(role) for role in LINKED_ROLES}
        document = {"code": one.code, "title": one.title, "links": links}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    click.echo(f"{one.title} · {one.code} · {_start(one)}")
    for role in LINKED_ROLES:
        click.echo(f"  {role.replace('_', '-'):<12} {opened.get(role, 'revoked')}")


def _described(one: Call) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": one.title,
        "starts_at": one.starts_at.isoformat(),
        "time_zone": one.time_zone,
        "state": str(Moment(one).clock.state),
    }


def _line(one: Call) -> str:
    return f"{one.code}  {Moment(one).clock.state:<8}  {_start(one)}  {one.title}"


def _start(one: Call) -> str:
    return f"{one.starts_at.astimezone(ZoneInfo(one.time_zone)):%Y-%m-%d %H:%M} {one.time_zone}"


def _said(field: str, sentence: str) -> str:
    return f"{field}: {sentence}" if field else sentence
