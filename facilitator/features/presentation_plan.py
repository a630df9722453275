"""Who presents, in which order and for how long: the plan of a presentation item's turns.

A turn that is removed leaves the table at once, so nothing that counts turns has to know of
removed ones; `presentation.restore` takes it back out of the journal.
"""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import Field
from sqlmodel import col, select

from facilitator.core.agenda import Kind
from facilitator.engine.commands import command
from facilitator.engine.errors import NotFoundError, RefusedError
from facilitator.engine.journal import Entry
from facilitator.features.common import HOSTS, Ctx, Label
from facilitator.i18n import lazy_gettext as _
from facilitator.models import Call, Item, Participant, Presentation

REMOVE, RESTORE = "presentation.remove", "presentation.restore"
MOST_MINUTES = 180
Minutes = Annotated[int, Field(ge=1, le=MOST_MINUTES)]


@dataclass(frozen=True)
class PresentationsEdited:
    """The queue was changed: somebody was added, changed or moved."""


@dataclass(frozen=True)
class PresentationRemoved:
    """Somebody was taken off the queue; `turn` is their row as it was, as JSON text."""

    presentation: int
    turn: str


@command("presentation.add", allow=HOSTS)
def add_presentation(
    ctx: Ctx,
    item_id: int,
    title: Label,
    minutes: Minutes,
    place: Label = "",
    presenter: Label = "",
    participant_id: int | None = None,
) -> dict[str, Any]:
    """Put a turn at the end of a presentation item's queue."""
    item = ctx.call.find(Item, item_id)
    if item.kind != Kind.PRESENTATION:
        raise RefusedError(_("Presenters can only be added to a presentation item."), "item_id")
    queue = turns(ctx.call, item)
    turn = Presentation(
        call_id=ctx.call.id or 0,
        item_id=item.id or 0,
        position=max((one.position for one in queue), default=0) + 1,
        duration=timedelta(minutes=minutes),
    )
    _describe(turn, title, place, presenter)
    ctx.db.add(turn)
    ctx.db.flush()
    if participant_id is not None:
        _give(turn, ctx.call.find(Participant, participant_id))
    ctx.record(PresentationsEdited())
    return {"presentation_id": turn.id}


@command("presentation.edit", allow=HOSTS)
def edit_presentation(
    ctx: Ctx,
    presentation_id: int,
    title: Label,
    minutes: Minutes,
    place: Label = "",
    presenter: Label = "",
) -> None:
    """Change what a turn is about, who is announced, or how long it takes."""
    turn = ctx.call.find(Presentation, presentation_id)
    if title != turn.title:
        turn.titles = {}
    _describe(turn, title, place, presenter)
    turn.duration = timedelta(minutes=minutes)
    ctx.record(PresentationsEdited())


@command("presentation.set_presenter", allow=HOSTS)
def set_presenter(ctx: Ctx, presentation_id: int, participant_id: int | None = None) -> None:
    """Say on whose page a turn's time and cues appear; none: on nobody's."""
    turn = ctx.call.find(Presentation, presentation_id)
    turn.participant_id, turn.cue = None, ""
    if participant_id is not None:
        _give(turn, ctx.call.find(Participant, participant_id))
    ctx.record(PresentationsEdited())


@command("presentation.move", allow=HOSTS)
def move_presentation(ctx: Ctx, presentation_id: int, to: Literal["up", "down"]) -> None:
    """Let a turn change places with the one before or after it; at the end nothing happens."""
    turn = ctx.call.find(Presentation, presentation_id)
    queue = turns(ctx.call, ctx.call.find(Item, turn.item_id))
    at = queue.index(turn)
    other = at - 1 if to == "up" else at + 1
    if not 0 <= other < len(queue):
        return
    queue[at], queue[other] = queue[other], queue[at]
    for position, one in enumerate(queue, 1):
        one.position = position
    ctx.record(PresentationsEdited())


@command(REMOVE, allow=HOSTS)
def remove_presentation(ctx: Ctx, presentation_id: int) -> dict[str, Any]:
    """Take a turn off the queue."""
    turn = ctx.call.find(Presentation, presentation_id)
    if turn.started_at and not turn.ended_at:
        raise RefusedError(_("This presentation is on. End it first."))
    ctx.record(PresentationRemoved(presentation_id, turn.model_dump_json()))
    if ctx.call.spotlight_presentation_id == presentation_id:
        ctx.call.spotlight_presentation_id = None
    ctx.db.delete(turn)
    return {"presentation_id": presentation_id}


@command(RESTORE, allow=HOSTS)
def restore_presentation(ctx: Ctx, presentation_id: int) -> dict[str, Any]:
    """Undo a removal: the turn is back where it was, under a new id if its own is taken."""
    step = _last_step(ctx, presentation_id)
    if step.kind == RESTORE:
        return step.result
    kept = json.loads(step.events[0]["turn"])
    if ctx.db.get(Presentation, presentation_id):
        kept.pop("id")
    turn = Presentation.model_validate(kept)
    ctx.call.find(Item, turn.item_id)
    if turn.participant_id and ctx.db.get(Participant, turn.participant_id) is None:
        turn.participant_id = None
    ctx.db.add(turn)
    ctx.db.flush()
    ctx.record(PresentationsEdited())
    return {"presentation_id": turn.id}


def turns(call: Call, item: Item) -> list[Presentation]:
    """The queue of an item, in order; turns moved to the same place stand in order of making."""
    order = (col(Presentation.position), col(Presentation.id))
    query = select(Presentation).where(
        Presentation.call_id == call.id, Presentation.item_id == item.id
    )
    return list(call.db.exec(query.order_by(*order)))


def _describe(turn: Presentation, title: str, place: str, presenter: str) -> None:
    if not (title or place or presenter):
        raise RefusedError(_("Say at least who presents, from where, or on what."), "title")
    turn.title, turn.place, turn.presenter = title, place, presenter


def _give(turn: Presentation, to: Participant) -> None:
    turn.participant_id = to.id
    turn.presenter = turn.presenter or to.person.name
    turn.place = turn.place or to.person.city


def _last_step(ctx: Ctx, presentation_id: int) -> Entry:
    """The journal's last removal or restoring of a turn; raises NotFoundError if there is none."""
    query = select(Entry).where(
        Entry.call_id == ctx.call.id, col(Entry.kind).in_((REMOVE, RESTORE))
    )
    for entry in ctx.db.exec(query.order_by(col(Entry.seq).desc())):
        if entry.payload["presentation_id"] == presentation_id:
            return entry
    raise NotFoundError("presentation")
