"""Two people who exchange their seats in all rounds at once.

Everybody then meets the one instead of the other, so no repeat meeting among these rounds comes or
goes; only what was before them can count.
"""

from facilitator.core.assignment.cost import REPEAT
from facilitator.core.assignment.seating import Seating


def paths_change(seating: Seating, one: int, other: int) -> int:
    """Return what `swap_paths` would add to the cost."""
    change = sum(
        seating.mix_change(round_index, one, other) for round_index in range(seating.round_count)
    )
    return change + REPEAT * _history_change(seating, one, other)


def swap_paths(seating: Seating, one: int, other: int) -> None:
    """Let two people exchange their seats in every round in which they sit apart."""
    for round_index, room_of in enumerate(seating.room_of):
        if room_of[one] != room_of[other]:
            seating.swap(round_index, one, other)


def _history_change(seating: Seating, one: int, other: int) -> int:
    """Return the repeat meetings added: h times m, for those met before who are met now."""
    past, others_past = seating.numbered.before[one], seating.numbered.before[other]
    met, others_met = seating.met[one], seating.met[other]
    change = 0
    for person in past.keys() | others_past.keys():
        if person not in (one, other):
            times, others_times = past.get(person, 0), others_past.get(person, 0)
            now, others_now = met.get(person, 0) - times, others_met.get(person, 0) - others_times
            change += (times - others_times) * (others_now - now)
    return change
