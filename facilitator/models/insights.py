"""Insights: one thing learned, by a room or a person."""

from sqlmodel import Field, SQLModel

from facilitator.models.fields import Instant, instant, key


class Insight(SQLModel, table=True):
    """One thing learned about a question. Withdrawn ones stay, and are shown to nobody."""

    id: int = Field(default=None, primary_key=True)
    call_id: int = key("call")
    question_id: int = key("question")
    room_id: int | None = key("room", required=False)
    participant_id: int | None = key("participant", required=False)
    text: str
    posted_at: Instant = instant(required=True)
    edited_at: Instant | None = instant()
    withdrawn_at: Instant | None = instant()
