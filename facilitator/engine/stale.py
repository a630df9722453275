"""Which copies of page regions are out of date: what has happened since they were last drawn.

An event with a field named like a division (`room`) is about that copy alone: an insight of one
room redraws the notes of that room and not of all, which for ten rooms is a tenth of the work.
"""

from collections.abc import Sequence
from typing import Any

from facilitator.engine.regions import Audience, Region


class Stale:
    """What has happened since the last flush."""

    def __init__(self) -> None:
        self._events: dict[type, list[Any]] = {}
        self._everywhere: set[type] = set()

    def __bool__(self) -> bool:
        return bool(self.kinds)

    @property
    def kinds(self) -> set[type]:
        """The kinds of events that have happened."""
        return self._everywhere | self._events.keys()

    def note(self, events: Sequence[Any]) -> None:
        """Add events that are known in full."""
        for event in events:
            self._events.setdefault(type(event), []).append(event)

    def note_kinds(self, kinds: set[type]) -> None:
        """Add events of which only the kinds are known: they may be about any copy."""
        self._everywhere |= kinds

    def touches(self, one: Region, audience: Audience) -> bool:
        """Whether an audience's copy of a region may differ now."""
        if one.on & self._everywhere:
            return True
        keys = {
            getattr(event, one.each, audience.key)
            for kind in one.on & self._events.keys()
            for event in self._events[kind]
        }
        return audience.key in keys
