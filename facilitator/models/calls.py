"""Calls, the series they belong to, the links that open them, and what hosts tell everybody."""

from typing import Any, TypeVar

from sqlalchemy.orm import object_session
from sqlmodel import Field, Session, SQLModel

from facilitator.database import KNOWN
from facilitator.engine.errors import NotFoundError
from facilitator.models.fields import Instant, instant, key, several

Row = TypeVar("Row", bound=SQLModel)
NEVER_AGAIN = {"sqlite_autoincrement": True}
"""Cookies hold these numbers for weeks: an erased call's must never open another call."""


class Series(SQLModel, table=True):
    """Calls that belong together; people are known to a series."""

    id: int = Field(default=None, primary_key=True)
    title: str


class Call(SQLModel, table=True):
    """One live meeting. `version` counts its journal and is what pages carry."""

    __table_args__ = NEVER_AGAIN

    id: int = Field(default=None, primary_key=True)
    series_id: int = key("series")
    version: int = 0
    code: str = Field(unique=True, index=True)
    title: str
    starts_at: Instant = instant(required=True)
    time_zone: str = "UTC"
    languages: list[str] = several()
    video_link: str = ""
    room_video_link: str = ""
    made_at: Instant = instant(required=True)
    finished_at: Instant | None = instant()
    spotlight_insight_id: int | None = None
    spotlight_presentation_id: int | None = None

    @property
    def db(self) -> Session:
        """The session that this call was read in."""
        session = object_session(self)
        if not isinstance(session, Session):
            message = f"Call {self.code} belongs to no session."
            raise TypeError(message)
        return session

    def find(self, kind: type[Row], row_id: int) -> Row:
        """The row of this call with that id; another call's is not found (NotFoundError)."""
        row: Any = self.db.get(kind, row_id)
        # Held for as long as a session for looking lasts, so that it is read but once.
        self.db.info.get(KNOWN, {})[kind, row_id] = row
        if row is None or row.call_id != self.id:
            raise NotFoundError(kind.__name__)
        return row  # type: ignore[no-any-return]


class Link(SQLModel, table=True):
    """What opens a call in a role. The token itself is not stored, only what recognises it."""

    __table_args__ = NEVER_AGAIN

    id: int = Field(default=None, primary_key=True)
    call_id: int = key("call")
    role: str
    participant_id: int | None = Field(
        default=None, foreign_key="participant.id", index=True, ondelete="CASCADE"
    )
    salt: str
    token_hash: str = Field(unique=True, index=True)
    made_at: Instant = instant(required=True)
    revoked_at: Instant | None = instant()


class Announcement(SQLModel, table=True):
    """What a host tells everybody, or the people of one room."""

    id: int = Field(default=None, primary_key=True)
    call_id: int = key("call")
    room_id: int | None = key("room", required=False)
    text: str
    made_at: Instant = instant(required=True)
    withdrawn_at: Instant | None = instant()
