"""The one door: each order once, in a journal without gaps, several to a commit."""

import threading
import uuid
from typing import Any

import pytest
from sqlmodel import Session

from facilitator.core.roles import Role
from facilitator.engine.commands import COMMANDS
from facilitator.engine.context import Actor
from facilitator.engine.errors import (
    InvalidError,
    NotAllowedError,
    NotFoundError,
    RefusedError,
    UnexpectedError,
)
from facilitator.engine.journal import Entry
from facilitator.engine.writer import Order
from facilitator.models import Announcement, Call
from tests.cast import HOST, Cast


def announce(cast: Cast, text: str = "Welcome", key: str | None = None) -> Order:
    return Order("call.announce", {"text": text}, HOST, cast.call_id, key or str(uuid.uuid4()))


def test_perform_journals_who_did_what(cast: Cast) -> None:
    cast.host("call.announce", text="Welcome")
    entry = cast.rows(Entry)[-1]
    assert (entry.seq, entry.by, entry.kind) == (2, "host", "call.announce")
    assert (entry.payload, entry.events) == (
        {"text": "Welcome", "room_id": None},
        [{"event": "Announced"}],
    )


def test_perform_with_a_key_again_returns_the_first_answer(cast: Cast) -> None:
    first = cast.parts.perform(announce(cast, key="once"))
    again = cast.parts.perform(announce(cast, "Other words", key="once"))
    assert (again.result, again.version, again.repeated) == (first.result, first.version, True)
    assert [one.text for one in cast.rows(Announcement)] == ["Welcome"]


def test_perform_by_a_role_that_may_not_changes_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowedError):
        cast.perform(Actor(Role.WALL), "call.announce", text="Welcome")
    assert cast.call().version == 1


def test_perform_with_values_that_do_not_fit_names_the_field(cast: Cast) -> None:
    with pytest.raises(InvalidError) as caught:
        cast.host("call.announce", text="x" * 301, colour="red")
    assert {field: kind for field, (kind, _) in caught.value.problems.items()} == {
        "text": "string_too_long",
        "colour": "extra_forbidden",
    }


def test_perform_in_a_call_that_is_not_there_is_not_found(cast: Cast) -> None:
    with pytest.raises(NotFoundError):
        cast.parts.perform(Order("agenda.next", {}, HOST, 999))


def test_perform_of_an_unknown_command_is_not_found(cast: Cast) -> None:
    with pytest.raises(NotFoundError):
        cast.host("agenda.explode")


def test_perform_that_is_refused_leaves_no_gap_in_the_journal(cast: Cast) -> None:
    with pytest.raises(RefusedError):
        cast.host("agenda.pause")
    cast.host("agenda.next")
    assert [entry.seq for entry in cast.rows(Entry)] == [1, 2]


def test_perform_with_a_fault_of_ours_undoes_it_and_tells_a_reference(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    command = COMMANDS["call.announce"]

    def fail(ctx: Any, text: str, room_id: int | None = None) -> None:
        command.run(ctx, text=text, room_id=room_id)
        raise ZeroDivisionError

    broken = type(command)(command.name, command.allow, fail, command.schema)
    monkeypatch.setitem(COMMANDS, "call.announce", broken)
    with pytest.raises(UnexpectedError) as caught:
        cast.host("call.announce", text="Welcome")
    assert caught.value.reference in caplog.text
    assert cast.rows(Announcement) == []


def test_perform_that_cannot_be_saved_answers_nobody_with_success(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full_disk(_db: Session) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cast.parts.writer, "commit", full_disk)
    with pytest.raises(UnexpectedError):
        cast.host("call.announce", text="Welcome")
    assert cast.rows(Announcement) == []
    assert "No space left" in caplog.text


def test_orders_that_wait_share_one_commit_and_each_is_answered(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits: list[int] = []
    first_is_writing, go_on = threading.Event(), threading.Event()

    def slow(db: Session) -> None:
        commits.append(1)
        first_is_writing.set()
        go_on.wait(10)
        db.commit()

    monkeypatch.setattr(cast.parts.writer, "commit", slow)
    answers: list[int] = []
    threads = [
        threading.Thread(
            target=lambda n=n: answers.append(cast.parts.perform(announce(cast, str(n))).version)
        )
        for n in range(20)
    ]
    threads[0].start()
    first_is_writing.wait(10)
    for thread in threads[1:]:
        thread.start()
    while len(cast.parts.writer._queue) < 19:  # noqa: SLF001 - the queue is what this is about
        pass
    go_on.set()
    for thread in threads:
        thread.join()
    assert sorted(answers) == list(range(2, 22))
    assert len(commits) == 2


def test_call_version_is_the_last_entry_of_its_journal(cast: Cast) -> None:
    for text in ("One", "Two", "Three"):
        cast.host("call.announce", text=text)
    assert cast.row(Call, cast.call_id).version == max(entry.seq for entry in cast.rows(Entry))
