"""Facts about people in a call, apart from the orders that bring them about.

They stand alone so that every slice may redraw when somebody comes or goes without importing the
slice of people, which itself looks at others.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class PersonArrived:
    """Somebody's first device connected."""

    participant: int


@dataclass(frozen=True)
class PersonDeparted:
    """Somebody's last device has been gone for a while."""

    participant: int


@dataclass(frozen=True)
class PersonJoined:
    """Somebody new is on the list, or said who they are for the first time."""

    participant: int


@dataclass(frozen=True)
class PersonEdited:
    """What is known of somebody was changed."""

    participant: int
