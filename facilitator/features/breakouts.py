"""Breakout rounds as they are held: open, extend, close with a warning, and what time brings about.

A round has one deadline, from which both warning and end follow; closing early moves the deadline
to a warning's length from now. It stands still while the call is paused, like every countdown.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil
from typing import Annotated, Any

from pydantic import Field

from facilitator.core.clock import CallState
from facilitator.core.countdown import Countdown, deadline
from facilitator.core.roles import Role
from facilitator.engine.commands import command
from facilitator.engine.due import Due, foresee
from facilitator.engine.errors import RefusedError
from facilitator.features.agenda import go_to_item
from facilitator.features.common import HOSTS, Ctx
from facilitator.features.late import seat_everybody_here
from facilitator.features.mixing import name_note_takers
from facilitator.features.moment import Moment, core_marks
from facilitator.features.seating import RoundChanged, RoundOpened, close_open_round, open_round
from facilitator.features.settings import settings
from facilitator.i18n import lazy_gettext as _
from facilitator.models import Call, Round
from facilitator.models.breakouts import RoundState

MoreMinutes = Annotated[int, Field(ge=1, le=180)]
TIMEKEEPER = {Role.SYSTEM}
SLACK = timedelta(seconds=2)
"""How much too early the timekeeper may knock and still be let in."""


@command("round.open", allow=HOSTS)
def open_rooms(ctx: Ctx, round_id: int) -> None:
    """Send everybody to their rooms; the round's item starts if it is not on yet."""
    of = ctx.call.find(Round, round_id)
    if of.state == RoundState.OPEN:
        return
    if of.state == RoundState.CLOSED:
        raise RefusedError(_("This round is over. Propose another one."))
    if open_round(ctx.call):
        raise RefusedError(_("Rooms of another round are open. Close them first."))
    moment = Moment(ctx.call)
    if moment.clock.state is CallState.FINISHED:
        raise RefusedError(_("The call is over. Undo the last step of the agenda to go on."))
    if moment.clock.current != of.item_id:
        go_to_item(ctx, of.item_id)
    seat_everybody_here(ctx, of)
    name_note_takers(ctx.call, of)
    of.state, of.opened_at, of.earlier = RoundState.OPEN, ctx.now, []
    of.warning = timedelta(seconds=settings().closing_warning_seconds)
    ctx.record(RoundOpened())


@command("round.extend", allow=HOSTS)
def extend_round(ctx: Ctx, round_id: int, minutes: MoreMinutes) -> None:
    """Give an open round more minutes; a closing warning that has begun is called off."""
    of = _open(ctx, round_id)
    of.duration += timedelta(minutes=minutes)
    if _countdown(ctx, of).remaining > of.warning:
        of.closing_at = None
    ctx.record(RoundChanged())


@command("round.close", allow=HOSTS)
def close_round(ctx: Ctx, round_id: int) -> dict[str, Any]:
    """Tell everybody that the rooms are about to close; the timekeeper then closes them.

    Answers with the minutes (rounded up) that an extension has to give to take it back.
    """
    of = _open(ctx, round_id)
    countdown = _countdown(ctx, of)
    if countdown.paused:
        raise RefusedError(
            _("The call is paused, so no countdown runs. Let it go on, or close the rooms now.")
        )
    given_up = max(timedelta(), countdown.remaining - of.warning)
    of.duration -= given_up
    of.closing_at = of.closing_at or ctx.now
    ctx.record(RoundChanged())
    return {"minutes": max(1, ceil(given_up / timedelta(minutes=1)))}


@command("round.close_now", allow=HOSTS)
def close_round_now(ctx: Ctx, round_id: int) -> None:
    """Bring everybody back to the main room without a warning."""
    _open(ctx, round_id)
    close_open_round(ctx)


@command("round.warn", allow=TIMEKEEPER)
def warn_round(ctx: Ctx, round_id: int) -> None:
    """Begin the closing warning of a round whose time is nearly up."""
    of = ctx.call.find(Round, round_id)
    if _reached(ctx, of, of.warning) and of.closing_at is None:
        of.closing_at = ctx.now
        ctx.record(RoundChanged())


@command("round.end", allow=TIMEKEEPER)
def end_round(ctx: Ctx, round_id: int) -> None:
    """Close the rooms of a round whose time is up."""
    if _reached(ctx, ctx.call.find(Round, round_id), timedelta()):
        close_open_round(ctx)


@foresee
def closings(call: Call, now: datetime) -> Iterable[Due]:
    """The warning and the end of the open round. A moved deadline makes new orders of them."""
    del now
    of = open_round(call)
    if of is None or of.opened_at is None:
        return
    ends_at = deadline(core_marks(call), of.opened_at, of.duration, of.opened_at).ends_at
    if ends_at is None:
        return
    args, until = {"round_id": of.id}, f"{ends_at:%Y%m%dT%H%M%S.%f}"
    if of.closing_at is None:
        warn_at = max(of.opened_at, ends_at - of.warning)
        yield Due(warn_at, "round.warn", f"round-{of.id}-warn-{until}", args)
    yield Due(ends_at, "round.end", f"round-{of.id}-end-{until}", args)


def _open(ctx: Ctx, round_id: int) -> Round:
    of = ctx.call.find(Round, round_id)
    if of.state != RoundState.OPEN:
        raise RefusedError(_("These rooms are not open any more. Nothing was changed."))
    return of


def _reached(ctx: Ctx, of: Round, left: timedelta) -> bool:
    """Whether an open round runs and has so little time left. The order may come just too late."""
    if of.state != RoundState.OPEN:
        return False
    countdown = _countdown(ctx, of)
    return not countdown.paused and countdown.remaining <= left + SLACK


def _countdown(ctx: Ctx, of: Round) -> Countdown:
    return deadline(core_marks(ctx.call), of.opened_at or ctx.now, of.duration, ctx.now)
