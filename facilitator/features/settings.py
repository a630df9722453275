"""The settings that slices go by, of the application that is running this code."""

from typing import cast

from flask import current_app

from facilitator.config import Config

NAME = "FACILITATOR"


def settings() -> Config:
    """All settings; needs an application context."""
    return cast("Config", current_app.config[NAME])
