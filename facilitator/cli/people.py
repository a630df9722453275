"""`run.py people`: import a list of people into a call from the command line.

It reads and compares exactly as the page does; --dry-run only looks. Rows that cannot be taken are
told on stderr and do not keep the others out.
"""

import json
from pathlib import Path
from typing import Any

import click

from facilitator.cli.calls import LANGUAGE, call_of, perform
from facilitator.cli.settings import open_machinery, stop
from facilitator.core.roles import Role
from facilitator.engine.context import Actor
from facilitator.engine.errors import RefusedError
from facilitator.engine.writer import Order
from facilitator.features.import_preview import Numbered, Preview, preview
from facilitator.features.people_sheet import Sheet, read_sheet
from facilitator.i18n import speaking
from facilitator.machinery import Machinery


@click.group
def people() -> None:
    """The list of the invited."""


@people.command(name="import")
@click.argument("code")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
def import_(code: str, file: Path, *, dry_run: bool, as_json: bool) -> None:
    """Import a CSV of people into the call with this code; imported again, it changes nothing."""
    parts = open_machinery()
    with parts.app.app_context(), speaking(LANGUAGE):
        call_id, found = _look(parts, code, file)
        if not dry_run and found.wanted:
            rows = [row.model_dump() for row in found.wanted]
            perform(parts, Order("person.import", {"rows": rows}, Actor(Role.ORGANISER), call_id))
    parts.database.close()
    if as_json:
        click.echo(json.dumps(_document(found), ensure_ascii=False, indent=2))
    else:
        _print(found, dry_run=dry_run)


def _look(parts: Machinery, code: str, file: Path) -> tuple[int, Preview]:
    with parts.database.reading() as db:
        call = call_of(db, code)
        return call.id or 0, preview(call, _read(file))


def _read(file: Path) -> Sheet:
    try:
        return read_sheet(file.read_bytes())
    except RefusedError as error:
        stop(f"{file.name}: {error.sentence}")
    except OSError as error:
        stop(f"{file.name} cannot be read: {error.strerror}.")


def _document(found: Preview) -> dict[str, Any]:
    return {
        "format": "sheet",
        "new": [_described(one) for one in found.new],
        "changed": [_described(one) for one in found.changed],
        "unchanged": [_described(one) for one in found.unchanged],
        "rejected": [{"row": one.number, "reason": one.reason} for one in found.rejected],
    }


def _described(numbered: Numbered) -> dict[str, Any]:
    number, row = numbered
    return {
        "row": number,
        "name": row.name,
        "email": row.email,
        "place": row.city,
        "country": row.country,
        "organisation": row.organisation,
        "languages": row.languages,
    }


def _print(found: Preview, *, dry_run: bool) -> None:
    for one in found.rejected:
        click.echo(f"Row {one.number}: {one.reason}", err=True)
    counts = (
        f"{len(found.new)} new, {len(found.changed)} changed, {len(found.unchanged)} unchanged, "
        f"{len(found.rejected)} rejected."
    )
    click.echo(f"{counts} Nothing was written." if dry_run else counts)
