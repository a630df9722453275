"""What this process knows of a followed call: its copies, and what happened since."""

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from facilitator.engine.regions import Audience
from facilitator.engine.stale import Stale

ANY_VERSION = 0
"""The version of what happened outside the journal, such as the erasing of the call."""


@dataclass
class Copy:
    """A region as one audience last saw it; `version` is when it last changed."""

    html: str
    version: int


@dataclass
class Followed:
    """What is known of one call: the version that its copies show, and what happened since.

    `news` takes each later version with its events and needs no lock, so nobody's order waits
    until copies are drawn; `lock` is held while they are.
    """

    version: int = 0
    copies: dict[tuple[str, Audience], Copy] = field(default_factory=dict)
    news: deque[tuple[int, Sequence[Any]]] = field(default_factory=deque)
    sent: dict[Audience, int] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def take_news(self, version: int) -> tuple[Stale, set[int]]:
        """What has happened up to a version, and the versions heard of; later news stay."""
        stale, heard, later = Stale(), set(), []
        while self.news:
            made, events = self.news.popleft()
            if made > version:
                later.append((made, events))
            elif made > self.version or made == ANY_VERSION:
                stale.note(events)
                heard.add(made)
        self.news.extend(later)
        return stale, heard
