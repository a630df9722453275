"""What this process knows of a followed call: its copies, and what happened since."""

import threading
from dataclasses import dataclass, field

from facilitator.engine.regions import Audience
from facilitator.engine.stale import Stale


@dataclass
class Copy:
    """A region as one audience last saw it; `version` is when it last changed."""

    html: str
    version: int


@dataclass
class Followed:
    """What is known of one call: the version that its copies show, and what happened since.

    `heard` are the later versions whose events `stale` has; what lies between was written by
    another process, and is looked up in the journal.
    """

    version: int = 0
    copies: dict[tuple[str, Audience], Copy] = field(default_factory=dict)
    stale: Stale = field(default_factory=Stale)
    heard: set[int] = field(default_factory=set)
    sent: dict[Audience, int] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)
