"""The agenda clock from waiting to finished, in examples a host would recognise."""

from facilitator.core.agenda import Plan
from facilitator.core.clock import CallState, ItemTimes
from facilitator.core.progress import ItemState
from tests.core.agenda import (
    BREAKOUT,
    CLOSE,
    FRAMING,
    STARTS_AT,
    WELCOME,
    ZERO,
    at,
    at_minute,
    extend,
    finish,
    minutes,
    pause,
    resume,
    start,
    states,
    times,
)

# Before the start


def test_clock_before_the_start_projects_the_plan() -> None:
    seen = at_minute(-30)
    assert (seen.state, seen.current, seen.previous, seen.next) == (
        CallState.WAITING,
        None,
        None,
        WELCOME,
    )
    assert (seen.planned_end_at, seen.projected_end_at, seen.late_by) == (at(75), at(75), ZERO)
    assert (seen.remaining, seen.elapsed, seen.deadline_at) == (None, None, None)
    assert [(each.expected_start_at, each.expected_end_at) for each in seen.items] == [
        (each.planned_start_at, each.planned_end_at) for each in seen.items
    ]
    assert [each.planned_start_at for each in seen.items] == [at(0), at(10), at(40), at(65)]


def test_clock_not_started_in_time_is_late_by_the_wait() -> None:
    assert at_minute(7).late_by == minutes(7)
    assert times(at_minute(7), WELCOME).expected_start_at == at(7)


def test_clock_started_early_is_early() -> None:
    assert at_minute(-4, start(WELCOME, -5)).late_by == minutes(-5)


def test_clock_of_a_plan_without_items_waits() -> None:
    seen = at_minute(5, start(WELCOME, 0), plan=Plan(STARTS_AT, ()))
    assert (seen.state, seen.items, seen.next) == (CallState.WAITING, (), None)
    assert (seen.planned_end_at, seen.projected_end_at) == (at(0), at(5))


# While it runs


def test_clock_of_a_running_item_tells_its_time() -> None:
    seen = at_minute(4, start(WELCOME, 1))
    assert (seen.state, seen.current, seen.next) == (CallState.RUNNING, WELCOME, FRAMING)
    assert (seen.elapsed, seen.remaining, seen.deadline_at) == (minutes(3), minutes(7), at(11))
    assert (seen.projected_end_at, seen.late_by) == (at(76), minutes(1))
    assert (seen.started_at, seen.ended_at, seen.remaining_after) == (at(1), None, minutes(65))


def test_item_over_its_time_pushes_the_end_minute_by_minute() -> None:
    seen = at_minute(13, start(WELCOME, 0))
    assert (seen.remaining, seen.deadline_at) == (minutes(-3), at(10))
    assert (seen.projected_end_at, seen.late_by) == (at(78), minutes(3))
    assert times(seen, FRAMING).expected_start_at == at(13)


def test_item_left_early_brings_the_end_forward() -> None:
    seen = at_minute(8, start(WELCOME, 0), start(FRAMING, 6))
    assert states(seen) == [
        ItemState.DONE,
        ItemState.NOW,
        ItemState.PLANNED,
        ItemState.PLANNED,
    ]
    assert seen.late_by == minutes(-4)
    assert times(seen, WELCOME) == ItemTimes(
        id=WELCOME,
        state=ItemState.DONE,
        duration=minutes(10),
        planned_start_at=at(0),
        planned_end_at=at(10),
        expected_start_at=at(0),
        expected_end_at=at(6),
        started_at=at(0),
        ended_at=at(6),
    )


def test_item_started_again_runs_afresh() -> None:
    seen = at_minute(8, start(WELCOME, 0), start(WELCOME, 6))
    assert (seen.current, seen.elapsed, seen.remaining) == (WELCOME, minutes(2), minutes(8))


def test_clock_takes_a_mark_made_a_moment_ahead_of_now() -> None:
    assert at_minute(0.9, start(WELCOME, 1)) == at_minute(1, start(WELCOME, 1))


def test_marks_of_machines_that_differ_never_turn_time_back() -> None:
    seen = at_minute(20, start(WELCOME, 1), start(FRAMING, 0.9))
    assert (times(seen, WELCOME).ended_at, times(seen, FRAMING).started_at) == (at(1), at(1))


# Pauses


def test_pause_stops_the_countdown_and_moves_the_end_with_now() -> None:
    marks = start(WELCOME, 0), pause(4)
    for minute in (4, 9, 30):
        seen = at_minute(minute, *marks)
        assert (seen.state, seen.paused_at) == (CallState.PAUSED, at(4))
        assert (seen.remaining, seen.deadline_at) == (minutes(6), None)
        assert seen.projected_end_at == at(minute + 6 + 65)


def test_item_started_in_a_pause_keeps_all_its_time() -> None:
    marks = start(WELCOME, 0), pause(4), start(FRAMING, 6)
    seen = at_minute(9, *marks)
    assert (seen.state, seen.current, seen.remaining) == (CallState.PAUSED, FRAMING, minutes(30))
    assert at_minute(12, *marks, resume(10)).deadline_at == at(40)


def test_second_pause_and_stray_resume_are_ignored() -> None:
    marks = start(WELCOME, 0), resume(1), pause(2), pause(3), resume(5), resume(6)
    assert at_minute(7, *marks) == at_minute(7, start(WELCOME, 0), pause(2), resume(5))


def test_call_finished_in_a_pause_is_finished() -> None:
    seen = at_minute(9, start(WELCOME, 0), pause(4), finish(5))
    assert (seen.state, seen.paused_at, seen.ended_at) == (CallState.FINISHED, None, at(5))


# Adding and taking time


def test_added_time_moves_the_rest() -> None:
    seen = at_minute(6, start(WELCOME, 0), extend(WELCOME, 5, 6))
    assert (seen.remaining, seen.late_by) == (minutes(9), minutes(5))
    assert times(seen, WELCOME).duration == minutes(15)
    assert times(seen, WELCOME).planned_end_at == at(10)
    assert times(seen, CLOSE).expected_start_at == at(70)


def test_taken_time_of_an_item_ahead_brings_the_end_forward() -> None:
    assert at_minute(6, start(WELCOME, 0), extend(BREAKOUT, -5, 6)).late_by == minutes(-5)


def test_item_cannot_be_shorter_than_nothing_and_grows_at_once_again() -> None:
    taken = start(WELCOME, 0), extend(CLOSE, -60, 1)
    assert times(at_minute(2, *taken), CLOSE).duration == ZERO
    assert times(at_minute(2, *taken, extend(CLOSE, 5, 1)), CLOSE).duration == minutes(5)


# The end


def test_finished_call_keeps_its_times_whatever_the_hour() -> None:
    marks = start(WELCOME, 2), start(BREAKOUT, 20), finish(50)
    seen = at_minute(51, *marks)
    assert seen == at_minute(5000, *marks)
    assert (seen.state, seen.current, seen.previous, seen.next) == (
        CallState.FINISHED,
        None,
        None,
        None,
    )
    assert states(seen) == [
        ItemState.DONE,
        ItemState.SKIPPED,
        ItemState.DONE,
        ItemState.SKIPPED,
    ]
    assert (seen.started_at, seen.ended_at) == (at(2), at(50))
    assert (seen.projected_end_at, seen.late_by) == (at(50), minutes(-25))
    assert times(seen, BREAKOUT).ended_at == at(50)


def test_marks_after_the_finish_are_ignored() -> None:
    marks = start(WELCOME, 0), finish(5)
    assert at_minute(9, *marks, start(FRAMING, 6), pause(7), finish(8)) == at_minute(9, *marks)
