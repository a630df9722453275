"""Words for what the database calls by a key: kinds of item, world regions, roles.

One place, so that a host, a participant and the story say the same.
"""

from collections.abc import Mapping
from typing import Any

from babel import Locale

from facilitator.core.agenda import Kind
from facilitator.core.roles import Role
from facilitator.gazetteer.countries import WORLD_REGIONS, country_name
from facilitator.i18n import lazy_gettext as _

KINDS: Mapping[str, Any] = {
    Kind.OPENING: _("Opening"),
    Kind.PRESENTATION: _("Presentation"),
    Kind.BREAKOUT: _("Breakout rooms"),
    Kind.PLENARY: _("Plenary"),
    Kind.BREAK: _("Break"),
    Kind.CLOSING: _("Closing"),
}
ROLES: Mapping[str, Any] = {
    Role.HOST: _("Host"),
    Role.NOTE_TAKER: _("Note-taker"),
    Role.PARTICIPANT: _("Participant"),
    Role.WALL: _("Wall"),
}
REGIONS: Mapping[str, Any] = {
    "africa": _("Africa"),
    "northern-america": _("Northern America"),
    "latin-america": _("Latin America and the Caribbean"),
    "western-asia": _("Western Asia"),
    "central-southern-asia": _("Central and Southern Asia"),
    "eastern-asia": _("Eastern and South-eastern Asia"),
    "europe": _("Europe"),
    "oceania": _("Oceania"),
}
UNKNOWN_REGION = _("World region not known")


def direction(locale: str) -> str:
    """Which way a language is written: `ltr` or `rtl`."""
    return str(Locale.parse(locale, sep="-" if "-" in locale else "_").text_direction)


def kind(key: str) -> str:
    """The word for a kind of item."""
    return str(KINDS[key])


def role(key: str) -> str:
    """The word for a role."""
    return str(ROLES[key])


def world_region(key: str) -> str:
    """The name of a world region."""
    return str(REGIONS.get(key, UNKNOWN_REGION))


def region_number(key: str) -> int:
    """The number (1 to 8) of a world region's colour; 0 if it is not known."""
    return WORLD_REGIONS.index(key) + 1 if key in WORLD_REGIONS else 0


def place(person: Any, locale: str) -> str:
    """Where somebody speaks for: `El Monte, Chile`."""
    country = country_name(person.country, locale) if person.country else ""
    return ", ".join(part for part in (person.city, country) if part)
