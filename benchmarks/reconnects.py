"""Coming back with all of a page's state: from the copies at hand against drawing it anew."""

import tempfile
from pathlib import Path

from benchmarks.table import Line, seconds
from facilitator.core.roles import Role
from facilitator.engine.context import Actor
from tests.cast import Cast, make_cast

PEOPLE = 70
RECONNECTS = 200


def measure() -> list[Line]:
    """Two hundred participants of a call of seventy ask for all regions of their page."""
    with tempfile.TemporaryDirectory() as folder:
        cast = make_cast(Path(folder))
        for number in range(PEOPLE):
            cast.add(f"Person {number}")
        actor = Actor(Role.PARTICIPANT, cast.participants()[0].id)
        copies = seconds(lambda: _from_copies(cast, actor)) / RECONNECTS
        drawn = seconds(lambda: [cast.page(actor) for _ in range(RECONNECTS)]) / RECONNECTS
        cast.parts.database.close()
    return [Line("state at reconnect", "s", copies, drawn, "every region drawn anew")]


def _from_copies(cast: Cast, actor: Actor) -> None:
    for _ in range(RECONNECTS):
        cast.parts.publisher.missed(cast.call_id, cast.audiences(actor), -1)
