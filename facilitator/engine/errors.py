"""What can go wrong with an order, as types; words come later, in the viewer's language."""

import logging
import secrets
from collections.abc import Mapping
from typing import Any

log = logging.getLogger(__name__)


class OrderError(Exception):
    """An order that was not carried out; nothing has changed."""


class NotFoundError(OrderError):
    """The thing is not there, or not this person's to see: the two are told apart by nobody."""


class NotAllowedError(OrderError):
    """This role may not give this order."""


class RefusedError(OrderError):
    """The order makes no sense now; `sentence` (perhaps lazily translated) says what to do."""

    def __init__(self, sentence: object, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class TooManyError(RefusedError):
    """Somebody asks too often; the same order will do in a while."""


class InvalidError(OrderError):
    """The values do not fit the command's schema.

    `problems` maps a field's name to pydantic's error type and its context, for example
    `{"text": ("string_too_long", {"max_length": 1000})}`.
    """

    def __init__(self, problems: Mapping[str, tuple[str, Mapping[str, Any]]]) -> None:
        super().__init__(", ".join(f"{field}: {kind}" for field, (kind, _) in problems.items()))
        self.problems = dict(problems)


class UnexpectedError(OrderError):
    """A fault of ours; the log has the details under `reference`."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


def unexpected(what: str) -> UnexpectedError:
    """Log the exception that is being handled, with a reference that the person can tell."""
    error = UnexpectedError(secrets.token_hex(4))
    log.exception("%s failed (%s).", what, error.reference)  # noqa: LOG004 - called in handlers
    return error
