"""How well people are mixed, in words: for a round as a whole, and for what is wrong in a room.

What could not be better is said to be so, because a host who shuffles in vain loses time.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from facilitator.core.assignment import (
    Finding,
    MetBefore,
    Mix,
    NoNoteTaker,
    OneRegion,
    SameCity,
)
from facilitator.features import vocabulary
from facilitator.features.mixing import takes_notes
from facilitator.i18n import gettext as _
from facilitator.i18n import ngettext
from facilitator.models import Participant

REMARKS = {
    "all_joined": lambda: _("Nobody is connected now, so everybody who has joined got a seat."),
    "fewer_rooms": lambda: _("Fewer rooms than you asked for, so that nobody sits alone."),
    "alone": lambda: _("Only one person is here, so there is one room."),
    "few": lambda: _("So few people are here that they sit together."),
}


@dataclass(frozen=True)
class Dot:
    """One person's arc in the ring of a room."""

    region_index: int
    here: bool


def ring_of(people: Sequence[tuple[Participant, bool]]) -> list[Dot]:
    """A room's ring, side by side who is of one world region; each with whether they are here."""
    dots = [Dot(vocabulary.region_number(one.person.world_region), here) for one, here in people]
    return sorted(dots, key=lambda dot: (dot.region_index, not dot.here))


def mix_in_words(people: Sequence[Participant]) -> str:
    """Who is in a room, by world region: `Europe 3, Africa 2`."""
    many = Counter(one.person.world_region for one in people)
    return ", ".join(f"{vocabulary.world_region(key)} {here}" for key, here in many.most_common())


def remark(key: str) -> str:
    """The sentence for what a proposal should have said with it."""
    return REMARKS[key]()


def quality(mix: Mix, people: Sequence[Participant], *, met_before: bool) -> Iterator[str]:
    """How good one round is, sentence by sentence; `met_before` says whether others came before."""
    rooms = [room for room in mix.rooms[0] if room.size]
    if not rooms:
        return
    if len({one.person.world_region for one in people}) > 1:
        fewest = min(room.regions for room in rooms)
        yield ngettext(
            "Every room has at least %(num)s world region.",
            "Every room has at least %(num)s world regions.",
            fewest,
        )
    if met_before:
        yield _repeats(mix.repeat_meetings)
    yield _cities(mix)
    yield _notes(mix.rooms_without_note_taker, sum(map(takes_notes, people)), len(rooms))


def trouble(found: Finding, people: Mapping[int, Participant]) -> str:
    """What is wrong in a room."""
    match found:
        case NoNoteTaker():
            return _("Nobody here takes notes.")
        case SameCity(_city, ids):
            return _("Of one city: %(names)s.", names=_names(people, ids))
        case OneRegion(region):
            return _("Everybody is from %(region)s.", region=vocabulary.world_region(region))
        case MetBefore(one, other):
            return _("Have met before: %(names)s.", names=_names(people, (one, other)))
    return ""


def _names(people: Mapping[int, Participant], ids: Sequence[int]) -> str:
    return ", ".join(people[one].person.name for one in ids)


def _repeats(many: int) -> str:
    if not many:
        return _("Nobody meets anyone twice.")
    return ngettext(
        "%(num)s pair of people meets again.", "%(num)s pairs of people meet again.", many
    )


def _cities(mix: Mix) -> str:
    if not mix.same_city_pairs:
        return _("Nobody sits with someone of their own city.")
    said = ngettext(
        "%(num)s pair of people shares a city and a room.",
        "%(num)s pairs of people share a city and a room.",
        mix.same_city_pairs,
    )
    return said if mix.avoidable_same_city_pairs else said + " " + _("Fewer is not possible.")


def _notes(without: int, offered: int, rooms: int) -> str:
    if not without:
        return _("Every room has a note-taker.")
    said = ngettext("%(num)s room lacks a note-taker", "%(num)s rooms lack a note-taker", without)
    if offered < rooms:
        return ngettext(
            "%(lacking)s, because only %(num)s person offered to take notes.",
            "%(lacking)s, because only %(num)s people offered to take notes.",
            offered,
            lacking=said,
        )
    return _("%(lacking)s. Shuffle the rest, or move somebody who offered.", lacking=said)
