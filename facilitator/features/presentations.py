"""Presentations as they are seen: the host's queue, and what a presenter has on their own page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeGuard

from sqlmodel import col

from facilitator.core.agenda import Kind
from facilitator.core.progress import ItemState
from facilitator.core.roles import Role
from facilitator.engine.regions import Audience, region
from facilitator.features.agenda import AgendaEdited, AgendaMoved
from facilitator.features.common import PEOPLE, once, rows
from facilitator.features.moment import Moment, Ring, moment_of
from facilitator.features.presence_events import PersonEdited, PersonJoined
from facilitator.features.presentation_plan import (
    PresentationRemoved,
    PresentationsEdited,
    turns,
)
from facilitator.features.presentation_run import CueGiven, PresentationMoved, PresentationSpotlit
from facilitator.i18n import lazy_gettext as _
from facilitator.models import Call, Item, Participant, Presentation

CHANGES = {PresentationMoved, PresentationsEdited, PresentationRemoved}
CUES = (
    _("Two minutes left"),
    _("Please come to an end"),
    _("Speak louder"),
    _("Slides are not visible"),
)


@dataclass(frozen=True)
class Turn:
    """A presentation with what its place in the queue means: its state, countdown and start.

    `state` is waiting, running or ended; `starts_at` is expected, None if nobody can tell.
    """

    row: Presentation
    state: str
    ring: Ring | None
    starts_at: datetime | None

    @property
    def speaker(self) -> str:
        """Who presents, as well as it is known."""
        return self.row.presenter or self.row.place or self.row.title


@region(
    "presentation_queue",
    to={Role.HOST},
    on=CHANGES
    | {AgendaMoved, AgendaEdited, CueGiven, PresentationSpotlit, PersonJoined, PersonEdited},
)
def presentation_queue(call: Call, _viewer: Audience) -> dict[str, Any]:
    """The queue of the presentation item that is on, or of the next one as a preview."""
    moment = moment_of(call)
    on = moment.running and is_presentation(moment.current)
    item = moment.current if on else moment.next
    if not is_presentation(item):
        return {"item": None}
    queue = queue_of(moment, item)
    return {
        "item": item,
        "on": on,
        "queue": queue,
        "running": next((one for one in queue if one.state == "running"), None),
        "waiting": [one for one in queue if one.state == "waiting"],
        "over_by": sum((one.row.duration for one in queue), -moment.times(item).duration),
        "people": sorted(rows(call, Participant), key=lambda one: one.person.name.casefold()),
        "cues": [str(one) for one in CUES],
    }


@region(
    "my_presentation", to=PEOPLE, on=CHANGES | {AgendaMoved, AgendaEdited, CueGiven}, each="person"
)
def my_presentation(call: Call, person: Participant | None, _viewer: Audience) -> dict[str, Any]:
    """To whoever presents: when it is their turn, their time, and what the host whispers."""
    mine = [one for one in _held_by_somebody(call) if person and one.participant_id == person.id]
    if all(one.ended_at for one in mine):
        return {"turn": None}
    moment = moment_of(call)
    ids = {one.id for one in mine if one.ended_at is None}
    for item in moment.items:
        if is_presentation(item) and is_ahead(moment, item):
            queue = queue_of(moment, item)
            for at, turn in enumerate(queue):
                if turn.row.id in ids:
                    before = [one for one in queue[:at] if one.state != "ended"]
                    return {"turn": turn, "item": item, "before": before, "moment": moment}
    return {"turn": None}


@once
def _held_by_somebody(call: Call) -> list[Presentation]:
    return rows(call, Presentation, col(Presentation.participant_id).is_not(None))


def is_presentation(item: Item | None) -> TypeGuard[Item]:
    """Whether an item is one where presenters take turns."""
    return item is not None and item.kind == Kind.PRESENTATION


def is_ahead(moment: Moment, item: Item) -> bool:
    """Whether an item is on or still to come."""
    return moment.times(item).state in {ItemState.NOW, ItemState.PLANNED}


def queue_of(moment: Moment, item: Item) -> list[Turn]:
    """An item's turns, each with its state, its countdown if it is on, and its expected start."""
    made = []
    free_at = _begins_at(moment, item)
    for row in turns(moment.call, item):
        if row.ended_at:
            made.append(Turn(row, "ended", None, row.started_at))
        elif row.started_at:
            ring = moment.ring_of(row.started_at, row.duration)
            free_at = ring.ends_at
            made.append(Turn(row, "running", ring, row.started_at))
        else:
            made.append(Turn(row, "waiting", None, free_at))
            free_at = free_at and free_at + row.duration
    return made


def _begins_at(moment: Moment, item: Item) -> datetime | None:
    """When the first waiting turn may begin; while the item is on, only the host knows."""
    times = moment.times(item)
    return None if times.state is ItemState.NOW else times.expected_start_at
