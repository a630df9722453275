"""Words: gettext for code that runs outside a request, and the sentences for what went wrong.

`_` is for words needed now, in the language that `speaking` set; `lazy` for words declared once
and said later.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask_babel import Babel, force_locale, gettext, lazy_gettext, ngettext

from facilitator.engine.errors import (
    InvalidError,
    NotAllowedError,
    NotFoundError,
    OrderError,
    RefusedError,
    UnexpectedError,
)

__all__ = ["Babel", "gettext", "lazy_gettext", "localised", "ngettext", "sentences", "speaking"]


def N_(words: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark words for translation that are said later."""
    return words


ALL = ""
"""Key under which `sentences` puts what belongs to no field."""


OTHER_FAULT = N_("This does not fit here. Please check it.")
FAULTS = {
    "missing": N_("Please fill this in."),
    "string_too_short": N_("Please write something here."),
    "string_too_long": N_(
        "This is too long: at most %(most)s characters. Nothing was lost; shorten it or split it "
        "in two."
    ),
    "greater_than_equal": N_("Please choose %(least)s or more."),
    "less_than_equal": N_("Please choose %(most)s or less."),
    "int_parsing": N_("Please enter a whole number."),
    "int_type": N_("Please enter a whole number."),
    "int_from_float": N_("Please enter a whole number."),
    "extra_forbidden": N_("This page is out of date. Reload it and try again."),
}


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Speak this language inside the block; needs an application context."""
    with force_locale(locale):
        yield


def localised(text: str, texts: Mapping[str, str], locale: str) -> str:
    """A text that hosts wrote, in this language if they gave it, else as it was written."""
    return texts.get(locale) or text


def sentences(error: OrderError) -> dict[str, str]:
    """What to tell the person, by field; under "" what belongs to no field."""
    match error:
        case RefusedError():
            return {error.field or ALL: str(error.sentence)}
        case InvalidError():
            return {name: _fault(kind, context) for name, (kind, context) in error.problems.items()}
        case NotAllowedError():
            return {ALL: gettext("This link does not allow that. Ask a host to do it.")}
        case NotFoundError():
            return {ALL: gettext("That is not here any more. Reload the page to see what is.")}
        case UnexpectedError():
            return {
                ALL: gettext(
                    "Something went wrong on our side and nothing was changed. Try again; if it "
                    "happens again, tell the host this number: %(reference)s",
                    reference=error.reference,
                )
            }
    return {ALL: gettext("That could not be done. Nothing was changed.")}


def _fault(kind: str, context: Mapping[str, Any]) -> str:
    if kind == "value_error" and "error" in context:
        return str(context["error"])
    limits = {"most": context.get("max_length", context.get("le")), "least": context.get("ge")}
    return gettext(FAULTS.get(kind, OTHER_FAULT), **limits)
