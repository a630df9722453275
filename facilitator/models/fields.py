"""Column kinds that the tables share."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field

from facilitator.engine.journal import Utc


def instant(*, required: bool = False) -> Any:
    """An instant, UTC; may be empty unless required."""
    if required:
        return Field(sa_type=Utc)
    return Field(default=None, sa_type=Utc, nullable=True)


def key(target: str, *, required: bool = True, index: bool = True) -> Any:
    """A reference to a row of `target`, which goes when that row goes."""
    if required:
        return Field(foreign_key=f"{target}.id", index=index, ondelete="CASCADE")
    return Field(
        default=None, foreign_key=f"{target}.id", index=index, nullable=True, ondelete="SET NULL"
    )


def words() -> Any:
    """A text in other languages: `{"es": "Bienvenida"}`."""
    return Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


def several() -> Any:
    """A short list of texts, such as language codes."""
    return Field(default_factory=list, sa_column=Column(JSON, nullable=False))


Instant = datetime
Words = dict[str, str]
