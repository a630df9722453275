"""The wall: what everybody together sees. One thought at a time, chosen by what is on.

What has to change at an instant (from "who goes where" to the questions) is drawn twice, each
with the time from which it shows; so this stays a function of what is stored.
"""

from collections.abc import Callable
from typing import Any

from facilitator.core.agenda import Kind
from facilitator.core.clock import CallState
from facilitator.core.roles import Role
from facilitator.engine.regions import Audience, region
from facilitator.features import insights, presence_events, presentations, seating
from facilitator.features.agenda import AgendaEdited, AgendaMoved
from facilitator.features.calls import CallEdited, LinksChanged
from facilitator.features.gathering import gathering
from facilitator.features.links import open_links
from facilitator.features.moment import Moment, moment_of
from facilitator.features.presentation_run import PresentationSpotlit
from facilitator.features.qr import qr_svg
from facilitator.features.stage_rooms import harvest, learned, moving, questions_in, spotlit
from facilitator.models import Call, Round
from facilitator.models.breakouts import RoundState

Thought = dict[str, Any]
PEOPLE_MOVED = {
    presence_events.PersonArrived,
    presence_events.PersonDeparted,
    presence_events.PersonJoined,
    presence_events.PersonEdited,
}
ROUNDS_MOVED = {
    seating.RoundProposed,
    seating.RoundOpened,
    seating.RoundChanged,
    seating.RoundClosed,
    seating.RoomChanged,
    seating.SeatsChanged,
}


@region("wall_head", to={Role.WALL}, on={AgendaMoved, AgendaEdited, CallEdited})
def wall_head(call: Call, _viewer: Audience) -> dict[str, Any]:
    """The call's title, what is on, what comes next."""
    return {"moment": moment_of(call)}


@region(
    "wall_stage",
    to={Role.WALL},
    on=PEOPLE_MOVED
    | ROUNDS_MOVED
    | presentations.CHANGES
    | insights.CHANGES
    | {
        AgendaMoved,
        AgendaEdited,
        CallEdited,
        insights.SpotlightMoved,
        PresentationSpotlit,
    },
)
def wall_stage(call: Call, viewer: Audience) -> dict[str, Any]:
    """The one thing to look at now; `thought` names its template in parts/wall."""
    moment = moment_of(call)
    return {"moment": moment, **_thought(call, moment, viewer.locale)}


@region("wall_corner", to={Role.WALL}, on={CallEdited, LinksChanged})
def wall_corner(call: Call, _viewer: Audience) -> dict[str, Any]:
    """How to join: address, code and QR, or that joining is closed."""
    return {"joinable": Role.PARTICIPANT in open_links(call), "qr_svg": qr_svg}


def _thought(call: Call, moment: Moment, locale: str) -> Thought:
    if moment.clock.state is CallState.FINISHED:
        return _closing(call, moment, locale)
    held = seating.open_round(call) or _proposed(call, moment)
    if held:
        return moving(call, moment, held)
    if shown := spotlit(call):
        return {"thought": "insight", "shown": shown}
    kind = moment.current.kind if moment.current else Kind.OPENING
    return _BY_KIND[Kind(kind)](call, moment, locale)


def _proposed(call: Call, moment: Moment) -> Round | None:
    """The proposal of the item that is on; one for later is the host's own business."""
    current = moment.current and moment.current.id
    proposed = [one for one in seating.rounds_of(call) if one.state == RoundState.PROPOSED]
    return next((one for one in proposed if one.item_id == current), None)


def _welcome(call: Call, _moment: Moment, locale: str) -> Thought:
    return {"thought": "welcome", "here": gathering(call, locale)}


def _presentation(call: Call, moment: Moment, locale: str) -> Thought:
    queue = presentations.queue_of(moment, moment.current) if moment.current else []
    running = next((one for one in queue if one.state == "running"), None)
    waiting = [one for one in queue if one.state == "waiting"]
    wanted = call.spotlight_presentation_id
    announced = next((one for one in queue if one.row.id == wanted), None)
    turn = announced or running or next(iter(waiting), None)
    if turn is None:
        return _plain(call, moment, locale)
    return {"thought": "presentation", "turn": turn}


def _breakout(call: Call, moment: Moment, locale: str) -> Thought:
    return harvest(call) if learned(call) else _plain(call, moment, locale)


def _plain(call: Call, moment: Moment, _locale: str) -> Thought:
    return {"thought": "item", "questions": questions_in(call, moment.current)}


def _break(_call: Call, _moment: Moment, _locale: str) -> Thought:
    return {"thought": "break"}


def _closing(call: Call, _moment: Moment, locale: str) -> Thought:
    return {
        "thought": "close",
        "here": gathering(call, locale),
        "insight_count": len(insights.standing(call)),
    }


_BY_KIND: dict[Kind, Callable[[Call, Moment, str], Thought]] = {
    Kind.OPENING: _welcome,
    Kind.PRESENTATION: _presentation,
    Kind.BREAKOUT: _breakout,
    Kind.PLENARY: _breakout,
    Kind.BREAK: _break,
    Kind.CLOSING: _closing,
}
