"""Presentations as they are held: start, hand over, more time, a private word, the spotlight.

At most one runs at a time: to start a turn is to end the one before it. As with the agenda, an
order names the turn that its giver saw running, so two hosts who press at once take one step.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import col

from facilitator.engine.commands import command
from facilitator.engine.errors import RefusedError
from facilitator.features.common import HOSTS, Ctx, Label, rows
from facilitator.features.moment import Moment
from facilitator.features.presentation_plan import (
    MOST_MINUTES,
    turns,
)
from facilitator.i18n import lazy_gettext as _
from facilitator.models import Call, Item, Presentation

LEAST = timedelta(minutes=1)


@dataclass(frozen=True)
class PresentationMoved:
    """Somebody began, ended or went on presenting, or got more or less time."""

    presentation: int


@dataclass(frozen=True)
class CueGiven:
    """The presenter was told something in private, or it was taken back."""

    presentation: int


@dataclass(frozen=True)
class PresentationSpotlit:
    """A turn is shown large on the wall, or no longer."""


@command("presentation.start", allow=HOSTS)
def start_presentation(
    ctx: Ctx, presentation_id: int, seen: int | None = None
) -> dict[str, Any] | None:
    """Let a turn begin; the one that is on ends. `seen` is the one that was on."""
    turn = ctx.call.find(Presentation, presentation_id)
    _refuse_unless_on(ctx, turn)
    on = running(ctx.call)
    if (on and on.id) != seen or on is turn:
        return None
    return _begin(ctx, turn, on)


@command("presentation.next", allow=HOSTS)
def next_presentation(ctx: Ctx, seen: int | None = None) -> dict[str, Any] | None:
    """Hand over to the next turn of the queue; after the last one, nobody is on."""
    on = running(ctx.call)
    if (on and on.id) != seen:
        return None
    item = Moment(ctx.call).current
    following = next(iter(waiting(ctx.call, item) if item else []), None)
    if following:
        return _begin(ctx, following, on)
    if on is None:
        raise RefusedError(_("Nobody is left in the queue. Go on to the next item."))
    return _end(ctx, on)


@command("presentation.end", allow=HOSTS)
def end_presentation(ctx: Ctx, seen: int) -> dict[str, Any] | None:
    """End the turn that is on."""
    on = running(ctx.call)
    return _end(ctx, on) if on and on.id == seen else None


@command("presentation.restart", allow=HOSTS)
def restart_presentation(ctx: Ctx, presentation_id: int) -> None:
    """Undo an end: the turn goes on as if it had not ended; one begun instead waits again."""
    turn = ctx.call.find(Presentation, presentation_id)
    _refuse_unless_on(ctx, turn)
    if turn.started_at is None:
        raise RefusedError(_("This presentation has not begun yet. Start it."))
    on = running(ctx.call)
    if on is turn:
        return
    if on and on.started_at == turn.ended_at:
        on.started_at = None
    elif on:
        _end(ctx, on)
    turn.ended_at = None
    ctx.record(PresentationMoved(presentation_id))


@command("presentation.extend", allow=HOSTS)
def extend_presentation(ctx: Ctx, presentation_id: int, minutes: int) -> None:
    """Give a turn more minutes, or fewer if negative."""
    turn = ctx.call.find(Presentation, presentation_id)
    if not 1 <= abs(minutes) <= MOST_MINUTES:
        raise RefusedError(
            _("Add or take between 1 and %(most)s minutes.", most=MOST_MINUTES), "minutes"
        )
    if turn.ended_at:
        raise RefusedError(_("This presentation is over. Let it go on first."))
    longer = turn.duration + timedelta(minutes=minutes)
    if longer < LEAST:
        raise RefusedError(_("A presentation takes at least one minute."), "minutes")
    turn.duration = longer
    ctx.record(PresentationMoved(presentation_id))


@command("presentation.cue", allow=HOSTS)
def cue(ctx: Ctx, presentation_id: int, text: Label = "") -> None:
    """Tell the presenter something that nobody else sees; nothing takes it back."""
    turn = ctx.call.find(Presentation, presentation_id)
    if text and turn.participant_id is None:
        raise RefusedError(
            _("Choose who presents from the list of people first; the cue goes to their page."),
            "text",
        )
    if turn.cue != text:
        turn.cue = text
        ctx.record(CueGiven(presentation_id))


@command("presentation.spotlight", allow=HOSTS)
def spotlight_presentation(ctx: Ctx, presentation_id: int | None = None) -> None:
    """Show a turn large on the wall before it begins, or none."""
    if presentation_id is not None:
        _refuse_unless_on(ctx, ctx.call.find(Presentation, presentation_id))
    ctx.call.spotlight_presentation_id = presentation_id
    ctx.record(PresentationSpotlit())


def running(call: Call) -> Presentation | None:
    """The turn that is on; there is never more than one."""
    begun = rows(call, Presentation, col(Presentation.started_at).is_not(None))
    return next((one for one in begun if one.ended_at is None), None)


def waiting(call: Call, item: Item) -> list[Presentation]:
    """The turns of an item that have not begun, in order."""
    return [one for one in turns(call, item) if one.started_at is None]


def _begin(ctx: Ctx, turn: Presentation, on: Presentation | None) -> dict[str, Any]:
    ended = _end(ctx, on) if on else {}
    turn.started_at, turn.ended_at = ctx.now, None
    ctx.call.spotlight_presentation_id = None
    ctx.record(PresentationMoved(turn.id or 0))
    return ended


def _end(ctx: Ctx, turn: Presentation) -> dict[str, Any]:
    """End a turn; the result is what undoing it needs."""
    turn.ended_at, turn.cue = ctx.now, ""
    ctx.record(PresentationMoved(turn.id or 0))
    return {"presentation_id": turn.id}


def _refuse_unless_on(ctx: Ctx, turn: Presentation) -> None:
    moment = Moment(ctx.call)
    if not moment.running or moment.clock.current != turn.item_id:
        raise RefusedError(_("That presentation belongs to another item. Go to its item first."))
