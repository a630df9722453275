"""Times of a call in a zone that is named, and the zones that one can choose from.

Zones, cities and their names in each language are CLDR's, which Babel carries.
"""

from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from babel.dates import (
    format_date,
    format_time,
    format_timedelta,
    get_timezone_location,
    get_timezone_name,
)

from facilitator.i18n import lazy_gettext as _

AREAS: dict[str, Any] = {
    "Africa": _("Africa"),
    "America": _("Americas"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic Ocean"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
}


# International English: 9 March 2026, 14:00. The United States' order would be misread by most.
VARIETIES = {"en": "en_150"}


def day(at: datetime, zone: str, locale: str) -> str:
    """The date in a zone, in full: `Monday 9 March 2026`."""
    return str(format_date(at.astimezone(ZoneInfo(zone)), "full", _variety(locale)))


def hour(at: datetime, zone: str, locale: str) -> str:
    """The time in a zone: `14:00`."""
    return str(format_time(at, "short", tzinfo=ZoneInfo(zone), locale=_variety(locale)))


def zone_name(at: datetime, zone: str, locale: str) -> str:
    """What the zone's time is called at that instant: `Central European Standard Time`."""
    return str(get_timezone_name(at.astimezone(ZoneInfo(zone)), "long", locale=locale))


def length(duration: timedelta, locale: str) -> str:
    """How long something takes, in minutes: `90 minutes`."""
    return str(format_timedelta(duration, granularity="minute", threshold=1000, locale=locale))


def zones(locale: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """All zones by part of the world: `("Europe", [("Europe/Amsterdam", "Amsterdam"), …])`."""
    found = sorted((str(AREAS[area]), _cities(area, locale)) for area in AREAS)
    return [("", [("UTC", "UTC")]), *found]


def _variety(locale: str) -> str:
    return VARIETIES.get(locale, locale)


@cache
def _cities(area: str, locale: str) -> list[tuple[str, str]]:
    known = get_global("zone_territories").keys() & available_timezones()
    named = [
        (zone, str(get_timezone_location(ZoneInfo(zone), locale, return_city=True)))
        for zone in known
        if zone.startswith(f"{area}/")
    ]
    return sorted(named, key=lambda one: one[1])
