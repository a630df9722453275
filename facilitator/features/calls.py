"""Calls: made from a template, opened by links, told things, erased."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from sqlmodel import Session, col, delete, select

from facilitator.core.codes import new_code
from facilitator.core.roles import LINKED_ROLES, Role
from facilitator.engine.commands import command
from facilitator.engine.errors import RefusedError
from facilitator.engine.regions import Audience, region
from facilitator.features.call_fields import Address, Languages, QuestionText
from facilitator.features.call_templates import plan_agenda, read_template
from facilitator.features.common import EVERYBODY, HOSTS, PEOPLE, Ctx, MessageText, Title, rows
from facilitator.features.links import make_link, open_links
from facilitator.i18n import lazy_gettext as _
from facilitator.models import Announcement, Call, Entry, Participant, Person, Room, Series

ORGANISERS = {Role.ORGANISER, Role.HOST}


@dataclass(frozen=True)
class CallEdited:
    """Title, start, languages or video links were changed."""


@dataclass(frozen=True)
class CallErased:
    """The call is no more; told to those who are looking at it, and written nowhere."""


@dataclass(frozen=True)
class LinksChanged:
    """A link was renewed or revoked."""


@dataclass(frozen=True)
class Announced:
    """Hosts told something to everybody or to a room, or took it back."""


@command("call.create", allow={Role.ORGANISER}, founding=True)
def create_call(
    ctx: Ctx,
    template: str,
    title: Title,
    starts_at: datetime,
    time_zone: str = "UTC",
    languages: Languages | None = None,
    questions: list[QuestionText] | None = None,
    video_link: Address = "",
    room_video_link: Address = "",
) -> dict[str, Any]:
    """Make a call from a template, with `questions` instead of the template's if they are given.

    A start without a zone is in `time_zone`.
    """
    plan = read_template(template)
    plan = plan if questions is None else plan.asking(questions)
    series = Series(title=title)
    ctx.db.add(series)
    ctx.db.flush()
    ctx.call = Call(
        series_id=series.id or 0,
        code=_free_code(ctx),
        title=title,
        starts_at=_instant(starts_at, time_zone),
        time_zone=time_zone,
        languages=languages or plan.languages,
        video_link=video_link,
        room_video_link=room_video_link,
        made_at=ctx.now,
    )
    ctx.db.add(ctx.call)
    ctx.db.flush()
    plan_agenda(ctx, plan)
    for role in LINKED_ROLES:
        make_link(ctx.call, role, ctx.now)
    return {"id": ctx.call.id, "code": ctx.call.code}


@command("call.edit", allow=ORGANISERS)
def edit_call(
    ctx: Ctx,
    title: Title,
    starts_at: datetime,
    time_zone: str,
    languages: Languages,
    video_link: Address = "",
    room_video_link: Address = "",
) -> None:
    """Change what a call is called, when it starts, its languages and video links."""
    call = ctx.call
    call.title, call.languages = title, languages
    call.starts_at, call.time_zone = _instant(starts_at, time_zone), time_zone
    call.video_link, call.room_video_link = video_link, room_video_link
    ctx.record(CallEdited())


@command("link.renew", allow=ORGANISERS)
def renew_link(ctx: Ctx, role: Role) -> None:
    """Make a new link for a role; the old one stops working. For participants, also a new code."""
    _revoke(ctx, role)
    if role is Role.PARTICIPANT:
        ctx.call.code = _free_code(ctx)
    make_link(ctx.call, role, ctx.now)
    ctx.record(LinksChanged())


@command("link.revoke", allow=ORGANISERS)
def revoke_link(ctx: Ctx, role: Role) -> None:
    """Close a role's link: whoever came by it has to be let in anew."""
    _revoke(ctx, role)
    ctx.record(LinksChanged())


@command("call.announce", allow=HOSTS)
def announce(ctx: Ctx, text: MessageText, room_id: int | None = None) -> dict[str, Any]:
    """Tell everybody something, or only the people of one room."""
    if room_id is not None:
        ctx.call.find(Room, room_id)
    made = Announcement(call_id=ctx.call.id or 0, room_id=room_id, text=text, made_at=ctx.now)
    ctx.db.add(made)
    ctx.db.flush()
    ctx.record(Announced())
    return {"announcement": made.id}


@command("call.withdraw_announcement", allow=HOSTS)
def withdraw_announcement(ctx: Ctx, announcement_id: int) -> None:
    """Take an announcement off all screens."""
    ctx.call.find(Announcement, announcement_id).withdrawn_at = ctx.now
    ctx.record(Announced())


@region("announcements", to=EVERYBODY, on={Announced})
def announcements(call: Call, _viewer: Audience) -> dict[str, Any]:
    """What the hosts say to everybody now: the last announcement that was not taken back."""
    made = rows(
        call,
        Announcement,
        col(Announcement.withdrawn_at).is_(None),
        col(Announcement.room_id).is_(None),
    )
    return {"announcements": made[-1:]}


@region("call_head", to=HOSTS | PEOPLE, on={CallEdited, LinksChanged})
def call_head(call: Call, _viewer: Audience) -> dict[str, Any]:
    """The call's title and join code."""
    return {"joinable": Role.PARTICIPANT in open_links(call)}


def call_made_by(db: Session, key: str) -> int | None:
    """The call that the order with this key has made, so that a double click makes one."""
    made = select(Entry.call_id).where(Entry.kind == "call.create", Entry.key == key)
    return db.exec(made).first()


def erase_call(db: Session, call: Call) -> None:
    """Remove a call with everything that was said in it, and its people if no other call has them.

    This is not a command: a journal that is erased cannot record it.
    """
    series_id = call.series_id
    db.exec(delete(Entry).where(col(Entry.call_id) == call.id))
    db.delete(call)
    db.flush()
    still_known = select(Participant.person_id)
    db.exec(
        delete(Person).where(col(Person.series_id) == series_id, col(Person.id).not_in(still_known))
    )
    if db.exec(select(Call).where(Call.series_id == series_id)).first() is None:
        db.exec(delete(Series).where(col(Series.id) == series_id))


def _free_code(ctx: Ctx) -> str:
    while ctx.db.exec(select(Call).where(Call.code == (code := new_code()))).first():
        pass
    return code


def _instant(starts_at: datetime, time_zone: str) -> datetime:
    if time_zone not in available_timezones():
        raise RefusedError(
            _("“%(zone)s” is no time zone. Write one like Europe/Amsterdam.", zone=time_zone),
            "time_zone",
        )
    if starts_at.tzinfo is None:
        starts_at = starts_at.replace(tzinfo=ZoneInfo(time_zone))
    return starts_at.astimezone(UTC)


def _revoke(ctx: Ctx, role: Role) -> None:
    if role not in LINKED_ROLES:
        raise RefusedError(_("There is no link for that role."), "role")
    if link := open_links(ctx.call).get(role):
        link.revoked_at = ctx.now
