"""Presentations: the queue, handing over, the presenter's own page."""

from datetime import timedelta

import pytest

from facilitator.core.roles import Role
from facilitator.engine.context import Actor
from facilitator.engine.errors import (
    InvalidError,
    NotAllowedError,
    NotFoundError,
    RefusedError,
)
from facilitator.models import Item, Presentation
from tests.cast import HOST, Cast


def cities_item(cast: Cast) -> Item:
    """The item in which two cities present: Bad Nauheim, then El Monte."""
    return next(item for item in cast.items() if item.title == "Two cities tell their path")


def queue(cast: Cast) -> list[Presentation]:
    turns = cast.rows(Presentation, Presentation.item_id == cities_item(cast).id)
    return sorted(turns, key=lambda one: one.position)


def places(cast: Cast) -> list[str]:
    return [one.place for one in queue(cast)]


def on_stage(cast: Cast) -> list[str]:
    turns = cast.rows(Presentation)
    return [one.place for one in turns if one.started_at and not one.ended_at]


def put_on(cast: Cast) -> tuple[int, int]:
    """Put the cities' item on; returns the ids of its two turns."""
    cast.host("agenda.go", item_id=cities_item(cast).id)
    first, second = queue(cast)
    return first.id or 0, second.id or 0


def test_next_starts_the_first_of_the_queue(cast: Cast) -> None:
    put_on(cast)
    cast.host("presentation.next")
    assert on_stage(cast) == ["Bad Nauheim"]
    assert queue(cast)[0].started_at == cast.clock()


def test_next_hands_over_at_one_instant(cast: Cast) -> None:
    first, _second = put_on(cast)
    cast.host("presentation.next")
    cast.clock.forward(minutes=9)
    cast.host("presentation.next", seen=first)
    before, after = queue(cast)
    assert (before.ended_at, after.started_at) == (cast.clock(), cast.clock())


def test_next_pressed_by_two_hosts_at_once_takes_one_step(cast: Cast) -> None:
    put_on(cast)
    cast.host("presentation.next")
    cast.host("presentation.next")
    assert on_stage(cast) == ["Bad Nauheim"]


def test_next_after_the_last_leaves_nobody_on(cast: Cast) -> None:
    _first, second = put_on(cast)
    cast.host("presentation.start", presentation_id=second)
    cast.host("presentation.end", seen=second)
    cast.host("presentation.next")
    cast.host("presentation.next", seen=queue(cast)[0].id)
    assert on_stage(cast) == []
    with pytest.raises(RefusedError):
        cast.host("presentation.next")


def test_start_ends_the_one_that_is_on(cast: Cast) -> None:
    first, second = put_on(cast)
    cast.host("presentation.start", presentation_id=first)
    cast.host("presentation.start", presentation_id=second, seen=first)
    assert on_stage(cast) == ["El Monte"]


def test_start_by_a_host_who_saw_something_else_does_nothing(cast: Cast) -> None:
    first, second = put_on(cast)
    cast.host("presentation.start", presentation_id=first)
    cast.host("presentation.start", presentation_id=second)
    assert on_stage(cast) == ["Bad Nauheim"]


def test_start_twice_keeps_the_first_start(cast: Cast) -> None:
    first, _second = put_on(cast)
    cast.host("presentation.start", presentation_id=first)
    began = cast.clock()
    cast.clock.forward(seconds=2)
    cast.host("presentation.start", presentation_id=first, seen=first)
    assert queue(cast)[0].started_at == began


def test_start_of_another_items_presentation_is_refused(cast: Cast) -> None:
    cast.start("opening")
    with pytest.raises(RefusedError):
        cast.host("presentation.start", presentation_id=queue(cast)[0].id)


def test_end_of_one_that_is_no_longer_on_does_nothing(cast: Cast) -> None:
    first, second = put_on(cast)
    cast.host("presentation.start", presentation_id=first)
    cast.host("presentation.start", presentation_id=second, seen=first)
    cast.host("presentation.end", seen=first)
    assert on_stage(cast) == ["El Monte"]


def test_restart_undoes_a_hand_over(cast: Cast) -> None:
    first, _second = put_on(cast)
    cast.host("presentation.next")
    began = cast.clock()
    cast.clock.forward(minutes=4)
    undo = cast.host("presentation.next", seen=first).result
    cast.clock.forward(seconds=20)
    cast.host("presentation.restart", **undo)
    assert [(one.started_at, one.ended_at) for one in queue(cast)] == [(began, None), (None, None)]


def test_restart_pressed_twice_changes_nothing_more(cast: Cast) -> None:
    first, _second = put_on(cast)
    cast.host("presentation.next")
    cast.host("presentation.end", seen=first)
    for _press in range(2):
        cast.host("presentation.restart", presentation_id=first)
    assert on_stage(cast) == ["Bad Nauheim"]


def test_restart_ends_one_that_began_later(cast: Cast) -> None:
    first, second = put_on(cast)
    cast.host("presentation.next")
    cast.host("presentation.end", seen=first)
    cast.clock.forward(minutes=1)
    cast.host("presentation.start", presentation_id=second)
    cast.clock.forward(minutes=1)
    cast.host("presentation.restart", presentation_id=first)
    assert on_stage(cast) == ["Bad Nauheim"]
    assert queue(cast)[1].ended_at == cast.clock()


def test_restart_of_one_that_never_began_is_refused(cast: Cast) -> None:
    first, _second = put_on(cast)
    with pytest.raises(RefusedError):
        cast.host("presentation.restart", presentation_id=first)


def test_next_item_ends_the_presentation(cast: Cast) -> None:
    put_on(cast)
    cast.host("presentation.next")
    cast.host("agenda.next", seen=cities_item(cast).id)
    assert on_stage(cast) == []


@pytest.mark.parametrize(("minutes", "expected"), [(5, 15), (-9, 1)])
def test_extend_changes_the_time(cast: Cast, minutes: int, expected: int) -> None:
    first, _second = put_on(cast)
    cast.host("presentation.extend", presentation_id=first, minutes=minutes)
    assert queue(cast)[0].duration == timedelta(minutes=expected)


@pytest.mark.parametrize("minutes", [0, -10, 181])
def test_extend_beyond_sense_is_refused(cast: Cast, minutes: int) -> None:
    first, _second = put_on(cast)
    with pytest.raises(RefusedError) as refusal:
        cast.host("presentation.extend", presentation_id=first, minutes=minutes)
    assert refusal.value.field == "minutes"


def test_extend_of_one_that_is_over_is_refused(cast: Cast) -> None:
    first, _second = put_on(cast)
    cast.host("presentation.next")
    cast.host("presentation.end", seen=first)
    with pytest.raises(RefusedError):
        cast.host("presentation.extend", presentation_id=first, minutes=1)


def test_add_puts_a_turn_at_the_end(cast: Cast) -> None:
    item = cities_item(cast)
    cast.host("presentation.add", item_id=item.id, title="Water", place="Ipoh", minutes=5)
    assert places(cast) == ["Bad Nauheim", "El Monte", "Ipoh"]


def test_add_without_any_word_is_refused_at_the_title(cast: Cast) -> None:
    with pytest.raises(RefusedError) as refusal:
        cast.host("presentation.add", item_id=cities_item(cast).id, title="", minutes=5)
    assert refusal.value.field == "title"


def test_add_to_an_item_of_another_kind_is_refused(cast: Cast) -> None:
    with pytest.raises(RefusedError):
        cast.host("presentation.add", item_id=cast.item("opening").id, title="Water", minutes=5)


def test_add_with_no_minutes_is_invalid(cast: Cast) -> None:
    with pytest.raises(InvalidError) as fault:
        cast.host("presentation.add", item_id=cities_item(cast).id, title="Water", minutes=0)
    assert set(fault.value.problems) == {"minutes"}


def test_add_of_a_participant_takes_their_name_and_place(cast: Cast) -> None:
    ana = cast.add("Ana Invented", "Porto, PT, europe")
    item = cities_item(cast)
    cast.host(
        "presentation.add", item_id=item.id, title="", minutes=5, presenter="A. I.",
        participant_id=ana.participant,
    )  # fmt: skip
    added = queue(cast)[-1]
    assert (added.presenter, added.place) == ("A. I.", "Porto")


def test_edit_changes_the_words_and_drops_translations_of_the_old_title(cast: Cast) -> None:
    turn = queue(cast)[0]
    cast.host("presentation.edit", presentation_id=turn.id, title="Baths", minutes=7, place="Spa")
    changed = queue(cast)[0]
    assert (changed.title, changed.titles, changed.place) == ("Baths", {}, "Spa")
    assert changed.duration == timedelta(minutes=7)


def test_edit_that_keeps_the_title_keeps_its_translations(cast: Cast) -> None:
    turn = queue(cast)[0]
    cast.host("presentation.edit", presentation_id=turn.id, title=turn.title, minutes=7)
    assert queue(cast)[0].titles == turn.titles != {}


@pytest.mark.parametrize(
    ("which", "to", "expected"),
    [
        (1, "up", ["El Monte", "Bad Nauheim"]),
        (0, "down", ["El Monte", "Bad Nauheim"]),
        (0, "up", ["Bad Nauheim", "El Monte"]),
        (1, "down", ["Bad Nauheim", "El Monte"]),
    ],
)
def test_move_changes_the_order(cast: Cast, which: int, to: str, expected: list[str]) -> None:
    cast.host("presentation.move", presentation_id=queue(cast)[which].id, to=to)
    assert places(cast) == expected


def test_remove_can_be_undone_with_everything_it_had(cast: Cast) -> None:
    before = [one.model_dump() for one in queue(cast)]
    undo = cast.host("presentation.remove", presentation_id=queue(cast)[0].id).result
    assert places(cast) == ["El Monte"]
    cast.host("presentation.restore", **undo)
    assert [one.model_dump() for one in queue(cast)] == before


def test_restore_pressed_twice_brings_back_one(cast: Cast) -> None:
    undo = cast.host("presentation.remove", presentation_id=queue(cast)[0].id).result
    for _press in range(2):
        cast.host("presentation.restore", **undo)
    assert places(cast) == ["Bad Nauheim", "El Monte"]


def test_restore_when_the_id_was_given_to_another_keeps_both(cast: Cast) -> None:
    last = queue(cast)[1]
    undo = cast.host("presentation.remove", presentation_id=last.id).result
    cast.host("presentation.add", item_id=last.item_id, title="", place="Ipoh", minutes=5)
    for _press in range(2):
        cast.host("presentation.restore", **undo)
    assert sorted(places(cast)) == ["Bad Nauheim", "El Monte", "Ipoh"]


def test_restore_of_what_was_never_removed_is_not_found(cast: Cast) -> None:
    with pytest.raises(NotFoundError):
        cast.host("presentation.restore", presentation_id=queue(cast)[0].id)


def test_remove_of_the_one_that_is_on_is_refused(cast: Cast) -> None:
    first, _second = put_on(cast)
    cast.host("presentation.next")
    with pytest.raises(RefusedError):
        cast.host("presentation.remove", presentation_id=first)


def test_presentation_of_another_call_is_not_found(cast: Cast) -> None:
    foreign = queue(cast)[0].id
    cast.new_call()
    with pytest.raises(NotFoundError):
        cast.host("presentation.remove", presentation_id=foreign)


def test_participant_may_not_start_a_presentation(cast: Cast) -> None:
    first, _second = put_on(cast)
    with pytest.raises(NotAllowedError):
        cast.perform(Actor(Role.PARTICIPANT), "presentation.start", presentation_id=first)


def presenter(cast: Cast, turn: int = 0) -> Actor:
    """Somebody on whose page the time of a turn appears."""
    ana = cast.add("Ana Invented", "Porto, PT, europe")
    cast.host(
        "presentation.set_presenter",
        presentation_id=queue(cast)[turn].id,
        participant_id=ana.participant,
    )
    return ana


def test_cue_reaches_the_presenter_and_nobody_else(cast: Cast) -> None:
    ana, ben = presenter(cast), cast.add("Ben Invented")
    first, _second = put_on(cast)
    cast.host("presentation.next")
    cast.host("presentation.cue", presentation_id=first, text="Two minutes left")
    assert "Two minutes left" in cast.html("my_presentation", ana)
    for who in (ben, Actor(Role.WALL)):
        assert not [name for name, html in cast.page(who).items() if "Two minutes left" in html]


def test_cue_ends_with_the_presentation(cast: Cast) -> None:
    presenter(cast)
    first, _second = put_on(cast)
    cast.host("presentation.next")
    cast.host("presentation.cue", presentation_id=first, text="Speak louder")
    cast.host("presentation.end", seen=first)
    assert queue(cast)[0].cue == ""


def test_cue_to_nobodys_page_is_refused(cast: Cast) -> None:
    first, _second = put_on(cast)
    with pytest.raises(RefusedError):
        cast.host("presentation.cue", presentation_id=first, text="Speak louder")


def test_cue_is_taken_back_by_nothing(cast: Cast) -> None:
    ana = presenter(cast)
    first, _second = put_on(cast)
    cast.host("presentation.cue", presentation_id=first, text="Speak louder")
    cast.host("presentation.cue", presentation_id=first)
    assert "Speak louder" not in cast.html("my_presentation", ana)


def test_set_presenter_to_nobody_takes_the_clock_off_their_page(cast: Cast) -> None:
    ana = presenter(cast)
    put_on(cast)
    cast.host("presentation.set_presenter", presentation_id=queue(cast)[0].id)
    assert cast.html("my_presentation", ana).strip() == ""


def test_my_presentation_tells_who_comes_before(cast: Cast) -> None:
    ana = presenter(cast, 1)
    put_on(cast)
    html = cast.html("my_presentation", ana)
    assert "You present today" in html
    assert "Bad Nauheim" in html


def test_my_presentation_is_empty_once_it_is_over(cast: Cast) -> None:
    ana = presenter(cast)
    first, _second = put_on(cast)
    cast.host("presentation.next")
    assert "You are on" in cast.html("my_presentation", ana)
    cast.host("presentation.end", seen=first)
    assert cast.html("my_presentation", ana).strip() == ""


def test_spotlight_counts_only_while_its_item_is_on(cast: Cast) -> None:
    with pytest.raises(RefusedError):
        cast.host("presentation.spotlight", presentation_id=queue(cast)[1].id)
    _first, second = put_on(cast)
    cast.host("presentation.spotlight", presentation_id=second)
    assert cast.call().spotlight_presentation_id == second


def test_start_takes_the_spotlight_away(cast: Cast) -> None:
    first, second = put_on(cast)
    cast.host("presentation.spotlight", presentation_id=second)
    cast.host("presentation.start", presentation_id=first)
    assert cast.call().spotlight_presentation_id is None


def test_queue_is_empty_unless_presentations_are_on_or_next(cast: Cast) -> None:
    cast.start("plenary")
    assert cast.html("presentation_queue").strip() == ""


def test_queue_says_when_turns_take_more_than_the_item(cast: Cast) -> None:
    first, _second = put_on(cast)
    assert "more than the item has" not in cast.html("presentation_queue")
    cast.host("presentation.extend", presentation_id=first, minutes=3)
    assert "3 min more than the item has" in cast.html("presentation_queue")


@pytest.mark.parametrize("step", ["before", "on", "running", "paused", "ended"])
def test_regions_do_not_depend_on_the_time(cast: Cast, step: str) -> None:
    ana = presenter(cast)
    if step != "before":
        first, _second = put_on(cast)
    if step in {"running", "paused", "ended"}:
        cast.host("presentation.next")
        cast.clock.forward(minutes=1)
    if step == "paused":
        cast.host("agenda.pause")
    if step == "ended":
        cast.host("presentation.end", seen=first)
    drawn = [cast.html("presentation_queue", HOST), cast.html("my_presentation", ana)]
    cast.clock.forward(minutes=30)
    assert [cast.html("presentation_queue", HOST), cast.html("my_presentation", ana)] == drawn


def test_names_are_shown_as_written_and_escaped(cast: Cast) -> None:
    item = cities_item(cast)
    put_on(cast)
    name = "<script>alert(1)</script> 🌍 يريفان"
    cast.host("presentation.add", item_id=item.id, title="x", presenter=name, minutes=5)
    html = cast.html("presentation_queue")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 🌍 يريفان" in html
    assert "<script>" not in html
