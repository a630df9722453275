"""A walk through every screen of the product, each in each of its states.

What is done with a screen is the visitor's business: look for faults, measure, take a picture.
The words on buttons are not used to find them, so the same walk works in any language.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.hall import HEAD, Hall
from tests.browser.visitors import Visitors, live

Screen = tuple[str, Page]
BAD_SHEET = f"{HEAD}\nNia Okoro-Blythe,nia@example.org,Lagos,Nigeria,,,,en,\n,,,Atlantis,,,,,\n"
INSIGHTS = (
    "A roof garden on the town hall opened more doors than ten strategies.",
    "We measure what the budget pays for, so the budget should name what a good life needs.",
    "Ask the street first: the residents' map showed three problems that no register had.",
)


@dataclass
class Screens:
    """The pages that stay open during the call."""

    host: Page
    participant: Page
    presenter: Page
    notes: Page
    wall: Page


def tour(hall: Hall, visitors: Visitors) -> Iterator[Screen]:
    """Every screen by name, from the landing page to the story."""
    yield from _outside(hall, visitors)
    yield from _organising(hall, visitors)
    yield from _joining(hall, visitors)
    pages = _take_seats(hall, visitors)
    yield from call(hall, pages)
    yield from _afterwards(hall, visitors, pages)


def call(hall: Hall, pages: Screens) -> Iterator[Screen]:
    """The live pages through all states of a call."""
    yield from _waiting(pages)
    yield from _presenting(pages)
    yield from _proposing(pages)
    yield from _in_rooms(pages)
    yield from _harvesting(pages)
    yield from _ending(pages)


def order(page: Page, command: str) -> Locator:
    """The visible buttons that give an order."""
    return page.locator(f'button[data-order="{command}"]:visible')


def _outside(hall: Hall, visitors: Visitors) -> Iterator[Screen]:
    page = visitors.open(hall.address)
    yield "landing", page
    page.goto(f"{hall.address}/join")
    yield "join", page
    page.locator("#code").fill("NOPE-00")
    page.locator("main form button").click()
    expect(page.locator(".error")).to_be_visible()
    yield "join-refused", page
    page.goto(f"{hall.address}/organiser")
    yield "organiser-login", page
    visitors.forgive("status of 40[34]", "status of 422")
    page.goto(f"{hall.call}/host")
    yield "refused", page
    page.goto(f"{hall.address}/nowhere")
    yield "error", page


def _organising(hall: Hall, visitors: Visitors) -> Iterator[Screen]:
    page = visitors.open(hall.organiser_link())
    yield "home", page
    for name, path in (
        ("new-call", f"{hall.address}/calls/new"),
        ("setup", f"{hall.call}/setup"),
        ("edit-call", f"{hall.call}/edit"),
        ("erase", f"{hall.call}/erase"),
        ("people", f"{hall.call}/people"),
        ("new-person", f"{hall.call}/people/new"),
        ("person", f"{hall.call}/people/1"),
        ("import", f"{hall.call}/people/import"),
    ):
        page.goto(path)
        yield name, page
    page.locator("input[type=file]").set_input_files(
        {"name": "people.csv", "mimeType": "text/csv", "buffer": BAD_SHEET.encode()}
    )
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("input[name=sheet]").first).to_be_attached()
    yield "import-preview", page
    page.goto(f"{hall.call}/story")
    yield "story-later", page


def _joining(hall: Hall, visitors: Visitors) -> Iterator[Screen]:
    page = visitors.open(hall.links["participant"])
    yield "who", page
    page.locator("#q").press_sequentially("bil")
    expect(page.locator(".choice")).to_have_count(1)
    yield "who-found", page
    page.goto(f"{page.url}/new")
    page.locator("main form button[type=submit]").last.click(force=True)
    yield "add-yourself", page
    page.goto(f"{hall.call}/participant/who?q=farid")
    page.locator(".choice").click()
    live(page)
    page.locator(".bar summary").last.click()
    page.locator('form[action$="/leave"] button').click()
    expect(page.locator("#connection")).to_have_count(0)
    yield "left", page


def _take_seats(hall: Hall, visitors: Visitors) -> Screens:
    join = [
        (role, name)
        for role, name in (
            ("participant", "ana"),
            ("participant", "dolores"),
            ("participant", "bilal"),
            ("note_taker", "edda"),
            ("note_taker", "farid"),
        )
    ]
    people = [_joined(hall, visitors, role, name) for role, name in join]
    host = live(visitors.open(hall.links["host"]))
    wall = live(visitors.open(hall.links["wall"]))
    return Screens(host, people[0], people[1], people[3], wall)


def _joined(hall: Hall, visitors: Visitors, role: str, name: str) -> Page:
    page = visitors.open(hall.links[role])
    page.locator("#q").press_sequentially(name)
    page.locator(".choice").first.click()
    return live(page)


def _waiting(pages: Screens) -> Iterator[Screen]:
    yield "host-waiting", pages.host
    yield "participant-waiting", pages.participant
    yield "notes-waiting", pages.notes
    yield "wall-welcome", pages.wall
    pages.host.keyboard.press("?")
    expect(pages.host.locator("#keys")).to_be_visible()
    yield "host-keys", pages.host
    pages.host.keyboard.press("Escape")
    _next(pages)
    yield "host-opening", pages.host


def _presenting(pages: Screens) -> Iterator[Screen]:
    _next(pages)
    _next(pages)
    host = pages.host
    host.locator("[data-region=presentation_queue] .turn-list details.menu summary").first.click()
    choice = host.locator('select[data-order="presentation.set_presenter"]').first
    me = pages.presenter.locator("body").get_attribute("data-me")
    choice.select_option(me)
    host.keyboard.press("Escape")
    expect(pages.presenter.locator(".my-presentation")).to_be_visible()
    yield "participant-before-presenting", pages.presenter
    host.mouse.click(2, 2)
    host.keyboard.press("h")
    order(host, "presentation.cue").first.click()
    expect(pages.presenter.locator(".cue")).to_be_visible()
    yield "host-presentation", host
    yield "participant-presenting", pages.presenter
    yield "participant-listening", pages.participant
    yield "wall-presentation", pages.wall
    host.keyboard.press("m")
    host.locator("#broadcast-text").fill("!")
    yield "host-broadcast", host
    host.keyboard.press("Enter")
    expect(pages.participant.locator(".banner")).to_be_visible()
    order(host, "call.withdraw_announcement").click()
    expect(pages.participant.locator(".banner")).to_have_count(0)


def _proposing(pages: Screens) -> Iterator[Screen]:
    _next(pages)
    host = pages.host
    host.locator('button[commandfor="propose"]:visible').first.click()
    host.locator("#propose-rooms").fill("2")
    yield "host-propose", host
    host.locator("#propose button[type=submit]").click()
    expect(host.locator(".room-card.editing").first).to_be_visible()
    yield "host-proposal", host
    host.locator(".seat-pick").first.click()
    yield "host-move", host
    host.keyboard.press("Escape")
    yield "wall-rooms", pages.wall


def _in_rooms(pages: Screens) -> Iterator[Screen]:
    pages.host.keyboard.press("o")
    expect(pages.notes.locator(".room-name")).to_be_visible()
    yield "notes-empty", pages.notes
    for text in INSIGHTS:
        pages.notes.locator("#insight-text").fill(text)
        pages.notes.keyboard.press("Enter")
    expect(pages.host.locator("#latest-insights > li")).to_have_count(len(INSIGHTS))
    order(pages.participant, "room.ask_help").click()
    expect(pages.host.locator("[data-region=board] .alert-item").first).to_be_visible()
    yield "host-board", pages.host
    yield "participant-room", pages.participant
    yield "notes-room", pages.notes
    yield "wall-going", pages.wall
    pages.notes.locator('button[commandfor="edit-insight"]:visible').first.click()
    yield "notes-edit", pages.notes
    pages.notes.keyboard.press("Escape")
    pages.host.keyboard.press("c")
    expect(pages.participant.locator(".my-room .banner.warn")).to_be_visible()
    yield "participant-closing", pages.participant
    yield "wall-closing", pages.wall
    order(pages.host, "round.close_now").click()
    pages.host.locator("#confirm [data-yes]").click()
    expect(pages.participant.locator(".room-name")).to_have_count(0)
    yield "participant-back", pages.participant
    yield "host-back", pages.host


def _harvesting(pages: Screens) -> Iterator[Screen]:
    _next(pages)
    yield "host-harvest", pages.host
    yield "wall-harvest", pages.wall
    order(pages.host, "insight.spotlight").first.click()
    expect(pages.wall.locator(".wall-insight")).to_be_visible()
    yield "wall-insight", pages.wall


def _ending(pages: Screens) -> Iterator[Screen]:
    order(pages.host, "insight.spotlight").first.click()
    _next(pages)
    yield "wall-close", pages.wall
    pages.host.keyboard.press("n")
    pages.host.locator("#confirm [data-yes]").click()
    expect(pages.host.locator(".host-controls a.next")).to_be_visible()
    yield "host-finished", pages.host
    yield "participant-finished", pages.participant
    yield "notes-finished", pages.notes


def _afterwards(hall: Hall, visitors: Visitors, pages: Screens) -> Iterator[Screen]:
    page = pages.host.context.new_page()
    page.goto(f"{hall.call}/story")
    yield "story", page
    home = visitors.open(hall.organiser_link())
    yield "home-after", home


def _next(pages: Screens) -> None:
    """Press the key for the next item, and wait until the pages show it."""
    title = pages.host.locator("[data-region=now] h2")
    before = title.inner_text()
    pages.host.keyboard.press("n")
    expect(title).not_to_have_text(before)
    expect(pages.participant.locator("[data-region=now] h2")).to_have_text(title.inner_text())
