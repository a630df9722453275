"""Who sits where in every round, with the cost kept up to date seat by seat.

The price of a swap is worked out without making it, so a search may look at many and make few.
"""

from facilitator.core.assignment.cost import HARD, REPEAT
from facilitator.core.assignment.numbered import Numbered
from facilitator.core.assignment.problem import Assignment, Problem


class Seating:
    """Seats that can be taken, left and exchanged; `cost` and `repeats` are always exact.

    `rooms[round][room]` lists the numbers of the people there, `room_of[round][person]` is the way
    back (-1 without a seat), `met[person]` is how often each other is met, history included.
    Pins are not guarded here: whoever moves people leaves the pinned ones alone.
    """

    def __init__(self, problem: Problem) -> None:
        """Begin with every room of every round empty."""
        self.numbered = numbered = Numbered(problem)
        self.room_count, self.round_count = problem.room_count, problem.rounds
        rounds, rooms = range(self.round_count), range(self.room_count)
        self.rooms: list[list[list[int]]] = [[[] for _ in rooms] for _ in rounds]
        self.room_of = [[-1] * len(numbered.people) for _ in rounds]
        self.met = [dict(before) for before in numbered.before]
        self.repeats = 0
        self.cost = HARD * len(problem.need_roles) * self.round_count * self.room_count
        self._traits, self._weights = numbered.traits, numbered.weights
        self._alike = [[[0] * len(self._weights) for _ in rooms] for _ in rounds]
        self._takers = [[[0] * len(numbered.wanted) for _ in rooms] for _ in rounds]

    def seat(self, round_index: int, person: int, room: int) -> None:
        """Give a person without a seat in this round one in a room."""
        alike, members = self._alike[round_index][room], self.rooms[round_index][room]
        for trait in self._traits[person]:
            self.cost += self._weights[trait] * alike[trait]
            alike[trait] += 1
        for other in members:
            self._meet(person, other, 1)
        members.append(person)
        self.room_of[round_index][person] = room
        self._count_roles(round_index, person, room, 1)

    def unseat(self, round_index: int, person: int) -> int:
        """Take away a person's seat in this round; return the room it was in."""
        room = self.room_of[round_index][person]
        alike, members = self._alike[round_index][room], self.rooms[round_index][room]
        for trait in self._traits[person]:
            alike[trait] -= 1
            self.cost -= self._weights[trait] * alike[trait]
        members.remove(person)
        for other in members:
            self._meet(person, other, -1)
        self.room_of[round_index][person] = -1
        self._count_roles(round_index, person, room, -1)
        return room

    def swap(self, round_index: int, one: int, other: int) -> None:
        """Let two people exchange their seats in one round."""
        room, others_room = self.unseat(round_index, one), self.unseat(round_index, other)
        self.seat(round_index, one, others_room)
        self.seat(round_index, other, room)

    def joining(self, round_index: int, person: int, room: int) -> int:
        """Return what seating a person in a room would add to the cost, roles aside."""
        alike, mine = self._alike[round_index][room], self.met[person]
        cost = 0
        for trait in self._traits[person]:
            cost += self._weights[trait] * alike[trait]
        for other in self.rooms[round_index][room]:
            if other in mine:
                cost += REPEAT * mine[other]
        return cost

    def change(self, round_index: int, one: int, other: int) -> int:
        """Return what `swap` would add to the cost."""
        repeats = self.repeats_change(round_index, one, other)
        return self.mix_change(round_index, one, other) + REPEAT * repeats

    def mix_change(self, round_index: int, one: int, other: int) -> int:
        """Return what `swap` would add to the cost, repeat meetings aside."""
        room_of, weights = self.room_of[round_index], self._weights
        room, others_room = room_of[one], room_of[other]
        if room == others_room:
            return 0
        here, there = self._alike[round_index][room], self._alike[round_index][others_room]
        mine, theirs = self._traits[one], self._traits[other]
        change = 0
        for trait in mine:
            if trait not in theirs:
                change += weights[trait] * (there[trait] - here[trait] + 1)
        for trait in theirs:
            if trait not in mine:
                change += weights[trait] * (here[trait] - there[trait] + 1)
        if self.numbered.roles[one] != self.numbered.roles[other]:
            change += HARD * self._roles_change(round_index, one, other)
        return change

    def repeats_change(self, round_index: int, one: int, other: int) -> int:
        """Return how many repeat meetings `swap` would add."""
        rooms, room_of = self.rooms[round_index], self.room_of[round_index]
        here, there = rooms[room_of[one]], rooms[room_of[other]]
        if here is there:
            return 0
        mine, theirs = self.met[one], self.met[other]
        change = len(here) + len(there) - 2
        for person in here:
            if person != one:
                change += theirs.get(person, 0) - mine[person]
        for person in there:
            if person != other:
                change += mine.get(person, 0) - theirs[person]
        return change

    def short(self, round_index: int, person: int) -> bool:
        """Return whether a needed role stays open where a person sits."""
        return self._open(self._takers[round_index][self.room_of[round_index][person]]) > 0

    def troubled(self, round_index: int, person: int) -> bool:
        """Return whether a role is missing here, or too many alike, or somebody met before."""
        if self.short(round_index, person):
            return True
        room = self.room_of[round_index][person]
        alike = self._alike[round_index][room]
        share = self.numbered.share
        if any(alike[trait] > share[trait] for trait in self._traits[person]):
            return True
        mine = self.met[person]
        return any(mine.get(o, 0) > 1 for o in self.rooms[round_index][room] if o != person)

    def assignment(self) -> Assignment:
        """Return the seats as they now are."""
        ids = [person.id for person in self.numbered.people]
        rounds = tuple(
            tuple(tuple(ids[person] for person in sorted(room)) for room in rooms)
            for rooms in self.rooms
        )
        return Assignment(rounds, self.cost)

    def _meet(self, one: int, other: int, times: int) -> None:
        met = self.met[one].get(other, 0)
        repeats = met if times > 0 else 1 - met
        self.repeats += repeats
        self.cost += REPEAT * repeats
        self.met[one][other] = self.met[other][one] = met + times

    def _count_roles(self, round_index: int, person: int, room: int, times: int) -> None:
        takers = self._takers[round_index][room]
        touched = self.numbered.touched[self.numbered.roles[person]]
        self.cost -= HARD * self._open(takers) if touched else 0
        for place in touched:
            takers[place] += times
        self.cost += HARD * self._open(takers) if touched else 0

    def _open(self, takers: list[int]) -> int:
        """Count the roles left open by Hall's theorem: the set of roles most short of people."""
        most = 0
        for size, here in zip(self.numbered.wanted, takers, strict=True):
            most = max(most, size - here)
        return most

    def _roles_change(self, round_index: int, one: int, other: int) -> int:
        takers, room_of = self._takers[round_index], self.room_of[round_index]
        here, there = takers[room_of[one]], takers[room_of[other]]
        after_here, after_there = here.copy(), there.copy()
        for person, step in ((one, 1), (other, -1)):
            for place in self.numbered.touched[self.numbered.roles[person]]:
                after_here[place] -= step
                after_there[place] += step
        before = self._open(here) + self._open(there)
        return self._open(after_here) + self._open(after_there) - before
