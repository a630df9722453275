"""The tables, a module per noun. Everything that belongs to a call carries its `call_id`."""

from facilitator.engine.journal import Entry
from facilitator.models.agenda import Item, ItemQuestion, Mark, Question
from facilitator.models.breakouts import Room, Round, Seat
from facilitator.models.calls import Announcement, Call, Link, Series
from facilitator.models.insights import Insight
from facilitator.models.people import Participant, Person, Visit
from facilitator.models.presentations import Presentation

__all__ = [
    "Announcement",
    "Call",
    "Entry",
    "Insight",
    "Item",
    "ItemQuestion",
    "Link",
    "Mark",
    "Participant",
    "Person",
    "Presentation",
    "Question",
    "Room",
    "Round",
    "Seat",
    "Series",
    "Visit",
]
