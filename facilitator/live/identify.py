"""Who opens a socket: what the browser says it is, believed as far as its signed cookie goes."""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from facilitator.core.roles import LINKED_ROLES, PERSONAL_ROLES, Role
from facilitator.engine.commands import LARGEST_NUMBER
from facilitator.engine.context import Actor
from facilitator.features.access import find_actor
from facilitator.machinery import Machinery, find_call


def identify(
    app: Flask, parts: Machinery, environ: Mapping[str, Any], auth: object
) -> tuple[int, Actor] | None:
    """The call and the actor; None if there is no such call, or no link to it in the cookie.

    `auth` is `{"call": 3, "page": "host", "locale": "es"}`, or any nonsense.
    """
    call_id, role, locale = _read(auth)
    if role is None or not 0 < call_id <= LARGEST_NUMBER:
        return None
    languages = parts.config.languages
    cookie = app.session_interface.open_session(app, app.request_class(dict(environ)))
    with parts.database.reading() as db:
        call = find_call(db, call_id)
        spoken = locale if locale in languages else languages[0]
        actor = call and find_actor(db, call, role, cookie or {}, spoken)
    if not actor or (actor.role in PERSONAL_ROLES and actor.participant is None):
        return None
    return call_id, actor


def _read(auth: object) -> tuple[int, Role | None, str]:
    values = auth if isinstance(auth, dict) else {}
    call_id, page, locale = values.get("call"), values.get("page"), values.get("locale")
    role = next((role for role in LINKED_ROLES if role == page), None)
    return call_id if type(call_id) is int else 0, role, str(locale)
