"""Settings: config.toml under the environment, read once into one frozen, validated object.

Every setting has a default and a sentence here; config.toml repeats them. An environment variable
`FACILITATOR_PORT` wins over the file.
"""

import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from limits import parse_many
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

ROOT = Path(__file__).resolve().parent.parent
CALL_TEMPLATES = ROOT / "facilitator" / "call_templates"
PREFIX = "FACILITATOR_"


def template_names() -> list[str]:
    """The names of all templates of calls, in alphabetical order."""
    return sorted(path.stem for path in CALL_TEMPLATES.glob("*.toml"))


class ConfigError(Exception):
    """A setting that cannot be used; the text is for the person who runs the server."""


class Config(BaseSettings):
    """All settings. Durations are in seconds, as the name says."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", hide_input_in_errors=False
    )

    host: str = Field("127.0.0.1", min_length=1, description="Address to listen on.")
    port: int = Field(8000, ge=1, le=65535, description="Port to listen on.")
    public_url: str = Field(
        "", description="Address under which people reach the server, if not host and port."
    )
    database: str = Field("sessions.db", min_length=1, description="The SQLite file.")
    organiser_password: str = Field(
        "", description="Password for the home page; empty: only the organiser's link opens it."
    )
    call_template: str = Field(
        "peer-learning-2022", description="Template that a new call starts from."
    )
    languages: Annotated[list[Literal["en", "es"]], NoDecode] = Field(
        ["en", "es"], min_length=1, description="Languages offered; the first is the default."
    )
    time_zone: str = Field("UTC", description="Time zone offered for a new call.")
    room_size: int = Field(7, ge=2, le=50, description="Wished number of people in a room.")
    closing_warning_seconds: int = Field(
        60, ge=5, le=600, description="How long before rooms close people are warned."
    )
    silent_after_seconds: int = Field(
        240, ge=30, le=3600, description="A room without a new insight for so long is silent."
    )
    departed_after_seconds: float = Field(
        20, ge=0.1, le=600, description="A person without a connection for so long has left."
    )
    join_limit: str = Field("60 per minute", description="How often one address may try to join.")
    post_limit: int = Field(
        120, ge=10, le=6000, description="Orders that one connection may give in a minute."
    )
    trusted_proxies: int = Field(
        0, ge=0, le=5, description="How many proxies in front add X-Forwarded-For."
    )
    async_mode: Literal["eventlet", "threading"] = Field(
        "eventlet", description="What carries the connections; threading is for tests."
    )
    clock_speed: float = Field(1, ge=1, le=1000, description="Rehearsals: how fast time runs.")

    @field_validator("*", mode="before")
    @classmethod
    def _is_no_switch(cls, value: object) -> object:
        """Refuse what would be read as the numbers 1 and 0."""
        if isinstance(value, bool):
            raise ValueError("No setting is true or false")  # noqa: TRY004 - pydantic's way
        return value

    @field_validator("languages", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """Let the environment say `en,es`."""
        return [one.strip() for one in value.split(",")] if isinstance(value, str) else value

    @field_validator("public_url")
    @classmethod
    def _is_origin(cls, value: str) -> str:
        """Pages name each other from the root of their host, so there can be no path."""
        if value and not re.fullmatch(r"https?://[^\s/?#@]+/?", value):
            raise ValueError("Write scheme and host only, such as https://calls.example.org")
        return value

    @field_validator("call_template")
    @classmethod
    def _is_template(cls, value: str) -> str:
        if value not in template_names():
            raise ValueError(f"There is no such template. Choose {_either(template_names())}")
        return value

    @field_validator("time_zone")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("There is no such time zone. Write one like Europe/Amsterdam")
        return value

    @field_validator("join_limit")
    @classmethod
    def _is_limit(cls, value: str) -> str:
        try:
            parse_many(value)
        except ValueError:
            raise ValueError('Write a limit such as "60 per minute" or "5 per second"') from None
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Say what wins: arguments, then the environment, then config.toml."""
        del dotenv_settings, file_secret_settings
        file = TomlConfigSettingsSource(settings_cls, settings_cls.model_config.get("toml_file"))
        return init_settings, env_settings, file

    @property
    def address(self) -> str:
        """The address that links begin with, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url.rstrip("/") or f"http://{host}:{self.port}"

    @property
    def database_path(self) -> Path:
        """The SQLite file, relative to the project."""
        return ROOT / self.database


def load_config(path: Path | None = None, **settings: Any) -> Config:
    """Read the settings; raises ConfigError naming the setting and what is allowed."""
    file = path or ROOT / "config.toml"

    class FileConfig(Config):
        model_config = SettingsConfigDict(toml_file=file if file.exists() else None)

    try:
        return FileConfig(**settings)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{file.name} is not valid TOML: {error}. Correct that line and start again."
        raise ConfigError(message) from None
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}.") from None
    except ValidationError as error:
        raise ConfigError("\n".join(_sentence(file, dict(one)) for one in error.errors())) from None


def _sentence(path: Path, problem: dict[str, Any]) -> str:
    name = str(problem["loc"][0])
    if problem["type"] == "extra_forbidden":
        known = ", ".join(Config.model_fields)
        return f"{path.name}: there is no setting “{name}”. The settings are: {known}."
    variable = f"{PREFIX}{name.upper()}"
    source = variable if variable in os.environ else f"{path.name}: {name}"
    why = str(problem["msg"]).removeprefix("Value error, ")
    meaning = Config.model_fields[name].description
    return f"{source} = {problem['input']!r} cannot be used. {why}. ({meaning})"


def _either(names: list[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
