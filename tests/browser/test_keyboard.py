"""The keyboard alone runs a call, and focus is always somewhere that can be seen."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.hall import Hall, now_on
from tests.browser.visitors import Visitors, live

MOST_TABS = 200
FOCUSED = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  return element !== document.body && style.outlineStyle !== "none" && element.checkVisibility();
}"""


def test_keyboard_alone_runs_a_call(hall: Hall, visitors: Visitors) -> None:
    for name in ("Ana Ferrazzo", "Bilal Omondiran"):
        hall.participant(visitors, name)
    _join_by_keyboard(hall, visitors, "Chun")
    hall.note_taker(visitors, "Edda Norrgård")
    host = hall.host(visitors)
    _list_of_keys(host)
    _tab_to(host, host.get_by_role("button", name="Start the call"))
    host.keyboard.press("Enter")
    now_on(host, "Welcome")
    _stay_focused(host)
    _more_time(host)
    for title in ("What we have seen in cities", "Two cities tell their path", "Peers meet"):
        host.keyboard.press("n")
        now_on(host, title)
        _stay_focused(host)
    _propose_two_rooms(host)
    _move_somebody(host)
    host.keyboard.press("o")
    expect(host.get_by_role("heading", name="Rooms are open")).to_be_visible()
    _tab_to(host, host.get_by_role("button", name="Close now"))
    host.keyboard.press("Enter")
    _agree(host)
    expect(host.get_by_role("heading", name="Rooms are open")).to_have_count(0)
    for title in ("Harvest", "Closing"):
        host.keyboard.press("n")
        now_on(host, title)
    host.keyboard.press("n")
    _agree(host)
    now_on(host, "The call is over")


def _join_by_keyboard(hall: Hall, visitors: Visitors, name: str) -> None:
    page = visitors.open(hall.links["participant"])
    page.keyboard.type(name)
    expect(page.locator(".choice")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    live(page)


def _list_of_keys(host: Page) -> None:
    host.keyboard.press("?")
    expect(host.get_by_role("dialog", name="Keys")).to_be_visible()
    host.keyboard.press("Escape")
    expect(host.get_by_role("dialog", name="Keys")).to_be_hidden()


def _more_time(host: Page) -> None:
    """A button that redraws its own part of the page keeps the focus."""
    more = host.locator("[data-region=controls]").get_by_role("button", name="+1")
    _tab_to(host, more)
    clock = host.locator("[data-region=now] time-ring")
    before = clock.get_attribute("total")
    host.keyboard.press("Enter")
    expect(clock).not_to_have_attribute("total", before or "")
    expect(more).to_be_focused()
    assert host.evaluate(FOCUSED)


def _propose_two_rooms(host: Page) -> None:
    _tab_to(host, host.get_by_role("button", name="Other rooms…"))
    host.keyboard.press("Enter")
    _tab_to(host, host.get_by_label("Or the number of rooms"))
    host.keyboard.type("2")
    host.keyboard.press("Enter")
    expect(host.locator(".room-card.editing:visible")).to_have_count(2)
    expect(host.get_by_role("dialog")).to_have_count(0)
    _stay_focused(host)


def _move_somebody(host: Page) -> None:
    rooms = host.locator(".room-card.editing:visible")
    seat = rooms.first.locator(".seat-pick").first
    name = seat.inner_text()
    _tab_to(host, seat)
    host.keyboard.press("Enter")
    dialog = host.get_by_role("dialog", name=name)
    _tab_to(host, dialog.get_by_role("button", name="Move"))
    host.keyboard.press("Enter")
    expect(rooms.nth(1)).to_contain_text(name)
    expect(rooms.first).not_to_contain_text(name)
    _stay_focused(host)


def _agree(host: Page) -> None:
    yes = host.get_by_role("dialog").get_by_role("button", name="Yes, do it")
    expect(yes).to_be_visible()
    _tab_to(host, yes)
    host.keyboard.press("Enter")


def _stay_focused(host: Page) -> None:
    assert host.evaluate("() => document.activeElement !== document.body"), "focus was lost"


def _tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the wanted element has the focus, which can be seen at every step."""
    for _ in range(MOST_TABS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement !== document.body"):
            where = page.evaluate("() => document.activeElement.outerHTML.slice(0, 200)")
            assert page.evaluate(FOCUSED), f"the focus cannot be seen on {where}"
    raise AssertionError(f"Tab does not come to {wanted}")
