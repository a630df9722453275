"""All who take part in the demo's call, and the server that they meet on."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from facilitator.demo.attendee import Attendee, Setting
from facilitator.demo.errors import DemoError
from facilitator.demo.invented import Deck, choose_people, write_list
from facilitator.demo.server import Server
from facilitator.demo.tally import Tally
from facilitator.demo.visitor import Visitor

TEMPLATE = "peer-learning-2022"
TITLE = "Peer-learning call"
LATE = 2
AT_ONCE = 6
CLUMSY_EVERY = 9
UNTIL_START = timedelta(seconds=10)
Say = Callable[[str], None]


class Company:
    """The invented people, their links, and what they are doing. Use as a context.

    Whatever goes wrong with one of them is kept in `troubles`; the others go on.
    """

    def __init__(self, server: Server, count: int, say: Say, seed: int = 2022) -> None:
        chance = random.Random(seed)
        self.server = server
        self.say = say
        self.people = choose_people(count)
        self.setting = Setting(server.speed, chance, Deck(chance), Tally())
        self.attendees = [
            Attendee(one, server.address, self.setting, clumsy=number % CLUMSY_EVERY == 1)
            for number, one in enumerate(self.people)
        ]
        self.links: dict[str, str] = {}
        self.code = ""
        self.troubles: list[str] = []
        self._visitors: list[Visitor] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for visitor in [*self._visitors, *(one.visitor for one in self.attendees)]:
            visitor.leave()

    @property
    def late(self) -> list[Attendee]:
        """Those who come only when rooms are open."""
        guests = [one for one in self.attendees if not one.takes_notes]
        return guests[-LATE:]

    def prepare(self) -> None:
        """Make the call, import the people by the command line, and start the server."""
        file = self.server.folder / "people.csv"
        write_list(self.people, file)
        start = datetime.now(UTC) + UNTIL_START * self.server.speed
        made: dict[str, Any] = self.server.json_command(
            "call", "new", "--template", TEMPLATE, "--title", TITLE, "--zone", "UTC",
            "--start", f"{start:%Y-%m-%d %H:%M}",
        )  # fmt: skip
        self.code, self.links = made["code"], made["links"]
        self.server.command("people", "import", self.code, str(file))
        self.server.start()

    async def visit(self, role: str) -> Visitor:
        """Open a role's page by its link and follow it."""
        visitor = Visitor(self.server.address, name=f"the {role}")
        self._visitors.append(visitor)
        await visitor.go_live(await visitor.open(self.links[role]))
        return visitor

    async def gather(self) -> None:
        """Let everybody who is in time join, a few at once, and send the late on their way."""
        turn = asyncio.Semaphore(AT_ONCE)
        in_time = [one for one in self.attendees if one not in self.late]

        async def come(one: Attendee) -> None:
            async with turn:
                await one.join(self._link(one))

        await asyncio.gather(*(come(one) for one in in_time))
        for one in in_time:
            self._begin(one, one.take_part())
        for one in self.late:
            self.setting.expected.add(one.person.name)
            self._begin(one, self._come_late(one))

    async def _come_late(self, one: Attendee) -> None:
        await one.come_late(self._link(one))
        self.say(f"  {one.person.name} from {one.person.city} has come late.")
        await one.take_part()

    def _begin(self, one: Attendee, doing: Awaitable[None]) -> None:
        async def live() -> None:
            try:
                await doing
            except DemoError as error:
                self.setting.expected.discard(one.person.name)
                self.troubles.append(str(error))
                self.say(f"  {one.person.name} had to give up: {error}")

        self._tasks.append(asyncio.get_running_loop().create_task(live()))

    def _link(self, one: Attendee) -> str:
        return self.links["note_taker" if one.takes_notes else "participant"]
