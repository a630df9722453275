"""The set-up of a call: who gets in by which link, when it is, its plan; changing and erasing it.

Hosts see it as the organiser does: whoever runs a call must be able to close a link that leaked.
"""

from flask import Blueprint, abort, redirect, render_template, request
from markupsafe import Markup
from sqlmodel import Session
from werkzeug.wrappers import Response

from facilitator.core.codes import read_code
from facilitator.core.roles import LINKED_ROLES, Role
from facilitator.engine.context import Actor
from facilitator.engine.errors import OrderError
from facilitator.engine.writer import Order
from facilitator.features.call_links import link_addresses
from facilitator.features.calls import CallErased, erase_call
from facilitator.features.moment import Moment
from facilitator.features.qr import qr_svg
from facilitator.i18n import gettext, sentences
from facilitator.machinery import machinery
from facilitator.models import Call
from facilitator.web import times
from facilitator.web.call_forms import Values, by_field, call_args, choices, filled_form
from facilitator.web.door import at_door, closed_door
from facilitator.web.glance import Glance
from facilitator.web.words import choose_locale

pages = Blueprint("setup", __name__)


@pages.get("/calls/<int:call_id>/setup")
def setup(call_id: int) -> str | tuple[str, int]:
    """Links, start, plan and all that can be done with a call."""
    with machinery().database.reading() as db:
        call, actor = _found(db, call_id)
        if actor is None:
            return closed_door(call, Role.HOST)
        moment = Moment(call)
        return render_template(
            "pages/setup.html",
            call=call,
            viewer=actor,
            glance=Glance(call, machinery().now()),
            links=link_addresses(call, machinery().config.address),
            roles=LINKED_ROLES,
            qr_svg=_qr,
            times=times,
            lines=[(item, moment.times(item)) for item in moment.items],
        )


@pages.get("/calls/<int:call_id>/edit")
def edit(call_id: int) -> str | tuple[str, int]:
    """The form that changes a call."""
    with machinery().database.reading() as db:
        call, actor = _found(db, call_id)
        return closed_door(call, Role.HOST) if actor is None else _form(call, filled_form(call), {})


@pages.post("/calls/<int:call_id>/edit")
def change(call_id: int) -> str | Response | tuple[str, int]:
    """Change a call; what does not fit is said at its field."""
    with machinery().database.reading() as db:
        call, actor = _found(db, call_id)
        if actor is None:
            return closed_door(call, Role.HOST)
        try:
            machinery().perform(Order("call.edit", call_args(request.form), actor, call_id))
        except OrderError as error:
            return _form(call, request.form, by_field(sentences(error))), 422
    return redirect(f"/calls/{call_id}/setup", 303)


@pages.get("/calls/<int:call_id>/erase")
def ask_to_erase(call_id: int) -> str | tuple[str, int]:
    """What erasing takes away, and the form that asks for the call's title."""
    with machinery().database.reading() as db:
        call, actor = _found(db, call_id)
        return closed_door(call, Role.HOST) if actor is None else _confirm(call)


@pages.post("/calls/<int:call_id>/erase")
def erase(call_id: int) -> str | Response | tuple[str, int]:
    """Erase a call for good, if its title or code was typed; live pages are told."""
    parts = machinery()
    with parts.database.writing() as db:
        call, actor = _found(db, call_id)
        if actor is None:
            return closed_door(call, Role.HOST)
        if not _is_named(call, request.form.get("typed", "")):
            return _confirm(
                call, gettext("That is neither the title nor the code of this call.")
            ), 422
        erase_call(db, call)
        db.commit()
    parts.database.forget_erased()
    parts.publisher.note(call_id, [CallErased()])
    return redirect("/", 303)


def _found(db: Session, call_id: int) -> tuple[Call, Actor | None]:
    """The call, and the host that this browser is in it; None if it is none."""
    call, actor = at_door(db, call_id, Role.HOST)
    if call is None:
        abort(404)
    return call, actor


def _qr(link: str, role: str) -> Markup:
    return qr_svg(link, gettext("QR code of the link: %(role)s", role=role))


def _form(call: Call, values: Values, errors: dict[str, str]) -> str:
    return render_template(
        "pages/edit_call.html",
        call=call,
        values=values,
        errors=errors,
        **choices(machinery().config, choose_locale(), values),
    )


def _confirm(call: Call, error: str = "") -> str:
    glance = Glance(call, machinery().now())
    return render_template("pages/erase.html", call=call, glance=glance, times=times, error=error)


def _is_named(call: Call, typed: str) -> bool:
    return typed.strip().casefold() == call.title.casefold() or read_code(typed) == call.code
