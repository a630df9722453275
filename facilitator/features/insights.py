"""Insights: what a room learned, sentence by sentence, seen by room and hosts at once."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import col

from facilitator.core.roles import Role
from facilitator.engine.commands import command
from facilitator.engine.errors import NotFoundError, RefusedError
from facilitator.engine.regions import Audience, region
from facilitator.features.common import HOSTS, PEOPLE, Ctx, InsightText, acting, once, rows
from facilitator.features.presence_events import PersonEdited
from facilitator.features.seating import (
    RoomChanged,
    RoundClosed,
    RoundOpened,
    SeatsChanged,
    members,
    questions_of,
    room_label,
    seat_of,
)
from facilitator.i18n import lazy_gettext as _
from facilitator.models import Call, Insight, Question, Room, Round

LATEST = 20


@dataclass(frozen=True)
class InsightPosted:
    """Something was learned in a room (or by a person in the main room: 0)."""

    room: int


@dataclass(frozen=True)
class InsightEdited:
    """An insight's words were changed."""

    room: int


@dataclass(frozen=True)
class InsightWithdrawn:
    """An insight was taken back, or brought back."""

    room: int


CHANGES = {InsightPosted, InsightEdited, InsightWithdrawn}


@command("insight.post", allow=PEOPLE)
def post_insight(
    ctx: Ctx, question_id: int, text: InsightText, room_id: int | None = None
) -> dict[str, Any]:
    """Record one thing that a room learned about a question.

    `room_id` is the room in which it was written, so that what was typed offline belongs to that
    room although the round may have closed since.
    """
    me = acting(ctx)
    if room_id is not None and seat_of(ctx.call, me, room_id) is None:
        raise NotFoundError("room")
    insight = Insight(
        call_id=ctx.call.id or 0,
        question_id=ctx.call.find(Question, question_id).id or 0,
        room_id=room_id,
        participant_id=me.id,
        text=text,
        posted_at=ctx.now,
    )
    ctx.db.add(insight)
    ctx.db.flush()
    ctx.record(InsightPosted(room_id or 0))
    return {"insight": insight.id}


@command("insight.edit", allow=PEOPLE)
def edit_insight(ctx: Ctx, insight_id: int, text: InsightText) -> None:
    """Change the words of an insight of one's own."""
    insight = _own(ctx, insight_id)
    insight.text, insight.edited_at = text, ctx.now
    ctx.record(InsightEdited(insight.room_id or 0))


@command("insight.withdraw", allow=PEOPLE | HOSTS)
def withdraw_insight(ctx: Ctx, insight_id: int) -> None:
    """Take back an insight of one's own; a host may take back any."""
    insight = _own(ctx, insight_id)
    insight.withdrawn_at = ctx.now
    ctx.record(InsightWithdrawn(insight.room_id or 0))


@command("insight.restore", allow=PEOPLE | HOSTS)
def restore_insight(ctx: Ctx, insight_id: int) -> None:
    """Undo a withdrawal."""
    insight = _own(ctx, insight_id)
    insight.withdrawn_at = None
    ctx.record(InsightWithdrawn(insight.room_id or 0))


@command("insight.spotlight", allow=HOSTS)
def spotlight_insight(ctx: Ctx, insight_id: int | None = None) -> None:
    """Show one insight large on the wall, or none."""
    if insight_id is not None:
        insight = ctx.call.find(Insight, insight_id)
        if insight.withdrawn_at:
            raise RefusedError(_("That insight was withdrawn. Choose another one."))
    ctx.call.spotlight_insight_id = insight_id
    ctx.record(SpotlightMoved())


@dataclass(frozen=True)
class SpotlightMoved:
    """Another insight, or none, is shown large."""


@region(
    "room_insights",
    to=PEOPLE,
    on=CHANGES | {SpotlightMoved, RoundOpened, RoundClosed, SeatsChanged},
    each="room",
)
def room_insights(call: Call, room: Room | None, _viewer: Audience) -> dict[str, Any]:
    """What this room has learned so far, by question."""
    questions = questions_of(call, call.find(Round, room.round_id)) if room else []
    by_question: dict[int | None, list[Insight]] = {one.id: [] for one in questions}
    for insight in standing(call, room) if room else []:
        by_question.setdefault(insight.question_id, []).append(insight)
    return {"questions": questions, "by_question": by_question}


SOURCES = {SeatsChanged, RoomChanged, PersonEdited}


@region("latest_insights", to={Role.HOST}, on=CHANGES | SOURCES | {SpotlightMoved})
def latest_insights(call: Call, viewer: Audience) -> dict[str, Any]:
    """The newest insights of all rooms, newest first."""
    made = standing(call)
    newest = made[: -LATEST - 1 : -1]
    return {"insights": sourced(call, newest), "count": len(made)}


@dataclass(frozen=True)
class Source:
    """Whose insight it is: the room's name, and the places of those who sit in it."""

    room: str
    places: list[str]


def sourced(call: Call, insights: list[Insight]) -> list[tuple[Insight, Source | None]]:
    """Insights with where they come from; None for those of the main room."""
    return [(one, _source(call, one.room_id) if one.room_id else None) for one in insights]


def _source(call: Call, room_id: int) -> Source:
    return Source(room_label(call.find(Room, room_id)), _places(call, room_id))


@once
def _places(call: Call, room_id: int) -> list[str]:
    seated = members(call, call.find(Room, room_id))
    return sorted({participant.person.city for _seat, participant in seated} - {""})


def standing(call: Call, room: Room | None = None) -> list[Insight]:
    """The insights that stand, oldest first: of a room, or of the call."""
    return _standing(call) if room is None else _by_room(call).get(room.id, [])


@once
def _standing(call: Call) -> list[Insight]:
    return rows(call, Insight, col(Insight.withdrawn_at).is_(None))


@once
def _by_room(call: Call) -> dict[int | None, list[Insight]]:
    found: dict[int | None, list[Insight]] = {}
    for one in _standing(call):
        found.setdefault(one.room_id, []).append(one)
    return found


def _own(ctx: Ctx, insight_id: int) -> Insight:
    insight = ctx.call.find(Insight, insight_id)
    if ctx.actor.role is not Role.HOST and insight.participant_id != acting(ctx).id:
        raise NotFoundError("insight")
    return insight
