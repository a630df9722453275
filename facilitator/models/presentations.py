"""Presentations: what a place tells everybody, on a clock."""

from datetime import timedelta

from sqlmodel import Field, SQLModel

from facilitator.models.fields import Instant, Words, instant, key, words


class Presentation(SQLModel, table=True):
    """One place's turn within an item; `cue` is a private word from the host to the presenter."""

    id: int = Field(default=None, primary_key=True)
    call_id: int = key("call")
    item_id: int = key("item")
    position: int
    title: str = ""
    titles: Words = words()
    presenter: str = ""
    place: str = ""
    participant_id: int | None = key("participant", required=False)
    duration: timedelta
    started_at: Instant | None = instant()
    ended_at: Instant | None = instant()
    cue: str = ""
