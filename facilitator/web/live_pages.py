"""The four live pages of a call: host, note-taker, participant, wall. Each is a list of regions."""

from flask import Blueprint, abort, redirect, render_template, session
from werkzeug.wrappers import Response

from facilitator.core.roles import PERSONAL_ROLES, Role
from facilitator.engine.context import Actor
from facilitator.features.access import find_actor
from facilitator.features.followers import audiences_of
from facilitator.machinery import find_call, machinery
from facilitator.models import Call
from facilitator.web.words import choose_locale

pages = Blueprint("live_pages", __name__)
PAGES = {
    Role.HOST: "host",
    Role.NOTE_TAKER: "notes",
    Role.PARTICIPANT: "participant",
    Role.WALL: "wall",
}


@pages.get("/calls/<int:call_id>/<any(host, note_taker, participant, wall):role>")
def live_page(call_id: int, role: str) -> str | Response | tuple[str, int]:
    """A call as one role sees it; whoever has no link is told how to get in."""
    parts = machinery()
    with parts.database.reading() as db:
        call = find_call(db, call_id)
        if call is None:
            abort(404)
        actor = find_actor(db, call, Role(role), session, choose_locale())
        if actor is None:
            return render_template("pages/closed_door.html", call=call, role=role), 403
        if actor.role in PERSONAL_ROLES and actor.participant is None:
            return redirect(f"/calls/{call_id}/{role}/who")
        return _draw(call, actor)


def _draw(call: Call, actor: Actor) -> str:
    audiences = audiences_of(call, actor)
    version, drawn = machinery().publisher.page(call.id or 0, audiences)
    return render_template(
        f"pages/{PAGES[actor.role]}.html",
        call=call,
        role=actor.role,
        viewer=actor,
        version=version,
        regions=drawn,
    )
