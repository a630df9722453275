"""What everybody sees of the agenda: what is on, the time left, what is next, how late it is."""

from typing import Any

from sqlmodel import col

from facilitator.engine.regions import Audience, region
from facilitator.features.agenda import AgendaEdited, AgendaMoved
from facilitator.features.calls import CallEdited
from facilitator.features.common import HOSTS, PEOPLE, rows
from facilitator.features.moment import moment_of
from facilitator.features.seating import RoundClosed, RoundOpened, open_round
from facilitator.i18n import lazy_gettext as _
from facilitator.models import Call, Mark

CHANGES: set[type] = {AgendaMoved, AgendaEdited, CallEdited}


@region("run_of_show", to=HOSTS, on=CHANGES)
def run_of_show(call: Call, _viewer: Audience) -> dict[str, Any]:
    """All items with their times, planned end and projected end."""
    moment = moment_of(call)
    return {"moment": moment, "lines": [(item, moment.times(item)) for item in moment.items]}


@region("now", to=PEOPLE | HOSTS, on=CHANGES)
def now(call: Call, _viewer: Audience) -> dict[str, Any]:
    """What is on, the time left, what comes next."""
    return {"moment": moment_of(call)}


@region("controls", to=HOSTS, on=CHANGES | {RoundOpened, RoundClosed})
def controls(call: Call, _viewer: Audience) -> dict[str, Any]:
    """The host's buttons for the clock."""
    made = rows(call, Mark, col(Mark.undone_at).is_(None))
    rooms_open = open_round(call) is not None
    return {
        "moment": moment_of(call),
        "last_mark": made[-1] if made else None,
        "closing": {"close_rooms": True} if rooms_open else {},
        "closing_question": _("Rooms are open. Close them now and go on?") if rooms_open else None,
    }


@region("host_notes", to=HOSTS, on=CHANGES)
def host_notes(call: Call, _viewer: Audience) -> dict[str, Any]:
    """Private notes of the item that is on, and of the next."""
    return {"moment": moment_of(call)}


@region("agenda_overview", to=PEOPLE, on=CHANGES)
def agenda_overview(call: Call, _viewer: Audience) -> dict[str, Any]:
    """The agenda as participants see it."""
    moment = moment_of(call)
    return {"moment": moment, "lines": [(item, moment.times(item)) for item in moment.items]}
