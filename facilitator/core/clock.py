"""The agenda clock: what is on, how late we are and when we shall end.

Time is a function, not a process: all is computed from plan, marks and now, and nothing here
reads a clock. So a restart, an undo or a second machine cannot put it wrong.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from facilitator.core.agenda import Mark, Plan, PlannedItem
from facilitator.core.countdown import Countdown, deadline, not_before, stopped_at
from facilitator.core.progress import ItemState, Progress, progress


class CallState(StrEnum):
    """Where a call stands. RUNNING and PAUSED calls have exactly one item on."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class ItemTimes:
    """The times of one item.

    Planned times are the plan's, whatever happened. `started_at` (first start) and `ended_at`
    (last end, None while on) are facts, kept when the host goes back before the item. Expected
    times lie on one line that never runs backwards: the last time it was held, else the
    forecast; a skipped item takes no time on it. `duration` is with what was added or taken.
    """

    id: int
    state: ItemState
    duration: timedelta
    planned_start_at: datetime
    planned_end_at: datetime
    expected_start_at: datetime
    expected_end_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Clock:
    """A call's time at one instant.

    `elapsed` and `remaining` are the current item's without pauses (None if none is on),
    `remaining` negative when over. `late_by` is projected minus planned end, negative if early.

    A screen counts by itself from what now does not change within a state. The projected end is
    `free_at` + `remaining_after`, where `free_at` is
    WAITING: max(`planned_start_at`, now); RUNNING: max(`deadline_at`, now);
    PAUSED: now + max(`remaining`, 0); FINISHED: `ended_at`.
    """

    state: CallState
    current: int | None
    previous: int | None
    next: int | None
    items: tuple[ItemTimes, ...]
    started_at: datetime | None
    ended_at: datetime | None
    paused_at: datetime | None
    elapsed: timedelta | None
    remaining: timedelta | None
    deadline_at: datetime | None
    remaining_after: timedelta
    planned_start_at: datetime
    planned_end_at: datetime
    projected_end_at: datetime
    late_by: timedelta


def clock(plan: Plan, marks: Sequence[Mark], now: datetime) -> Clock:
    """Compute the clock; defined for any marks, in the order in which they were made.

    `now` is taken as no earlier than the last mark. Raises ValueError if it is naive.
    """
    now = not_before(marks, now)
    made = progress(plan, marks)
    countdown = _countdown(made, marks, now)
    state = _call_state(made, countdown)
    free_at = _free_at(made, countdown, now)
    remaining_after = _remaining_after(made)
    planned_end_at = plan.starts_at + _total(plan.items)
    projected_end_at = free_at + remaining_after
    return Clock(
        state=state,
        current=made.current,
        previous=made.previous,
        next=made.next,
        items=tuple(_item_times(made, free_at)),
        started_at=made.started_at,
        ended_at=made.finished_at,
        paused_at=stopped_at(marks) if state is CallState.PAUSED else None,
        elapsed=countdown.elapsed if countdown else None,
        remaining=countdown.remaining if countdown else None,
        deadline_at=countdown.ends_at if countdown else None,
        remaining_after=remaining_after,
        planned_start_at=plan.starts_at,
        planned_end_at=planned_end_at,
        projected_end_at=projected_end_at,
        late_by=projected_end_at - planned_end_at,
    )


def _countdown(made: Progress, marks: Sequence[Mark], now: datetime) -> Countdown | None:
    if made.current is None:
        return None
    run = made.runs[made.current][-1]
    return deadline(marks, run.started_at, made.durations[made.current], now)


def _call_state(made: Progress, countdown: Countdown | None) -> CallState:
    if made.finished_at is not None:
        return CallState.FINISHED
    if countdown is None:
        return CallState.WAITING
    return CallState.PAUSED if countdown.paused else CallState.RUNNING


def _free_at(made: Progress, countdown: Countdown | None, now: datetime) -> datetime:
    """Return the earliest instant at which the items ahead can begin."""
    if made.finished_at is not None:
        return made.finished_at
    if countdown is None:
        return max(made.plan.starts_at, now)
    return now + max(timedelta(), countdown.remaining)


def _remaining_after(made: Progress) -> timedelta:
    ahead = (i for i in made.durations if made.state(i) is ItemState.PLANNED)
    return sum((made.durations[i] for i in ahead), timedelta())


def _total(items: Sequence[PlannedItem]) -> timedelta:
    return sum((item.duration for item in items), timedelta())


def _item_times(made: Progress, free_at: datetime) -> Iterator[ItemTimes]:
    planned_at = made.plan.starts_at
    expected_at = made.started_at or free_at
    for item in made.plan.items:
        runs = made.runs.get(item.id, [])
        start_at, end_at = _expected(made, item.id, expected_at, free_at)
        yield ItemTimes(
            id=item.id,
            state=made.state(item.id),
            duration=made.durations[item.id],
            planned_start_at=planned_at,
            planned_end_at=planned_at + item.duration,
            expected_start_at=start_at,
            expected_end_at=end_at,
            started_at=runs[0].started_at if runs else None,
            ended_at=runs[-1].ended_at if runs else None,
        )
        planned_at += item.duration
        expected_at = end_at


def _expected(
    made: Progress, item: int, earliest_at: datetime, free_at: datetime
) -> tuple[datetime, datetime]:
    """Return an item's start and end on the line of expected times."""
    state = made.state(item)
    if state is ItemState.SKIPPED:
        return earliest_at, earliest_at
    if state is ItemState.PLANNED:
        return earliest_at, earliest_at + made.durations[item]
    run = made.runs[item][-1]
    start_at = max(earliest_at, run.started_at)
    return start_at, max(start_at, run.ended_at or free_at)
