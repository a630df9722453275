"""The agenda as it is run: next, back, pause, more time, skip, undo.

An order names the item that its giver saw as current. So when two hosts press Next at once, the
second press finds that the call has already moved on, and does nothing.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import col

from facilitator.core.agenda import MarkKind
from facilitator.core.clock import CallState
from facilitator.engine.commands import command
from facilitator.engine.errors import RefusedError
from facilitator.features.common import HOSTS, Ctx, rows
from facilitator.features.moment import Moment
from facilitator.features.seating import close_open_round, open_round
from facilitator.i18n import lazy_gettext as _
from facilitator.models import Item, Mark, Presentation

MOST_MINUTES = 180


@dataclass(frozen=True)
class AgendaMoved:
    """The clock was changed: something started, paused, went on, got time, was skipped, undone."""


@dataclass(frozen=True)
class AgendaEdited:
    """The plan itself was changed."""


@command("agenda.next", allow=HOSTS)
def next_item(ctx: Ctx, seen: int | None = None, *, close_rooms: bool = False) -> None:
    """Start the next item, or end the call after the last. `seen` is the item that was on.

    Rooms that are open keep the call where it is, unless `close_rooms` says to close them first.
    """
    moment = _moment(ctx, seen)
    if moment is None:
        return
    if close_rooms:
        close_open_round(ctx)
    _leave_tidily(ctx, moment)
    if moment.next:
        _mark(ctx, MarkKind.STARTED, moment.next.id)
    elif moment.current:
        _finish(ctx)
    else:
        raise RefusedError(_("There is nothing on the agenda yet. Add an item first."))


@command("agenda.back", allow=HOSTS)
def previous_item(ctx: Ctx, seen: int | None = None) -> None:
    """Go back to the item before; its time begins afresh."""
    moment = _moment(ctx, seen)
    if moment is None:
        return
    if moment.clock.previous is None:
        raise RefusedError(_("This is the first item; there is nothing to go back to."))
    _leave_tidily(ctx, moment)
    _mark(ctx, MarkKind.STARTED, moment.clock.previous)


@command("agenda.go", allow=HOSTS)
def go_to_item(ctx: Ctx, item_id: int) -> None:
    """Start an item out of turn."""
    moment = Moment(ctx.call)
    item = ctx.call.find(Item, item_id)
    if moment.clock.current == item.id:
        return
    _refuse_if_over(moment)
    _leave_tidily(ctx, moment)
    _mark(ctx, MarkKind.STARTED, item.id)


@command("agenda.pause", allow=HOSTS)
def pause(ctx: Ctx) -> None:
    """Stop the clock; every countdown of the call stops with it."""
    if _running(ctx).clock.state is CallState.RUNNING:
        _mark(ctx, MarkKind.PAUSED)


@command("agenda.resume", allow=HOSTS)
def resume(ctx: Ctx) -> None:
    """Let the clock go on."""
    if _running(ctx).clock.state is CallState.PAUSED:
        _mark(ctx, MarkKind.RESUMED)


@command("agenda.extend", allow=HOSTS)
def extend(ctx: Ctx, minutes: int, item_id: int | None = None) -> None:
    """Give an item (the current one unless named) more minutes, or fewer if negative."""
    if not 1 <= abs(minutes) <= MOST_MINUTES:
        raise RefusedError(
            _("Add or take between 1 and %(most)s minutes.", most=MOST_MINUTES), "minutes"
        )
    item = None if item_id is None else ctx.call.find(Item, item_id).id
    _mark(ctx, MarkKind.EXTENDED, item or _running(ctx).clock.current, minutes)


@command("agenda.skip", allow=HOSTS)
def skip(ctx: Ctx, item_id: int) -> None:
    """Leave an item out. If it is on, the next one starts."""
    moment = Moment(ctx.call)
    item = ctx.call.find(Item, item_id)
    _refuse_if_over(moment)
    if item.id == moment.clock.current:
        _leave_tidily(ctx, moment)
        if moment.next is None:
            _finish(ctx)
            return
    _mark(ctx, MarkKind.SKIPPED, item.id)


@command("agenda.undo", allow=HOSTS)
def undo(ctx: Ctx, mark_id: int) -> None:
    """Take back the last step of the clock, the one with this id; time goes on as if without it."""
    made = rows(ctx.call, Mark, col(Mark.undone_at).is_(None))
    if not made or made[-1].id != mark_id:
        raise RefusedError(_("The agenda has moved on since. Nothing was undone."))
    made[-1].undone_at = ctx.now
    ctx.call.finished_at = None
    ctx.record(AgendaMoved())


def _mark(ctx: Ctx, kind: MarkKind, item_id: int | None = None, minutes: int = 0) -> None:
    mark = Mark(
        call_id=ctx.call.id or 0,
        kind=kind,
        at=ctx.now,
        item_id=item_id,
        by=timedelta(minutes=minutes),
    )
    ctx.db.add(mark)
    ctx.record(AgendaMoved())


def _moment(ctx: Ctx, seen: int | None) -> Moment | None:
    """The moment, or None if the call has moved on from what the host saw."""
    moment = Moment(ctx.call)
    if moment.clock.current != seen:
        return None
    _refuse_if_over(moment)
    return moment


def _running(ctx: Ctx) -> Moment:
    moment = Moment(ctx.call)
    if not moment.running:
        raise RefusedError(_("The call is not running. Start it first."))
    return moment


def _refuse_if_over(moment: Moment) -> None:
    if moment.clock.state is CallState.FINISHED:
        raise RefusedError(_("The call is over. Undo the last step to go on."))


def _leave_tidily(ctx: Ctx, moment: Moment) -> None:
    """End what belongs to the current item: nobody is left behind in a room or on stage."""
    if moment.current is None:
        return
    if open_round(ctx.call):
        raise RefusedError(_("Breakout rooms are open. Close them first, so nobody is left there."))
    for one in rows(ctx.call, Presentation, Presentation.item_id == moment.current.id):
        if one.started_at and not one.ended_at:
            one.ended_at = ctx.now


def _finish(ctx: Ctx) -> None:
    _mark(ctx, MarkKind.FINISHED)
    ctx.call.finished_at = ctx.now
