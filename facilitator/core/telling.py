"""The counting and sorting that lies between what is stored of a call and its story."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from facilitator.core.assignment.cost import meetings
from facilitator.core.story import Attendance, Attendee, Learned, Named, Place, RoomMix, WorldRegion


def attendance(people: Sequence[Attendee]) -> Attendance:
    """Count who came, and sort their places by world region."""
    known = {one.place.identity: one.place for one in people if one.place.city.strip()}
    named = sorted((one.name.casefold(), one.name, one.place.name) for one in people if one.name)
    return Attendance(
        people=len(people),
        places=len(known),
        countries=len({one.place.country for one in people} - {""}),
        world_regions=_by_world_region(people),
        named=tuple(Named(name, place) for _, name, place in named),
    )


def place_names(places: Iterable[Place]) -> tuple[str, ...]:
    """Each place once, in alphabetical order; people whose place is not known count for none."""
    return _sorted({one.identity: one.name for one in places if one.name})


def city_names(places: Iterable[Place]) -> tuple[str, ...]:
    """The same without countries, where a reader can look those up."""
    return _sorted({one.identity: one.city.strip() or one.name for one in places if one.name})


def met_again(rounds: Sequence[Sequence[frozenset[int]]]) -> int:
    """How many pairs of people sat in one room in more than one of the rounds."""
    everybody = {person for rooms in rounds for room in rooms for person in room}
    tables = tuple(tuple(tuple(room) for room in rooms) for rooms in rounds)
    met = meetings(tables, everybody)
    return sum(1 for times in met.values() if times > 1)


def by_room(
    insights: Sequence[tuple[int | None, str]], rooms: Mapping[int, tuple[int, RoomMix]], main: str
) -> tuple[Learned, ...]:
    """Gather one question's insights, (room, text) in the order they were posted, by room.

    `rooms` has each room's round and mix in the order to tell them; what people noted in the main
    room comes last under `main`, without a place, which could give its author away.
    """
    texts: dict[int | None, list[tuple[str, ...]]] = defaultdict(list)
    for room_id, text in insights:
        texts[room_id if room_id in rooms else None].append(lines(text))
    told = [
        Learned(mix.label, number, mix.places, tuple(texts[room_id]))
        for room_id, (number, mix) in rooms.items()
        if room_id in texts
    ]
    if None in texts:
        told.append(Learned(main, None, (), tuple(texts[None])))
    return tuple(told)


def lines(text: str) -> tuple[str, ...]:
    """A text's lines without blank ones, each with single spaces."""
    return tuple(kept for line in text.splitlines() if (kept := " ".join(line.split())))


def _sorted(names: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    return tuple(sorted(names.values(), key=str.casefold))


def _by_world_region(people: Sequence[Attendee]) -> tuple[WorldRegion, ...]:
    members: dict[str, list[Attendee]] = defaultdict(list)
    for one in people:
        members[one.place.world_region].append(one)
    ordered = sorted(members.items(), key=lambda item: (not item[0], -len(item[1]), item[0]))
    return tuple(
        WorldRegion(key, len(here), place_names(one.place for one in here)) for key, here in ordered
    )
