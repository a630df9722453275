"""The list of a call's people as hosts keep it: look somebody up, add, correct, hand out links."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request

from facilitator.engine.errors import NotFoundError, OrderError
from facilitator.engine.writer import Order
from facilitator.features.links import tokens
from facilitator.features.people import open_personal_links
from facilitator.features.roster import count_states, search, state
from facilitator.gazetteer.countries import country_name
from facilitator.i18n import sentences
from facilitator.machinery import machinery
from facilitator.models import Call, Link, Participant
from facilitator.web import people_import
from facilitator.web.door import Page, as_host
from facilitator.web.person_forms import TEXTS, by_field, country_names, order_from, values_of
from facilitator.web.words import choose_locale

pages = Blueprint("people", __name__)
pages.register_blueprint(people_import.pages)
LIST = "/calls/<int:call_id>/people"
MOST_SHOWN = 200
MOST_LISTED = 100_000
MOST_LETTERS = 120
RISKY = ("=", "+", "-", "@", "\t", "\r")
MARK = "\ufeff"


@pages.get(LIST)
def people_list(call_id: int) -> Page:
    """Everybody on the list, or those whom a text finds; `part` asks for the table alone."""
    with as_host(call_id) as (call, _host):
        typed = request.args.get("q", "")[:MOST_LETTERS].strip()
        links = open_personal_links(call)
        found = search(call, typed, MOST_SHOWN + 1, places=True)
        return render_template(
            "parts/people_table.html" if request.args.get("part") else "pages/people.html",
            call=call,
            typed=typed,
            found=found[:MOST_SHOWN],
            more=len(found) > MOST_SHOWN,
            counts=count_states(call),
            state=state,
            link_of=lambda one: _address(links.get(one.id)),
        )


@pages.route(f"{LIST}/new", methods=["GET", "POST"])
def new_person(call_id: int) -> Page:
    """Add somebody; what does not fit is said at its field."""
    with as_host(call_id) as (call, host):
        if request.method == "GET":
            return _form(call, dict.fromkeys(TEXTS, ""))
        return _write(call, Order("person.add", order_from(request.form), host, call_id))


@pages.route(f"{LIST}/<int:participant_id>", methods=["GET", "POST"])
def one_person(call_id: int, participant_id: int) -> Page:
    """Look at somebody and correct what is known."""
    with as_host(call_id) as (call, host):
        try:
            one = call.find(Participant, participant_id)
        except NotFoundError:
            return redirect(f"/calls/{call_id}/people")
        if request.method == "GET":
            return _form(call, values_of(one, host.locale), one)
        args = {"participant_id": participant_id, **order_from(request.form)}
        return _write(call, Order("person.edit", args, host, call_id), one)


@pages.get(f"{LIST}/links.csv")
def personal_links(call_id: int) -> Page:
    """Each person's own link, to send out with a mail merge; for hosts only."""
    with as_host(call_id) as (call, host):
        response = Response(_links_csv(call, host.locale), mimetype="text/csv")
        disposition = f'attachment; filename="links-{call.code}.csv"'
        response.headers["Content-Disposition"] = disposition
        return response


def _write(call: Call, order: Order, one: Participant | None = None) -> Page:
    try:
        machinery().perform(order)
    except OrderError as error:
        return _form(call, {**order.args, **_typed()}, one, by_field(sentences(error))), 422
    return redirect(f"/calls/{call.id}/people", 303)


def _typed() -> dict[str, str]:
    return {name: request.form.get(name, "") for name in TEXTS}


def _form(
    call: Call,
    values: Mapping[str, Any],
    one: Participant | None = None,
    said: Mapping[str, str] | None = None,
) -> str:
    link = open_personal_links(call).get(one.id or 0) if one else None
    return render_template(
        "pages/person.html",
        call=call,
        one=one,
        values=values,
        said=said or {},
        link=_address(link),
        countries=country_names(choose_locale()),
    )


def _address(link: Link | None) -> str:
    return f"{machinery().config.address}/enter/{tokens().of(link)}" if link else ""


def _links_csv(call: Call, locale: str) -> str:
    links = open_personal_links(call)
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(("name", "email", "city", "country", "link"))
    for one in search(call, "", MOST_LISTED):
        person = one.person
        country = country_name(person.country, locale) if person.country else ""
        cells = (person.name, person.email, person.city, country, _address(links.get(one.id or 0)))
        writer.writerow([_safe(cell) for cell in cells])
    return MARK + file.getvalue()


def _safe(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if cell.startswith(RISKY) else cell
