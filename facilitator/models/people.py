"""People: a person is known to a series; a participant is their part in one call."""

from sqlmodel import Field, Relationship, SQLModel, UniqueConstraint

from facilitator.models.fields import Instant, instant, key, several


class Person(SQLModel, table=True):
    """Someone known to a series, and the place that they speak for.

    `world_region` is a key of `gazetteer.WORLD_REGIONS`, `country` an ISO 3166 alpha-2 code.
    """

    id: int = Field(default=None, primary_key=True)
    series_id: int = key("series")
    name: str
    email: str = Field(default="", index=True)
    city: str = ""
    country: str = ""
    world_region: str = ""
    organisation: str = ""
    kind: str = ""
    languages: list[str] = several()
    named: bool = False


class Participant(SQLModel, table=True):
    """A person's part in one call; `present` while at least one of their devices is connected."""

    __table_args__ = (UniqueConstraint("call_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    call_id: int = key("call")
    person_id: int = key("person")
    willing: list[str] = several()
    invited: bool = False
    joined_at: Instant | None = instant()
    present: bool = False
    left_at: Instant | None = instant()
    note_taker: bool = False
    locale: str = ""

    person: Person = Relationship(sa_relationship_kwargs={"lazy": "joined", "innerjoin": True})


class Visit(SQLModel, table=True):
    """One stay of a participant in the call; open while `left_at` is empty."""

    id: int = Field(default=None, primary_key=True)
    call_id: int = key("call")
    participant_id: int = key("participant")
    came_at: Instant = instant(required=True)
    left_at: Instant | None = instant()
