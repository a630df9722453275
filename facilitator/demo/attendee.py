"""What an invented person does in a call, by themselves: join, go to their room, write, ask, drop.

Nobody is told what to do. Each looks at their own page, and presses what they find there.
"""

import asyncio
import random
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from facilitator.demo import pages
from facilitator.demo.invented import Deck, Invented
from facilitator.demo.tally import Posted, Tally
from facilitator.demo.visitor import Visitor

LONGEST = 7 * 24 * 3600.0
FINDING_THE_ROOM = (5, 45)
BETWEEN_INSIGHTS = (60, 120)
BEFORE_ASKING = (120, 360)
HELP_TAKES = 180
WITHOUT_LINE = 15
"""Shorter than what counts as having left, so that nobody else's page is disturbed."""
LATE_BY = (60, 180)
AGREE = 0.6
"""The share of people who agree to be named in the story."""


@dataclass
class Setting:
    """What all share: the pace of the call's clock, chance, things to say, a count of insights."""

    speed: float
    chance: random.Random
    deck: Deck
    tally: Tally
    rooms_open: asyncio.Event = field(default_factory=asyncio.Event)
    expected: set[str] = field(default_factory=set)
    """Those who are late and have no room yet."""

    async def pause(self, seconds: float) -> None:
        """Let so many seconds of the call's clock pass."""
        await asyncio.sleep(seconds / self.speed)

    async def between(self, least: float, most: float) -> None:
        """Let some time between two numbers of seconds pass."""
        await self.pause(self.chance.uniform(least, most))


class Attendee:
    """One invented person with a browser. `clumsy` ones ask for help and lose their line."""

    def __init__(
        self, person: Invented, address: str, setting: Setting, *, clumsy: bool = False
    ) -> None:
        self.person = person
        self.setting = setting
        self.clumsy = clumsy
        self.visitor = Visitor(address, person.locale, person.name)
        self._been_in: set[int] = set()

    @property
    def takes_notes(self) -> bool:
        """Whether they come as a note-taker."""
        return "note_taker" in self.person.roles

    async def join(self, link: str) -> None:
        """Come by a general link, find oneself in the list of the invited, and be there."""
        page = await self.visitor.open(link)
        who = page.url
        page = await self.visitor.open(f"{who}?{urlencode({'q': self.person.name})}")
        fields = {one: pages.field(page.text, one) for one in ("csrf_token", "participant_id")}
        if self.setting.chance.random() < AGREE:
            fields["named"] = "1"
        page = await self.visitor.submit(who, fields)
        await self.visitor.go_live(page)

    async def come_late(self, link: str) -> None:
        """Join only when rooms have opened."""
        await self.setting.rooms_open.wait()
        await self.setting.between(*LATE_BY)
        await self.join(link)

    async def take_part(self) -> None:
        """Go to each room that opens, for as long as the call lasts."""
        while True:
            await self.visitor.until(lambda: self._new_room() is not None, LONGEST, "a room")
            room = self._new_room()
            if room is not None:
                self._been_in.add(room)
                self.setting.rooms_open.set()
                self.setting.expected.discard(self.person.name)
                await self._be_in(room)

    @property
    def room(self) -> int | None:
        """The room that one's page says one belongs to now, while it is open."""
        html = self.visitor.regions.get("my_room", "")
        rooms = (one.args["room_id"] for one in pages.buttons(html) if "room_id" in one.args)
        return next(rooms, None)

    def _new_room(self) -> int | None:
        room = self.room
        return None if room in self._been_in else room

    async def _be_in(self, room: int) -> None:
        await self.setting.between(*FINDING_THE_ROOM)
        if self.room != room:
            return
        await self.visitor.order("seat.arrive", {"room_id": room})
        if self.takes_notes:
            await self._take_notes(room)
        elif self.clumsy:
            await self._ask_for_help(room)
            await self.visitor.lose_line(self._tunnel)

    async def _take_notes(self, room: int) -> None:
        loses_line = self.clumsy
        while True:
            await self.setting.between(*BETWEEN_INSIGHTS)
            if self.room != room:
                return
            asked = pages.tabs(self.visitor.regions.get("room_insights", ""))
            number = self.setting.chance.randrange(len(asked))
            await self._post(number, asked[number], loses_line=loses_line)
            loses_line = False

    async def _post(self, number: int, asked: dict[str, Any], *, loses_line: bool) -> None:
        text = self.setting.deck.draw(number, self.person)
        posted = Posted(text, time.perf_counter(), steady=not loses_line)
        self.setting.tally.posted.append(posted)
        giving = self.visitor.order("insight.post", {**asked, "text": text})
        if loses_line:
            answer, _back = await asyncio.gather(giving, self.visitor.lose_line(self._tunnel))
        else:
            answer = await giving
        if answer["ok"]:
            posted.insight = answer["result"]["insight"]

    async def _ask_for_help(self, room: int) -> None:
        await self.setting.between(*BEFORE_ASKING)
        if self.room == room:
            await self.visitor.order("room.ask_help", {"room_id": room})
            await self.setting.pause(HELP_TAKES)
            await self.visitor.order("room.help_given", {"room_id": room})

    @property
    def _tunnel(self) -> float:
        """How long a lost line stays lost, in seconds of the machine's clock."""
        return max(0.3, WITHOUT_LINE / self.setting.speed)
