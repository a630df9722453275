"""Coming in: by a link, and what belongs to a browser rather than to a call: its language.

A link's token is exchanged for the signed cookie at once and the address shown has no token, so a
shared screen gives nothing away.
"""

from flask import Blueprint, Response, redirect, request, session
from werkzeug.wrappers import Response as BaseResponse

from facilitator.core.roles import PERSONAL_ROLES, Role
from facilitator.engine.context import Actor
from facilitator.engine.errors import OrderError
from facilitator.engine.writer import Order
from facilitator.features.access import find_actor
from facilitator.features.links import tokens
from facilitator.machinery import find_call, machinery
from facilitator.models import Link
from facilitator.web import joining, walk_in
from facilitator.web.door import closed_door, failed, join_as, let_in
from facilitator.web.orders import back_or
from facilitator.web.security import join_limit, limiter
from facilitator.web.words import choose_locale

pages = Blueprint("entry", __name__)
pages.register_blueprint(joining.pages)
pages.register_blueprint(walk_in.pages)


@pages.get("/enter/<token>")
@limiter.limit(join_limit, deduct_when=failed)
def enter(token: str) -> BaseResponse | tuple[str, int]:
    """Let a browser in by a link; a personal link says who it is as well."""
    with machinery().database.reading() as db:
        link = tokens().find(db, token)
        if link is None:
            return closed_door(None, None, 404)
        if link.participant_id is not None:
            return _enter_as(link)
        if not _is_somebody(link):
            let_in(link)
        return redirect(f"/calls/{link.call_id}/{link.role}")


@pages.post("/language")
def choose_language() -> Response | BaseResponse:
    """Speak another language from now on, and return to the page."""
    wanted = request.form.get("locale", "")
    if wanted in machinery().config.languages:
        session["locale"] = wanted
        session.permanent = True
        _remember(wanted)
    return redirect(back_or("/"), 303)


def _enter_as(link: Link) -> BaseResponse:
    """Join as the participant of a personal link. A HEAD only looks whether the link is there."""
    if request.method == "HEAD":
        return Response()
    actor = Actor(Role(link.role), link.participant_id, choose_locale(), link.id)
    return join_as(link.call_id, actor, {"participant_id": link.participant_id})


def _is_somebody(link: Link) -> bool:
    """Whether this browser has said already who it is: a general link then changes nothing."""
    with machinery().database.reading() as db:
        call = find_call(db, link.call_id)
        known = call and find_actor(db, call, Role(link.role), session, choose_locale())
        return bool(known and known.role in PERSONAL_ROLES and known.participant)


def _remember(locale: str) -> None:
    """Note the language for each call in which this browser is somebody."""
    with machinery().database.reading() as db:
        links = [db.get(Link, link_id) for link_id in session.get("grants", {}).values()]
        known = [(one.call_id, one.role) for one in links if one and one.participant_id]
        calls = {call_id: find_call(db, call_id) for call_id, _role in known}
        actors = [
            (call_id, find_actor(db, call, Role(role), session, locale))
            for call_id, role in known
            if (call := calls[call_id])
        ]
    for call_id, actor in actors:
        if actor is not None:
            _order(call_id, actor, locale)


def _order(call_id: int, actor: Actor, locale: str) -> None:
    try:
        machinery().perform(Order("person.set_locale", {"locale": locale}, actor, call_id))
    except OrderError:
        return  # the page is in the new language all the same
