"""What happened to each insight, counted from what clients sent and received."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_SHOWN = re.compile(r'data-insight="(\d+)"')


@dataclass
class Posted:
    """One insight: its words, when it was sent, and its id once the server has answered.

    Instants are seconds of the machine's own counter. `steady` is whether the writer's line held.
    """

    text: str
    sent_at: float
    steady: bool
    insight: int | None = None


@dataclass
class Tally:
    """All insights of a call, and when a host first saw each."""

    posted: list[Posted] = field(default_factory=list)
    seen_at: dict[int, float] = field(default_factory=dict)

    def watch(self, regions: Mapping[str, str], at: float) -> None:
        """Note which insights a host's page shows; a `Visitor.watch`."""
        for html in regions.values():
            for insight in _SHOWN.findall(html):
                self.seen_at.setdefault(int(insight), at)

    @property
    def acknowledged(self) -> list[Posted]:
        """Those that the server has said are on disk."""
        return [one for one in self.posted if one.insight is not None]

    @property
    def seen(self) -> list[Posted]:
        """Those that a host has seen."""
        return [one for one in self.acknowledged if one.insight in self.seen_at]

    @property
    def settled(self) -> bool:
        """Whether every insight has been answered and seen."""
        return len(self.seen) == len(self.posted)

    def delays(self) -> list[float]:
        """Milliseconds from sending to the host's page, of those whose writer's line held."""
        return sorted(
            (self.seen_at[one.insight] - one.sent_at) * 1000
            for one in self.seen
            if one.insight is not None and one.steady
        )


def percentile(ordered: list[float], share: float) -> float | None:
    """The value below which this share of sorted values lies (nearest rank); None of nothing."""
    if not ordered:
        return None
    rank = max(0, -(-len(ordered) * share // 1) - 1)
    return round(ordered[int(rank)], 1)
