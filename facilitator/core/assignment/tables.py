"""Tables of turns with which no two people meet twice: partial difference matrices.

Two people whose rows are turned against each other by d rooms meet if they stand d places apart; so
nobody meets twice if, for any two rows, this difference is another one in every round. Such tables
are found by chance within milliseconds for real calls (10 rooms, 7 rows, 5 rounds); for a prime
number of rooms, and for many rooms, round times row is one.
"""

from itertools import combinations
from random import Random
from typing import TypeAlias

Table: TypeAlias = list[list[int]]
"""By how many rooms each row is turned in each round: `table[round][row]`."""

_TABLES = 40
_TRIES_A_ROUND = 20


def repeat_free(rooms: int, rows: int, rounds: int, rng: Random) -> Table | None:
    """Return a table without a difference twice, or None if none was found.

    The first round is not turned. No table has more rounds than rooms, nor, beyond one round,
    more rows than rooms.
    """
    if rounds > rooms or (rounds > 1 and rows > rooms):
        return None
    multiples = [[index * row % rooms for row in range(rows)] for index in range(rounds)]
    if _differs(multiples, rooms):
        return multiples
    drawn = (_draw(rooms, rows, rounds, rng) for _ in range(_TABLES))
    return next((table for table in drawn if table), None)


def _differs(table: Table, rooms: int) -> bool:
    return all(
        len({(turns[row] - turns[other]) % rooms for turns in table}) == len(table)
        for row, other in combinations(range(len(table[0])), 2)
    )


def _draw(rooms: int, rows: int, rounds: int, rng: Random) -> Table | None:
    table = [[0] * rows]
    seen = [[{0} for _ in range(row)] for row in range(rows)]
    while len(table) < rounds:
        drawn = (_draw_round(rooms, seen, rng) for _ in range(_TRIES_A_ROUND))
        turns = next((turns for turns in drawn if turns), None)
        if turns is None:
            return None
        for row, turn in enumerate(turns):
            for other in range(row):
                seen[row][other].add((turn - turns[other]) % rooms)
        table.append(turns)
    return table


def _draw_round(rooms: int, seen: list[list[set[int]]], rng: Random) -> list[int] | None:
    """Draw the turns of one round, none of whose differences between two rows was seen."""
    turns: list[int] = []
    for differences in seen:
        allowed = [
            turn
            for turn in range(rooms)
            if all((turn - turns[o]) % rooms not in met for o, met in enumerate(differences))
        ]
        if not allowed:
            return None
        turns.append(rng.choice(allowed))
    return turns
