"""The story of a call, as a tree of plain values that any format can be written from.

What is not in the tree cannot be published by a template, however it is changed: there is no
author, no e-mail, no private note, and a name only of somebody who agreed to be named.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Stage(StrEnum):
    """How much there is to tell: a preview, so far, or all of it."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody speaks for. `name` is in the reader's language, empty if nothing is known.

    `country` is an ISO code and `world_region` a key; each may be empty.
    """

    name: str
    city: str
    country: str
    world_region: str

    @property
    def identity(self) -> tuple[str, str]:
        """What makes two people's places the same, however they wrote them."""
        return self.city.strip().casefold(), self.country


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who came; `name` is empty unless they agreed to be named."""

    id: int
    place: Place
    name: str = ""


@dataclass(frozen=True, slots=True)
class WorldRegion:
    """A world region, how many came from it, and its places in alphabetical order."""

    key: str
    people: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who agreed to be named."""

    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who came. World regions with most people come first; the unknown one (key "") last."""

    people: int
    places: int
    countries: int
    world_regions: tuple[WorldRegion, ...]
    named: tuple[Named, ...]

    @property
    def known_regions(self) -> int:
        """How many world regions people came from."""
        return sum(1 for one in self.world_regions if one.key)


@dataclass(frozen=True, slots=True)
class Line:
    """An item of the agenda, as planned and as it was. Times are in the call's zone.

    `state` is planned, now, done or skipped; `lasted` counts every stretch in which it was on,
    pauses included, and is None until it has ended.
    """

    title: str
    kind: str
    state: str
    planned_at: datetime
    planned: timedelta
    started_at: datetime | None = None
    lasted: timedelta | None = None

    @property
    def late_by(self) -> timedelta | None:
        """How much later than planned it began; negative if earlier, None if it did not."""
        return self.started_at - self.planned_at if self.started_at else None


@dataclass(frozen=True, slots=True)
class Talk:
    """A presentation. `presenter` is empty unless their name may be published."""

    place: str
    title: str
    presenter: str
    planned: timedelta
    lasted: timedelta | None = None


@dataclass(frozen=True, slots=True)
class RoomMix:
    """A room of a round: who spoke with whom, by place only.

    `world_regions` has a key for each person, sorted, so that it can be drawn as a ring.
    """

    id: int
    label: str
    places: tuple[str, ...]
    world_regions: tuple[str, ...]
    insights: int

    @property
    def people(self) -> int:
        """How many people sat here."""
        return len(self.world_regions)

    @property
    def known_regions(self) -> int:
        """How many world regions met here."""
        return len(set(self.world_regions) - {""})


@dataclass(frozen=True, slots=True)
class HeldRound:
    """A round whose rooms were opened; rounds count from 1 through the call."""

    number: int
    title: str
    rooms: tuple[RoomMix, ...]


@dataclass(frozen=True, slots=True)
class Learned:
    """What one room (or, without a round, people in the main room) learned about a question.

    Each of `insights` is a text as its lines.
    """

    room: str
    round: int | None
    places: tuple[str, ...]
    insights: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and all that was learned about it."""

    question: str
    learned: tuple[Learned, ...]

    @property
    def count(self) -> int:
        """How many insights there are."""
        return sum(len(one.insights) for one in self.learned)


@dataclass(frozen=True, slots=True)
class Story:
    """A call from its title to what was learned.

    It starts and ends as planned until it has. Times are in the call's zone, `time_zone`.
    """

    locale: str
    stage: Stage
    title: str
    time_zone: str
    starts_at: datetime
    ends_at: datetime
    invited: int
    attendance: Attendance
    agenda: tuple[Line, ...]
    talks: tuple[Talk, ...]
    rounds: tuple[HeldRound, ...]
    met_again: int
    answered: tuple[Answered, ...]

    @property
    def insights(self) -> int:
        """How many insights there are in all."""
        return sum(one.count for one in self.answered)
