"""Who is here: the host's view of those invited, joined and present, by world region."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col

from facilitator.core.agenda import MarkKind
from facilitator.core.roles import Role
from facilitator.engine.regions import Audience, region
from facilitator.features.agenda import AgendaMoved
from facilitator.features.common import rows
from facilitator.features.moment import core_marks
from facilitator.features.presence_events import (
    PersonArrived,
    PersonDeparted,
    PersonEdited,
    PersonJoined,
)
from facilitator.features.roster import state
from facilitator.gazetteer.countries import WORLD_REGIONS
from facilitator.models import Call, Participant

LATE_AFTER = timedelta(minutes=5)
LATEST = 5
NAMED = 60


@dataclass(frozen=True)
class RegionCount:
    """One world region (a key, or "" if not known): its people by name, and how many are where."""

    key: str
    people: list[Participant]
    listed: int
    joined: int
    present: int


@region(
    "here",
    to={Role.HOST},
    on={PersonArrived, PersonDeparted, PersonJoined, PersonEdited, AgendaMoved},
)
def here(call: Call, _viewer: Audience) -> dict[str, Any]:
    """Who is here by world region, who takes notes, who came last, late, or has left."""
    everybody = rows(call, Participant, order=col(Participant.id))
    by_name = sorted(everybody, key=lambda one: one.person.name.casefold())
    present = [one for one in by_name if one.present]
    return {
        "regions": list(_by_region(by_name)),
        "listed": len(everybody),
        "joined": sum(one.joined_at is not None for one in everybody),
        "present": len(present),
        "note_takers": [one for one in present if one.note_taker],
        "latest": _latest(present),
        "late": _late(call, by_name),
        "left": [one for one in by_name if state(one) == "left"],
    }


def _by_region(people: list[Participant]) -> Iterable[RegionCount]:
    for key in (*WORLD_REGIONS, ""):
        here = [one for one in people if (one.person.world_region or "") == key]
        if here:
            yield RegionCount(
                key,
                sorted(here, key=lambda one: not one.present)[:NAMED],
                len(here),
                sum(one.joined_at is not None for one in here),
                sum(one.present for one in here),
            )


def _latest(present: list[Participant]) -> list[Participant]:
    came = [one for one in present if one.joined_at]
    return sorted(came, key=_joined_at, reverse=True)[:LATEST]


def _late(call: Call, people: list[Participant]) -> list[Participant]:
    """Those who joined when the call had been on for a while."""
    began = next((one.at for one in core_marks(call) if one.kind is MarkKind.STARTED), None)
    if began is None:
        return []
    return [one for one in people if one.joined_at and one.joined_at > began + LATE_AFTER]


def _joined_at(one: Participant) -> datetime:
    return one.joined_at or datetime.min  # noqa: DTZ901 - only those who joined are compared
