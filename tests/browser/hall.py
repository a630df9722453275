"""The place where browser tests meet: a real server with one prepared call and a list of people."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass

from playwright.sync_api import Page, ViewportSize, expect

from facilitator.demo.server import Server as DemoServer
from tests.browser.visitors import LAPTOP, PHONE, Visitors, live

HEAD = "name,email,city,country,world region,organisation,kind,languages,roles"
# Invented people.
PEOPLE = (
    "Ana Ferrazzo,ana@example.org,Bad Nauheim,Germany,,City of Bad Nauheim,,en,",
    "Bilal Omondiran,bilal@example.org,Nairobi,Kenya,,,,en,",
    "Chun-hei Lamont,chun@example.org,Ipoh,Malaysia,,Ipoh Circle,,en,",
    "Dolores Quispillo,dolores@example.org,El Monte,Chile,,,,es,",
    "Edda Norrgård,edda@example.org,Nanaimo,Canada,,,,en,note_taker",
    "Farid Hakobyants,farid@example.org,Yerevan,Armenia,,,,en,note_taker",
)


class Server(DemoServer):
    """A server that can be killed, and that knows what it printed."""

    def kill(self) -> None:
        """End it at once, as a power cut would; `start` brings it back on the same database."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def organiser_link(self) -> str:
        """The link that it printed for its organiser."""
        log = (self.folder / "server.log").read_text("utf-8")
        return next(line for line in log.splitlines() if "/organiser/" in line)


@dataclass
class Hall:
    """A listening server, its call's code and links by role, and the organiser's link."""

    server: Server
    title: str
    code: str
    links: dict[str, str]

    @property
    def address(self) -> str:
        return self.server.address

    @property
    def call(self) -> str:
        """The address under which all pages of the call stand."""
        return f"{self.address}/calls/1"

    def host(self, visitors: Visitors, viewport: ViewportSize = LAPTOP) -> Page:
        return live(visitors.open(self.links["host"], viewport))

    def wall(self, visitors: Visitors, viewport: ViewportSize = LAPTOP) -> Page:
        return live(visitors.open(self.links["wall"], viewport))

    def participant(self, visitors: Visitors, name: str, viewport: ViewportSize = PHONE) -> Page:
        """Somebody on the list joins by typing their name."""
        return self._joined(visitors, "participant", name, viewport)

    def note_taker(self, visitors: Visitors, name: str, viewport: ViewportSize = LAPTOP) -> Page:
        return self._joined(visitors, "note_taker", name, viewport)

    def insights(self) -> list[str]:
        """The insights that stand in the database, in the order in which they came."""
        return self.texts("SELECT text FROM insight WHERE withdrawn_at IS NULL ORDER BY id")

    def texts(self, query: str) -> list[str]:
        """What a query of one column finds in the database."""
        with closing(sqlite3.connect(self.server.folder / "sessions.db")) as database:
            return [text for (text,) in database.execute(query)]

    def organiser_link(self) -> str:
        """What the server printed for its organiser."""
        return self.server.organiser_link()

    def _joined(self, visitors: Visitors, role: str, name: str, viewport: ViewportSize) -> Page:
        page = visitors.open(self.links[role], viewport)
        page.get_by_label("Your name").press_sequentially(name.split(maxsplit=1)[0])
        page.get_by_role("button", name=name).click()
        return live(page)


@contextmanager
def open_hall(
    people: Sequence[str] = PEOPLE, title: str = "Cities call", server: Server | None = None
) -> Iterator[Hall]:
    """Start a server with a call of the 2022 template and these people on its list."""
    with server or Server() as running:
        made = running.json_command("call", "new", "--title", title, "--zone", "UTC")
        file = running.folder / "people.csv"
        file.write_text("\n".join([HEAD, *people]) + "\n", "utf-8")
        running.command("people", "import", made["code"], str(file))
        running.start()
        yield Hall(running, title, made["code"], made["links"])
        fault = running.fault()
        assert not fault, fault


def press(page: Page, name: str) -> None:
    """Press a button by what it says."""
    page.get_by_role("button", name=name).first.click()


def now_on(page: Page, title: str) -> None:
    """Wait until the page says that this item is on."""
    expect(page.locator("[data-region=now] h2")).to_have_text(title)


def open_rooms(host: Page, rooms: int) -> None:
    """Propose so many rooms for the item that is on, and open them."""
    press(host, "Other rooms…")
    host.get_by_label("Or the number of rooms").fill(str(rooms))
    host.get_by_role("dialog").get_by_role("button", name="Propose rooms").click()
    expect(host.locator(".room-card.editing").first).to_be_visible()
    host.keyboard.press("o")
    expect(host.get_by_role("heading", name="Rooms are open")).to_be_visible()
