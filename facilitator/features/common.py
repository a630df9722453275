"""What every slice needs: its context, kinds of text, sets of roles, who is acting."""

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, TypeAlias, TypeVar, cast

from pydantic import AfterValidator, StringConstraints
from sqlmodel import SQLModel, col, select

from facilitator.core.roles import Role
from facilitator.database import KNOWN
from facilitator.engine.context import Context
from facilitator.engine.errors import NotFoundError
from facilitator.models import Call, Participant

Ctx: TypeAlias = Context[Call]
Row = TypeVar("Row", bound=SQLModel)
Result = TypeVar("Result", bound=Callable[..., Any])

HOSTS = {Role.HOST}
PEOPLE = {Role.NOTE_TAKER, Role.PARTICIPANT}
EVERYBODY = {Role.HOST, Role.NOTE_TAKER, Role.PARTICIPANT, Role.WALL}


def _printable(text: str) -> str:
    """Drop control characters, which no keyboard types and some screens obey."""
    return "".join(one for one in text if one in "\n\t" or ord(one) >= ord(" "))


Cleaned = AfterValidator(_printable)
InsightText = Annotated[str, StringConstraints(min_length=1, max_length=1000), Cleaned]
MessageText = Annotated[str, StringConstraints(min_length=1, max_length=300), Cleaned]
Title = Annotated[str, StringConstraints(min_length=1, max_length=120), Cleaned]
Label = Annotated[str, StringConstraints(max_length=120), Cleaned]
Notes = Annotated[str, StringConstraints(max_length=4000), Cleaned]


def acting(ctx: Ctx) -> Participant:
    """The participant who gives the order; raises NotFoundError if the page is nobody's own."""
    if ctx.actor.participant is None:
        raise NotFoundError("participant")
    return ctx.call.find(Participant, ctx.actor.participant)


def once(work: Result) -> Result:
    """Work something out once in a session that only looks: nothing changes while it does.

    For functions of a call and numbers, whose results nobody changes. In a session that writes,
    the function runs each time.
    """

    @wraps(work)
    def worked(call: Call, *numbers: int) -> Any:
        known = call.db.info.get(KNOWN)
        if known is None:
            return work(call, *numbers)
        key = (work, call.id, numbers)
        if key not in known:
            known[key] = work(call, *numbers)
        return known[key]

    return cast("Result", worked)


def rows(call: Call, kind: type[Row], *conditions: Any, order: Any = None) -> list[Row]:
    """This call's rows of a kind, in order of position, number or id."""
    table: Any = kind
    order = order if order is not None else getattr(table, "position", table.id)
    query = select(kind).where(col(table.call_id) == call.id, *conditions).order_by(order)
    return list(call.db.exec(query).unique())
