"""Links: how a role is given.

A link's token can be made anew from its row and our secret key, so hosts can look it up again,
while somebody who steals only the database cannot.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

from sqlmodel import Session, col, select

from facilitator.core.roles import LINKED_ROLES, Role
from facilitator.models import Call, Link, Participant

TOKEN_BYTES = 18


class Tokens:
    """Makes and recognises tokens with the installation's secret key."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def of(self, link: Link) -> str:
        """The token of a link: 24 characters that need no escaping in an address."""
        return self._make(f"{link.call_id}/{link.role}/{link.participant_id}/{link.salt}")

    def organiser(self) -> str:
        """The token that opens the installation's home page."""
        return self._make("organiser")

    def find(self, db: Session, token: str) -> Link | None:
        """The link with that token, unless it was revoked."""
        found = db.exec(select(Link).where(Link.token_hash == _hash(token))).first()
        return found if found and found.revoked_at is None else None

    def _make(self, what: str) -> str:
        digest = hmac.digest(self._secret, what.encode(), "sha256")[:TOKEN_BYTES]
        return base64.urlsafe_b64encode(digest).decode()


_TOKENS: list[Tokens] = []


def use_secret(secret: str) -> None:
    """Set the installation's secret key; done once when the application is made."""
    _TOKENS[:] = [Tokens(secret)]


def tokens() -> Tokens:
    """The tokens of this installation."""
    return _TOKENS[0]


def make_link(
    call: Call, role: Role, now: datetime, participant: Participant | None = None
) -> Link:
    """Add a link that opens the call in a role, for one participant or for whoever has it."""
    link = Link(
        call_id=call.id or 0,
        role=role,
        participant_id=participant.id if participant else None,
        salt=secrets.token_hex(8),
        token_hash="",
        made_at=now,
    )
    link.token_hash = _hash(tokens().of(link))
    call.db.add(link)
    call.db.flush()
    return link


def open_links(call: Call) -> dict[Role, Link]:
    """The link of each role that is open to whoever has it; a revoked one is missing."""
    query = select(Link).where(
        Link.call_id == call.id,
        col(Link.participant_id).is_(None),
        col(Link.revoked_at).is_(None),
    )
    found = {Role(link.role): link for link in call.db.exec(query.order_by(col(Link.id)))}
    return {role: found[role] for role in LINKED_ROLES if role in found}


def personal_link(call: Call, participant: Participant) -> Link | None:
    """The link that lets one participant straight in, unless revoked."""
    query = select(Link).where(
        Link.call_id == call.id,
        Link.participant_id == participant.id,
        col(Link.revoked_at).is_(None),
    )
    return call.db.exec(query).first()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
