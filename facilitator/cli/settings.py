"""What every command of the command line begins with: settings, or a sentence about them."""

import sys
from typing import Any, NoReturn

import click
from flask import Flask

from facilitator import create_app
from facilitator.config import Config, ConfigError, load_config
from facilitator.database import UnusableDatabaseError
from facilitator.machinery import NAME, Machinery


def settings(**values: Any) -> Config:
    """The settings, or the end of the program with a sentence about what is wrong with them."""
    try:
        return load_config(**values)
    except ConfigError as error:
        stop(str(error))


def open_app(config: Config | None = None) -> Flask:
    """The application as config.toml has it; the database is made if there is none."""
    config = config or settings()
    try:
        return create_app(config)
    except UnusableDatabaseError as error:
        stop(str(error))
    except OSError as error:
        stop(
            f"{config.database_path.parent} cannot keep the database: {error.strerror}. Make that "
            "folder, writable for this user, or choose another by the setting “database”."
        )


def open_machinery() -> Machinery:
    """The parts for a command that needs no server; use inside `with parts.app.app_context()`."""
    parts: Machinery = open_app().extensions[NAME]
    return parts


def stop(sentence: str) -> NoReturn:
    """End the program: what was asked for cannot be done, and why."""
    click.echo(sentence, err=True)
    sys.exit(2)
