"""Tables for hosts to keep: insights, attendance and assignments as CSV that Excel opens rightly.

A file begins with the UTF-8 mark that Excel looks for. A text that a spreadsheet would run as a
formula gets an apostrophe in front. Instants are ISO 8601 in UTC, numbers are numbers. These
tables have names and e-mail addresses, so they are for hosts and organisers only.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import col, select

from facilitator.core.telling import place_names
from facilitator.engine.journal import Entry
from facilitator.features import vocabulary
from facilitator.features.common import rows
from facilitator.features.insights import standing
from facilitator.features.seating import members, room_label, rooms_of, rounds_of
from facilitator.features.story import as_html, as_markdown, story_of
from facilitator.features.story_gathering import place_of
from facilitator.gazetteer.countries import country_name
from facilitator.i18n import gettext as _
from facilitator.i18n import localised, speaking
from facilitator.models import Call, Participant, Person, Question, Room, Visit

Cell = str | int | datetime | None
Seats = Mapping[int, tuple[int, Room, list[Participant]]]
RISKY = ("=", "+", "-", "@", "\t", "\r")
MARK = "\ufeff"
INSIGHTS = (
    "posted at (UTC)",
    "round",
    "room",
    "question",
    "text",
    "places",
    "world regions",
    "edited",
    "by place",
)
PERSON = ("name", "email", "city", "country", "world region", "organisation", "role")
ATTENDANCE = (*PERSON, "invited", "joined at", "left at", "minutes present", "visits")
ASSIGNMENTS = ("round", "room", "name", "city", "country", "world region", "role", "arrived")


def insights_csv(call: Call, locale: str = "en") -> str:
    """Every insight that stands, oldest first, with its room's places and its author's place."""
    with speaking(locale):
        return _table(INSIGHTS, _insights(call, locale))


def attendance_csv(call: Call, locale: str = "en") -> str:
    """Everybody invited or come. Minutes count up to the end of the call, or what it is at now."""
    with speaking(locale):
        return _table(ATTENDANCE, _attendance(call, locale))


def assignments_csv(call: Call, locale: str = "en") -> str:
    """Who sits where in every round, by round, room and name; `arrived` is empty for no-shows."""
    with speaking(locale):
        return _table(ASSIGNMENTS, _assignments(call, locale))


TABLES: Mapping[str, Callable[[Call, str], str]] = {
    "insights": insights_csv,
    "attendance": attendance_csv,
    "assignments": assignments_csv,
}


def write_all(call: Call, folder: Path, locale: str = "en") -> list[Path]:
    """Write the story in both formats and all tables into a folder, made if need be."""
    story = story_of(call, locale)
    contents = {"story.html": as_html(story), "story.md": as_markdown(story)}
    contents |= {f"{name}.csv": table(call, locale) for name, table in TABLES.items()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in contents.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return [folder / name for name in contents]


def _insights(call: Call, locale: str) -> Iterator[tuple[Cell, ...]]:
    seats = _seats(call)
    questions = {one.id: one for one in rows(call, Question)}
    people = {one.id or 0: one.person for one in rows(call, Participant)}
    for one in standing(call):
        number, room, seated = seats.get(one.room_id or 0, (None, None, []))
        question, author = questions[one.question_id], people.get(one.participant_id or 0)
        keys = sorted({each.person.world_region for each in seated} - {""})
        yield (
            one.posted_at,
            number,
            room_label(room) if room else _("Main room"),
            localised(question.text, question.texts, locale),
            one.text,
            "; ".join(place_names(place_of(each.person, locale) for each in seated)),
            "; ".join(map(vocabulary.world_region, keys)),
            one.edited_at,
            vocabulary.place(author, locale) if author else "",
        )


def _attendance(call: Call, locale: str) -> Iterator[tuple[Cell, ...]]:
    as_of = call.finished_at or _last_order_at(call)
    visits = rows(call, Visit)
    for one in _by_name(rows(call, Participant)):
        own = [visit for visit in visits if visit.participant_id == one.id]
        present = sum((_length(visit, as_of) for visit in own), timedelta())
        city, country, world_region = _place(one.person, locale)
        yield (
            one.person.name,
            one.person.email,
            city,
            country,
            world_region,
            one.person.organisation,
            _role(note_taker=one.note_taker),
            _("yes") if one.invited else _("no"),
            one.joined_at,
            None if one.present else one.left_at,
            round(present / timedelta(minutes=1)),
            len(own),
        )


def _assignments(call: Call, locale: str) -> Iterator[tuple[Cell, ...]]:
    for number, one in enumerate(rounds_of(call), 1):
        for room in rooms_of(call, one):
            for seat, participant in members(call, room):
                yield (
                    number,
                    room_label(room),
                    participant.person.name,
                    *_place(participant.person, locale),
                    _role(note_taker=seat.note_taker),
                    seat.arrived_at,
                )


def _seats(call: Call) -> Seats:
    """Each room by id: its round's number, itself, its people."""
    return {
        room.id or 0: (number, room, [participant for _seat, participant in members(call, room)])
        for number, one in enumerate(rounds_of(call), 1)
        for room in rooms_of(call, one)
    }


def _by_name(people: Iterable[Participant]) -> list[Participant]:
    return sorted(people, key=lambda one: (one.person.name.casefold(), one.id))


def _place(person: Person, locale: str) -> tuple[str, str, str]:
    country = country_name(person.country, locale) if person.country else ""
    world_region = vocabulary.world_region(person.world_region) if person.world_region else ""
    return person.city, country, world_region


def _role(*, note_taker: bool) -> str:
    return vocabulary.role("note_taker" if note_taker else "participant")


def _last_order_at(call: Call) -> datetime:
    query = select(Entry.at).where(Entry.call_id == call.id).order_by(col(Entry.seq).desc())
    return call.db.exec(query).first() or call.made_at


def _length(visit: Visit, as_of: datetime) -> timedelta:
    left_at = min(visit.left_at or as_of, as_of)
    return max(left_at - visit.came_at, timedelta())


def _table(head: tuple[str, ...], lines: Iterable[tuple[Cell, ...]]) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(head)
    writer.writerows([_written(cell) for cell in line] for line in lines)
    return MARK + file.getvalue()


def _written(cell: Cell) -> str | int:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.strftime("%Y-%m-%dT%H:%M:%SZ")
        case str() if cell.startswith(RISKY):
            return f"'{cell}"
    return cell
