"""The people of a problem as small numbers, which is what a search can count with.

People are numbered in order of id and what they share in order of first appearance, so that neither
the names of places nor the order of the input change a result.
"""

from collections import Counter

from facilitator.core.assignment.cost import ALIKE, meetings, traits
from facilitator.core.assignment.problem import Problem


class Numbered:
    """What stays the same whoever sits where.

    `traits[person]` are numbers into `weights`, `cities[person]` the one of the city if it is
    known. `roles[person]` is a bit mask over the needed
    roles. `before[person]` is how often each other was met in the problem's history.
    Every set of needed roles has a place in `wanted`, its size; `touched[mask]` are the places of
    the sets that someone with these roles could take part in.
    """

    def __init__(self, problem: Problem) -> None:
        """Number everybody."""
        self.people = sorted(problem.people, key=lambda person: person.id)
        numbers = {person.id: number for number, person in enumerate(self.people)}
        self.weights: list[int] = []
        self.traits = self._number_traits()
        many = Counter(trait for mine in self.traits for trait in mine)
        self.share = [-(-many[trait] // problem.room_count) for trait in range(len(many))]
        need = problem.need_roles
        self.roles = [
            sum(1 << bit for bit, role in enumerate(need) if role in person.roles)
            for person in self.people
        ]
        sets = range(1, 1 << len(need))
        self.wanted = [roles.bit_count() for roles in sets]
        self.touched = [
            [place for place, roles in enumerate(sets) if roles & mask]
            for mask in range(1 << len(need))
        ]
        self.before: list[dict[int, int]] = [{} for _ in self.people]
        for (one, other), times in meetings(problem.history, numbers).items():
            self.before[numbers[one]][numbers[other]] = times
            self.before[numbers[other]][numbers[one]] = times
        self.pinned = [
            {numbers[person]: room for person, room in sorted(problem.pins_of(round_index).items())}
            for round_index in range(problem.rounds)
        ]

    def _number_traits(self) -> list[tuple[int, ...]]:
        numbers: dict[tuple[str, ...], int] = {}
        numbered = []
        for person in self.people:
            mine = traits(person)
            for trait in mine:
                if trait not in numbers:
                    numbers[trait] = len(numbers)
                    self.weights.append(ALIKE[trait[0]])
            numbered.append(tuple(numbers[trait] for trait in mine))
        return numbered
