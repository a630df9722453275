"""Where a call stands: its agenda and marks as the pure clock wants them.

It is computed as of the last mark, not of the present second, so that what is drawn from it
depends on nothing but what is stored. Screens are given countdowns (an end, or what is left while
paused) and count by themselves.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from sqlmodel import col

from facilitator.core import countdown
from facilitator.core.agenda import Mark as CoreMark
from facilitator.core.agenda import MarkKind, Plan, PlannedItem
from facilitator.core.clock import CallState, Clock, ItemTimes, clock
from facilitator.features.common import once, rows
from facilitator.models import Call, Item, Mark


@dataclass(frozen=True)
class Ring:
    """A countdown as a screen wants it: seconds, and the instant it ends at unless paused."""

    total: int
    left: int | None
    ends_at: datetime | None
    soon: int
    last: int

    @property
    def shown_left(self) -> int:
        """What to show until the screen counts by itself."""
        return self.total if self.left is None else self.left


class Moment:
    """The agenda of a call with what has become of it, as of the last mark."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.items = rows(call, Item)
        self.marks = core_marks(call)

    @cached_property
    def plan(self) -> Plan:
        """The agenda as planned."""
        items = tuple(PlannedItem(item.id or 0, item.duration) for item in self.items)
        return Plan(self.call.starts_at, items)

    @cached_property
    def clock(self) -> Clock:
        """The computed clock."""
        return clock(self.plan, self.marks, self.as_of)

    @property
    def as_of(self) -> datetime:
        """The instant of the last mark; before there is one, the planned start."""
        return self.marks[-1].at if self.marks else self.call.starts_at

    @property
    def current(self) -> Item | None:
        """The item that is on."""
        return self.item(self.clock.current)

    @property
    def next(self) -> Item | None:
        """The item that comes next."""
        return self.item(self.clock.next)

    def item(self, item_id: int | None) -> Item | None:
        """The item with that id."""
        return next((item for item in self.items if item.id == item_id), None)

    def times(self, item: Item) -> ItemTimes:
        """Planned, actual and expected times of an item."""
        return next(times for times in self.clock.items if times.id == item.id)

    @property
    def running(self) -> bool:
        """Whether the call has begun and is not over."""
        return self.clock.state in {CallState.RUNNING, CallState.PAUSED}

    @property
    def ring(self) -> Ring | None:
        """The current item's countdown."""
        times = next((one for one in self.clock.items if one.id == self.clock.current), None)
        if times is None or self.clock.remaining is None:
            return None
        left, ends_at = self.clock.remaining, self.clock.deadline_at
        return _ring(times.duration, left, ends_at)

    def ring_of(self, started_at: datetime, duration: timedelta) -> Ring:
        """The countdown of something that began within the call; it pauses with the call."""
        left = countdown.deadline(self.marks, started_at, duration, self.as_of)
        return _ring(duration, left.remaining, left.ends_at)


@once
def moment_of(call: Call) -> Moment:
    """The moment of a call, for those who only look."""
    return Moment(call)


def core_marks(call: Call) -> list[CoreMark]:
    """The marks that count, in the order in which they were made."""
    made = rows(call, Mark, col(Mark.undone_at).is_(None))
    return [CoreMark(MarkKind(one.kind), one.at, one.item_id, one.by) for one in made]


def _ring(total: timedelta, left: timedelta, ends_at: datetime | None) -> Ring:
    limits = countdown.warns_from(total)
    return Ring(
        total=int(total.total_seconds()),
        left=None if ends_at else int(left.total_seconds()),
        ends_at=ends_at,
        soon=int(limits[countdown.Warning.SOON].total_seconds()),
        last=int(limits[countdown.Warning.LAST_MINUTE].total_seconds()),
    )
