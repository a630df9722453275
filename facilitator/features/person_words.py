"""Kinds of value that describe a person, read from what people write: names, countries, languages.

They are types for a command's arguments, so a form, a sheet and the command line understand the
same words and refuse with the same sentences. What is not understood is never guessed.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Literal, TypeAlias

from babel import Locale
from flask_babel import get_babel
from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from facilitator.features.vocabulary import REGIONS
from facilitator.gazetteer.countries import find_country, fold
from facilitator.i18n import lazy_gettext as _
from facilitator.i18n import speaking

JOINERS = "\u200c\u200d"
"""Invisible letters that Persian words and composed emoji need; all others are dropped."""
HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
MOST_LETTERS = 120
MOST_QUOTED = 40
TASKS = {"notetaker": "note_taker", "host": "host"}
LANGUAGE_NAMES_IN = ("de", "pt", "fr", "es", "en")


def one_line(text: str) -> str:
    """A text without line breaks, control and direction marks, and doubled spaces."""
    return " ".join("".join(_seen(one) for one in text).split())


def read_country(text: object) -> str:
    """The ISO code of the country that somebody wrote; raises what `refused` makes."""
    written = one_line(str(text))
    if not written:
        raise refused(_("The country is missing. Write its name or its two-letter code."))
    country = find_country(written)
    if country is None:
        raise refused(
            _(
                "“%(text)s” is not a country we know. Write its name or its two-letter code.",
                text=short(written),
            )
        )
    return country.code


def read_world_region(text: object) -> str:
    """The key of a world region from its key or name, "" for none."""
    written = fold(str(text))
    if not written:
        return ""
    key = _region_keys().get(written)
    if key is None:
        raise refused(
            _(
                "“%(text)s” is not one of our world regions, such as Europe or Western Asia. "
                "Correct it, or leave it empty: the country tells it.",
                text=short(str(text)),
            )
        )
    return key


def read_language(text: object) -> str:
    """The code of a language from its code ("pt-BR" is "pt") or its name."""
    code = re.split(r"[-_]", str(text).strip().lower())[0]
    if re.fullmatch(r"[a-z]{2,3}", code) and code in Locale("en").languages:
        return code
    found = _language_codes().get(fold(str(text)))
    if found is None:
        raise refused(
            _(
                "“%(text)s” is not a language we know. Write its code, such as en or pt.",
                text=short(str(text)),
            )
        )
    return found


def read_email(text: object) -> str:
    """An e-mail address, or ""."""
    written = str(text).strip()
    if written and not re.fullmatch(r"[^\s@<>,;]+@[^\s@<>,;]+", written):
        raise refused(
            _(
                "“%(text)s” is not an e-mail address. Correct it or leave it empty.",
                text=short(written),
            )
        )
    return written


def read_task(text: object) -> str:
    """The key of what somebody does in a room: `note_taker` or `host`."""
    task = TASKS.get(fold(str(text)))
    if task is None:
        raise refused(
            _(
                "“%(text)s” is not a role we know. Write note_taker or host, or leave it empty.",
                text=short(str(text)),
            )
        )
    return task


def refused(sentence: object) -> PydanticCustomError:
    """The error of a value that is not understood; the sentence is said later, in any language."""
    return PydanticCustomError("value_error", "not understood", {"error": sentence})


def short(text: str) -> str:
    """What somebody wrote, cut so that a sentence about it stays readable."""
    text = one_line(text)
    return text if len(text) <= MOST_QUOTED else f"{text[: MOST_QUOTED - 1]}…"


def _seen(one: str) -> str:
    if one.isspace():
        return " "
    return "" if unicodedata.category(one) in HIDDEN and one not in JOINERS else one


def _not_blank(text: str) -> str:
    if not text.strip(JOINERS + " "):
        raise PydanticCustomError("string_too_short", "blank")
    return text


@cache
def _region_keys() -> Mapping[str, str]:
    keys = {fold(key): key for key in REGIONS}
    for locale in {"en", *map(str, get_babel().instance.list_translations())}:
        with speaking(locale):
            keys |= {fold(str(name)): key for key, name in REGIONS.items()}
    return keys


@cache
def _language_codes() -> Mapping[str, str]:
    codes: dict[str, str] = {}
    for locale in LANGUAGE_NAMES_IN:
        names = Locale(locale).languages
        codes |= {fold(name): code for code, name in names.items() if code.isalpha()}
    return codes


Line = Annotated[str, StringConstraints(max_length=MOST_LETTERS), AfterValidator(one_line)]
PersonName = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MOST_LETTERS),
    AfterValidator(one_line),
    AfterValidator(_not_blank),
]
City = Annotated[Line, AfterValidator(_not_blank)]
Email = Annotated[str, StringConstraints(max_length=254), BeforeValidator(read_email)]
CountryCode = Annotated[str, BeforeValidator(read_country)]
WorldRegion = Annotated[str, BeforeValidator(read_world_region)]
Language = Annotated[str, BeforeValidator(read_language)]
Task: TypeAlias = Annotated[Literal["note_taker", "host"], BeforeValidator(read_task)]
"""What somebody is willing to do in a room."""
