"""Joining, being here, leaving: how somebody on the list becomes somebody in the call.

A browser that came by a general link is nobody yet; `person.join` gives it a personal link, which
is what the browser then holds. So a second device is the same person, and a restart changes
nothing.
"""

from typing import Annotated, Any

from pydantic import StringConstraints
from sqlmodel import col

from facilitator.core.roles import Role
from facilitator.engine.commands import command
from facilitator.engine.errors import RefusedError
from facilitator.features.common import PEOPLE, Ctx, acting, rows
from facilitator.features.late import seat_late_joiner
from facilitator.features.links import make_link
from facilitator.features.people import enter, links_of
from facilitator.features.person_words import City, CountryCode, Language, PersonName, Task
from facilitator.features.presence_events import (
    PersonArrived,
    PersonDeparted,
    PersonEdited,
    PersonJoined,
)
from facilitator.features.roster import namesakes
from facilitator.features.seating import open_round, seats
from facilitator.i18n import lazy_gettext as _
from facilitator.models import Link, Participant, Visit

LocaleCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z]{2,4})?$")]


@command("person.join", allow=PEOPLE)
def join(ctx: Ctx, participant_id: int, *, named: bool | None = None) -> dict[str, Any]:
    """Say who one is in the list. `named` is whether the story may give the name, if said now."""
    participant = ctx.call.find(Participant, participant_id)
    _refuse_other(ctx, participant_id)
    if named is not None:
        participant.person.named = named
    return _let_in(ctx, participant)


@command("person.join_new", allow=PEOPLE)
def join_new(
    ctx: Ctx,
    name: PersonName,
    city: City,
    country: CountryCode,
    languages: tuple[Language, ...] = (),
    willing: tuple[Task, ...] = (),
    *,
    named: bool = False,
    another: bool = False,
) -> dict[str, Any]:
    """Put oneself on the list and join. `another`: somebody else has the same name and city."""
    _refuse_other(ctx, None)
    if not another and namesakes(ctx.call, name, city):
        raise RefusedError(
            _(
                "%(name)s from %(city)s is on the list already. If that is you, choose that entry.",
                name=name,
                city=city,
            ),
            "name",
        )
    known: dict[str, Any] = {"name": name, "city": city, "country": country, "world_region": ""}
    known |= {"languages": list(languages), "named": named}
    return _let_in(ctx, enter(ctx, known, willing=list(willing), invited=False))


@command("person.arrive", allow={Role.SYSTEM})
def arrive(ctx: Ctx, participant_id: int) -> None:
    """Somebody's first device has connected; whoever is here already stays as they are."""
    participant = ctx.call.find(Participant, participant_id)
    if participant.present:
        return
    if participant.joined_at is None:
        participant.joined_at = ctx.now
        ctx.record(PersonJoined(participant_id))
    participant.present, participant.left_at = True, None
    ctx.db.add(Visit(call_id=ctx.call.id or 0, participant_id=participant_id, came_at=ctx.now))
    ctx.db.flush()
    ctx.record(PersonArrived(participant_id))
    seat_late_joiner(ctx, participant)


@command("person.depart", allow={Role.SYSTEM})
def depart(ctx: Ctx, participant_id: int) -> None:
    """Somebody has had no device connected for a while."""
    _go(ctx, ctx.call.find(Participant, participant_id))


@command("person.leave", allow=PEOPLE)
def leave(ctx: Ctx) -> None:
    """Leave the call. The seat stays one's own, and one can come back."""
    _go(ctx, acting(ctx))


@command("person.set_locale", allow=PEOPLE)
def set_locale(ctx: Ctx, locale: LocaleCode) -> None:
    """Remember which language somebody reads."""
    acting(ctx).locale = locale


@command("person.consent", allow=PEOPLE)
def consent(ctx: Ctx, *, named: bool) -> None:
    """Say whether one's name may stand in the published story."""
    participant = acting(ctx)
    participant.person.named = named
    ctx.record(PersonEdited(participant.id or 0))


def _let_in(ctx: Ctx, participant: Participant) -> dict[str, Any]:
    participant.locale = ctx.actor.locale
    if ctx.actor.role is Role.NOTE_TAKER and not participant.note_taker and _by_general_link(ctx):
        participant.note_taker = True
        ctx.record(PersonEdited(participant.id or 0))
    if participant.joined_at is None:
        participant.joined_at = ctx.now
        ctx.record(PersonJoined(participant.id or 0))
    return {"participant": participant.id, "link": _own_link(ctx, participant).id}


def _by_general_link(ctx: Ctx) -> bool:
    """Whether the note-takers' own link was used; a personal one says nothing about notes."""
    return ctx.actor.participant is None


def _own_link(ctx: Ctx, participant: Participant) -> Link:
    """The personal link for the page that is theirs now, made if there is none."""
    takes_notes = participant.note_taker or _takes_over(ctx, participant)
    role = Role.NOTE_TAKER if takes_notes else Role.PARTICIPANT
    links = links_of(ctx.call, participant)
    fitting = next((link for link in links if link.role == role), None)
    return fitting or make_link(ctx.call, role, ctx.now, participant)


def _takes_over(ctx: Ctx, participant: Participant) -> bool:
    """Whether somebody asks for the note-taker's page who took over the notes of their room."""
    now_open = open_round(ctx.call) if ctx.actor.role is Role.NOTE_TAKER else None
    taken = seats(ctx.call, now_open) if now_open else []
    return any(seat.note_taker and seat.participant_id == participant.id for seat in taken)


def _refuse_other(ctx: Ctx, participant_id: int | None) -> None:
    if ctx.actor.participant not in {None, participant_id}:
        raise RefusedError(
            _("You are in this call already. Leave it first to come as somebody else.")
        )


def _go(ctx: Ctx, participant: Participant) -> None:
    if not participant.present:
        return
    participant.present, participant.left_at = False, ctx.now
    stays = (col(Visit.participant_id) == participant.id, col(Visit.left_at).is_(None))
    for visit in rows(ctx.call, Visit, *stays):
        visit.left_at = ctx.now
    ctx.record(PersonDeparted(participant.id or 0))
