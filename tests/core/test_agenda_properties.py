"""What holds for any plan, any marks and any now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from facilitator.core.agenda import Mark, MarkKind, Plan, PlannedItem
from facilitator.core.clock import CallState, clock
from facilitator.core.countdown import running_between
from facilitator.core.progress import ItemState, next_item, previous_item
from tests.core.agenda import STARTS_AT, ZERO, at, times

# What holds for any plan and any marks

seconds = st.integers(0, 3600).map(lambda count: timedelta(seconds=count))


def _plans(min_size: int = 0) -> st.SearchStrategy[Plan]:
    def plan(durations: list[timedelta]) -> Plan:
        items = (PlannedItem(index, each) for index, each in enumerate(durations))
        return Plan(STARTS_AT, tuple(items))

    return st.lists(seconds, min_size=min_size, max_size=6).map(plan)


plans = _plans()
# Ids up to 7 and None: some are not the plan's.
mark_seeds = st.tuples(
    st.sampled_from([*MarkKind, MarkKind.STARTED, MarkKind.STARTED, MarkKind.PAUSED]),
    st.none() | st.integers(0, 7),
    st.integers(-5000, 5000),
    st.integers(0, 2000),
)


def _in_time(seeds: Sequence[tuple[MarkKind, int | None, int, int]]) -> tuple[Mark, ...]:
    marks, moment = [], at(-20)
    for kind, item, by, gap in seeds:
        moment += timedelta(seconds=gap)
        marks.append(Mark(kind, moment, item, timedelta(seconds=by)))
    return tuple(marks)


any_marks = st.lists(mark_seeds, max_size=14).map(_in_time)


def _after(marks: Sequence[Mark], wait: timedelta) -> datetime:
    return (marks[-1].at if marks else at(-20)) + wait


def _kept_running(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Start a call ahead of any marks and leave it running behind them."""
    started = Mark(MarkKind.STARTED, at(-20), 0)
    going_on = (mark for mark in marks if mark.kind is not MarkKind.FINISHED)
    return started, *going_on, Mark(MarkKind.RESUMED, _after(marks, ZERO))


running_marks = any_marks.map(_kept_running)


@given(plans, any_marks, seconds)
def test_clock_is_consistent_for_any_marks(
    plan: Plan, marks: tuple[Mark, ...], wait: timedelta
) -> None:
    seen = clock(plan, marks, _after(marks, wait))
    assert seen.late_by == seen.projected_end_at - seen.planned_end_at
    on = [each.id for each in seen.items if each.state is ItemState.NOW]
    assert on == ([] if seen.current is None else [seen.current])
    assert (seen.current is not None) == (seen.state in {CallState.RUNNING, CallState.PAUSED})
    assert (seen.paused_at is not None) == (seen.state is CallState.PAUSED)
    assert (seen.deadline_at is not None) == (seen.state is CallState.RUNNING)
    assert min((each.duration for each in seen.items), default=ZERO) >= ZERO
    assert (seen.next, seen.previous) == (next_item(plan, marks), previous_item(plan, marks))
    if seen.current is not None:
        assert (seen.elapsed or ZERO) + (seen.remaining or ZERO) == times(
            seen, seen.current
        ).duration


@given(plans, any_marks, seconds)
def test_expected_times_are_ordered_and_never_overlap(
    plan: Plan, marks: tuple[Mark, ...], wait: timedelta
) -> None:
    seen = clock(plan, marks, _after(marks, wait))
    edges = [t for each in seen.items for t in (each.expected_start_at, each.expected_end_at)]
    assert edges == sorted(edges)
    if seen.items and seen.state is not CallState.FINISHED:
        assert edges[-1] == seen.projected_end_at


@given(plans, any_marks, seconds)
def test_items_ahead_follow_each_other_without_gaps(
    plan: Plan, marks: tuple[Mark, ...], wait: timedelta
) -> None:
    seen = clock(plan, marks, _after(marks, wait))
    begun = {ItemState.NOW, ItemState.PLANNED}
    for one, other in pairwise(each for each in seen.items if each.state in begun):
        assert one.expected_end_at == other.expected_start_at
        assert other.expected_end_at - other.expected_start_at == other.duration


@given(plans, any_marks, seconds, seconds)
def test_screen_counting_by_itself_finds_the_same_projected_end(
    plan: Plan, marks: tuple[Mark, ...], wait: timedelta, later: timedelta
) -> None:
    sent = clock(plan, marks, _after(marks, wait))
    now = _after(marks, wait + later)
    free_at = {
        CallState.WAITING: max(sent.planned_start_at, now),
        CallState.RUNNING: max(sent.deadline_at or now, now),
        CallState.PAUSED: now + max(sent.remaining or ZERO, ZERO),
        CallState.FINISHED: sent.ended_at or now,
    }[sent.state]
    assert free_at + sent.remaining_after == clock(plan, marks, now).projected_end_at


@given(_plans(min_size=1), running_marks, seconds, seconds)
def test_remaining_falls_one_for_one_while_running(
    plan: Plan, marks: tuple[Mark, ...], wait: timedelta, later: timedelta
) -> None:
    before = clock(plan, marks, _after(marks, wait))
    assert before.state is CallState.RUNNING
    after = clock(plan, marks, _after(marks, wait + later))
    assert (before.remaining, before.deadline_at) == (
        (after.remaining or ZERO) + later,
        after.deadline_at,
    )


@given(_plans(min_size=1), running_marks, seconds, seconds, seconds)
def test_pause_and_resume_shift_all_that_follows(
    plan: Plan, marks: tuple[Mark, ...], wait: timedelta, length: timedelta, later: timedelta
) -> None:
    straight = clock(plan, marks, _after(marks, wait + later))
    assert straight.state is CallState.RUNNING
    paused_at = _after(marks, wait)
    stop = Mark(MarkKind.PAUSED, paused_at), Mark(MarkKind.RESUMED, paused_at + length)
    paused = clock(plan, marks + stop, _after(marks, wait + later + length))
    assert (paused.remaining, paused.elapsed) == (straight.remaining, straight.elapsed)
    assert paused.projected_end_at == straight.projected_end_at + length
    for one, other in zip(straight.items, paused.items, strict=True):
        assert other.planned_start_at == one.planned_start_at
        if one.state is ItemState.PLANNED:
            assert other.expected_start_at == one.expected_start_at + length
        if one.state in {ItemState.NOW, ItemState.PLANNED}:
            assert other.expected_end_at == one.expected_end_at + length


@given(plans, any_marks, seconds, st.integers(0, 7), seconds)
def test_time_added_then_taken_is_nothing(
    plan: Plan, marks: tuple[Mark, ...], wait: timedelta, item: int, by: timedelta
) -> None:
    now = _after(marks, wait)
    both = Mark(MarkKind.EXTENDED, now, item, by), Mark(MarkKind.EXTENDED, now, item, -by)
    assert clock(plan, marks + both, now) == clock(plan, marks, now)


@given(plans, any_marks, mark_seeds, seconds)
def test_dropping_the_last_mark_brings_back_the_clock_before_it(
    plan: Plan,
    marks: tuple[Mark, ...],
    last: tuple[MarkKind, int | None, int, int],
    wait: timedelta,
) -> None:
    kept = list(marks)
    before = clock(plan, kept, _after(marks, wait))
    kept.append(replace(_in_time([last])[0], at=_after(marks, wait)))
    clock(plan, kept, _after(marks, wait))
    kept.pop()
    assert clock(plan, kept, _after(marks, wait)) == before


@given(plans, any_marks, seconds)
def test_marks_of_unknown_items_are_ignored(
    plan: Plan, marks: tuple[Mark, ...], wait: timedelta
) -> None:
    now = _after(marks, wait)
    ids = {item.id for item in plan.items}
    of_items = {MarkKind.STARTED, MarkKind.EXTENDED, MarkKind.SKIPPED}
    known = [mark for mark in marks if mark.kind not in of_items or mark.item in ids]
    assert clock(plan, known, now) == clock(plan, marks, now)


@given(any_marks, seconds, seconds, seconds)
def test_running_time_adds_up_over_any_cut(
    marks: tuple[Mark, ...], skipped: timedelta, first: timedelta, second: timedelta
) -> None:
    start_at = at(-20) + skipped
    cut_at, end_at = start_at + first, start_at + first + second
    assert running_between(marks, start_at, end_at) == running_between(
        marks, start_at, cut_at
    ) + running_between(marks, cut_at, end_at)
