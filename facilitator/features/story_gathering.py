"""What a story is told from: a call's rows, read once and left at what may be published.

Names are published by consent only. A presentation carries its place; its presenter's name stands
there if the participant it is linked to agreed. Where it is linked to nobody, what the hosts typed
is published, unless that names somebody on the list who has not agreed.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from facilitator.core.agenda import Kind
from facilitator.core.clock import CallState
from facilitator.core.progress import ItemState, progress
from facilitator.core.story import (
    Answered,
    Attendee,
    HeldRound,
    Line,
    Place,
    RoomMix,
    Stage,
    Story,
    Talk,
)
from facilitator.core.telling import attendance, by_room, city_names, met_again
from facilitator.features import vocabulary
from facilitator.features.common import rows
from facilitator.features.insights import standing
from facilitator.features.moment import moment_of
from facilitator.features.seating import members, room_label, rooms_of, rounds_of
from facilitator.i18n import gettext as _
from facilitator.i18n import localised
from facilitator.models import Call, Item, Participant, Person, Presentation, Question, Room, Round

STAGES = {CallState.WAITING: Stage.BEFORE, CallState.FINISHED: Stage.AFTER}


class Gathering:
    """Reads a call and tells its parts, in the language that is being spoken."""

    def __init__(self, call: Call, locale: str) -> None:
        self.call = call
        self.locale = locale
        self.zone = ZoneInfo(call.time_zone)
        self.moment = moment_of(call)
        self.stage = STAGES.get(self.moment.clock.state, Stage.DURING)
        self.participants = rows(call, Participant)
        self.people = {one.id or 0: one.person for one in self.participants}
        self.insights = standing(call)

    def story(self) -> Story:
        """The whole story."""
        clock = self.moment.clock
        came = [one for one in self.participants if one.joined_at]
        return Story(
            locale=self.locale,
            stage=self.stage,
            title=self.call.title,
            time_zone=self.call.time_zone,
            starts_at=self._local(clock.started_at or clock.planned_start_at),
            ends_at=self._local(clock.ended_at or clock.planned_end_at),
            invited=len(self.people),
            attendance=attendance([self._attendee(one) for one in came]),
            agenda=tuple(self._line(item) for item in self.moment.items),
            talks=tuple(self._talks()),
            rounds=tuple(self._held()),
            met_again=met_again(self._tables()),
            answered=tuple(self._answered()),
        )

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone)

    def _at(self, person: Person) -> Place:
        return place_of(person, self.locale)

    def _attendee(self, one: Participant) -> Attendee:
        name = one.person.name if one.person.named else ""
        return Attendee(one.id or 0, self._at(one.person), name)

    def _line(self, item: Item) -> Line:
        times = self.moment.times(item)
        return Line(
            title=localised(item.title, item.titles, self.locale),
            kind=vocabulary.kind(item.kind),
            state=times.state,
            planned_at=self._local(times.planned_start_at),
            planned=times.planned_end_at - times.planned_start_at,
            started_at=times.started_at and self._local(times.started_at),
            lasted=self._lasted(item),
        )

    def _lasted(self, item: Item) -> timedelta | None:
        runs = progress(self.moment.plan, self.moment.marks).runs.get(item.id or 0, [])
        stretches = [run.ended_at - run.started_at for run in runs if run.ended_at]
        return sum(stretches, timedelta()) if runs and len(stretches) == len(runs) else None

    def _talks(self) -> Iterator[Talk]:
        """The presentations; without those whose item was left out."""
        for item in self.moment.items:
            if item.kind != Kind.PRESENTATION or (
                self.moment.times(item).state is ItemState.SKIPPED
            ):
                continue
            for one in rows(self.call, Presentation, Presentation.item_id == item.id):
                yield self._talk(one, item)

    def _talk(self, one: Presentation, item: Item) -> Talk:
        person = self.people.get(one.participant_id or 0)
        title = localised(one.title, one.titles, self.locale)
        held = one.started_at and one.ended_at
        return Talk(
            place=one.place or (self._at(person).name if person else ""),
            title=title or localised(item.title, item.titles, self.locale),
            presenter=self._presenter(one, person),
            planned=one.duration,
            lasted=one.ended_at - one.started_at if held else None,  # type: ignore[operator]
        )

    def _presenter(self, one: Presentation, linked: Person | None) -> str:
        if linked:
            return linked.name if linked.named else ""
        unwilling = [re.escape(person.name) for person in self.people.values() if not person.named]
        named = unwilling and re.search(
            rf"\b({'|'.join(unwilling)})\b", one.presenter, re.IGNORECASE
        )
        return "" if named else one.presenter

    @cached_property
    def _rounds(self) -> list[tuple[int, Round, list[tuple[Room, list[Participant]]]]]:
        """The rounds that were opened: number, round, rooms with their people."""
        return [
            (number, one, [(room, self._seated(room)) for room in rooms_of(self.call, one)])
            for number, one in enumerate(rounds_of(self.call), 1)
            if one.opened_at
        ]

    def _seated(self, room: Room) -> list[Participant]:
        return [participant for _seat, participant in members(self.call, room)]

    def _held(self) -> Iterator[HeldRound]:
        for number, one, _rooms in self._rounds:
            item = self.moment.item(one.item_id)
            title = localised(item.title, item.titles, self.locale) if item else ""
            mixes = (mix for of, mix in self._mixes.values() if of == number)
            yield HeldRound(number, title, tuple(mixes))

    @cached_property
    def _mixes(self) -> dict[int, tuple[int, RoomMix]]:
        noted = Counter(one.room_id for one in self.insights)
        return {
            room.id or 0: (number, self._mix(room, seated, noted[room.id]))
            for number, _round, rooms in self._rounds
            for room, seated in rooms
        }

    def _mix(self, room: Room, seated: list[Participant], noted: int) -> RoomMix:
        return RoomMix(
            id=room.id or 0,
            label=room_label(room),
            places=city_names(self._at(one.person) for one in seated),
            world_regions=tuple(sorted(one.person.world_region for one in seated)),
            insights=noted,
        )

    def _tables(self) -> list[list[frozenset[int]]]:
        return [
            [frozenset(one.id or 0 for one in seated) for _room, seated in rooms]
            for _number, _round, rooms in self._rounds
        ]

    def _answered(self) -> Iterator[Answered]:
        for question in rows(self.call, Question):
            noted = [one for one in self.insights if one.question_id == question.id]
            told = [(one.room_id, one.text) for one in noted]
            text = localised(question.text, question.texts, self.locale)
            yield Answered(text, by_room(told, self._mixes, _("Main room")))


def place_of(person: Person, locale: str) -> Place:
    """The place that somebody speaks for, as stories and tables want it."""
    name = vocabulary.place(person, locale)
    return Place(name, person.city, person.country, person.world_region)
