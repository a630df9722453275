"""The elements that move people between rooms, and those that rooms are watched and entered by."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.elements.conftest import NOW, Show

pytestmark = [
    pytest.mark.browser,
    # pytest-base-url, which comes with pytest-playwright, has not followed pytest 9 yet.
    pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance methods"),
]
LATER = (NOW + timedelta(seconds=10)).isoformat()
PERSON = """<li data-seat="{id}" data-name="{name}">
<button type="button" command="show-modal" commandfor="move">{name}</button> <i>Place</i></li>"""
ROOM = """<section data-room="{id}" data-room-name="Room {id}"><h3>Room {id}</h3>
<ul class="seat-list">{people}</ul></section>"""
DIALOG = """<dialog id="move"><h2 data-seat-name></h2>
<form method="dialog"><input type="hidden" name="seat_id" data-seat-id>
<select aria-label="Move to" data-rooms></select>
<select aria-label="Swap with" data-others></select>
<button data-pin>Pin</button></form></dialog>"""
ROOMS = (
    '<div id="proposal"><seat-drag dialog="move">'
    '<button type="button" hidden data-carry data-args="{}">Carry</button>'
    + ROOM.format(id=1, people=PERSON.format(id=11, name="Ana") + PERSON.format(id=12, name="Ben"))
    + ROOM.format(id=2, people=PERSON.format(id=21, name="Chi"))
    + f"</seat-drag></div>{DIALOG}"
)


@pytest.fixture
def rooms(show: Show) -> Page:
    """Two rooms with Ana and Ben in the first, Chi in the second."""
    page = show(ROOMS)
    page.locator("seat-drag:defined").wait_for()
    return page


def people_of(page: Page, room: int) -> list[str]:
    return page.locator(f'[data-room="{room}"] [data-seat] button').all_inner_texts()


def test_dragging_somebody_asks_for_the_move_and_leaves_the_page_as_it_is(rooms: Page) -> None:
    rooms.clock.resume()  # Sortable begins and ends a drag a tick later
    rooms.wait_for_load_state("networkidle")
    rooms.locator('[data-seat="11"] i').hover()
    rooms.mouse.down()
    target = rooms.locator('[data-seat="21"] i').bounding_box()
    assert target is not None
    rooms.mouse.move(target["x"] + 1, target["y"] - 3, steps=5)
    rooms.mouse.move(target["x"] + 5, target["y"] + 5, steps=5)
    rooms.mouse.up()
    expect(rooms.locator("[data-carry]")).to_have_attribute(
        "data-args", '{"seat_id":11,"room_id":2}'
    )
    assert (people_of(rooms, 1), people_of(rooms, 2)) == (["Ana", "Ben"], ["Chi"])
    assert rooms.locator("[data-drop]").count() == 0


def test_pressing_a_name_offers_the_other_rooms_and_their_people(rooms: Page) -> None:
    rooms.get_by_role("button", name="Ana").press("Enter")
    dialog = rooms.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_have_text("Ana")
    assert dialog.get_by_label("Move to").locator("option").all_inner_texts() == ["Room 2"]
    swaps = dialog.get_by_label("Swap with").locator("option")
    assert [one.get_attribute("value") for one in swaps.all()] == ["21"]
    expect(dialog.locator("[data-seat-id]")).to_have_value("11")


def test_element_lends_its_state_once_its_time_has_come(show: Show) -> None:
    page = show(
        f'<p data-state="calm"><appear-at at="{LATER}" state="silent" hidden>Silent</appear-at></p>'
    )
    expect(page.locator("p")).to_have_attribute("data-state", "calm")
    page.clock.run_for(10_100)
    expect(page.locator("p")).to_have_attribute("data-state", "silent")


@pytest.mark.parametrize(("hidden", "presses"), [("", ["link", "button"]), ("hidden", ["link"])])
def test_following_a_link_presses_a_button_that_is_shown(
    show: Show, hidden: str, presses: list[str]
) -> None:
    page = show(
        '<script src="/presses.js"></script><also-press for="here"><a href="#x">link</a>'
        f'</also-press><div id="here" {hidden}><button>button</button></div>'
    )
    page.get_by_role("link").click()
    assert sorted(page.evaluate("window.presses")) == sorted(presses)
