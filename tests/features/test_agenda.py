"""Running the agenda: each step does what its button says, once."""

import pytest

from facilitator.engine.errors import RefusedError
from facilitator.models import Mark
from tests.cast import Cast


def test_next_starts_the_first_item(cast: Cast) -> None:
    cast.host("agenda.next")
    assert [mark.item_id for mark in cast.rows(Mark)] == [cast.items()[0].id]


def test_next_pressed_by_two_hosts_at_once_moves_one_step(cast: Cast) -> None:
    cast.host("agenda.next")
    first, second = cast.items()[:2]
    cast.host("agenda.next", seen=first.id)
    cast.host("agenda.next", seen=first.id)
    assert [mark.item_id for mark in cast.rows(Mark)] == [first.id, second.id]


def test_undo_takes_back_the_last_step(cast: Cast) -> None:
    cast.host("agenda.next")
    last = cast.rows(Mark)[-1]
    cast.host("agenda.undo", mark_id=last.id)
    assert cast.rows(Mark)[-1].undone_at == cast.clock()


def test_undo_of_an_older_step_is_refused(cast: Cast) -> None:
    cast.host("agenda.next")
    first = cast.rows(Mark)[-1]
    cast.host("agenda.next", seen=cast.items()[0].id)
    with pytest.raises(RefusedError):
        cast.host("agenda.undo", mark_id=first.id)
