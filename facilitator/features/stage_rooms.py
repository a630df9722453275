"""What the wall shows of breakouts: who goes where, the questions, what rooms have learned."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, select

from facilitator.features import seating
from facilitator.features.common import rows
from facilitator.features.insights import Source, sourced, standing
from facilitator.features.moment import Moment
from facilitator.models import (
    Call,
    Insight,
    Item,
    ItemQuestion,
    Participant,
    Question,
    Round,
)
from facilitator.models.breakouts import RoundState

GATHERING = timedelta(minutes=3)
GATHERING_SHARE = 3  # a short round spends no more than a third of it on finding rooms
MOST_NAMES = 240  # more cannot be read from ten metres; everybody's own page says their room
DRIFTING = 6
PER_QUESTION = {1: 4, 2: 3}  # with more questions there is room for two insights each
SIZES = ((90, "short"), (200, "medium"), (420, "long"))
LONGEST = "longest"


@dataclass(frozen=True)
class Shown:
    """An insight as the wall shows it: whence it is, and how large it can be."""

    insight: Insight
    source: Source | None
    question: Question

    @property
    def size(self) -> str:
        """`short`, `medium`, `long` or `longest`: a long insight is set smaller, never cut."""
        length = len(self.insight.text)
        return next((name for most, name in SIZES if length <= most), LONGEST)


@dataclass(frozen=True)
class Placed:
    """Somebody and their room; `number` if the room has no name of its own, to be short."""

    name: str
    room: str
    number: int | None


def moving(call: Call, moment: Moment, held: Round) -> dict[str, Any]:
    """A proposed or open round: where everybody goes; once they are there, what they speak of."""
    placed = _placed(call, held)
    opened_at = held.opened_at if held.state == RoundState.OPEN else None
    return {
        "thought": "rooms",
        "round": held,
        "placed": placed,
        "numbered": all(one.number for one in placed),
        "fits": len(placed) <= MOST_NAMES,
        "room_count": len(seating.rooms_of(call, held)),
        "gathered_at": opened_at and (held.closing_at or gathered_at(opened_at, held.duration)),
        "closing": held.closing_at is not None,
        "ring": opened_at and moment.ring_of(opened_at, held.duration),
        "questions": seating.questions_of(call, held),
        "shown": spotlit(call) if opened_at else None,
        "drifting": newest(call, DRIFTING) if opened_at else [],
        "insight_count": len(standing(call)) if opened_at else 0,
    }


def gathered_at(opened_at: datetime, duration: timedelta) -> datetime:
    """From when on the wall speaks of the questions rather than of the way to the rooms."""
    return opened_at + min(GATHERING, duration / GATHERING_SHARE)


def spotlit(call: Call) -> Shown | None:
    """The insight that a host shows large, unless it was withdrawn since."""
    wanted = [one for one in standing(call) if one.id == call.spotlight_insight_id]
    return next(iter(_shown(call, wanted)), None)


def newest(call: Call, most: int) -> list[Shown]:
    """The newest insights, newest first."""
    return _shown(call, standing(call)[: -most - 1 : -1])


def learned(call: Call) -> bool:
    """Whether there is any insight."""
    return bool(standing(call))


def harvest(call: Call) -> dict[str, Any]:
    """What was learned, by question: how much, and the newest of it."""
    by_question: dict[int, list[Insight]] = {}
    for insight in standing(call):
        by_question.setdefault(insight.question_id, []).append(insight)
    most = PER_QUESTION.get(len(by_question), 2)
    asked = [one for one in rows(call, Question) if one.id in by_question]
    columns = [
        (one, len(own), _shown(call, own[: -most - 1 : -1]))
        for one in asked
        for own in [by_question[one.id or 0]]
    ]
    return {"thought": "harvest", "columns": columns}


def questions_in(call: Call, item: Item | None) -> list[Question]:
    """What an item asks."""
    if item is None:
        return []
    asked = select(ItemQuestion.question_id).where(ItemQuestion.item_id == item.id)
    return rows(call, Question, col(Question.id).in_(asked))


def _shown(call: Call, made: list[Insight]) -> list[Shown]:
    return [
        Shown(insight, source, call.find(Question, insight.question_id))
        for insight, source in sourced(call, made)
    ]


def _placed(call: Call, held: Round) -> list[Placed]:
    """Everybody's name and room, in the order of the alphabet whatever the accents."""
    rooms = {one.id: one for one in seating.rooms_of(call, held)}
    names = {one.id: one.person.name for one in rows(call, Participant)}
    placed = []
    for seat in seating.seats(call, held):
        room = rooms[seat.room_id]
        number = None if room.name else room.number
        placed.append(Placed(names[seat.participant_id], seating.room_label(room), number))
    return sorted(placed, key=lambda one: (_folded(one.name), one.name, one.room))


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(one for one in plain if not unicodedata.combining(one))
