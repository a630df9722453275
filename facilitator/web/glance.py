"""A call as the list of calls shows it."""

from datetime import datetime, timedelta
from functools import cached_property

from sqlmodel import col, func, select

from facilitator.core.clock import CallState
from facilitator.features.moment import Moment
from facilitator.models import Call, Item, Participant

FORGOTTEN_AFTER = timedelta(days=1)


class Glance:
    """What to say of a call in one row, at an instant."""

    def __init__(self, call: Call, now: datetime) -> None:
        self.call = call
        self.now = now
        self.moment = Moment(call)

    @property
    def is_live(self) -> bool:
        """Whether it has begun and is not over."""
        return self.moment.running

    @property
    def was_held(self) -> bool:
        """Whether it was run to its end."""
        return self.moment.clock.state is CallState.FINISHED

    @property
    def is_over(self) -> bool:
        """Whether it was held, or its day has passed without anybody starting it."""
        ended_at = self.moment.clock.planned_end_at + FORGOTTEN_AFTER
        return self.was_held or (not self.is_live and ended_at < self.now)

    @property
    def current(self) -> Item | None:
        """The item that is on."""
        return self.moment.current

    @property
    def duration(self) -> timedelta:
        """How long it is planned to take."""
        return self.moment.clock.planned_end_at - self.moment.clock.planned_start_at

    @cached_property
    def people(self) -> int:
        """How many are invited or have joined."""
        return self._count()

    @cached_property
    def here(self) -> int:
        """How many are there now."""
        return self._count(col(Participant.present))

    def _count(self, *conditions: object) -> int:
        query = select(func.count(col(Participant.id))).where(
            Participant.call_id == self.call.id,
            *conditions,  # type: ignore[arg-type]
        )
        return self.call.db.exec(query).one()
