"""Who acts, in which call, when: what a command's function is given."""

import dataclasses
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlmodel import Session

from facilitator.core.roles import Role

Call = TypeVar("Call")


@dataclass(frozen=True)
class Actor:
    """Somebody at the door: a role, the participant they are (if any), and their language."""

    role: Role
    participant: int | None = None
    locale: str = "en"
    link: int | None = None

    @property
    def signature(self) -> str:
        """How the journal names them: `host`, or `note_taker:12` for participant 12."""
        return f"{self.role}:{self.participant}" if self.participant else str(self.role)


@dataclass
class Context(Generic[Call]):
    """One order being carried out; everything in it happens at one instant, `now`."""

    db: Session
    call: Call
    actor: Actor
    now: datetime
    events: list[Any] = field(default_factory=list)

    def record(self, event: Any) -> None:
        """State a fact: it goes into the journal and marks the page regions that show it."""
        self.events.append(event)


def fact(event: Any) -> dict[str, Any]:
    """An event as the journal keeps it: `{"event": "InsightPosted", "room": 3}`."""
    return {"event": type(event).__name__, **dataclasses.asdict(event)}
