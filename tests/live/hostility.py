"""Orders made to do harm, generated from what the commands themselves declare."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from facilitator.core.roles import Role
from facilitator.engine.commands import COMMANDS, Command
from facilitator.engine.context import Actor
from facilitator.engine.errors import OrderError, UnexpectedError
from facilitator.engine.writer import Order
from facilitator.i18n import sentences, speaking
from facilitator.models import (
    Announcement,
    Insight,
    Item,
    Mark,
    Participant,
    Presentation,
    Question,
    Room,
    Round,
    Seat,
)
from tests.cast import HOST, ORGANISER, SYSTEM, Cast
from tests.live.play import Play

NUMBERS = (0, -1, 2**31, 2**62, 2**63, -(2**63) - 1, 10**30, float("nan"), float("inf"), 1.5)
TEXTS = ("x", "1e3", "'; drop table call;--", "\ud800", "\x00", "0x1", "null", "../../etc/passwd")
KINDS: tuple[Any, ...] = (None, [], [1], [None], {}, {"id": 1}, [[[]]], b"\x00")
NONSENSE = (*NUMBERS, *TEXTS, *KINDS)
SCRIPT = "<script>alert(1)</script>"
NASTY = (
    f"{SCRIPT}\"'><img src=x onerror=alert(1)>",
    "{{7*7}}{% raw %}${7*7}%(x)s%s{0}",
    "=cmd|' /C calc'!A0",
    "\u202egnirts\u202c \u2066\u200b\U0001f469\u200d\U0001f680 \u0627\u0644",
    "a\x00b\x1b[31m\x07",
)
THINGS: dict[str, type[Any]] = {
    "a": Seat,
    "announcement_id": Announcement,
    "b": Seat,
    "insight_id": Insight,
    "instead_of": Participant,
    "item_id": Item,
    "mark_id": Mark,
    "participant_id": Participant,
    "presentation_id": Presentation,
    "question_id": Question,
    "room_id": Room,
    "round_id": Round,
    "seat_id": Seat,
}
"""What a command's fields name by number."""


class Stage:
    """A call in the middle of a breakout, and another that has been played to its end."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        mine = cast.call_id
        self.other = cast.new_call()
        for step in Play(cast).steps():
            cast.perform(step.actor, step.command, **step.args)
        things = {field: cast.rows(table) for field, table in THINGS.items()}
        self.foreign = {field: [row.id for row in rows][:3] for field, rows in things.items()}
        cast.call_id = mine
        self.play = Play(cast)
        for step in self.play.steps():
            cast.perform(step.actor, step.command, **step.args)
            if step.command == "room.ask_help":
                break
        self.actors = {
            Role.HOST: HOST,
            Role.NOTE_TAKER: self.play.writer,
            Role.PARTICIPANT: self.play.listener,
            Role.SYSTEM: SYSTEM,
            Role.ORGANISER: ORGANISER,
            Role.WALL: Actor(Role.WALL),
        }

    def give(self, actor: Actor, command: str, args: Mapping[str, Any]) -> None:
        """Give an order; refusals raise."""
        with self.cast.app.app_context():
            self.cast.parts.perform(Order(command, args, actor, self.cast.call_id))

    def try_order(self, actor: Actor, command: str, args: Mapping[str, Any]) -> str | None:
        """Give an order; returns what is wrong with the answer, None if all is as it should be.

        A refusal must come with a sentence and change nothing; a fault of ours is always wrong.
        """
        before = self.cast.call().version
        try:
            self.give(actor, command, args)
        except UnexpectedError:
            return f"{command} {args!r} by {actor.role}: a fault of ours"
        except OrderError as error:
            with self.cast.app.app_context(), speaking("en"):
                said = sentences(error)
            if not said or not all(said.values()):
                return f"{command} {args!r} by {actor.role}: refused without a sentence"
            if self.cast.call().version != before:
                return f"{command} {args!r} by {actor.role}: refused and done"
        return None

    def is_refused(self, actor: Actor, command: str, args: Mapping[str, Any]) -> bool:
        try:
            self.give(actor, command, args)
        except UnexpectedError:
            return False
        except OrderError:
            return True
        return False


def commands_by_role(stage: Stage) -> Iterator[tuple[Command, Actor]]:
    for command in COMMANDS.values():
        for role in sorted(command.allow):
            yield command, stage.actors[role]


def plain(command: Command) -> dict[str, Any]:
    """Values that fit a command's schema, if not its sense."""
    schema = command.schema.model_json_schema()
    required = {name: schema["properties"][name] for name in schema.get("required", [])}
    fitting = {name: _fit(name, one, schema) for name, one in required.items()}
    known = {"country": "PT", "languages": ["en"], "template": "peer-learning-2022"}
    return fitting | {name: known[name] for name in known.keys() & command.schema.model_fields}


def texts(command: Command) -> list[str]:
    """The fields that hold what somebody wrote."""
    properties = command.schema.model_json_schema().get("properties", {})
    return [name for name, one in properties.items() if _is_text(one)]


def _is_text(one: Mapping[str, Any]) -> bool:
    kinds = [one, *one.get("anyOf", [])]
    return any(kind.get("type") == "string" and "format" not in kind for kind in kinds)


def _fit(name: str, one: Mapping[str, Any], schema: Mapping[str, Any]) -> Any:
    if "$ref" in one:
        one = schema["$defs"][one["$ref"].split("/")[-1]]
    if "enum" in one:
        return one["enum"][1]
    moment = "2022-03-09T14:00:00Z"
    made: dict[str, Callable[[], Any]] = {
        "integer": partial(max, 1, one.get("minimum", 1)),
        "boolean": lambda: True,
        "array": list,
        "string": lambda: moment if one.get("format") == "date-time" else "Porto",
    }
    return made[one["type"]]()
