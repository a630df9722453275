"""Page regions: the live parts of a page, each declared once for first load and every update.

A region says who sees it, which events change it, and whose copies differ (`each`): everybody in
the call sees the same, or each room, or each person. An *audience* is one such copy in one
language; it is rendered once, however many follow it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from facilitator.core.roles import Role

CALL = "call"
KeyOf = Callable[[int], int | None]


@dataclass(frozen=True)
class Audience:
    """Those who see the same copy: a role in a language, and a key if copies differ by it."""

    role: Role
    locale: str
    each: str = CALL
    key: int | None = None

    def channel(self, call_id: int) -> str:
        """The Socket.IO room of this audience, named by the server only."""
        return f"{call_id}/{self.role}/{self.locale}/{self.each}/{self.key or '-'}"


@dataclass(frozen=True)
class Region:
    """A declared page region; `show` returns what its template `regions/<name>.html` needs."""

    name: str
    to: frozenset[Role]
    on: frozenset[type]
    each: str
    show: Callable[..., Mapping[str, Any]]


@dataclass(frozen=True)
class Division:
    """How a call's people divide into copies.

    `keys(call)` returns a function from participant id to the key of their copy, or None.
    """

    name: str
    on: frozenset[type]
    keys: Callable[[Any], KeyOf]
    find: Callable[[Any, int], Any]


REGIONS: dict[str, Region] = {}
DIVISIONS: dict[str, Division] = {}


def region(
    name: str,
    *,
    to: set[Role],
    on: set[type],
    each: str = CALL,
) -> Callable[[Callable[..., Mapping[str, Any]]], Callable[..., Mapping[str, Any]]]:
    """Declare a page region. With `each` other than call, the thing (or None) comes second."""

    def declare(show: Callable[..., Mapping[str, Any]]) -> Callable[..., Mapping[str, Any]]:
        if name in REGIONS:
            message = f"The page region {name} is declared twice."
            raise ValueError(message)
        REGIONS[name] = Region(name, frozenset(to), frozenset(on), each, show)
        return show

    return declare


def division(
    name: str,
    *,
    on: set[type],
    keys: Callable[[Any], KeyOf],
    find: Callable[[Any, int], Any],
) -> None:
    """Declare whose copies can differ, and which events move people from one copy to another."""
    DIVISIONS[name] = Division(name, frozenset(on), keys, find)


def regions_of(role: Role) -> list[Region]:
    """The regions that a role's page may show, in the order of declaration."""
    return [one for one in REGIONS.values() if role in one.to]


def kinds_named(names: Collection[str]) -> set[type]:
    """The kinds of events with these names, of those that change what somebody sees."""
    shown = [one.on for one in REGIONS.values()] + [one.on for one in DIVISIONS.values()]
    return {kind for kinds in shown for kind in kinds if kind.__name__ in names}


def content(one: Region, call: Any, audience: Audience) -> dict[str, Any]:
    """What a region's template needs for one audience: from what is stored, never the time."""
    if one.each == CALL:
        return {"call": call, "viewer": audience, **one.show(call, audience)}
    thing = None if audience.key is None else DIVISIONS[one.each].find(call, audience.key)
    return {"call": call, "viewer": audience, one.each: thing, **one.show(call, thing, audience)}
