"""Who sits with whom: everybody present, in rooms mixed by place, over one or more rounds.

Everything here is a pure function of its input and a seed, with no clock, so a caller decides how
long to look on, and the same work gives the same rooms.
"""

from facilitator.core.assignment.bounds import lower_bound
from facilitator.core.assignment.findings import (
    Finding,
    MetBefore,
    MissingRole,
    NoNoteTaker,
    OneRegion,
    PinBroken,
    SameCity,
)
from facilitator.core.assignment.late import seat_late
from facilitator.core.assignment.mix import Mix, RoomMix, mix
from facilitator.core.assignment.problem import (
    Assignment,
    Person,
    PinError,
    Problem,
    Rooms,
    Rounds,
)
from facilitator.core.assignment.search import solve
from facilitator.core.assignment.sizes import rooms_for, sizes

__all__ = [
    "Assignment",
    "Finding",
    "MetBefore",
    "MissingRole",
    "Mix",
    "NoNoteTaker",
    "OneRegion",
    "Person",
    "PinBroken",
    "PinError",
    "Problem",
    "RoomMix",
    "Rooms",
    "Rounds",
    "SameCity",
    "lower_bound",
    "mix",
    "rooms_for",
    "seat_late",
    "sizes",
    "solve",
]
