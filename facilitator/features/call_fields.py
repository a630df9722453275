"""Kinds of text that a call is described with, each with the sentence for what does not fit."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from facilitator.features.common import Cleaned
from facilitator.features.person_words import refused
from facilitator.i18n import lazy_gettext as _

LENGTHS_OF_CODES = {2, 3}


def _web_address(text: str) -> str:
    if text and (not text.startswith(("https://", "http://")) or " " in text):
        raise refused(_("Write a whole address, such as https://meet.example.org/room-{room}."))
    return text


def _language_code(text: str) -> str:
    if not (text.isascii() and text.isalpha() and text.islower() and len(text) in LENGTHS_OF_CODES):
        raise refused(_("Write languages as codes of two or three letters, such as en or es."))
    return text


def _some(languages: Sequence[str]) -> Sequence[str]:
    if not languages:
        raise refused(_("Choose at least one language."))
    return list(dict.fromkeys(languages))


Address = Annotated[str, StringConstraints(max_length=500), AfterValidator(_web_address)]
QuestionText = Annotated[str, StringConstraints(min_length=1, max_length=300), Cleaned]
Languages = Annotated[list[Annotated[str, AfterValidator(_language_code)]], AfterValidator(_some)]
