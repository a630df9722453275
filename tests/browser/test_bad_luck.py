"""What goes wrong in a real call: haste, odd input, a server that is killed in the middle."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hall import PEOPLE, Hall, now_on, open_hall, open_rooms
from tests.browser.visitors import Visitors, live

SCRIPT = "<script>alert(1)</script><b>bold</b>"
ODD_NAMES = (SCRIPT, "شهرزاد الكاتبة", "Zoë 🌍🏙️ Ōkami")
LONG = ("What a street knows about itself is more than any register. " * 18).strip()
TOLERANCE_SECONDS = 2


@pytest.fixture
def hall() -> Iterator[Hall]:
    """A call of its own for each test: here everything is disturbed."""
    odd = [f'"{name}",,Cali,Colombia,,,,,' for name in ODD_NAMES]
    with open_hall([*PEOPLE, *odd]) as made:
        yield made


def test_next_pressed_twice_or_by_two_hosts_moves_one_step(hall: Hall, visitors: Visitors) -> None:
    one, other = hall.host(visitors), hall.host(visitors)
    one.locator(".next").dblclick()
    for host in (one, other):
        now_on(host, "Welcome")
    presses = "async () => { document.querySelector('.next').click(); }"
    one.evaluate(presses)
    other.evaluate(presses)
    for host in (one, other):
        now_on(host, "What we have seen in cities")
    one.wait_for_load_state("networkidle")
    assert _marks(hall) == ["Welcome", "What we have seen in cities"]


def test_names_and_insights_are_shown_as_they_were_written(hall: Hall, visitors: Visitors) -> None:
    for name in ODD_NAMES:
        page = visitors.open(hall.links["participant"])
        page.get_by_label("Your name").fill(name.split()[0].strip("<>")[:6])
        page.locator(".choice", has_text=name).click()
        live(page)
    taker = hall.note_taker(visitors, "Edda Norrgård")
    host = hall.host(visitors)
    _open_one_room(host)
    for name in ODD_NAMES:
        expect(taker.locator("[data-region=my_room]")).to_contain_text(name)
    _note(taker, SCRIPT)
    expect(host.locator("#latest-insights .insight-text")).to_have_text(SCRIPT)


def test_insight_that_is_too_long_is_refused_and_nothing_is_lost(
    hall: Hall, visitors: Visitors
) -> None:
    hall.participant(visitors, "Ana Ferrazzo")
    taker = hall.note_taker(visitors, "Edda Norrgård")
    _open_one_room(hall.host(visitors))
    expect(taker.locator(".room-name")).to_be_visible()
    _note(taker, LONG)
    refused = taker.locator("[data-unsent-list] .insight")
    expect(refused).to_contain_text("at most 1000 characters")
    refused.get_by_role("button", name="Put back into the text box").click()
    expect(taker.locator("#insight-text")).to_have_value(LONG)
    expect(refused).to_have_count(0)
    assert hall.insights() == []


def test_server_killed_in_a_breakout_comes_back_with_everything(
    hall: Hall, visitors: Visitors
) -> None:
    visitors.forgive("WebSocket", "ERR_CONNECTION_REFUSED", "Failed to load resource")
    ana = hall.participant(visitors, "Ana Ferrazzo")
    taker = hall.note_taker(visitors, "Edda Norrgård")
    host = hall.host(visitors)
    _open_one_room(host)
    expect(taker.locator(".room-name")).to_be_visible()
    _note(taker, "Before the fall")
    expect(host.locator("#latest-insights")).to_contain_text("Before the fall")
    room, left, at = ana.locator(".room-name").inner_text(), _left(host), time.monotonic()

    hall.server.kill()
    for page in (ana, taker, host):
        expect(page.locator("#connection")).to_have_attribute("data-state", "reconnecting")
    _note(taker, "While it was down")
    expect(taker.locator("#unsent")).to_have_text("1 unsent", use_inner_text=True)
    hall.server.start()

    for page in (ana, taker, host):
        live(page)
    expect(host.locator("#latest-insights")).to_contain_text("While it was down")
    assert hall.insights() == ["Before the fall", "While it was down"]
    assert ana.locator(".room-name").inner_text() == room
    gone = time.monotonic() - at
    assert abs(left - gone - _left(host)) <= TOLERANCE_SECONDS


def _open_one_room(host: Page) -> None:
    for title in ("Welcome", "What we have seen in cities", "Two cities tell their path"):
        host.keyboard.press("n")
        now_on(host, title)
    host.keyboard.press("n")
    now_on(host, "Peers meet")
    open_rooms(host, 1)


def _note(taker: Page, text: str) -> None:
    taker.locator("#insight-text").fill(text)
    taker.keyboard.press("Enter")


def _left(host: Page) -> int:
    """Seconds left in the rooms, as the host's board shows them."""
    clock = host.locator("[data-region=board] [data-clock]").inner_text()
    found = re.fullmatch(r"(\d+):(\d\d)", clock)
    assert found, clock
    return int(found[1]) * 60 + int(found[2])


def _marks(hall: Hall) -> list[str]:
    """The items that were started, in order."""
    return hall.texts(
        "SELECT item.title FROM mark JOIN item ON item.id = mark.item_id ORDER BY mark.id"
    )
