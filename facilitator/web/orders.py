"""Orders as form posts: what the socket takes, for browsers without JavaScript or a socket.

The values are the form's fields and the address's query together, so that a button can carry
several. A refused order shows what is wrong above what was typed: nothing is lost.
"""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, session
from flask_limiter import RateLimitExceeded
from flask_limiter.util import get_remote_address
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from facilitator.core.roles import Role
from facilitator.engine.commands import COMMANDS
from facilitator.engine.context import Actor
from facilitator.engine.errors import NotAllowedError, NotFoundError, OrderError, RefusedError
from facilitator.engine.writer import Answer, Order
from facilitator.features.access import find_actor
from facilitator.i18n import gettext, sentences
from facilitator.machinery import find_call, machinery
from facilitator.web.security import limiter
from facilitator.web.words import choose_locale

pages = Blueprint("orders", __name__)
JSON = "application/json"
OWN_FIELDS = {"csrf_token", "key", "back"}
STATUS = {"NotFoundError": 404, "NotAllowedError": 403}


@pages.post("/calls/<int:call_id>/<role>/orders/<command>")
def give_order(call_id: int, role: str, command: str) -> Response | BaseResponse | tuple[str, int]:
    """Carry out an order and return to the page that it came from."""
    values = MultiDict([*request.args.items(multi=True), *request.form.items(multi=True)])
    try:
        actor = _actor(call_id, role)
        _refuse_flood(actor)
        order = Order(command, read_values(command, values), actor, call_id)
        if key := request.form.get("key"):
            order = Order(command, order.args, actor, call_id, key)
        answer = machinery().perform(order)
    except OrderError as error:
        return _refused(error, values, f"/calls/{call_id}/{role}")
    return _done(answer, f"/calls/{call_id}/{role}")


def read_values(command: str, values: MultiDict[str, str]) -> dict[str, Any]:
    """A form's fields as an order's arguments: repeated ones as lists where a list is wanted."""
    known = COMMANDS.get(command)
    return {
        name: values.getlist(name) if known and known.takes_list(name) else values[name]
        for name in values
        if name not in OWN_FIELDS
    }


def back_or(default: str) -> str:
    """Where a form wants to return to: an address of this site only."""
    wanted = request.form.get("back", "")
    # Browsers read a backslash as a slash, and drop tabs and line breaks before they look.
    own = wanted.startswith("/") and not wanted.startswith("//")
    return wanted if own and wanted.isprintable() and "\\" not in wanted else default


def _actor(call_id: int, role: str) -> Actor:
    with machinery().database.reading() as db:
        call = find_call(db, call_id)
        known = role in set(Role)
        actor = call and known and find_actor(db, call, Role(role), session, choose_locale())
    if not actor and request.accept_mimetypes.best == JSON:
        raise NotAllowedError(role)
    if not actor:
        abort(403)
    return actor


def _refuse_flood(actor: Actor) -> None:
    """Count an order; raises RefusedError after more in a minute than a socket may give."""
    limit = f"{machinery().config.post_limit} per minute"
    whose = f"{actor.link or get_remote_address()}"
    try:
        with limiter.limit(limit, key_func=lambda: whose, scope="orders"):
            pass
    except RateLimitExceeded:
        raise RefusedError(
            gettext("That was too much at once. Wait a minute and try again.")
        ) from None


def _done(answer: Answer, page: str) -> Response | BaseResponse:
    if request.accept_mimetypes.best == JSON:
        return jsonify(ok=True, version=answer.version, result=answer.result)
    return redirect(back_or(page), 303)


def _refused(
    error: OrderError, values: MultiDict[str, str], page: str
) -> Response | BaseResponse | tuple[str, int]:
    said = sentences(error)
    status = STATUS.get(type(error).__name__, 422)
    if request.accept_mimetypes.best == JSON:
        response = jsonify(ok=False, errors=said)
        response.status_code = status
        return response
    typed = [(name, value) for name, value in values.items(multi=True) if name not in OWN_FIELDS]
    gone = isinstance(error, NotFoundError)
    return render_template(
        "pages/refused.html", said=said, typed=typed, page=back_or(page), gone=gone
    ), status
