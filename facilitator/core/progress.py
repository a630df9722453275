"""What the marks have made of a plan: what is on, behind, ahead, struck out, and since when.

The agenda is a line and the current item divides it: what lies behind is done or skipped, what
lies ahead is still planned, even where it was held before the host went back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from facilitator.core.agenda import Mark, MarkKind, Plan, effective


class ItemState(StrEnum):
    """Where an item stands. A finished call has only DONE and SKIPPED items."""

    PLANNED = "planned"
    NOW = "now"
    DONE = "done"
    SKIPPED = "skipped"


def next_item(plan: Plan, marks: Iterable[Mark]) -> int | None:
    """Return the id of the first item ahead that is not struck out; None once finished."""
    return progress(plan, marks).next


def previous_item(plan: Plan, marks: Iterable[Mark]) -> int | None:
    """Return the id of the last item behind that was held, passing over skipped ones."""
    return progress(plan, marks).previous


@dataclass(slots=True)
class Run:
    """One stretch from the start of an item until it was left, pauses included."""

    started_at: datetime
    ended_at: datetime | None = None


@dataclass(slots=True)
class Progress:
    """What marks have made of a plan: facts only, the same whatever time it is now."""

    plan: Plan
    durations: dict[int, timedelta]
    runs: dict[int, list[Run]] = field(default_factory=dict)
    struck_out: set[int] = field(default_factory=set)
    current: int | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None

    @property
    def next(self) -> int | None:
        """The item that follows the current one, or opens the call; None once finished."""
        return next((i for i in self._ahead() if self.state(i) is ItemState.PLANNED), None)

    @property
    def previous(self) -> int | None:
        """The item to go back to; None before the start and once finished."""
        held = (i for i in reversed(self._behind()) if self.state(i) is ItemState.DONE)
        return next((i for i in held if i not in self.struck_out), None)

    def state(self, item: int) -> ItemState:
        """Tell where an item of the plan stands."""
        if item == self.current:
            return ItemState.NOW
        if self.finished_at is not None or item in self._behind():
            return ItemState.DONE if item in self.runs else ItemState.SKIPPED
        return ItemState.SKIPPED if item in self.struck_out else ItemState.PLANNED

    def apply(self, mark: Mark) -> None:
        """Take in one more mark. Pauses change no fact here: countdown.py measures them."""
        if mark.kind is MarkKind.FINISHED:
            self._leave(mark.at)
            self.finished_at = mark.at
        elif mark.item in self.durations:
            self._apply_to_item(mark.kind, mark.item, mark)

    def _apply_to_item(self, kind: MarkKind, item: int, mark: Mark) -> None:
        if kind is MarkKind.STARTED:
            self._start(item, mark.at)
        elif kind is MarkKind.EXTENDED:
            # Cut off at each step, not at the end, so that adding time always adds time.
            self.durations[item] = max(timedelta(), self.durations[item] + mark.by)
        elif kind is MarkKind.SKIPPED:
            self._skip(item, mark.at)

    def _start(self, item: int, at: datetime) -> None:
        self._leave(at)
        self.started_at = self.started_at or at
        self.current = item
        self.struck_out.discard(item)
        self.runs.setdefault(item, []).append(Run(at))

    def _leave(self, at: datetime) -> None:
        if self.current is not None:
            self.runs[self.current][-1].ended_at = at
            self.current = None

    def _skip(self, item: int, at: datetime) -> None:
        if item in self._ahead():
            self.struck_out.add(item)
        elif item == self.current and self.next is not None:
            self._start(self.next, at)

    def _ahead(self) -> list[int]:
        ids = list(self.durations)
        return ids if self.current is None else ids[ids.index(self.current) + 1 :]

    def _behind(self) -> list[int]:
        ids = list(self.durations)
        return [] if self.current is None else ids[: ids.index(self.current)]


def progress(plan: Plan, marks: Iterable[Mark]) -> Progress:
    """Play the marks on the plan."""
    made = Progress(plan, {item.id: item.duration for item in plan.items})
    for mark in effective(marks):
        made.apply(mark)
    return made
