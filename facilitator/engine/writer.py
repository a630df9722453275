"""The one door: `perform` carries out an order, and answers when it is on disk.

The socket, form posts, the command line and tests all come here. Orders that wait while another
batch is being written are taken together: each runs in a savepoint of its own, one commit covers
them all, then each is answered. So an order that fails harms no other, and many note-takers
posting at once cost one disk write.
"""

import logging
import threading
import uuid
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, select

from facilitator.engine.clock import Now
from facilitator.engine.commands import Command, find_command
from facilitator.engine.context import Actor, Context, fact
from facilitator.engine.errors import (
    InvalidError,
    NotAllowedError,
    NotFoundError,
    OrderError,
    unexpected,
)
from facilitator.engine.journal import Entry

log = logging.getLogger(__name__)
KEY_LENGTH = 64
FindCall = Callable[[Session, int], Any]
Publish = Callable[[int, Sequence[Any], int], None]


@dataclass(frozen=True)
class Order:
    """What somebody wants done. Whoever asks makes the key; a repeat of it does nothing new."""

    command: str
    args: Mapping[str, Any]
    actor: Actor
    call_id: int | None = None
    key: str = field(default_factory=lambda: str(uuid.uuid4()))


@dataclass(frozen=True)
class Answer:
    """What came of an order: the version of the call that has it, and the command's result."""

    call_id: int
    version: int
    result: dict[str, Any]
    repeated: bool = False


@dataclass
class _Waiting:
    order: Order
    answer: Answer | None = None
    error: OrderError | None = None
    events: list[Any] = field(default_factory=list)

    @property
    def done(self) -> bool:
        return self.answer is not None or self.error is not None


class Writer:
    """Carries out the orders of one process, one batch at a time.

    `sessions` opens a session that may write; `commit` commits it (in a real thread, where a
    commit would hold up an event loop); `publish` is told the call, the events and the version
    after the commit.
    """

    def __init__(
        self,
        sessions: Callable[[], Session],
        find_call: FindCall,
        now: Now,
        publish: Publish,
        commit: Callable[[Session], None] = Session.commit,
    ) -> None:
        self.sessions = sessions
        self.find_call = find_call
        self.now = now
        self.publish = publish
        self.commit = commit
        self._queue: deque[_Waiting] = deque()
        self._lock = threading.Lock()

    def perform(self, order: Order) -> Answer:
        """Authorise, validate, run, journal, commit; then return the answer.

        Raises NotFoundError, NotAllowedError, InvalidError, RefusedError or UnexpectedError; in
        each case nothing has changed.
        """
        waiting = _Waiting(order)
        self._queue.append(waiting)
        with self._lock:
            if not waiting.done:
                self._write_batch()
        if waiting.error is not None:
            raise waiting.error
        if waiting.answer is None:  # pragma: no cover - _write_batch always settles the order
            raise unexpected("Settling an order")
        return waiting.answer

    def _write_batch(self) -> None:
        batch = [self._queue.popleft() for _ in range(len(self._queue))]
        try:
            with self.sessions() as db:
                for waiting in batch:
                    self._carry_out(db, waiting)
                self.commit(db)
        except Exception:  # noqa: BLE001 - unexpected() logs it
            fault = unexpected("Saving a batch")
            for waiting in batch:
                waiting.answer, waiting.error = None, fault
        for waiting in batch:
            if waiting.answer is not None and not waiting.answer.repeated:
                self._tell(waiting.answer, waiting.events)

    def _tell(self, answer: Answer, events: Sequence[Any]) -> None:
        try:
            self.publish(answer.call_id, events, answer.version)
        except Exception:  # what was done is on disk, and whoever asked is to hear so
            log.exception("Version %d of call %d was not told.", answer.version, answer.call_id)

    def _carry_out(self, db: Session, waiting: _Waiting) -> None:
        try:
            with db.begin_nested():
                waiting.answer, waiting.events = carry_out(
                    db, waiting.order, self.find_call, self.now
                )
        except OrderError as error:
            waiting.error = error
        except Exception:  # noqa: BLE001 - unexpected() logs it
            waiting.error = unexpected(waiting.order.command)


def carry_out(db: Session, order: Order, find_call: FindCall, now: Now) -> tuple[Answer, list[Any]]:
    """Run one order within the session's transaction; return its answer and events."""
    command = find_command(order.command)
    if order.actor.role not in command.allow:
        raise NotAllowedError(order.command)
    if not _is_key(order.key):
        raise InvalidError({"key": ("string_too_long", {"max_length": KEY_LENGTH})})
    call = None if command.founding else _call(db, order, find_call)
    if call is not None and (earlier := _earlier(db, call.id, order.key)):
        return earlier, []
    args = command.read(order.args)
    context: Context[Any] = Context(db, call, order.actor, now())
    result = dict(command.run(context, **args) or {})
    return _journal(context, command, order, args, result), context.events


def _is_key(key: str) -> bool:
    return 0 < len(key) <= KEY_LENGTH and key.isascii() and key.isprintable()


def _call(db: Session, order: Order, find_call: FindCall) -> Any:
    call = None if order.call_id is None else find_call(db, order.call_id)
    if call is None:
        raise NotFoundError(order.call_id)
    return call


def _earlier(db: Session, call_id: int, key: str) -> Answer | None:
    entry = db.exec(select(Entry).where(Entry.call_id == call_id, Entry.key == key)).first()
    return Answer(call_id, entry.seq, entry.result, repeated=True) if entry else None


def _journal(
    context: Context[Any],
    command: Command,
    order: Order,
    args: Mapping[str, Any],
    result: dict[str, Any],
) -> Answer:
    context.call.version += 1
    payload = command.schema.model_construct(**args).model_dump(mode="json")
    context.db.add(
        Entry(
            call_id=context.call.id,
            seq=context.call.version,
            at=context.now,
            by=order.actor.signature,
            key=order.key,
            kind=command.name,
            payload=payload,
            events=[fact(event) for event in context.events],
            result=result,
        )
    )
    context.db.flush()
    return Answer(context.call.id, context.call.version, result)
