"""Where the time comes from: a function, so that tests and rehearsals bring their own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

Now = Callable[[], datetime]
"""Returns the present instant, timezone-aware UTC."""


def wall_clock() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


@dataclass
class FastClock:
    """Time that runs `speed` times as fast as the machine's, from the moment it is made."""

    speed: float
    since: datetime = field(default_factory=wall_clock)

    def __call__(self) -> datetime:
        """The present instant, sped up."""
        return self.since + (wall_clock() - self.since) * self.speed

    def real(self, duration: timedelta) -> timedelta:
        """How long a duration of this clock takes on the machine's."""
        return duration / self.speed
