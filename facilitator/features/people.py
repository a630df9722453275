"""The list of the invited: who may come, from where, and who takes notes.

Somebody who has joined is never removed: seats and insights belong to them. Whoever is added gets
a personal link at once, so that it can be sent before the call.
"""

from collections.abc import Mapping
from typing import Any

from sqlmodel import col, select

from facilitator.core.roles import Role
from facilitator.engine.commands import command
from facilitator.engine.errors import RefusedError
from facilitator.features.common import Ctx
from facilitator.features.links import make_link
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
from facilitator.features.roster import by_email
from facilitator.gazetteer.countries import find_country
from facilitator.i18n import lazy_gettext as _
from facilitator.models import Call, Link, Participant, Person

LIST_KEEPERS = {Role.HOST, Role.ORGANISER}


@command("person.add", allow=LIST_KEEPERS)
def add_person(
    ctx: Ctx,
    name: PersonName,
    country: CountryCode,
    city: Line = "",
    email: Email = "",
    world_region: WorldRegion = "",
    organisation: Line = "",
    kind: Line = "",
    languages: tuple[Language, ...] = (),
    willing: tuple[Task, ...] = (),
    *,
    invited: bool = True,
) -> dict[str, Any]:
    """Put somebody on the list. The world region follows from the country unless given."""
    _refuse_taken_email(ctx, email)
    made = enter(
        ctx,
        {
            "name": name,
            "email": email,
            "city": city,
            "country": country,
            "world_region": world_region,
            "organisation": organisation,
            "kind": kind,
            "languages": list(languages),
        },
        willing=list(willing),
        invited=invited,
    )
    make_link(ctx.call, Role.PARTICIPANT, ctx.now, made)
    ctx.record(PersonEdited(made.id or 0))
    return {"participant": made.id}


@command("person.edit", allow=LIST_KEEPERS)
def edit_person(
    ctx: Ctx,
    participant_id: int,
    name: PersonName,
    country: CountryCode,
    city: Line = "",
    email: Email = "",
    world_region: WorldRegion = "",
    organisation: Line = "",
    kind: Line = "",
    languages: tuple[Language, ...] = (),
    willing: tuple[Task, ...] = (),
) -> None:
    """Write anew what is known of somebody; what is left out becomes empty."""
    participant = ctx.call.find(Participant, participant_id)
    if email.lower() != participant.person.email.lower():
        _refuse_taken_email(ctx, email)
    person = participant.person
    person.name, person.email, person.city, person.country = name, email, city, country
    person.world_region = world_region or region_of(country)
    person.organisation, person.kind = organisation, kind
    person.languages, participant.willing = list(languages), list(willing)
    ctx.record(PersonEdited(participant_id))


@command("person.remove", allow=LIST_KEEPERS)
def remove_person(ctx: Ctx, participant_id: int) -> None:
    """Take somebody off the list who has never joined."""
    participant = ctx.call.find(Participant, participant_id)
    person = participant.person
    if participant.joined_at is not None:
        raise RefusedError(
            _(
                "%(name)s has joined this call, so their seat and insights stay. Correct the entry "
                "instead, or renew its personal link to keep them out.",
                name=person.name,
            )
        )
    ctx.db.delete(participant)
    ctx.db.flush()
    others = select(Participant.id).where(col(Participant.person_id) == person.id)
    if ctx.db.exec(others).first() is None:
        ctx.db.delete(person)
    ctx.record(PersonEdited(participant_id))


@command("person.set_note_taker", allow=LIST_KEEPERS)
def set_note_taker(ctx: Ctx, participant_id: int, *, note_taker: bool) -> None:
    """Say whether somebody takes notes; their personal link then opens the note-taker's page."""
    ctx.call.find(Participant, participant_id).note_taker = note_taker
    ctx.record(PersonEdited(participant_id))


@command("person.renew_link", allow=LIST_KEEPERS)
def renew_personal_link(ctx: Ctx, participant_id: int) -> None:
    """Give somebody a new personal link; the old one, and whoever came by it, is locked out."""
    participant = ctx.call.find(Participant, participant_id)
    for link in links_of(ctx.call, participant):
        link.revoked_at = ctx.now
    make_link(ctx.call, Role.PARTICIPANT, ctx.now, participant)
    ctx.record(PersonEdited(participant_id))


def enter(ctx: Ctx, known: Mapping[str, Any], *, willing: list[str], invited: bool) -> Participant:
    """Add a person (with these columns) to the series and to the call; records nothing."""
    person = person_of(ctx, known)
    ctx.db.add(person)
    ctx.db.flush()
    made = Participant(
        call_id=ctx.call.id or 0, person_id=person.id or 0, willing=willing, invited=invited
    )
    ctx.db.add(made)
    ctx.db.flush()
    return made


def person_of(ctx: Ctx, known: Mapping[str, Any]) -> Person:
    """A new person of the series with these columns, not yet added to the database."""
    region = known.get("world_region") or region_of(known["country"])
    return Person(series_id=ctx.call.series_id, **{**known, "world_region": region})


def links_of(call: Call, participant: Participant) -> list[Link]:
    """The open personal links of somebody, oldest first."""
    query = select(Link).where(
        Link.call_id == call.id,
        Link.participant_id == participant.id,
        col(Link.revoked_at).is_(None),
    )
    return list(call.db.exec(query.order_by(col(Link.id))))


def open_personal_links(call: Call) -> dict[int, Link]:
    """The oldest open personal link of each participant, by participant id."""
    query = select(Link).where(
        Link.call_id == call.id,
        col(Link.participant_id).is_not(None),
        col(Link.revoked_at).is_(None),
    )
    newest_first = call.db.exec(query.order_by(col(Link.id).desc()))
    return {link.participant_id or 0: link for link in newest_first}


def region_of(country: str) -> str:
    """The world region of a country's code."""
    found = find_country(country)
    return found.world_region if found else ""


def _refuse_taken_email(ctx: Ctx, email: str) -> None:
    taken = by_email(ctx.call, email) if email else None
    if taken is not None:
        raise RefusedError(
            _(
                "%(name)s is on the list with this e-mail address. Correct that entry instead.",
                name=taken.person.name,
            ),
            "email",
        )
