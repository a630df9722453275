"""Commands: a signature is a schema."""

import pytest

from facilitator.core.roles import Role
from facilitator.engine.commands import COMMANDS, command
from facilitator.engine.errors import InvalidError


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Declare a command for these tests only."""
    monkeypatch.setattr("facilitator.engine.commands.COMMANDS", {})

    @command("test.paint", allow={Role.HOST})
    def paint(ctx: object, colour: str, coats: int = 1, walls: list[int] | None = None) -> None:
        """Paint walls."""


def read(**values: object) -> dict[str, object]:
    from facilitator.engine import commands  # noqa: PLC0415

    return commands.COMMANDS["test.paint"].read(values)


def test_read_fills_in_defaults() -> None:
    assert read(colour="red") == {"colour": "red", "coats": 1, "walls": None}


def test_read_takes_a_forms_strings() -> None:
    assert read(colour=" red ", coats="2") == {"colour": "red", "coats": 2, "walls": None}


def test_read_takes_an_empty_input_as_left_out() -> None:
    assert read(colour="red", coats="") == {"colour": "red", "coats": 1, "walls": None}


def test_read_names_every_field_that_does_not_fit() -> None:
    with pytest.raises(InvalidError) as caught:
        read(coats="many", roof=1)
    assert {name: kind for name, (kind, _) in caught.value.problems.items()} == {
        "colour": "missing",
        "coats": "int_parsing",
        "roof": "extra_forbidden",
    }


def test_declaring_a_name_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="declared twice"):

        @command("test.paint", allow={Role.HOST})
        def paint(ctx: object) -> None:
            """Paint again."""


def test_every_real_command_says_what_it_does() -> None:
    assert [name for name, one in COMMANDS.items() if not one.run.__doc__] == []
