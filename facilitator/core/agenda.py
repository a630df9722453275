"""The agenda as planned, and the marks a host makes on it.

Marks are the only thing stored about what happens to an agenda, and undo is dropping the last
one. So every sequence of marks must have a meaning: `MarkKind` says which.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What an item is. Time treats all kinds alike: a break counts like any other item."""

    OPENING = "opening"
    PRESENTATION = "presentation"
    BREAKOUT = "breakout"
    PLENARY = "plenary"
    BREAK = "break"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """A timed part of a plan. Raises ValueError for a negative duration."""

    id: int
    duration: timedelta

    def __post_init__(self) -> None:
        """Refuse a negative duration."""
        if self.duration < timedelta():
            raise ValueError(
                f"Item {self.id} has a negative duration: give it zero minutes or more."
            )


@dataclass(frozen=True, slots=True)
class Plan:
    """Items that follow each other without gaps. Raises ValueError for naive times, equal ids."""

    starts_at: datetime
    items: tuple[PlannedItem, ...]

    def __post_init__(self) -> None:
        """Hold the start in UTC: sums over a local zone go wrong when its clocks change."""
        object.__setattr__(self, "starts_at", utc(self.starts_at))
        if len({item.id for item in self.items}) < len(self.items):
            raise ValueError("Two items of the plan have the same id: give each item its own.")


class MarkKind(StrEnum):
    """What a host did. A mark that names an item the plan does not have is ignored.

    STARTED  the item is on, from the beginning of its time, whichever was on before. A pause
             goes on: moving about while paused leaves the new item waiting with all its time.
    PAUSED   time stands still until RESUMED; neither counts twice in a row. A pause made
             before the first item starts holds that item too.
    EXTENDED the item lasts `by` longer, or shorter if negative, but never less than zero.
    SKIPPED  an item ahead is struck out until it is started. On the current item: the next one
             starts in its place, or nothing happens if none is left, as only FINISHED ends a
             call. On an item behind: nothing.
    FINISHED the call is over; later marks are ignored.
    """

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    SKIPPED = "skipped"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Mark:
    """One act of a host. Raises ValueError for a naive time."""

    kind: MarkKind
    at: datetime
    item: int | None = None
    by: timedelta = timedelta()

    def __post_init__(self) -> None:
        """Hold the time in UTC, as the plan does."""
        object.__setattr__(self, "at", utc(self.at))


def effective(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield the marks up to FINISHED, none earlier than the one before it.

    Their order is the truth. Clocks of two machines may differ by a moment, time may not go back.
    """
    latest_at: datetime | None = None
    for mark in marks:
        latest_at = mark.at if latest_at is None else max(latest_at, mark.at)
        yield replace(mark, at=latest_at)
        if mark.kind is MarkKind.FINISHED:
            return


def utc(at: datetime) -> datetime:
    """Return the same instant in UTC. Raises ValueError for a time without a zone."""
    if at.utcoffset() is None:
        raise ValueError(f"The time {at.isoformat()} has no time zone: pass an aware UTC datetime.")
    return at.astimezone(UTC)
