"""At a call's door: who a browser is, letting it in, and what is said to whom it stays closed."""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import Response, abort, make_response, redirect, render_template, session
from sqlmodel import Session
from werkzeug.wrappers import Response as BaseResponse

from facilitator.core.roles import Role
from facilitator.engine.context import Actor
from facilitator.engine.writer import Order
from facilitator.features.access import find_actor, grant
from facilitator.machinery import find_call, machinery
from facilitator.models import Call, Link
from facilitator.web.words import choose_locale

Page = str | Response | BaseResponse | tuple[str, int]
FIRST_ERROR = 400


def failed(response: Response) -> bool:
    """Only failures count towards a limit: a hall of people behind one address joins at once."""
    return response.status_code >= FIRST_ERROR


def at_door(db: Session, call_id: int, role: str) -> tuple[Call | None, Actor | None]:
    """The call and who this browser is in it, each None if it is not there."""
    call = find_call(db, call_id)
    if call is None:
        return None, None
    return call, find_actor(db, call, Role(role), session, choose_locale())


@contextmanager
def as_host(call_id: int) -> Iterator[tuple[Call, Actor]]:
    """The call and its host, for reading; anybody else gets the closed door."""
    with machinery().database.reading() as db:
        call, host = at_door(db, call_id, Role.HOST)
        if call is None or host is None:
            abort(make_response(closed_door(call, Role.HOST, 404 if call is None else 403)))
        yield call, host


def closed_door(call: Call | None, role: str | None, status: int = 403) -> tuple[str, int]:
    """The page that says how to get in."""
    return render_template("pages/closed_door.html", call=call, role=role), status


def let_in(link: Link) -> None:
    """Keep a link in this browser's cookie."""
    grant(session, link)
    session.permanent = True


def join_as(
    call_id: int,
    actor: Actor,
    args: Mapping[str, Any],
    command: str = "person.join",
    key: str | None = None,
) -> BaseResponse:
    """Join, keep the personal link in the cookie and go to the page; raises OrderError."""
    order = Order(command, args, actor, call_id, key or str(uuid.uuid4()))
    answer = machinery().perform(order)
    with machinery().database.reading() as db:
        link = db.get_one(Link, answer.result["link"])
        let_in(link)
        return redirect(f"/calls/{call_id}/{link.role}", 303)
