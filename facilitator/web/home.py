"""The organiser's home: being let in, all calls at a glance, making a new one.

The organiser is whoever opened the link that the server prints, or knows config.toml's password.
Everybody else finds a place to type a join code, and the calls that this browser is in already.
"""

import hmac
import uuid
from collections.abc import Mapping

from flask import Blueprint, abort, redirect, render_template, request, session
from sqlmodel import col, select
from werkzeug.wrappers import Response

from facilitator.core.roles import Role
from facilitator.engine.context import Actor
from facilitator.engine.errors import OrderError
from facilitator.engine.writer import Order
from facilitator.features.access import find_actor
from facilitator.features.calls import call_made_by
from facilitator.features.links import tokens
from facilitator.i18n import gettext, sentences
from facilitator.machinery import find_call, machinery
from facilitator.models import Call
from facilitator.web import times
from facilitator.web.call_forms import (
    Values,
    arcs,
    blank_form,
    by_field,
    call_args,
    choices,
    templates,
)
from facilitator.web.door import failed
from facilitator.web.glance import Glance
from facilitator.web.security import join_limit, limiter
from facilitator.web.words import choose_locale

pages = Blueprint("home", __name__)
FREE_SEAT = 8
# A room as all screens draw one, with a seat for each world region; one is waited for.
SEATS = [{"region_index": seat, "here": seat != FREE_SEAT} for seat in range(1, 9)]
GUESS_LIMIT = "10 per minute"


@pages.get("/")
def home() -> str:
    """All calls for the organiser; for anybody else, the way into a call."""
    if not is_organiser():
        return render_template("pages/landing.html", own=_own_calls(), seats=SEATS)
    with machinery().database.reading() as db:
        calls = db.exec(select(Call).order_by(col(Call.starts_at)))
        glances = [Glance(call, machinery().now()) for call in calls]
        return render_template("pages/home.html", times=times, **_sorted(glances))


@pages.get("/organiser/<token>")
@limiter.limit(join_limit, deduct_when=failed)
def enter_by_link(token: str) -> Response:
    """Let the organiser in by the link that the server printed."""
    if not _equal(token, tokens().organiser()):
        abort(404)
    return _let_in()


@pages.get("/organiser")
def ask_password() -> str | Response:
    """The form for the organiser's password, where there is one."""
    return redirect("/") if is_organiser() else _ask_password()


@pages.post("/organiser")
@limiter.limit(GUESS_LIMIT, deduct_when=failed)
def enter_by_password() -> Response | tuple[str, int]:
    """Let the organiser in by the password of config.toml."""
    password = machinery().config.organiser_password
    if password and _equal(request.form.get("password", ""), password):
        return _let_in()
    return _ask_password(gettext("That is not the password. Check it and try again.")), 422


@pages.post("/organiser/leave")
def leave() -> Response:
    """Forget that this browser is the organiser's."""
    session.pop("organiser", None)
    return redirect("/", 303)


@pages.get("/calls/new")
def new_call() -> str | Response:
    """The form for a new call."""
    if not is_organiser():
        return redirect("/organiser")
    return _form(blank_form(machinery().config, choose_locale()), {})


@pages.post("/calls/new")
def make_call() -> str | Response | tuple[str, int]:
    """Make the call and show its set-up; what does not fit is said at its field."""
    if not is_organiser():
        abort(403)
    key = request.form.get("key") or str(uuid.uuid4())
    try:
        made = _made_before(key) or machinery().perform(_creation(key)).call_id
    except OrderError as error:
        return _form(request.form, by_field(sentences(error))), 422
    return redirect(f"/calls/{made}/setup", 303)


def is_organiser() -> bool:
    """Whether this browser is the organiser's."""
    return bool(session.get("organiser"))


def _equal(given: str, wanted: str) -> bool:
    """Compare in the same time whatever is given, so that nobody can feel their way."""
    return hmac.compare_digest(given.encode(), wanted.encode())


def _let_in() -> Response:
    session.permanent = True
    session["organiser"] = True
    return redirect("/", 303)


def _ask_password(error: str = "") -> str:
    has_password = bool(machinery().config.organiser_password)
    return render_template("pages/organiser_login.html", has_password=has_password, error=error)


def _own_calls() -> list[tuple[Call, str]]:
    """The calls and roles that this browser came by a link to, and that are still open to it."""
    with machinery().database.reading() as db:
        found = []
        for grant in session.get("grants", {}):
            call_id, role = grant.split("/")
            call = find_call(db, int(call_id))
            if call and find_actor(db, call, Role(role), session, choose_locale()):
                found.append((call, role))
        return found


def _sorted(glances: list[Glance]) -> dict[str, list[Glance]]:
    """Live calls, those to come (soonest first) and those that are over (latest first)."""
    over = [one for one in glances if one.is_over]
    return {
        "live": [one for one in glances if one.is_live],
        "upcoming": [one for one in glances if not one.is_live and not one.is_over],
        "past": over[::-1],
    }


def _creation(key: str) -> Order:
    template = request.form.get("template", "")
    lines = request.form.get(f"questions_{template}", "").splitlines()
    questions = [line.strip() for line in lines if line.strip()]
    args = {**call_args(request.form), "template": template, "questions": questions}
    return Order("call.create", args, Actor(Role.ORGANISER), key=key)


def _made_before(key: str) -> int | None:
    """The call that this very form has made already: a double click makes one call, not two."""
    with machinery().database.reading() as db:
        return call_made_by(db, key)


def _form(values: Values, errors: Mapping[str, str]) -> str:
    return render_template(
        "pages/new_call.html",
        values=values,
        errors=errors,
        templates=templates(),
        arcs=arcs,
        **choices(machinery().config, choose_locale(), values),
    )
