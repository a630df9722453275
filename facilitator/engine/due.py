"""What time itself brings about: orders that fall due at an instant, asked for anew at each change.

Nothing is scheduled and kept: `due_orders(call, now)` is computed from what is stored, so a
restart in the middle of a call loses no alarm. Each order's key is made from what it is about, so
it is carried out once, whoever notices first.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Due:
    """An order that is to be given by SYSTEM at `at`."""

    at: datetime
    command: str
    key: str
    args: dict[str, Any] = field(default_factory=dict)


Foresee = Callable[[Any, datetime], Iterable[Due]]
FORESEEN: list[Foresee] = []


def foresee(look: Foresee) -> Foresee:
    """Declare a function that tells what will fall due in a call, given the present instant."""
    FORESEEN.append(look)
    return look


def due_orders(call: Any, now: datetime) -> list[Due]:
    """All that is due or will be, soonest first."""
    return sorted((due for look in FORESEEN for due in look(call, now)), key=lambda due: due.at)
