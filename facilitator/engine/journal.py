"""The journal: every order that was carried out, in order, without gaps.

Its number within the call is the call's *version*, which pages carry. It lives beside `perform`
because that is its only writer. A repeated key finds its row and with it the first answer.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column, DateTime, TypeDecorator, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlmodel import Field, Session, SQLModel, col, select


class Utc(TypeDecorator[datetime]):
    """An instant: timezone-aware UTC in Python, naive UTC in the database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store as naive UTC; raises ValueError for an instant without a zone."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"{value} has no time zone; instants are stored in UTC."
            raise ValueError(message)
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read back as aware UTC."""
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)


class Entry(SQLModel, table=True):
    """One order as it was carried out: `seq` counts from 1 within its call."""

    __tablename__ = "journal"
    __table_args__ = (UniqueConstraint("call_id", "seq"), UniqueConstraint("call_id", "key"))

    id: int = Field(default=None, primary_key=True)
    call_id: int = Field(index=True)
    seq: int
    at: datetime = Field(sa_type=Utc)
    by: str
    key: str
    kind: str
    payload: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    events: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    result: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


def kinds_between(db: Session, call_id: int, after: int, to: int) -> set[str]:
    """The names of the events of the versions after one, up to and with another."""
    query = select(Entry.events).where(
        Entry.call_id == call_id, col(Entry.seq) > after, col(Entry.seq) <= to
    )
    return {event["event"] for events in db.exec(query) for event in events}
