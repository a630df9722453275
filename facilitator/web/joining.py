"""Joining: a code, then a name. Ten seconds, three taps, no account.

Names of the invited are shown only for two typed letters and twenty at a time, and only to who
holds the call's link; the whole list never leaves the server.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, session
from sqlmodel import Session, col, select

from facilitator.core.codes import read_code
from facilitator.core.roles import PERSONAL_ROLES, Role
from facilitator.engine.context import Actor
from facilitator.engine.errors import NotFoundError, OrderError
from facilitator.engine.writer import Order
from facilitator.features.access import find_actor, withdraw
from facilitator.features.links import open_links, personal_link, tokens
from facilitator.features.roster import search
from facilitator.i18n import gettext, sentences
from facilitator.machinery import machinery
from facilitator.models import Call, Participant
from facilitator.web.door import Page, at_door, closed_door, failed, join_as, let_in
from facilitator.web.person_forms import by_field
from facilitator.web.security import join_limit, limiter
from facilitator.web.words import choose_locale

pages = Blueprint("joining", __name__)
PLACE = "/calls/<int:call_id>/<any(participant, note_taker):role>"
FEWEST_LETTERS = 2
MOST_NAMES = 20
MOST_LETTERS = 120
SEARCH_LIMIT = "900 per minute"


@pages.get("/join")
def ask_code() -> Page:
    """The place to type a code."""
    return render_template("pages/join.html", typed="", error="")


@pages.post("/join")
@limiter.limit(join_limit, deduct_when=failed)
def take_code() -> Page:
    """Go on with a typed code, or say that it opens nothing."""
    return _open(request.form.get("code", ""))


@pages.get("/join/<code>")
@limiter.limit(join_limit, deduct_when=failed)
def join_by_code(code: str) -> Page:
    """Let a browser in by a code, as QR codes have it."""
    return _open(code)


@pages.get(f"{PLACE}/who")
@limiter.limit(SEARCH_LIMIT)
def who(call_id: int, role: str) -> Page:
    """Ask who one is; with `q`, show those whose name fits. `part` asks for the list alone."""
    with machinery().database.reading() as db:
        call, actor = at_door(db, call_id, role)
        if call is None or actor is None:
            return _as_known(db, call, role)
        if actor.participant is not None:
            return redirect(f"/calls/{call_id}/{role}")
        return _ask_who(call, actor, {})


@pages.post(f"{PLACE}/who")
@limiter.limit(join_limit, deduct_when=failed)
def say_who(call_id: int, role: str) -> Page:
    """Join as somebody on the list."""
    with machinery().database.reading() as db:
        call, actor = at_door(db, call_id, role)
        if call is None or actor is None:
            return closed_door(call, role)
        args: dict[str, Any] = {"participant_id": request.form.get("participant_id", "")}
        if request.form.get("named"):
            args["named"] = True
        try:
            return join_as(call_id, actor, args)
        except OrderError as error:
            status = 404 if isinstance(error, NotFoundError) else 422
            return _ask_who(call, actor, by_field(sentences(error))), status


@pages.post(f"{PLACE}/leave")
def leave(call_id: int, role: str) -> Page:
    """Leave for good; the page tells how to come back, as the cookie forgets who one was."""
    with machinery().database.reading() as db:
        call, actor = at_door(db, call_id, role)
        if call is None:
            return closed_door(None, role, 404)
        link = None
        if actor is not None and actor.participant is not None:
            link = personal_link(call, call.find(Participant, actor.participant))
            machinery().perform(Order("person.leave", {}, actor, call_id))
        for one in PERSONAL_ROLES:
            withdraw(session, call_id, one)
        token = tokens().of(link) if link else ""
        return render_template("pages/left.html", call=call, token=token)


def _open(typed: str) -> Page:
    with machinery().database.reading() as db:
        call = db.exec(
            select(Call).where(col(Call.code) == read_code(typed[:MOST_LETTERS]))
        ).first()
        link = open_links(call).get(Role.PARTICIPANT) if call else None
        if call is None or link is None:
            error = gettext(
                "No call is open under this code. Check it with whoever gave it to you."
            )
            return render_template("pages/join.html", typed=typed[:MOST_LETTERS], error=error), 404
        known = find_actor(db, call, Role.PARTICIPANT, session, choose_locale())
        if known is None or known.participant is None:
            let_in(link)
        return redirect(f"/calls/{call.id}/participant", 303)


def _as_known(db: Session, call: Call | None, role: str) -> Page:
    """Whoever is somebody here on another page is the same person on this one, if it is theirs."""
    if call is not None:
        for other in PERSONAL_ROLES:
            known = find_actor(db, call, other, session, choose_locale())
            if known is not None and known.participant is not None:
                asking = Actor(Role(role), known.participant, known.locale, known.link)
                return join_as(call.id or 0, asking, {"participant_id": known.participant})
    return closed_door(call, role, 404 if call is None else 403)


def _ask_who(call: Call, actor: Actor, said: Mapping[str, str]) -> str:
    typed = request.args.get("q", "")[:MOST_LETTERS].strip()
    enough = len(typed) >= FEWEST_LETTERS
    found = search(call, typed, MOST_NAMES + 1) if enough else []
    page = "parts/found.html" if request.args.get("part") else "pages/who.html"
    return render_template(
        page,
        call=call,
        role=actor.role,
        typed=typed,
        enough=enough,
        found=found[:MOST_NAMES],
        more=len(found) > MOST_NAMES,
        said=said,
    )
