"""What can go wrong with an order, as types; words come later, in the viewer's language."""

from collections.abc import Mapping
from typing import Any


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


class InvalidError(OrderError):
    """The values do not fit the command's schema.

    `problems` maps a field's name to pydantic's error type and its context, for example
    `{"text": ("string_too_long", {"max_length": 1000})}`.
    """

    def __init__(self, problems: Mapping[str, tuple[str, Mapping[str, Any]]]) -> None:
        super().__init__(", ".join(f"{field}: {kind}" for field, (kind, _) in problems.items()))
        self.problems = dict(problems)
