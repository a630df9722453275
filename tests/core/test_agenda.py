"""What marks make of an agenda: skipping, jumping, going back; and what is refused."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from facilitator.core.agenda import Mark, MarkKind, Plan, PlannedItem, utc
from facilitator.core.clock import clock
from facilitator.core.countdown import deadline, running_between
from facilitator.core.progress import ItemState, next_item, previous_item
from tests.core.agenda import (
    BREAKOUT,
    CLOSE,
    FRAMING,
    PLAN,
    STARTS_AT,
    WELCOME,
    ZERO,
    at,
    at_minute,
    minutes,
    skip,
    start,
    states,
    times,
)

NAIVE = datetime(2022, 3, 9, 14)  # noqa: DTZ001 - what is tested is that it is refused

# Skipping, jumping, going back


def test_struck_out_item_takes_no_time() -> None:
    seen = at_minute(5, start(WELCOME, 0), skip(FRAMING, 5))
    assert (seen.next, seen.late_by) == (BREAKOUT, minutes(-30))
    framing = times(seen, FRAMING)
    assert (framing.state, framing.expected_start_at, framing.expected_end_at) == (
        ItemState.SKIPPED,
        at(10),
        at(10),
    )


def test_struck_out_item_can_be_started_after_all() -> None:
    seen = at_minute(6, start(WELCOME, 0), skip(FRAMING, 5), start(FRAMING, 6))
    assert (seen.current, seen.late_by) == (FRAMING, minutes(-4))


def test_struck_out_item_once_started_stays_in_the_plan() -> None:
    marks = start(WELCOME, 0), skip(FRAMING, 5), start(FRAMING, 6), start(WELCOME, 7)
    assert at_minute(8, *marks).next == FRAMING


def test_skipping_the_current_item_starts_the_next() -> None:
    before = start(WELCOME, 0), skip(FRAMING, 1)
    assert at_minute(9, *before, skip(WELCOME, 6)) == at_minute(9, *before, start(BREAKOUT, 6))


def test_skipping_the_last_item_or_one_behind_changes_nothing() -> None:
    marks = start(WELCOME, 0), start(CLOSE, 6)
    assert at_minute(9, *marks, skip(CLOSE, 8)) == at_minute(9, *marks)
    assert at_minute(9, *marks, skip(WELCOME, 8)) == at_minute(9, *marks)


def test_items_jumped_over_are_skipped() -> None:
    seen = at_minute(7, start(WELCOME, 0), start(BREAKOUT, 6))
    assert states(seen) == [
        ItemState.DONE,
        ItemState.SKIPPED,
        ItemState.NOW,
        ItemState.PLANNED,
    ]
    assert (seen.previous, seen.next, seen.late_by) == (WELCOME, CLOSE, minutes(-34))


def test_going_back_runs_the_item_afresh_and_plans_what_follows_again() -> None:
    marks = start(WELCOME, 0), start(FRAMING, 10), start(BREAKOUT, 40), start(FRAMING, 42)
    seen = at_minute(45, *marks)
    assert states(seen) == [
        ItemState.DONE,
        ItemState.NOW,
        ItemState.PLANNED,
        ItemState.PLANNED,
    ]
    assert (seen.previous, seen.next, seen.remaining) == (WELCOME, BREAKOUT, minutes(27))
    framing, breakout = times(seen, FRAMING), times(seen, BREAKOUT)
    assert (framing.started_at, framing.ended_at) == (at(10), None)
    assert (framing.expected_start_at, framing.expected_end_at) == (at(42), at(72))
    assert (breakout.started_at, breakout.ended_at) == (at(40), at(42))
    assert (breakout.expected_start_at, breakout.expected_end_at) == (at(72), at(97))


def test_next_and_previous_item_pass_over_struck_out_ones() -> None:
    marks = [skip(WELCOME, -1)]
    assert (next_item(PLAN, marks), previous_item(PLAN, marks)) == (FRAMING, None)
    marks += [start(FRAMING, 0), skip(BREAKOUT, 1), start(CLOSE, 2)]
    assert (next_item(PLAN, marks), previous_item(PLAN, marks)) == (None, FRAMING)


def test_previous_item_is_the_nearest_held() -> None:
    assert previous_item(PLAN, [start(WELCOME, 0), start(FRAMING, 1), start(CLOSE, 2)]) == FRAMING


def test_previous_item_passes_over_one_held_and_then_struck_out() -> None:
    back = [start(WELCOME, 0), start(FRAMING, 1), start(WELCOME, 2)]
    marks = [*back, skip(FRAMING, 3), start(BREAKOUT, 4)]
    assert previous_item(PLAN, marks) == WELCOME
    assert times(at_minute(5, *marks), FRAMING).state is ItemState.DONE


def test_expected_times_of_an_item_held_before_going_back_lie_behind_the_later_run() -> None:
    held = start(WELCOME, 0), start(FRAMING, 10), start(BREAKOUT, 20)
    framing = times(at_minute(45, *held, start(WELCOME, 30), start(CLOSE, 40)), FRAMING)
    assert (framing.started_at, framing.ended_at) == (at(10), at(20))
    assert (framing.expected_start_at, framing.expected_end_at) == (at(40), at(40))


# What is refused


def test_naive_time_is_refused_wherever_it_enters() -> None:
    sentence = "^The time 2022-03-09T14:00:00 has no time zone: pass an aware UTC datetime.$"
    with pytest.raises(ValueError, match=sentence):
        Plan(NAIVE, ())
    with pytest.raises(ValueError, match=sentence):
        Mark(MarkKind.PAUSED, NAIVE)
    with pytest.raises(ValueError, match=sentence):
        clock(PLAN, (), NAIVE)
    with pytest.raises(ValueError, match=sentence):
        deadline((), NAIVE, ZERO, at(0))
    with pytest.raises(ValueError, match=sentence):
        running_between((), at(0), NAIVE)


def test_other_zones_are_turned_into_utc() -> None:
    # The night Amsterdam's clocks go forward: 01:30 to 03:30 there is one hour.
    zone = ZoneInfo("Europe/Amsterdam")
    began, now = (datetime(2022, 3, 27, hour, 30, tzinfo=zone) for hour in (1, 3))
    seen = clock(Plan(began, PLAN.items), [Mark(MarkKind.STARTED, began, WELCOME)], now)
    assert (seen.elapsed, seen.started_at) == (minutes(60), utc(began))
    assert utc(began).tzinfo is UTC


def test_plan_refuses_what_cannot_be_timed() -> None:
    with pytest.raises(ValueError, match=r"^Item 3 has a negative duration: .* or more\.$"):
        PlannedItem(3, minutes(-1))
    with pytest.raises(ValueError, match=r"^Two items of the plan have the same id: .* own\.$"):
        Plan(STARTS_AT, (PlannedItem(3, ZERO), PlannedItem(3, ZERO)))
