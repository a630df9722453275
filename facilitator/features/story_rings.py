"""The rings of a story: all who came, and each room; an arc is a person, by world region."""

from collections import Counter
from dataclasses import dataclass

from facilitator.core.story import Attendance, RoomMix
from facilitator.features import vocabulary

MOST_ARCS = 120


@dataclass(frozen=True)
class RingSeat:
    """A seat as the ring of a room draws it."""

    region_index: int
    here: bool = True


def everybody(attendance: Attendance) -> list[RingSeat]:
    """A seat for each person who came; for very many, fewer in the same shares."""
    scale = min(1.0, MOST_ARCS / attendance.people)
    return [
        RingSeat(vocabulary.region_number(one.key))
        for one in attendance.world_regions
        for _arc in range(max(1, round(one.people * scale)))
    ]


def everybody_label(attendance: Attendance) -> str:
    """The same in words: `Europe 38, Africa 5`."""
    return ", ".join(
        f"{vocabulary.world_region(one.key)} {one.people}" for one in attendance.world_regions
    )


def room(room: RoomMix) -> list[RingSeat]:
    """The seats of a room's ring."""
    return [RingSeat(vocabulary.region_number(key)) for key in room.world_regions]


def room_label(room: RoomMix) -> str:
    """The same in words: `Europe 3, Africa 1`."""
    counted = Counter(map(vocabulary.world_region, room.world_regions)).most_common()
    return ", ".join(f"{name} {number}" for name, number in counted)
