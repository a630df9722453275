"""Commands: what people can do. The function's signature is the schema, its docstring the manual.

    @command("insight.post", allow={Role.NOTE_TAKER})
    def post_insight(ctx, room_id: int, text: InsightText) -> dict[str, int]:
        "Record one thing that a room learned."

Values are checked by pydantic against the annotations and unknown fields are refused, so a
function only ever sees what it asked for.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from facilitator.core.roles import Role
from facilitator.engine.errors import InvalidError, NotFoundError

Run = Callable[..., Mapping[str, Any] | None]
LARGEST_NUMBER = 2**63 - 1
"""What a database column holds; nothing that people count comes near it."""


@dataclass(frozen=True)
class Command:
    """A declared command; `founding` ones make the call that they belong to."""

    name: str
    allow: frozenset[Role]
    run: Run
    schema: type[BaseModel]
    founding: bool = False

    def read(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Check `values` (JSON, or a form's strings) and return the function's arguments.

        Raises InvalidError naming each field that does not fit.
        """
        try:
            model = self.schema.model_validate(self._without_blanks(values))
        except ValidationError as error:
            raise InvalidError(
                {
                    ".".join(map(str, one["loc"])): (one["type"], one.get("ctx", {}))
                    for one in error.errors()
                },
            ) from None
        args = {name: getattr(model, name) for name in type(model).model_fields}
        if vast := {name for name, value in args.items() if _is_vast(value)}:
            raise InvalidError({name: ("number_too_large", {}) for name in vast})
        return args

    def _without_blanks(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Leave out what a form's empty inputs send for anything but a text."""
        return {
            name: value
            for name, value in values.items()
            if value != "" or name not in self.schema.model_fields or self._takes_text(name)
        }

    def _takes_text(self, name: str) -> bool:
        field = self.schema.model_fields[name]
        return field.annotation is str

    def takes_list(self, name: str) -> bool:
        """Whether a field holds several values, so that a form's repeated inputs are all read."""
        field = self.schema.model_fields.get(name)
        return field is not None and get_origin(field.annotation) in (list, tuple, set)


COMMANDS: dict[str, Command] = {}


def command(name: str, *, allow: set[Role], founding: bool = False) -> Callable[[Run], Run]:
    """Declare a command: its name on the wire and the roles that may give it."""

    def declare(run: Run) -> Run:
        if name in COMMANDS:
            message = f"The command {name} is declared twice."
            raise ValueError(message)
        COMMANDS[name] = Command(name, frozenset(allow), run, _schema(name, run), founding)
        return run

    return declare


def find_command(name: str) -> Command:
    """The command of that name; raises NotFoundError."""
    try:
        return COMMANDS[name]
    except KeyError:
        raise NotFoundError(name) from None


def _is_vast(value: object) -> bool:
    """Whether a value is or holds a whole number that no column could hold."""
    if isinstance(value, int):
        return abs(value) > LARGEST_NUMBER
    return isinstance(value, list | tuple | set) and any(map(_is_vast, value))


def _schema(name: str, run: Run) -> type[BaseModel]:
    hints = get_type_hints(run, include_extras=True)
    fields: dict[str, Any] = {
        parameter: (hints[parameter], ... if one.default is one.empty else one.default)
        for parameter, one in list(inspect.signature(run).parameters.items())[1:]
    }
    config = ConfigDict(extra="forbid", str_strip_whitespace=True, hide_input_in_errors=True)
    return create_model(name, __config__=config, **fields)
