"""What an assignment is asked for, and what it answers.

A blank place or kind means "not known" and is never alike another blank, so people who did not say
where they are from are not kept apart for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Rooms: TypeAlias = tuple[tuple[int, ...], ...]
"""One round: rooms of person ids."""

Rounds: TypeAlias = tuple[Rooms, ...]


class PinError(ValueError):
    """A person is pinned to a room that the round will not have."""

    def __init__(self, round_index: int, person: int, room: int, rooms: int) -> None:
        """Keep what is needed to say it in the viewer's words; all indices start at 0."""
        super().__init__(
            f"Person {person} is pinned to room {room} in round {round_index}, "
            f"but there are only {rooms} rooms: unpin them or ask for more rooms."
        )
        self.round_index = round_index
        self.person = person
        self.room = room
        self.rooms = rooms


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be seated: where they speak for, and what they could do in a room.

    A city lies in one country and a country in one region; two cities of one name in two countries
    are two cities. `kind` is the kind of organisation. `roles` are the roles that this person
    takes in rooms: "note_taker", "host".
    """

    id: int
    city: str
    country: str
    region: str
    kind: str = ""
    languages: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Problem:
    """Who is to be seated in how many rooms, how often, and what is settled already.

    With more rooms than people the rooms beyond one a person are left out rather than empty, so a
    round has `room_count` rooms; with nobody it has none.

    `need_roles` are wanted once in every room, each by another person.
    `pins` map (round, person id) to a room, all indices from 0. They are hard: sizes give way to
    them. Pins of people who are not here, or of rounds that are not asked for, say nothing.
    `history` holds rounds that took place before, of this call or of earlier ones of its series,
    each as rooms of person ids; ids not known here are passed over.

    Raises PinError if a pin names a room that the round will not have, and ValueError if an id
    stands twice, or if there is not at least one room and one round.
    """

    people: tuple[Person, ...]
    rooms: int
    rounds: int = 1
    need_roles: tuple[str, ...] = ("note_taker",)
    pins: Mapping[tuple[int, int], int] = field(default_factory=dict)
    history: Rounds = ()
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse what could not be seated."""
        if self.rooms < 1 or self.rounds < 1:
            raise ValueError(
                f"Ask for at least one room and one round, not {self.rooms}, {self.rounds}."
            )
        if len({person.id for person in self.people}) < len(self.people):
            raise ValueError(
                "Each person can be seated once only: an id stands twice among the people."
            )
        for round_index in range(self.rounds):
            for person, room in self.pins_of(round_index).items():
                if not 0 <= room < self.room_count:
                    raise PinError(round_index, person, room, self.room_count)

    @property
    def room_count(self) -> int:
        """How many rooms each round has: never more than there are people."""
        return min(self.rooms, len(self.people))

    def pins_of(self, round_index: int) -> dict[int, int]:
        """Room by person id, for those pinned in one round."""
        return {
            person.id: self.pins[round_index, person.id]
            for person in self.people
            if (round_index, person.id) in self.pins
        }


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who sits where: rounds of rooms of person ids (each room in order of id), and its cost."""

    rounds: Rounds
    cost: int
