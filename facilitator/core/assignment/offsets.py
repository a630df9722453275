"""By how many rooms each row of the deal is turned in each round.

Two people meet again only if their rows are turned against each other by the same number twice (a
partial difference matrix). Turns are found greedily by the cost itself, which sees history and
cities cut by the end of a row too; where that leaves people who meet again, a table without repeats
stands by.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeAlias

from facilitator.core.assignment.seating import Seating
from facilitator.core.assignment.tables import Table, repeat_free

Rows: TypeAlias = Sequence[Sequence[int]]
"""The sorted people, cut into rows of as many as there are rooms; the last may be shorter."""

_LOOKS = 3000
"""People looked at to turn one row: all turns of small rows are tried, a sample of wide ones."""

_TRIES = 12
"""How often a round in which people meet again is laid anew; fewer times for hundreds of people."""


def turn_rows(seating: Seating, rows: Rows, rng: Random, fewest_repeats: int) -> None:
    """Seat everybody in every round with as few repeat meetings as the turns allow.

    A first round without history is the plain deal, which spreads places best.
    `fewest_repeats` is where there is nothing left to gain.
    """
    table: Table = []
    for round_index in range(seating.round_count):
        if round_index == 0 and not any(seating.numbered.before):
            table.append([0] * len(rows))
            _lay(seating, 0, rows, table[0])
        else:
            table.append(_lay_well(seating, round_index, rows, rng))
    if seating.repeats > fewest_repeats:
        other = repeat_free(seating.room_count, len(rows), seating.round_count, rng)
        repeats = seating.repeats
        if other:
            _lay_all(seating, rows, other)
        if seating.repeats > repeats:
            _lay_all(seating, rows, table)


def _lay_well(seating: Seating, round_index: int, rows: Rows, rng: Random) -> list[int]:
    """Lay one round greedily, anew while people meet again, and return the cheapest turns."""
    people, repeats = len(seating.met), seating.repeats
    tried: list[tuple[int, int, list[int]]] = []
    tries = 1 if len(rows) > seating.room_count else max(2, min(_TRIES, _LOOKS // people))
    for _ in range(tries):
        turns = [_turn(seating, round_index, row, rng) for row in rows]
        if seating.repeats == repeats:
            return turns
        tried.append((seating.repeats, seating.cost, turns))
        _clear(seating, round_index)
    *_, best = min(tried)
    _lay(seating, round_index, rows, best)
    return best


def _turn(seating: Seating, round_index: int, row: Sequence[int], rng: Random) -> int:
    """Seat one row where that costs least, and return by how much it was turned."""
    turns = list(range(seating.room_count))
    rng.shuffle(turns)
    best, best_cost = turns[0], -1
    for turn in turns[: max(8, _LOOKS // seating.room_count)]:
        cost = _turn_cost(seating, round_index, row, turn, best_cost)
        if best_cost < 0 or cost < best_cost:
            best, best_cost = turn, cost
    _lay_row(seating, round_index, row, best)
    return best


def _turn_cost(
    seating: Seating, round_index: int, row: Sequence[int], turn: int, limit: int
) -> int:
    """Return what a row so turned adds to the cost; no further than a limit, if that is not -1."""
    cost = 0
    for place, person in enumerate(row):
        cost += seating.joining(round_index, person, (place + turn) % seating.room_count)
        if 0 <= limit <= cost:
            break
    return cost


def _lay_all(seating: Seating, rows: Rows, table: Table) -> None:
    for round_index in range(seating.round_count):
        _clear(seating, round_index)
    for round_index, turns in enumerate(table):
        _lay(seating, round_index, rows, turns)


def _lay(seating: Seating, round_index: int, rows: Rows, turns: Sequence[int]) -> None:
    for row, turn in zip(rows, turns, strict=True):
        _lay_row(seating, round_index, row, turn)


def _lay_row(seating: Seating, round_index: int, row: Sequence[int], turn: int) -> None:
    for place, person in enumerate(row):
        seating.seat(round_index, person, (place + turn) % seating.room_count)


def _clear(seating: Seating, round_index: int) -> None:
    for person in range(len(seating.met)):
        seating.unseat(round_index, person)
