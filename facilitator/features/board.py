"""The host's board of an open round: one glance says which room is in trouble.

The server never says that a room *is* silent, only from when on: the page shows it by itself.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from facilitator.core.roles import Role
from facilitator.engine.regions import Audience, region
from facilitator.features.agenda import AgendaMoved
from facilitator.features.insights import CHANGES, standing
from facilitator.features.mix_words import Dot, mix_in_words, ring_of
from facilitator.features.moment import moment_of
from facilitator.features.presence_events import (
    PersonArrived,
    PersonDeparted,
    PersonEdited,
    PersonJoined,
)
from facilitator.features.seating import (
    RoomChanged,
    RoundChanged,
    RoundClosed,
    RoundOpened,
    SeatsChanged,
    members_by_room,
    open_round,
    questions_of,
    room_label,
    rooms_of,
)
from facilitator.features.settings import settings
from facilitator.models import Call, Insight, Participant, Room, Round, Seat


@dataclass(frozen=True)
class RoomOnBoard:
    """A room at work: how many are in the call (`present`), and in the room as far as is known.

    `here` counts who said so or noted something. `silent_at` is when the room will have been
    silent too long, None in a pause.
    """

    room: Room
    label: str
    people: list[tuple[Seat, Participant]]
    present: int
    here: int
    ring: list[Dot]
    mix_in_words: str
    note_takers: list[Participant]
    insights: list[Insight]
    counts: list[int]
    silent_at: datetime | None
    state: str

    @property
    def takes_notes(self) -> bool:
        """Whether somebody who is here takes notes."""
        return any(one.present for one in self.note_takers)


@region(
    "board",
    to={Role.HOST},
    on=CHANGES
    | {
        RoundOpened,
        RoundChanged,
        RoundClosed,
        RoomChanged,
        SeatsChanged,
        AgendaMoved,
        PersonArrived,
        PersonDeparted,
        PersonEdited,
        PersonJoined,
    },
)
def board(call: Call, _viewer: Audience) -> dict[str, Any]:
    """The open round: its time, its rooms, and what each has learned."""
    of = open_round(call)
    if of is None or of.opened_at is None:
        return {"round": None}
    moment = moment_of(call)
    ring = moment.ring_of(of.opened_at, of.duration)
    questions = questions_of(call, of)
    seated = members_by_room(call, of)
    rooms = [
        _on_board(
            of,
            room,
            seated.get(room.id or 0, []),
            standing(call, room),
            [one.id for one in questions],
            counting=ring.ends_at is not None,
        )
        for room in rooms_of(call, of)
    ]
    asked = [(one.room.help_asked_at, one) for one in rooms if one.room.help_asked_at]
    return {
        "round": of,
        "item": moment.item(of.item_id),
        "ring": ring,
        "questions": questions,
        "rooms": rooms,
        "asking": [one for _at, one in sorted(asked, key=lambda pair: pair[0])],
        "without_notes": [one for one in rooms if one.people and not one.takes_notes],
        "here": sum(one.here for one in rooms),
        "seated": sum(len(one.people) for one in rooms),
    }


def _on_board(
    of: Round,
    room: Room,
    seated: list[tuple[Seat, Participant]],
    insights: list[Insight],
    question_ids: list[int | None],
    *,
    counting: bool,
) -> RoomOnBoard:
    writers = {one.participant_id for one in insights}
    people = [
        (one, one.present and (seat.arrived_at is not None or one.id in writers))
        for seat, one in seated
    ]
    counted = Counter(one.question_id for one in insights)
    here = sum(arrived for _one, arrived in people)
    return RoomOnBoard(
        room=room,
        label=room_label(room),
        people=seated,
        present=sum(one.present for _seat, one in seated),
        here=here,
        ring=ring_of(people),
        mix_in_words=mix_in_words([one for one, _here in people]),
        note_takers=[one for seat, one in seated if seat.note_taker],
        insights=insights,
        counts=[counted[one or 0] for one in question_ids],
        silent_at=_silent_at(of, insights) if counting else None,
        state="help" if room.help_asked_at else "calm" if here else "gathering",
    )


def _silent_at(of: Round, insights: list[Insight]) -> datetime | None:
    latest = insights[-1].posted_at if insights else of.opened_at
    patience = timedelta(seconds=settings().silent_after_seconds)
    return latest and latest + patience
