"""Rounds of breakout rooms, the rooms, and who sits where."""

from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel, UniqueConstraint

from facilitator.models.fields import Instant, instant, key, several


class RoundState(StrEnum):
    """A round is proposed, then open, then closed; each once."""

    PROPOSED = "proposed"
    OPEN = "open"
    CLOSED = "closed"


class Round(SQLModel, table=True):
    """One breakout period. `duration` includes what was added while it was open.

    `warning` is how long before the end people are told, as promised when the rooms opened.
    `remarks` are keys of what a host should know about the proposal, and `earlier` its seats before
    each change, newest last, as `[participant id, room id, pinned]`.
    """

    id: int = Field(default=None, primary_key=True)
    call_id: int = key("call")
    item_id: int = key("item")
    number: int
    state: RoundState = RoundState.PROPOSED
    duration: timedelta
    seed: int = 0
    opened_at: Instant | None = instant()
    closing_at: Instant | None = instant()
    closed_at: Instant | None = instant()
    warning: timedelta = timedelta(minutes=1)
    remarks: list[str] = several()
    earlier: list[list[list[Any]]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )


class Room(SQLModel, table=True):
    """A breakout room of one round."""

    id: int = Field(default=None, primary_key=True)
    call_id: int = key("call")
    round_id: int = key("round")
    number: int
    name: str = ""
    video_link: str = ""
    help_asked_at: Instant | None = instant()


class Seat(SQLModel, table=True):
    """One participant's place in a round."""

    __table_args__ = (UniqueConstraint("round_id", "participant_id"),)

    id: int = Field(default=None, primary_key=True)
    call_id: int = key("call")
    round_id: int = key("round")
    room_id: int = key("room")
    participant_id: int = key("participant")
    note_taker: bool = False
    pinned: bool = False
    late: bool = False
    arrived_at: Instant | None = instant()
