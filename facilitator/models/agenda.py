"""The plan of a call (items, questions) and the marks from which its clock is computed."""

from datetime import timedelta

from sqlmodel import Field, SQLModel

from facilitator.models.fields import Instant, Words, instant, key, words


class Item(SQLModel, table=True):
    """A timed part of the agenda. The breakout fields are wishes that a proposal starts from."""

    id: int = Field(default=None, primary_key=True)
    call_id: int = key("call")
    position: int
    kind: str
    title: str
    titles: Words = words()
    duration: timedelta
    owner: str = ""
    notes: str = ""
    rounds: int = 1
    round_duration: timedelta | None = None
    rooms: int | None = None
    room_size: int | None = None


class Question(SQLModel, table=True):
    """A reflection question put to rooms or to all."""

    id: int = Field(default=None, primary_key=True)
    call_id: int = key("call")
    position: int
    text: str
    texts: Words = words()


class ItemQuestion(SQLModel, table=True):
    """Which questions an item asks."""

    item_id: int = Field(foreign_key="item.id", primary_key=True, ondelete="CASCADE")
    question_id: int = Field(foreign_key="question.id", primary_key=True, ondelete="CASCADE")


class Mark(SQLModel, table=True):
    """Something a host did to the clock. Undone marks stay, and count for nothing."""

    id: int = Field(default=None, primary_key=True)
    call_id: int = key("call")
    kind: str
    at: Instant = instant(required=True)
    item_id: int | None = key("item", required=False, index=False)
    by: timedelta = timedelta()
    undone_at: Instant | None = instant()
