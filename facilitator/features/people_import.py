"""Importing many people at once: what a list would change, and changing it, by the same comparison.

An e-mail address tells who is who; without one, name and city do. So the same list imported twice
changes nothing, and cells left empty never erase what is known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from facilitator.core.roles import Role
from facilitator.engine.commands import command
from facilitator.features.common import Ctx, rows
from facilitator.features.links import make_link
from facilitator.features.people import LIST_KEEPERS, person_of, region_of
from facilitator.features.person_words import (
    CountryCode,
    Email,
    Language,
    Line,
    PersonName,
    Task,
    WorldRegion,
)
from facilitator.features.presence_events import PersonEdited
from facilitator.features.roster import same_key
from facilitator.models import Call, Participant

MOST_ROWS = 5000
COLUMNS = ("name", "email", "city", "country", "world_region", "organisation", "kind", "languages")


class PersonRow(BaseModel):
    """One person as a list names them. `tasks` is what they do in a room."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, hide_input_in_errors=True)

    name: PersonName
    country: CountryCode
    email: Email = ""
    city: Line = ""
    world_region: WorldRegion = ""
    organisation: Line = ""
    kind: Line = ""
    languages: list[Language] = Field(default_factory=list, max_length=20)
    tasks: list[Task] = Field(default_factory=list, max_length=2)

    def known(self) -> dict[str, Any]:
        """What the row says about the person, by column; empty cells are left out."""
        said = self.model_dump(include=set(COLUMNS))
        return {name: value for name, value in said.items() if value}


@dataclass
class Comparison:
    """What importing rows would do, by index of row.

    `repeated` maps a row to the earlier one of the same person; `matches` says whom on the list a
    row is about.
    """

    new: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    repeated: dict[int, int] = field(default_factory=dict)
    matches: dict[int, Participant] = field(default_factory=dict)


@command("person.import", allow=LIST_KEEPERS)
def import_people(
    ctx: Ctx, rows: Annotated[list[PersonRow], Field(max_length=MOST_ROWS)]
) -> dict[str, Any]:
    """Put a list of people on the list: add who is new, write what differs, pass over repeats."""
    found = compare(ctx.call, rows)
    _add(ctx, [rows[index] for index in found.new])
    for index in found.changed:
        _change(found.matches[index], rows[index])
    if found.new or found.changed:
        ctx.record(PersonEdited(0))
    return {
        "new": len(found.new),
        "changed": len(found.changed),
        "unchanged": len(found.unchanged),
        "repeated": len(found.repeated),
    }


def compare(call: Call, wanted: Sequence[PersonRow]) -> Comparison:
    """What importing these rows would do; changes nothing."""
    listed = _Listed(rows(call, Participant))
    found = Comparison()
    seen: dict[object, int] = {}
    for index, row in enumerate(wanted):
        one = listed.find(row)
        key = one.id if one else _key(row)
        if key in seen:
            found.repeated[index] = seen[key]
            continue
        seen[key] = index
        if one is None:
            found.new.append(index)
        else:
            found.matches[index] = one
            (found.changed if _differs(one, row) else found.unchanged).append(index)
    return found


class _Listed:
    """Those on the list, by e-mail address and by name and city."""

    def __init__(self, people: Iterable[Participant]) -> None:
        self.by_email: dict[str, Participant] = {}
        self.by_name: dict[tuple[str, str], list[Participant]] = {}
        for one in people:
            if one.person.email:
                self.by_email[one.person.email.lower()] = one
            key = same_key(one.person.name, one.person.city)
            self.by_name.setdefault(key, []).append(one)

    def find(self, row: PersonRow) -> Participant | None:
        """Who a row is about. An address that is new may belong to a namesake without one."""
        if row.email and row.email.lower() in self.by_email:
            return self.by_email[row.email.lower()]
        alike = self.by_name.get(same_key(row.name, row.city), [])
        if row.email:
            alike = [one for one in alike if not one.person.email]
        return alike[0] if len(alike) == 1 else None


def _key(row: PersonRow) -> object:
    return row.email.lower() or same_key(row.name, row.city)


def _differs(one: Participant, row: PersonRow) -> bool:
    differs = any(getattr(one.person, name) != value for name, value in _written(row).items())
    return differs or _tasks(one, row) != (one.willing, one.note_taker)


def _written(row: PersonRow) -> dict[str, Any]:
    """The columns that a row decides: a country decides the world region unless one is given."""
    return {"world_region": region_of(row.country), **row.known()}


def _tasks(one: Participant, row: PersonRow) -> tuple[list[str], bool]:
    willing = [*one.willing, *(task for task in row.tasks if task not in one.willing)]
    return willing, one.note_taker or "note_taker" in row.tasks


def _add(ctx: Ctx, new: Sequence[PersonRow]) -> None:
    """Add people all at once: row by row the database would take five times as long."""
    people = [person_of(ctx, row.known()) for row in new]
    ctx.db.add_all(people)
    ctx.db.flush()
    made = [
        Participant(
            call_id=ctx.call.id or 0,
            person_id=person.id or 0,
            willing=list(row.tasks),
            invited=True,
            note_taker="note_taker" in row.tasks,
        )
        for person, row in zip(people, new, strict=True)
    ]
    ctx.db.add_all(made)
    ctx.db.flush()
    for one in made:
        make_link(ctx.call, Role.PARTICIPANT, ctx.now, one)


def _change(one: Participant, row: PersonRow) -> None:
    for name, value in _written(row).items():
        setattr(one.person, name, value)
    one.willing, one.note_taker = _tasks(one, row)
