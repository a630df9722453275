"""Who a browser is: what its signed cookie holds, checked against the links as they are now.

One browser may hold several roles at once (a host with the wall on the second screen), so the
cookie keeps a grant per call and role, and each page says in its address which one it is used in.
"""

from collections.abc import Mapping, MutableMapping
from typing import Any

from sqlmodel import Session

from facilitator.core.roles import PERSONAL_ROLES, Role
from facilitator.engine.context import Actor
from facilitator.models import Call, Link, Participant

Cookie = MutableMapping[str, Any]
ORGANISER_ROLES = frozenset({Role.HOST, Role.WALL})


def grant(cookie: Cookie, link: Link) -> None:
    """Let this browser in by a link."""
    grants = dict(cookie.get("grants", {}))
    grants[f"{link.call_id}/{link.role}"] = link.id
    cookie["grants"] = grants


def withdraw(cookie: Cookie, call_id: int, role: Role) -> None:
    """Forget that this browser had a role in a call."""
    grants = dict(cookie.get("grants", {}))
    grants.pop(f"{call_id}/{role}", None)
    cookie["grants"] = grants


def find_actor(
    db: Session, call: Call, role: Role, cookie: Mapping[str, Any], locale: str
) -> Actor | None:
    """Who this browser is in a call and role; None if it has no link, or a revoked one.

    For a role whose page belongs to one participant, `participant` is None while the browser has
    come by the general link and has not yet said who it is.
    """
    link = _link(db, call, role, cookie)
    if link is None:
        organiser = role in ORGANISER_ROLES and bool(cookie.get("organiser"))
        return Actor(role, locale=locale) if organiser else None
    if role not in PERSONAL_ROLES or link.participant_id is None:
        return Actor(role, None, locale, link.id)
    if db.get(Participant, link.participant_id) is None:
        return None
    return Actor(role, link.participant_id, locale, link.id)


def _link(db: Session, call: Call, role: Role, cookie: Mapping[str, Any]) -> Link | None:
    link_id = cookie.get("grants", {}).get(f"{call.id}/{role}")
    link = db.get(Link, link_id) if link_id else None
    if link is None or link.revoked_at or link.call_id != call.id or link.role != role:
        return None
    return link
