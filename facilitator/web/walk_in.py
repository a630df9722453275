"""Adding oneself: for whoever is not on the list of the invited."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request

from facilitator.engine.context import Actor
from facilitator.engine.errors import OrderError
from facilitator.features.roster import namesakes
from facilitator.i18n import sentences
from facilitator.machinery import machinery
from facilitator.models import Call
from facilitator.web.door import Page, at_door, closed_door, failed, join_as
from facilitator.web.person_forms import by_field, country_names, spoken_languages
from facilitator.web.security import join_limit, limiter

pages = Blueprint("walk_in", __name__)
PLACE = "/calls/<int:call_id>/<any(participant, note_taker):role>/who/new"
MOST_LETTERS = 120


@pages.get(PLACE)
def ask_new(call_id: int, role: str) -> Page:
    """The form for somebody who is not on the list."""
    with machinery().database.reading() as db:
        call, actor = at_door(db, call_id, role)
        if call is None or actor is None:
            return closed_door(call, role)
        if actor.participant is not None:
            return redirect(f"/calls/{call_id}/{role}")
        values = {
            "name": request.args.get("name", "")[:MOST_LETTERS],
            "languages": [actor.locale] if actor.locale in call.languages else [],
            "key": str(uuid.uuid4()),
        }
        return _form(call, actor, values)


@pages.post(PLACE)
@limiter.limit(join_limit, deduct_when=failed)
def add_oneself(call_id: int, role: str) -> Page:
    """Put oneself on the list and join; whoever may be there already is offered that entry."""
    with machinery().database.reading() as db:
        call, actor = at_door(db, call_id, role)
        if call is None or actor is None:
            return closed_door(call, role)
        typed = _typed()
        try:
            return join_as(call_id, actor, typed, "person.join_new", request.form.get("key"))
        except OrderError as error:
            return _again(call, actor, typed, by_field(sentences(error)))


def _typed() -> dict[str, Any]:
    lists = {name: request.form.getlist(name) for name in ("languages", "willing")}
    ticked = {name: bool(request.form.get(name)) for name in ("named", "another")}
    texts = {name: request.form.get(name, "") for name in ("name", "city", "country")}
    return {**texts, **lists, **ticked}


def _again(
    call: Call, actor: Actor, typed: Mapping[str, Any], said: Mapping[str, str]
) -> tuple[str, int]:
    fits = len(typed["name"]) <= MOST_LETTERS and not typed["another"]
    alike = namesakes(call, typed["name"], typed["city"]) if fits else []
    values = {**typed, "key": str(uuid.uuid4())}
    return _form(call, actor, values, said=said, alike=alike), 422


def _form(call: Call, actor: Actor, values: Mapping[str, Any], **more: Any) -> str:
    own, others = spoken_languages(call)
    return render_template(
        "pages/add_yourself.html",
        call=call,
        role=actor.role,
        values=values,
        countries=country_names(actor.locale),
        own_languages=own,
        other_languages=others,
        **{"said": {}, "alike": [], **more},
    )
