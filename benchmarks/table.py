"""How a benchmark reports: two figures of one run and their ratio."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """Ours and a peer's figure of the same thing, in the same unit."""

    what: str
    unit: str
    ours: float
    peer: float
    peer_is: str

    @property
    def ratio(self) -> float:
        """Ours against the peer's."""
        return self.ours / self.peer


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def show(lines: list[Line]) -> str:
    """A Markdown table."""
    rows = [
        ("what", "unit", "ours", "peer", "ours / peer", "the peer"),
        ("---", "---", "---:", "---:", "---:", "---"),
        *(
            (
                one.what,
                one.unit,
                f"{one.ours:.3g}",
                f"{one.peer:.3g}",
                f"{one.ratio:.2f}",
                one.peer_is,
            )
            for one in lines
        ),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
