"""A small agenda, and short words for the marks that a host makes on it."""

from datetime import UTC, datetime, timedelta

from facilitator.core.agenda import Mark, MarkKind, Plan, PlannedItem
from facilitator.core.clock import Clock, ItemTimes, clock
from facilitator.core.progress import ItemState

ZERO = timedelta()
STARTS_AT = datetime(2022, 3, 9, 14, tzinfo=UTC)
WELCOME, FRAMING, BREAKOUT, CLOSE = 11, 12, 13, 14
# 14:00 welcome, 14:10 framing, 14:40 breakout, 15:05 close, 15:15 end
PLAN = Plan(
    STARTS_AT,
    tuple(
        PlannedItem(item, timedelta(minutes=minutes))
        for item, minutes in ((WELCOME, 10), (FRAMING, 30), (BREAKOUT, 25), (CLOSE, 10))
    ),
)


def at(minute: float) -> datetime:
    return STARTS_AT + timedelta(minutes=minute)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def start(item: int, minute: float) -> Mark:
    return Mark(MarkKind.STARTED, at(minute), item)


def skip(item: int, minute: float) -> Mark:
    return Mark(MarkKind.SKIPPED, at(minute), item)


def extend(item: int, by: float, minute: float) -> Mark:
    return Mark(MarkKind.EXTENDED, at(minute), item, minutes(by))


def pause(minute: float) -> Mark:
    return Mark(MarkKind.PAUSED, at(minute))


def resume(minute: float) -> Mark:
    return Mark(MarkKind.RESUMED, at(minute))


def finish(minute: float) -> Mark:
    return Mark(MarkKind.FINISHED, at(minute))


def at_minute(minute: float, *marks: Mark, plan: Plan = PLAN) -> Clock:
    return clock(plan, marks, at(minute))


def times(seen: Clock, item: int) -> ItemTimes:
    return next(each for each in seen.items if each.id == item)


def states(seen: Clock) -> list[ItemState]:
    return [each.state for each in seen.items]
