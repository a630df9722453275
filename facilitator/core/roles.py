"""Who may act in a call: the roles a link can carry, and the two that no link carries.

A role is held by a link, not by an account. `ORGANISER` owns the installation, `SYSTEM` is the
timekeeper and the presence of connections; neither is ever given out as a call's link.
"""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is in a call; the value is what the database, addresses and protocol say."""

    ORGANISER = "organiser"
    HOST = "host"
    NOTE_TAKER = "note_taker"
    PARTICIPANT = "participant"
    WALL = "wall"
    SYSTEM = "system"


LINKED_ROLES = (Role.HOST, Role.NOTE_TAKER, Role.PARTICIPANT, Role.WALL)
"""Roles with a page and a link of their own, in the order in which they are listed."""
PERSONAL_ROLES = frozenset({Role.NOTE_TAKER, Role.PARTICIPANT})
"""Roles whose page belongs to one participant."""
