"""Countdowns of presenters and rounds, and their warnings."""

from datetime import timedelta

import pytest

from facilitator.core import countdown
from facilitator.core.countdown import Countdown, deadline, running_between, warning, warns_from
from tests.core.agenda import BREAKOUT, ZERO, at, finish, minutes, pause, resume, start

# Countdowns of presenters and rounds


def test_deadline_of_a_round_is_shifted_by_a_pause() -> None:
    marks = start(BREAKOUT, 40), pause(45), resume(48)
    assert deadline(marks[:1], at(41), minutes(8), at(43)) == Countdown(
        minutes(8), minutes(6), at(49), paused=False
    )
    assert deadline(marks[:2], at(41), minutes(8), at(47)) == Countdown(
        minutes(8), minutes(4), None, paused=True
    )
    seen = deadline(marks, at(41), minutes(8), at(50))
    assert seen == Countdown(minutes(8), minutes(2), at(52), paused=False)
    assert seen.elapsed == minutes(6)


def test_deadline_of_a_round_that_opens_later_waits_for_it() -> None:
    seen = deadline([start(BREAKOUT, 40)], at(43), minutes(8), at(41))
    assert (seen.remaining, seen.ends_at) == (minutes(8), at(51))


def test_deadline_stands_still_once_the_call_is_finished() -> None:
    seen = deadline([start(BREAKOUT, 40), finish(44)], at(41), minutes(8), at(90))
    assert seen == Countdown(minutes(8), minutes(5), None, paused=True)


def test_running_between_counts_only_the_pauses_inside() -> None:
    marks = pause(10), resume(20), pause(30), resume(31), pause(50)
    assert running_between(marks, at(15), at(40)) == minutes(19)
    assert running_between(marks, at(12), at(18)) == ZERO
    assert running_between(marks, at(45), at(70)) == minutes(5)
    assert running_between(marks, at(40), at(15)) == ZERO


@pytest.mark.parametrize(
    ("total_minutes", "soon_seconds", "last_seconds"),
    [(60, 120, 60), (10, 120, 60), (5, 60, 30), (1, 30, 15)],
)
def test_warning_comes_in_proportion_to_the_time(
    total_minutes: int, soon_seconds: int, last_seconds: int
) -> None:
    total, second = minutes(total_minutes), timedelta(seconds=1)
    soon, last = timedelta(seconds=soon_seconds), timedelta(seconds=last_seconds)
    assert [
        warning(remaining, total)
        for remaining in (total, soon + second, soon, last + second, last, second, ZERO, -second)
    ] == [
        countdown.Warning.CALM,
        countdown.Warning.CALM,
        countdown.Warning.SOON,
        countdown.Warning.SOON,
        countdown.Warning.LAST_MINUTE,
        countdown.Warning.LAST_MINUTE,
        countdown.Warning.OVER,
        countdown.Warning.OVER,
    ]


def test_warning_limits_are_given_mildest_first() -> None:
    assert list(warns_from(minutes(10)).items()) == [
        (countdown.Warning.SOON, minutes(2)),
        (countdown.Warning.LAST_MINUTE, minutes(1)),
        (countdown.Warning.OVER, ZERO),
    ]
