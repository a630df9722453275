"""The host of a call that nobody attends to: presses the buttons of the host's page, in time."""

from collections.abc import Callable
from typing import Any

from facilitator.core.agenda import Kind
from facilitator.demo.attendee import Setting
from facilitator.demo.visitor import Visitor
from facilitator.features.call_templates import CallTemplate, TemplateItem

MOVING = 60
EXTRA_MINUTES = 5
MOST_TIMES_MORE = 6
LONGEST_ROUND = 3600
SEE_SECONDS = 20
SPOTLIT = 3
SHOWN_SECONDS = 20
Say = Callable[[str], None]


class Host:
    """Runs every item of the agenda for as long as it is planned."""

    def __init__(self, visitor: Visitor, plan: CallTemplate, setting: Setting, say: Say) -> None:
        self.visitor = visitor
        self.plan = plan
        self.setting = setting
        self.say = say

    async def hold_call(self) -> None:
        """From the first item to the end of the call."""
        for item in self.plan.items:
            await self._advance()
            self.say(f"{item.title} ({item.minutes} min)")
            await self._run(item)
        await self._advance()

    async def _run(self, item: TemplateItem) -> None:
        if item.kind == Kind.PRESENTATION:
            await self._present(item)
        elif item.kind == Kind.BREAKOUT:
            await self._break_out(item)
        elif item.kind == Kind.PLENARY:
            await self._harvest(item)
        else:
            await self.setting.pause(item.minutes * 60)

    async def _present(self, item: TemplateItem) -> None:
        for turn in item.presentations:
            await self._press_on("presentation.next")
            self.say(f"  {turn.title}")
            await self.setting.pause(turn.minutes * 60)

    async def _break_out(self, item: TemplateItem) -> None:
        await self.visitor.press("round.propose")
        for number in range(1, item.rounds + 1):
            await self.setting.pause(MOVING)
            await self._seat_latecomers()
            await self.visitor.press("round.open")
            await self._see_rooms(shown=True)
            self.say(f"  Round {number} is open.")
            if number == 1:
                await self._look_after(item)
            await self._see_rooms(shown=False)
            self.say(f"  Round {number} is closed: {len(self.setting.tally.posted)} insights.")

    async def _seat_latecomers(self) -> None:
        """Give whoever came after the proposal a seat in it, and mix it anew with them."""
        came_late = False
        while self.visitor.button("seat.late") is not None:
            await self._press_on("seat.late")
            came_late = True
        if came_late:
            await self.visitor.press("round.shuffle")

    async def _look_after(self, item: TemplateItem) -> None:
        """Give a round more time, and more until the late are seated; close it with a warning.

        It may be closing by itself by then. The time of the other rounds just runs out.
        """
        third = (item.round_minutes or item.minutes // item.rounds) * 60 / 3
        await self.setting.pause(third)
        await self._press_if_offered("round.extend", minutes=EXTRA_MINUTES)
        await self.setting.pause(third)
        for _time in range(MOST_TIMES_MORE):
            if self.setting.expected:
                await self._press_if_offered("round.extend", minutes=EXTRA_MINUTES)
                await self.setting.pause(third)
        await self._press_if_offered("round.close")

    async def _press_if_offered(self, command: str, **args: Any) -> None:
        """Press a button of an open round; by the time it arrives the round may be over."""
        if button := self.visitor.button(command, **args):
            await self.visitor.order(command, button.args)

    async def _harvest(self, item: TemplateItem) -> None:
        for _turn in range(SPOTLIT):
            await self.visitor.press("insight.spotlight")
            await self.setting.pause(SHOWN_SECONDS)
        await self.setting.pause(item.minutes * 60 - SPOTLIT * SHOWN_SECONDS)

    async def _advance(self) -> None:
        await self._press_on("agenda.next")

    async def _press_on(self, command: str) -> None:
        """Press a button whose order names what was seen, and wait until something else is seen."""
        await self.visitor.until(
            lambda: self.visitor.button(command) is not None, SEE_SECONDS, command
        )
        before = self.visitor.button(command)
        await self.visitor.press(command)
        await self.visitor.until(
            lambda: self.visitor.button(command) != before,
            SEE_SECONDS,
            f"{command} was carried out",
        )

    async def _see_rooms(self, *, shown: bool) -> None:
        """Wait until the page shows rooms that are open, or none any more."""
        await self.visitor.until(
            lambda: (self.visitor.button("round.close_now") is not None) == shown,
            SEE_SECONDS + LONGEST_ROUND / self.setting.speed,
            "rooms open" if shown else "rooms closed",
        )
