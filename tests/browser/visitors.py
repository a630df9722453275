"""People in front of screens: each with a browser context of their own, all watched for faults."""

import re
from types import TracebackType
from typing import Any, Self

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize, expect

LAUNCH_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
CONTEXT: dict[str, Any] = {
    "locale": "en-GB",
    "timezone_id": "Europe/Berlin",
}
PHONE: ViewportSize = {"width": 360, "height": 740}
LAPTOP: ViewportSize = {"width": 1280, "height": 800}
WALL: ViewportSize = {"width": 1920, "height": 1080}
PATIENCE_MS = 15_000

expect.set_options(timeout=PATIENCE_MS)


class Visitors:
    """All visitors of a test. At its end, whatever their consoles complained of fails the test.

    `forgive` takes what a test brings about on purpose, such as a broken line.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.complaints: list[str] = []
        self._contexts: list[BrowserContext] = []
        self._forgiven: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for context in self._contexts:
            context.close()
        if error is not None:
            error.add_note(f"The consoles said: {self.complaints}")
        else:
            assert not self._unforgiven(), "\n".join(self._unforgiven())

    def context(self, viewport: ViewportSize = LAPTOP, **more: Any) -> BrowserContext:
        """A new browser, which knows nobody."""
        context = self.browser.new_context(
            viewport=viewport, reduced_motion="reduce", **{**CONTEXT, **more}
        )
        context.set_default_timeout(PATIENCE_MS)
        context.on("console", self._hear)
        context.on("weberror", lambda fault: self.complaints.append(str(fault.error)))
        self._contexts.append(context)
        return context

    def open(self, address: str, viewport: ViewportSize = LAPTOP, **more: Any) -> Page:
        """Somebody opens an address in a browser of their own."""
        page = self.context(viewport, **more).new_page()
        page.goto(address)
        return page

    def forgive(self, *patterns: str) -> None:
        """Let complaints be that match one of these patterns."""
        self._forgiven.extend(patterns)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.location.get('url', '')}: {message.text}")

    def _unforgiven(self) -> list[str]:
        return [
            one
            for one in self.complaints
            if not any(re.search(pattern, one) for pattern in self._forgiven)
        ]


def live(page: Page) -> Page:
    """Wait until a live page follows its call."""
    expect(page.locator("#connection")).to_have_attribute("data-state", "connected")
    return page
