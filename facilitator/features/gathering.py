"""Who has come to a call, by place and world region, as the wall greets and thanks them.

Everybody who came once counts until the end, so that a lost line takes no place off the wall.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from facilitator.features import vocabulary
from facilitator.features.common import rows
from facilitator.gazetteer.countries import country_name
from facilitator.models import Call, Participant, Person

MOST_ARCS = 120
ELSEWHERE = 9  # sorts people whose world region is not known after the eight known ones
BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass
class PlaceHere:
    """A place that somebody speaks for; `new` for the one that came last."""

    name: str
    new: bool = False


@dataclass
class RegionHere:
    """A world region with the places that have come, alphabetically; `people` counts heads."""

    name: str
    number: int
    people: int = 0
    places: list[PlaceHere] = field(default_factory=list)


@dataclass(frozen=True)
class Arc:
    """A seat in the ring of all, as `seat_ring` draws it."""

    region_index: int
    here: bool = True


@dataclass(frozen=True)
class Gathering:
    """Everybody who has come: heads, regions with their places, the ring, the newest place."""

    people: int
    regions: list[RegionHere]
    arcs: list[Arc]
    newest: str

    @property
    def places(self) -> int:
        """How many different places."""
        return sum(len(one.places) for one in self.regions)

    @property
    def known_regions(self) -> int:
        """How many world regions, not counting the unknown."""
        return sum(1 for one in self.regions if one.number)


def gathering(call: Call, locale: str) -> Gathering:
    """Everybody who has come so far; country names are in the language of `locale`."""
    came = [one for one in rows(call, Participant) if one.joined_at or one.present]
    came.sort(key=lambda one: (one.joined_at or BEGINNING, one.id or 0))
    names = _place_names([one.person for one in came], locale)
    newest = next((names[key] for one in reversed(came) if (key := _key(one.person)) in names), "")
    return Gathering(len(came), _regions(came, names, newest), _arcs(came), newest)


def _place_names(people: list[Person], locale: str) -> dict[tuple[str, str], str]:
    """What each place is called: its city; with the country if two cities share the name."""
    known = {key: one for one in people if any(key := _key(one))}
    shared = Counter(city for city, _country in known)
    return {
        key: _alone(one, locale) if shared[key[0]] == 1 else vocabulary.place(one, locale)
        for key, one in known.items()
    }


def _alone(person: Person, locale: str) -> str:
    return person.city or country_name(person.country, locale)


def _key(person: Person) -> tuple[str, str]:
    return person.city.casefold(), person.country


def _regions(
    came: list[Participant], names: dict[tuple[str, str], str], newest: str
) -> list[RegionHere]:
    found: dict[int, RegionHere] = {}
    placed = set()
    for one in came:
        number = vocabulary.region_number(one.person.world_region)
        name = vocabulary.world_region(one.person.world_region)
        region = found.setdefault(number or ELSEWHERE, RegionHere(name, number))
        region.people += 1
        key = _key(one.person)
        if key in names and key not in placed:
            placed.add(key)
            region.places.append(PlaceHere(names[key], names[key] == newest))
    for region in found.values():
        region.places.sort(key=lambda place: place.name.casefold())
    return sorted(found.values(), key=lambda one: -one.people)


def _arcs(came: list[Participant]) -> list[Arc]:
    """An arc per person in the order of world regions; in a crowd, one for every few."""
    numbers = sorted(vocabulary.region_number(one.person.world_region) or ELSEWHERE for one in came)
    step = -(-len(numbers) // MOST_ARCS) or 1
    return [Arc(number % ELSEWHERE) for number in numbers[::step]]
