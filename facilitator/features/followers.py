"""Which copies of page regions somebody follows, given who and where they are."""

from facilitator.core.roles import PERSONAL_ROLES
from facilitator.engine.context import Actor
from facilitator.engine.regions import CALL, DIVISIONS, Audience, KeyOf
from facilitator.models import Call


def audiences_of(call: Call, actor: Actor) -> list[Audience]:
    """The audiences that an actor belongs to: the call's, and one for each way it divides."""
    keys = {one.name: one.keys(call) for one in DIVISIONS.values()}
    return audiences_with(actor, keys)


def audiences_with(actor: Actor, keys: dict[str, KeyOf]) -> list[Audience]:
    """The same from keys that are known already, when many people are looked at."""
    shared = Audience(actor.role, actor.locale, CALL)
    if actor.role not in PERSONAL_ROLES or actor.participant is None:
        return [shared]
    own = [
        Audience(actor.role, actor.locale, name, key_of(actor.participant))
        for name, key_of in keys.items()
    ]
    return [shared, *own]
