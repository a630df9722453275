"""The list of a call's people: looking somebody up by what was typed, and finding doubles.

Names are compared by their folded words, so accents, case and punctuation never hide anybody.
"""

import re

from sqlmodel import col, select

from facilitator.features.common import rows
from facilitator.gazetteer.countries import fold
from facilitator.models import Call, Participant, Person


def search(call: Call, typed: str, limit: int, *, places: bool = False) -> list[Participant]:
    """Those whose name (or place and organisation too) has a word beginning with each typed word.

    Ordered by name; at most `limit`. An empty text finds everybody.
    """
    columns = (col(Person.name), col(Person.city), col(Person.organisation))
    query = select(col(Participant.id), *columns).join(Person)
    found = []
    for who, name, city, organisation in call.db.exec(
        query.where(col(Participant.call_id) == call.id)
    ):
        if _matches(f"{name} {city} {organisation}" if places else name, typed):
            found.append((_order(name), who))
    chosen = [who for _name, who in sorted(found)[:limit]]
    by_id = {one.id: one for one in rows(call, Participant, col(Participant.id).in_(chosen))}
    return [by_id[who] for who in chosen]


def namesakes(call: Call, name: str, city: str) -> list[Participant]:
    """Those of the same name from the same city."""
    key = same_key(name, city)
    return [
        one
        for one in search(call, name, limit=50)
        if same_key(one.person.name, one.person.city) == key
    ]


def by_email(call: Call, email: str) -> Participant | None:
    """Who has that e-mail address, whatever its case."""
    return next(
        (one for one in rows(call, Participant) if one.person.email.lower() == email.lower()), None
    )


def same_key(name: str, city: str) -> tuple[str, str]:
    """What makes two entries one person if there is no e-mail address to tell."""
    return fold(name) or name.casefold(), fold(city) or city.casefold()


def state(participant: Participant) -> str:
    """Where somebody stands: `here`, `left`, or `invited` if they never joined."""
    if participant.present:
        return "here"
    return "left" if participant.joined_at else "invited"


def count_states(call: Call) -> dict[str, int]:
    """How many are on the list, here now, and have left."""
    states = [state(one) for one in rows(call, Participant)]
    return {"listed": len(states), "here": states.count("here"), "left": states.count("left")}


def _matches(text: str, typed: str) -> bool:
    words = _words(text)
    raw = text.casefold()
    return all(
        any(word.startswith(part) for word in words) or (not part.isascii() and part in raw)
        for part in _words(typed)
    )


def _words(text: str) -> list[str]:
    """Folded words; what folds away entirely, such as an emoji, stands for itself."""
    parts = [part for part in re.split(r"[\s\-'\u2019.,;()/_]+", text) if part]
    return [fold(part) or part.casefold() for part in parts]


def _order(name: str) -> tuple[str, str]:
    return " ".join(_words(name)), name
