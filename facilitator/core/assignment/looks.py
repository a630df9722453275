"""One look at a time at two people who could exchange their seats.

Half of the looks begin where something is wrong, and half of the partners are of the same world
region, which keeps regions as they are.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from facilitator.core.assignment.cost import REPEAT
from facilitator.core.assignment.paths import paths_change, swap_paths
from facilitator.core.assignment.seating import Seating

T = TypeVar("T")

EVEN = 0.5
"""The chance of a coin."""


class Looks:
    """Draws pairs of people and swaps them where that is worth it; never a pinned person."""

    def __init__(self, seating: Seating, rng: Random) -> None:
        """Note who may move and who is of one world region."""
        self._seating, self._rng = seating, rng
        numbered = seating.numbered
        everybody = range(len(numbered.people))
        self._free = [[p for p in everybody if p not in pinned] for pinned in numbered.pinned]
        self._bound = [any(p in pinned for pinned in numbered.pinned) for p in everybody]
        by_region: dict[str, list[int]] = {}
        for number, person in enumerate(numbered.people):
            by_region.setdefault(person.region, []).append(number)
        self._kin = [by_region[person.region] for person in numbered.people]
        self._takers = [p for p in everybody if numbered.roles[p]] or list(everybody)
        self._seats = [(index, p) for index, free in enumerate(self._free) for p in free]
        self._troubled: list[tuple[int, int]] = []
        self.seats = max(256, len(self._seats))
        self.possible = seating.room_count > 1 and bool(self._seats)

    def find_trouble(self) -> None:
        """Note the seats in rooms where a role, the even share of a place, or a new face lacks."""
        seating = self._seating
        self._troubled = [seat for seat in self._seats if seating.troubled(*seat)]

    def look(self, limit: float, *, paths_only: bool) -> None:
        """Draw two people, and swap them if that adds no more to the cost than the limit."""
        seats = self._troubled if self._troubled and self._coin() else self._seats
        round_index, one = self._drawn(seats)
        kin = self._coin()
        partners = self._kin[one] if kin else self._free[round_index]
        if self._seating.short(round_index, one) and self._coin():
            partners = self._takers
        other = self._drawn(partners)
        if other in self._seating.numbered.pinned[round_index]:
            return
        if paths_only or (kin and self._coin()):
            self._look_at_paths(one, other, limit)
        else:
            self._look_at_seats(round_index, one, other, limit)

    def _drawn(self, among: Sequence[T]) -> T:
        """Draw one, several times as quick as `Random.choice`."""
        return among[int(self._rng.random() * len(among))]

    def _coin(self) -> bool:
        return self._rng.random() < EVEN

    def _look_at_paths(self, one: int, other: int, limit: float) -> None:
        if not (self._bound[one] or self._bound[other]):
            change = paths_change(self._seating, one, other)
            if change <= limit and change != 0:  # two who are the same to us lead nowhere
                swap_paths(self._seating, one, other)

    def _look_at_seats(self, round_index: int, one: int, other: int, limit: float) -> None:
        seating = self._seating
        room_of = seating.room_of[round_index]
        if room_of[one] == room_of[other]:
            return
        change = seating.mix_change(round_index, one, other)
        if change - REPEAT * seating.repeats > limit:
            return  # not even by undoing all repeats
        if change + REPEAT * seating.repeats_change(round_index, one, other) <= limit:
            seating.swap(round_index, one, other)
