"""What forms about a person need: country names and languages to choose from, errors by field."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from werkzeug.datastructures import MultiDict

from facilitator.gazetteer.countries import all_countries, country_name
from facilitator.models import Call, Participant

SPOKEN = ("en", "es", "fr", "pt", "de", "ar", "zh", "hi", "id", "it", "nl", "ru", "sw", "tr")
"""Offered besides a call's own languages: widely spoken ones; hosts can enter any other."""

TEXTS = (
    "name",
    "email",
    "city",
    "country",
    "world_region",
    "organisation",
    "kind",
    "languages",
)


@cache
def country_names(locale: str) -> list[str]:
    """All countries as the viewer calls them, in order."""
    return sorted(country_name(one.code, locale) for one in all_countries())


def spoken_languages(call: Call) -> tuple[list[str], list[str]]:
    """The call's languages, and others that somebody may speak."""
    own = list(call.languages)
    return own, [code for code in SPOKEN if code not in own]


def by_field(said: Mapping[str, str]) -> dict[str, str]:
    """Sentences by the field of the form: the third language's stands at the languages."""
    return {name.split(".")[0]: sentence for name, sentence in said.items()}


def order_from(form: MultiDict[str, str]) -> dict[str, Any]:
    """A host's form about a person as an order's arguments; , ; or spaces part languages."""
    texts = {name: form.get(name, "") for name in TEXTS if name != "languages"}
    languages = [one for one in re.split(r"[\s,;]+", form.get("languages", "")) if one]
    return {**texts, "languages": languages, "willing": form.getlist("willing")}


def values_of(one: Participant, locale: str) -> dict[str, Any]:
    """What is known of somebody as that form shows it."""
    person = one.person
    values: dict[str, Any] = {name: getattr(person, name) for name in TEXTS}
    values["country"] = country_name(person.country, locale) if person.country else ""
    return {**values, "languages": ", ".join(person.languages), "willing": one.willing}
