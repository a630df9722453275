"""What a finished call came to, counted from its exports and from what clients received.

Meetings are counted anew from who sat where, by names and the list of invented people; nothing is
taken from the part of the program that seated them.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from math import comb
from pathlib import Path
from typing import Any

from facilitator.demo.invented import Invented
from facilitator.demo.tally import Tally, percentile

Row = dict[str, str]
Rooms = dict[str, list[list[str]]]
"""The names in each room of each round."""


def figures(
    folder: Path, people: Sequence[Invented], tally: Tally, seconds: float
) -> dict[str, Any]:
    """The figures of a call whose exports are in `folder`; `seconds` is how long it all took."""
    known = {one.name: one for one in people}
    came = [known[name] for name in _came(folder) if name in known]
    rooms = rooms_of(_read(folder, "assignments"))
    delays = tally.delays()
    same_city, avoidable = _same_city(rooms, known)
    return {
        "people": len(came),
        "places": len({one.place for one in came}),
        "world_regions": len({one.world_region for one in came}),
        "rounds": len(rooms),
        "rooms": max((len(one) for one in rooms.values()), default=0),
        "insights": {
            "posted": len(tally.posted),
            "acknowledged": len(tally.acknowledged),
            "seen_by_host": len(tally.seen),
        },
        "repeat_meetings": _repeats(rooms),
        "same_city_pairs": same_city,
        "avoidable_same_city_pairs": avoidable,
        "post_to_host_ms": {"p50": percentile(delays, 0.5), "p99": percentile(delays, 0.99)},
        "seconds": round(seconds, 1),
    }


def missing(folder: Path, people: Sequence[Invented], tally: Tally) -> list[str]:
    """A sentence for each insight or person that should be in the exports and is not."""
    exported = Counter(_plain(row["text"]) for row in _read(folder, "insights"))
    sent = Counter(one.text for one in tally.posted)
    lost = [f"An insight is not in insights.csv: “{text}”" for text in (sent - exported)]
    lost += [f"An insight is in insights.csv too often: “{text}”" for text in (exported - sent)]
    lost += [
        f"An insight was {'not acknowledged' if one.insight is None else 'not seen by the host'}: "
        f"“{one.text}”"
        for one in tally.posted
        if one.insight is None or one.insight not in tally.seen_at
    ]
    names = {one.name for one in people}
    lost += [f"{name} is missing in attendance.csv." for name in sorted(names - _came(folder))]
    for number, rooms in rooms_of(_read(folder, "assignments")).items():
        seated = {name for room in rooms for name in room}
        lost += [f"{name} had no seat in round {number}." for name in sorted(names - seated)]
    return lost


def rooms_of(assignments: Iterable[Row]) -> Rooms:
    """Who sat with whom, from the rows of assignments.csv."""
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in assignments:
        found[row["round"]][row["room"]].append(_plain(row["name"]))
    return {number: list(rooms.values()) for number, rooms in found.items()}


def _repeats(rooms: Rooms) -> int:
    """How many times two people met who had met in an earlier round."""
    met = Counter(
        pair for one in rooms.values() for room in one for pair in combinations(sorted(room), 2)
    )
    return sum(times - 1 for times in met.values())


def _same_city(rooms: Rooms, known: dict[str, Invented]) -> tuple[int, int]:
    """Pairs from one place in one room, in all rounds; and how many are more than must be.

    So many people of one place over so many rooms make the fewest pairs when spread evenly.
    """
    pairs = least = 0
    for one in rooms.values():
        places = [Counter(known[name].place for name in room if name in known) for room in one]
        pairs += sum(comb(many, 2) for room in places for many in room.values())
        for many in sum(places, Counter()).values():
            low, larger = divmod(many, len(one))
            least += (len(one) - larger) * comb(low, 2) + larger * comb(low + 1, 2)
    return pairs, pairs - least


def _came(folder: Path) -> set[str]:
    return {_plain(row["name"]) for row in _read(folder, "attendance") if row["joined at"]}


def _read(folder: Path, table: str) -> list[Row]:
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _plain(text: str) -> str:
    """A text without the apostrophe that keeps spreadsheets from running it."""
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@\t\r" else text
