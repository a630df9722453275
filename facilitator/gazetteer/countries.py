"""What country somebody means, what it is called, and which world region it belongs to.

All spellings lie in ``countries.csv``, made beforehand by ``build_countries.py`` and read on first
use: looking a country up then costs one dictionary access. A wrong country is worse than none, so
a text is never matched by likeness, only by its folded form, and two countries in one text count
as no answer.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

WORLD_REGIONS: tuple[str, ...] = (
    "africa",
    "northern-america",
    "latin-america",
    "western-asia",
    "central-southern-asia",
    "eastern-asia",
    "europe",
    "oceania",
)
"""Eight groups of UN M49 sub-regions, by key. The order is fixed: position + 1 names the colour."""

# M49 gives no sub-region to Taiwan (filed under eastern-asia), Kosovo (europe) and Antarctica
# (oceania); this follows where the Unicode CLDR puts them and is no statement about their status.

# Letters that have no decomposition into a base letter and a mark.
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "&": "and"},
)
_ARTICLE = re.compile(r"(?i)^(?:the|el|la|los|las|le|les|o|a|os|as|der|die|das)\s+|^l['\u2019]")
_SEPARATOR = re.compile(r"\s[-\u2013\u2014]\s|[,;/|()\[\]]")


@dataclass(frozen=True)
class Country:
    """A country or territory of ISO 3166-1.

    ``code`` is alpha-2, ``name`` is in English, ``world_region`` is one of ``WORLD_REGIONS``.
    """

    code: str
    name: str
    world_region: str


def find_country(text: str) -> Country | None:
    """Return the country that a text names, or None if it names none or more than one.

    Understands ISO codes of two and three letters and names in English, Spanish, French,
    Portuguese, German and the country's own languages, whatever their case, accents and
    punctuation; "Scotland, UK" and "Germany (Hesse)" too. In a text of several parts, two letters
    are no code ("Cambridge, MA", "n/a"), unless they are a usual name such as UK.
    """
    register = _register()
    names = register.names if _SEPARATOR.search(text) else register.names_and_codes
    whole = _named(text, names)
    if whole is not None:
        return whole
    found = {_named(part.strip(), names) for part in _SEPARATOR.split(text)} - {None}
    return found.pop() if len(found) == 1 else None


def country_name(code: str, locale: str) -> str:
    """Return what a country is called in a locale such as "es" or "pt_BR" (Unicode CLDR).

    Falls back to English where the locale is unknown or has no name for it. Raises KeyError for a
    code that is not ISO 3166-1 alpha-2.
    """
    country = _register().by_code[code]
    return _territories(locale).get(code, country.name)


def all_countries() -> tuple[Country, ...]:
    """Return all 250 countries and territories, by code."""
    return tuple(_register().by_code.values())


def fold(text: str) -> str:
    """Return only the letters and digits of a text, lower case and without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN_LETTERS)
    return "".join(letter for letter in decomposed if letter.isalnum())


def _named(text: str, names: Mapping[str, Country]) -> Country | None:
    return names.get(fold(text)) or names.get(fold(_ARTICLE.sub("", text)))


@dataclass(frozen=True)
class _Register:
    by_code: Mapping[str, Country]
    names: Mapping[str, Country]  # with the codes of three letters
    names_and_codes: Mapping[str, Country]


@cache
def _register() -> _Register:
    by_code: dict[str, Country] = {}
    names: dict[str, Country] = {}
    with Path(__file__).with_name("countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            country = Country(row["code"], row["name"], row["world_region"])
            by_code[country.code] = country
            names |= dict.fromkeys((row["alpha3"].lower(), *row["spellings"].split("|")), country)
    codes = {code.lower(): country for code, country in by_code.items()}
    return _Register(
        MappingProxyType(by_code), MappingProxyType(names), MappingProxyType(names | codes)
    )


@cache
def _territories(locale: str) -> Mapping[str, str]:
    # Imported here because it costs a tenth of a second, and finding a country does not need it.
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    try:
        territories = Locale.parse(locale.replace("-", "_")).territories
    except (UnknownLocaleError, ValueError):
        return MappingProxyType({})
    return MappingProxyType(dict(territories))
