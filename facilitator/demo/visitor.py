"""Somebody with a browser: pages by HTTP, then one line that keeps the live page true.

This does what the page's own script does: follow with the version that was seen, follow again
when moved or when a beat tells of something missed, come back by itself when the line breaks.
"""

import asyncio
import contextlib
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any

import requests

from facilitator.demo import pages
from facilitator.demo.errors import DemoError
from facilitator.demo.line import Line, LineLostError
from facilitator.demo.pages import Button

HTTP_SECONDS = 30
BACK_AFTER_SECONDS = 0.5
Watch = Callable[[Mapping[str, str], float], None]


class Visitor:
    """One browser. `regions` is what its live page shows now, `me` the participant it is."""

    def __init__(self, address: str, locale: str = "en", name: str = "somebody") -> None:
        self.address = address
        self.name = name
        self.regions: dict[str, str] = {}
        self.call = 0
        self.me = 0
        self.watch: Watch | None = None
        self._http = requests.Session()
        self._http.trust_env = False
        self._http.headers["Accept-Language"] = locale
        self._line = Line(address, self._take)
        self._auth: dict[str, Any] = {}
        self._versions: dict[str, int] = {}
        self._page_version = 0
        self._changed = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._gone = False

    async def open(self, path: str) -> requests.Response:
        """Load a page, going where it sends one; raises DemoError if it is not there."""
        return await self._request("GET", path)

    async def submit(self, path: str, fields: Mapping[str, Any]) -> requests.Response:
        """Send a form; raises DemoError with what the page says if it is refused."""
        return await self._request("POST", path, fields)

    async def go_live(self, page: requests.Response) -> None:
        """Follow the live page that was loaded."""
        body = next(pages.tags(page.text, "body"), {})
        if "data-call" not in body:
            raise DemoError(f"{self.name} did not come to a live page but to {page.url}.")
        self.call, self.me = int(body["data-call"]), int(body.get("data-me", 0))
        self._page_version = int(body["data-seen"])
        self._auth = {
            "call": self.call,
            "page": body["data-page"],
            "locale": body["data-locale"],
        }
        await self._connect(seen=-1)

    async def order(self, command: str, args: Mapping[str, Any]) -> dict[str, Any]:
        """Give an order once, however often the line breaks; returns the server's answer."""
        key = str(uuid.uuid4())
        while True:
            try:
                answer: dict[str, Any] = await self._line.order(command, args, key)
            except LineLostError:
                if self._gone:
                    raise
                await self.until(lambda: self._line.is_open, HTTP_SECONDS, "the line is back")
            else:
                return answer

    async def press(self, command: str, **args: Any) -> dict[str, Any]:
        """Press the button for a command, waiting until there is one; returns the order's result.

        `args` choose among several buttons. Raises DemoError if the order is refused.
        """
        await self.until(
            lambda: self.button(command, **args) is not None, HTTP_SECONDS, f"a button {command}"
        )
        button = self.button(command, **args)
        return await self.give(command, button.args if button else args)

    async def give(self, command: str, args: Mapping[str, Any]) -> dict[str, Any]:
        """Give an order and return its result; raises DemoError if it is refused."""
        answer = await self.order(command, args)
        if not answer["ok"]:
            raise DemoError(f"{self.name}: {command} was refused: {answer['errors']}")
        result: dict[str, Any] = answer["result"]
        return result

    def button(self, command: str, **args: Any) -> Button | None:
        """The first button for a command whose order has these arguments."""
        for html in self.regions.values():
            for one in pages.buttons(html, command):
                if one.args.items() >= args.items():
                    return one
        return None

    async def until(self, condition: Callable[[], bool], seconds: float, what: str) -> None:
        """Wait until what this page shows fulfils a condition; DemoError after so many seconds."""
        end = time.monotonic() + seconds
        while not condition():
            self._changed.clear()
            left = end - time.monotonic()
            if left <= 0:
                raise DemoError(f"{self.name} waited {seconds:.0f} seconds in vain for: {what}.")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._changed.wait()

    async def lose_line(self, seconds: float) -> None:
        """Be without a connection for a while, then come back by oneself."""
        self._line.cut()
        await asyncio.sleep(seconds)
        await self._connect(self._seen())

    def leave(self) -> None:
        """Close the browser."""
        self._gone = True
        for task in self._tasks:
            task.cancel()
        self._line.cut()
        self._http.close()

    async def _request(
        self, method: str, path: str, fields: Mapping[str, Any] | None = None
    ) -> requests.Response:
        url = path if path.startswith("http") else self.address + path
        try:
            page = await asyncio.to_thread(
                self._http.request, method, url, data=fields, timeout=HTTP_SECONDS
            )
        except requests.RequestException as error:
            raise DemoError(f"{method} {path}: {error}") from None
        if not page.ok:
            said = " ".join(page.text.split())[:600]
            raise DemoError(f"{self.name}: {method} {path} was answered {page.status_code}: {said}")
        return page

    async def _connect(self, seen: int) -> None:
        cookie = "; ".join(f"{one.name}={one.value}" for one in self._http.cookies)
        await self._line.connect(cookie, self._auth)
        await self._follow(seen)

    async def _follow(self, seen: int) -> None:
        answer = await self._line.ask("follow", {"seen": seen})
        if not answer["ok"]:
            raise DemoError(f"{self.name} could not follow the call.")
        self._page_version = answer["version"]
        self._versions = dict.fromkeys(self._versions, answer["version"])
        self._draw(answer["regions"])

    def _seen(self) -> int:
        return min([self._page_version, *self._versions.values()])

    def _take(self, event: str, payload: Any) -> None:
        if event == "regions":
            self._versions[payload["each"]] = payload["version"]
            self._draw(payload["regions"])
        elif event == "moved":
            self._do(self._follow(-1))
        elif event == "beat":
            known = max(self._versions.get(payload["each"], 0), self._page_version)
            if payload["version"] > known:
                self._do(self._follow(self._seen()))
        elif event == "disconnect" and not self._gone:
            self._do(self._come_back())

    def _draw(self, regions: Mapping[str, str]) -> None:
        self.regions.update(regions)
        self._changed.set()
        if self.watch is not None:
            self.watch(regions, time.perf_counter())

    async def _come_back(self) -> None:
        while not self._line.is_open:
            await asyncio.sleep(BACK_AFTER_SECONDS)
            await self._connect(self._seen())

    def _do(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(self._quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _quietly(self, work: Any) -> None:
        """A line that breaks while one catches up is followed again when it is back."""
        with contextlib.suppress(LineLostError):
            await work
