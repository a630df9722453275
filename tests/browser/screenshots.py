"""Takes docs/screenshots: every screen with the demo's people, in three sizes and two themes.

Run by `make screenshots`. The call's clock runs faster than ours, so that rooms have something to
show soon. docs/screens.md is written along: one row a screen.
"""

import asyncio
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from facilitator.config import ROOT
from facilitator.demo.company import TITLE, Company
from tests.browser.hall import HEAD, Hall, Server
from tests.browser.tour import Screens, order
from tests.browser.visitors import LAUNCH_FLAGS, WALL, Visitors, live

OUT = ROOT / "docs" / "screenshots"
PEOPLE = 70
SPEED = 8
SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 390, "height": 844},
    "laptop": {"width": 1440, "height": 900},
    "wall": WALL,
}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
# Somebody who changed, somebody new, and a line with faults; all invented.
SHEET = f"""{HEAD}
Soraya Wijdenhof,soraya.wijdenhof@example.com,Rotterdam,Netherlands,Europe,,,nl;en,
Nia Okoro-Blythe,nia.blythe@example.org,Lagos,Nigeria,Africa,Lagos Bay Commons,network,en,
,nobody@example.org,Somewhere,Atlantis,,,,en,
"""
# On which devices a screen is used; both themes where its looks differ most.
SHOWN: dict[str, tuple[str, ...]] = {
    "landing": ("phone",),
    "join": ("phone",),
    "who": ("phone",),
    "add-yourself": ("phone",),
    "home": ("laptop",),
    "new-call": ("laptop",),
    "setup": ("laptop",),
    "people": ("laptop",),
    "import-preview": ("laptop",),
    "host-waiting": ("laptop",),
    "host-presentation": ("laptop",),
    "host-proposal": ("laptop",),
    "host": ("laptop", "phone"),
    "host-harvest": ("laptop",),
    "participant-presenting": ("phone",),
    "participant-room": ("phone", "laptop"),
    "participant-closing": ("phone",),
    "notes": ("laptop", "phone"),
    "wall-welcome": ("wall",),
    "wall-presentation": ("wall",),
    "wall-rooms": ("wall",),
    "wall-breakout": ("wall",),
    "wall-insight": ("wall",),
    "wall-harvest": ("wall",),
    "wall-close": ("wall",),
    "story": ("laptop", "phone"),
}


def main() -> None:
    """Take them all, or only the screens whose names are given."""
    wanted = sys.argv[1:]
    OUT.mkdir(parents=True, exist_ok=True)
    with Server(speed=SPEED) as server, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or None, args=LAUNCH_FLAGS
        )
        company = Company(server, PEOPLE, _say)
        company.prepare()
        hall = Hall(server, TITLE, company.code, company.links)
        with Visitors(chromium) as visitors, _gathered(company):
            visitors.forgive(".")
            for name, page in _screens(hall, visitors):
                if not wanted or name in wanted:
                    _say(name)
                    _take(name, page)
        chromium.close()
    write_table()


def write_table() -> None:
    """Write docs/screens.md from what was taken."""
    lines = ["# Screens", "", "Taken by `make screenshots`, with the demo's invented people.", ""]
    for name, sizes in SHOWN.items():
        for size in sizes:
            pictures = [f"screenshots/{name}-{size}-{theme}.png" for theme in THEMES]
            cells = [
                f"![{name}, {size}, {Path(one).stem.split('-')[-1]}]({one})" for one in pictures
            ]
            lines += [f"## {name}, {size}", "", "| light | dark |", "| --- | --- |"]
            lines += [f"| {' | '.join(cells)} |", ""]
    (ROOT / "docs" / "screens.md").write_text("\n".join(lines), "utf-8")


def _screens(hall: Hall, visitors: Visitors) -> Iterator[tuple[str, Page]]:
    yield from _before(hall, visitors)
    pages = _take_seats(hall, visitors)
    host = pages.host
    yield "host-waiting", host
    yield "wall-welcome", pages.wall
    for _ in range(3):
        _next(host)
    host.locator("[data-region=presentation_queue] .turn-list details.menu summary").first.click()
    me = pages.presenter.locator("body").get_attribute("data-me")
    host.locator('select[data-order="presentation.set_presenter"]').first.select_option(me)
    expect(pages.presenter.locator(".my-presentation")).to_be_visible()
    host.mouse.click(2, 2)
    host.keyboard.press("h")
    order(host, "presentation.cue").first.click()
    expect(pages.presenter.locator(".cue")).to_be_visible()
    yield "host-presentation", host
    yield "participant-presenting", pages.presenter
    yield "wall-presentation", pages.wall
    _next(host)
    yield from _in_rooms(pages)
    _next(host)
    yield "host-harvest", host
    yield "wall-harvest", pages.wall
    order(host, "insight.spotlight").nth(2).click()
    expect(pages.wall.locator(".wall-insight")).to_be_visible()
    yield "wall-insight", pages.wall
    _next(host)
    yield "wall-close", pages.wall
    host.keyboard.press("n")
    host.locator("#confirm [data-yes]").click()
    expect(host.locator(".host-controls a.next")).to_be_visible()
    host.goto(f"{hall.call}/story")
    yield "story", host


def _in_rooms(pages: Screens) -> Iterator[tuple[str, Page]]:
    host = pages.host
    order(host, "round.propose").first.click()
    expect(host.locator(".room-card.editing").first).to_be_visible()
    yield "host-proposal", host
    host.keyboard.press("o")
    expect(pages.notes.locator(".room-name")).to_be_visible()
    yield "wall-rooms", pages.wall
    expect(host.locator("#latest-insights > li").nth(14)).to_be_attached(timeout=60_000)
    pages.notes.locator("#insight-text").fill("A street map drawn by its residents")
    yield "host", host
    yield "participant-room", pages.participant
    yield "notes", pages.notes
    expect(pages.wall.locator(".wall-gathered")).to_be_visible()
    yield "wall-breakout", pages.wall
    host.keyboard.press("c")
    expect(pages.participant.locator(".my-room .banner.warn")).to_be_visible()
    yield "participant-closing", pages.participant
    expect(pages.participant.locator(".room-name")).to_have_count(0, timeout=60_000)


def _before(hall: Hall, visitors: Visitors) -> Iterator[tuple[str, Page]]:
    page = visitors.open(hall.address)
    yield "landing", page
    page.goto(f"{hall.address}/join")
    yield "join", page
    page.goto(hall.links["participant"])
    page.locator("#q").press_sequentially("ma")
    expect(page.locator(".choice").first).to_be_visible()
    yield "who", page
    page.goto(f"{hall.call}/participant/who/new")
    yield "add-yourself", page
    page = visitors.open(hall.server.organiser_link())
    yield "home", page
    for name in ("setup", "people"):
        page.goto(f"{hall.call}/{name}")
        yield name, page
    page.goto(f"{hall.address}/calls/new")
    yield "new-call", page
    page.goto(f"{hall.call}/people/import")
    page.locator("input[type=file]").set_input_files(
        {"name": "late-registrations.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
    )
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("input[name=sheet]").first).to_be_attached()
    yield "import-preview", page


def _take_seats(hall: Hall, visitors: Visitors) -> Screens:
    """Three of us besides the invented people who come by themselves."""
    added = [
        _add(hall, visitors, role, name, *place)
        for role, name, place in (
            ("participant", "Ines Valdecasa", ("Bogotá", "Colombia")),
            ("participant", "Kofi Ansahene", ("Bad Nauheim", "Germany")),
            ("note_taker", "Maren Oddsdottir", ("Reykjavík", "Iceland")),
        )
    ]
    host = live(visitors.open(hall.links["host"]))
    # Two thirds of the pixels: the pictures are for reading, and a repository is no album.
    wall = live(visitors.open(hall.links["wall"], WALL, device_scale_factor=2 / 3))
    return Screens(host, added[0], added[1], added[2], wall)


def _add(hall: Hall, visitors: Visitors, role: str, name: str, city: str, country: str) -> Page:
    page = visitors.open(hall.links[role])
    page.goto(f"{hall.call}/{role}/who/new")
    for field, value in (("name", name), ("city", city), ("country", country)):
        page.locator(f"#{field}, [name={field}]").first.fill(value)
    page.locator(".form-foot button").click()
    return live(page)


def _take(name: str, page: Page) -> None:
    for size in SHOWN[name]:
        page.set_viewport_size(SIZES[size])
        for theme in THEMES:
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            page.evaluate(SETTLED)
            page.screenshot(path=OUT / f"{name}-{size}-{theme}.png")
    page.set_viewport_size(SIZES["wall" if name.startswith("wall") else "laptop"])


def _next(host: Page) -> None:
    title = host.locator("[data-region=now] h2")
    before = title.inner_text()
    host.keyboard.press("n")
    expect(title).not_to_have_text(before)


@contextmanager
def _gathered(company: Company) -> Iterator[None]:
    """The invented people come, and take part by themselves in a thread of their own."""
    come, done = threading.Event(), threading.Event()

    async def live_along() -> None:
        async with company:
            await company.gather()
            come.set()
            await asyncio.to_thread(done.wait)

    crowd = threading.Thread(target=lambda: asyncio.run(live_along()), daemon=True)
    crowd.start()
    come.wait()
    try:
        yield
    finally:
        done.set()
        crowd.join()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
