"""Countdowns that stand still while the call does: an item's, a presenter's, a round's.

A countdown is sent once and counted down on the screen: within a state, nothing but `remaining`
depends on now, and that follows from `ends_at`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from facilitator.core.agenda import Mark, MarkKind, effective, utc

SOON_AT_MOST = timedelta(minutes=2)
SOON_AT_LEAST = timedelta(seconds=30)
SOON_SHARE = 5  # a fifth of the whole


@dataclass(frozen=True, slots=True)
class Countdown:
    """Time left of a stretch of time.

    `remaining` is negative when over. `ends_at` is the same for every now while time runs, and
    None while it stands still (`paused`): in a pause, and for good once the call has finished.
    """

    total: timedelta
    remaining: timedelta
    ends_at: datetime | None
    paused: bool

    @property
    def elapsed(self) -> timedelta:
        """How much has been used, pauses left out; more than `total` when over."""
        return self.total - self.remaining


class Warning(StrEnum):  # noqa: A001 - the word on the screen; nothing here warns the Python way
    """How pressing a countdown is, each stage with its own words and colour."""

    CALM = "calm"
    SOON = "soon"
    LAST_MINUTE = "last_minute"
    OVER = "over"


def deadline(
    marks: Sequence[Mark], started_at: datetime, duration: timedelta, now: datetime
) -> Countdown:
    """Count down from `started_at`; pauses of the call shift the end.

    Raises ValueError for a naive time. `now` is taken as no earlier than the start and the last
    mark: a thing that was done is done, even if this machine's clock lags behind.
    """
    now = max(not_before(marks, now), utc(started_at))
    remaining = duration - running_between(marks, started_at, now)
    paused = stopped_at(marks) is not None
    return Countdown(duration, remaining, None if paused else now + remaining, paused)


def running_between(marks: Iterable[Mark], start: datetime, end: datetime) -> timedelta:
    """Return how much time passed from start to end without pauses and before FINISHED.

    Zero if the end is before the start. Raises ValueError for a naive time.
    """
    start, end = utc(start), max(utc(start), utc(end))
    stood_still = timedelta()
    for stopped, resumed in _stops(marks):
        overlap = min(end, resumed or end) - max(start, stopped)
        stood_still += max(timedelta(), overlap)
    return end - start - stood_still


def stopped_at(marks: Iterable[Mark]) -> datetime | None:
    """Return since when time stands still, by a pause or the finish; None if it runs."""
    stops = _stops(marks)
    return stops[-1][0] if stops and stops[-1][1] is None else None


def not_before(marks: Iterable[Mark], now: datetime) -> datetime:
    """Return now, or the last mark's time if that is later. Raises ValueError if naive."""
    return max([utc(now), *(mark.at for mark in effective(marks))])


def warning(remaining: timedelta, total: timedelta) -> Warning:
    """Tell how pressing a countdown is; for the limits see `warns_from`."""
    reached = [stage for stage, left in warns_from(total).items() if remaining <= left]
    return reached[-1] if reached else Warning.CALM


def warns_from(total: timedelta) -> Mapping[Warning, timedelta]:
    """Return the remaining time at which each warning begins, mildest first.

    SOON: the last fifth, at most 2 minutes and at least 30 seconds, so that a short pitch is
    warned in time to close its sentence. LAST_MINUTE: half of that, so never more than a minute.
    OVER: no time left. A screen that counts by itself needs only these limits.
    """
    soon = max(SOON_AT_LEAST, min(SOON_AT_MOST, total / SOON_SHARE))
    return {Warning.SOON: soon, Warning.LAST_MINUTE: soon / 2, Warning.OVER: timedelta()}


def _stops(marks: Iterable[Mark]) -> list[tuple[datetime, datetime | None]]:
    """List the stretches without time, the last one open (None) if time stands still."""
    stops: list[tuple[datetime, datetime | None]] = []
    for mark in effective(marks):
        running = not stops or stops[-1][1] is not None
        if running and mark.kind in {MarkKind.PAUSED, MarkKind.FINISHED}:
            stops.append((mark.at, None))
        elif not running and mark.kind is MarkKind.RESUMED:
            stops[-1] = (stops[-1][0], mark.at)
    return stops
