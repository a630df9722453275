"""The elements of the wall and of dialogs that serve many rows."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.elements.conftest import NOW, Show, redraw

pytestmark = [
    pytest.mark.browser,
    # pytest-base-url, which comes with pytest-playwright, has not followed pytest 9 yet.
    pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance methods"),
]
LATER = (NOW + timedelta(seconds=10)).isoformat()
DRIFT = """<rotate-items every="12"><p data-key="3">Newest</p><p data-key="2" hidden>Older</p>
</rotate-items>"""
NAMES = """<style>fit-in {{ display: block; block-size: 200px; overflow: hidden }}
li {{ font-size: calc(20px * var(--fit, 1)) }}</style>
<fit-in min="0.1" max="2"><ul>{items}</ul></fit-in>"""


def test_what_is_shown_until_an_instant_goes_as_what_is_shown_from_it_comes(show: Show) -> None:
    page = show(
        f'<appear-at until="{LATER}">Before</appear-at><appear-at at="{LATER}">After</appear-at>'
    )
    expect(page.get_by_text("Before")).to_be_visible()
    expect(page.get_by_text("After")).to_be_hidden()
    page.clock.run_for(10_100)
    expect(page.get_by_text("Before")).to_be_hidden()
    expect(page.get_by_text("After")).to_be_visible()


def test_items_take_turns(show: Show) -> None:
    page = show(DRIFT)
    expect(page.get_by_text("Newest")).to_be_visible()
    page.clock.run_for(13_000)
    expect(page.get_by_text("Newest")).to_be_hidden()
    expect(page.get_by_text("Older")).to_be_visible()


def test_new_item_in_front_is_shown_at_once(show: Show) -> None:
    page = show(DRIFT)
    page.clock.run_for(13_000)
    added = DRIFT.replace(
        '<p data-key="3">', '<p data-key="4">Brand new</p><p data-key="3" hidden>'
    )
    redraw(page, "rotate-items", added)
    expect(page.get_by_text("Brand new")).to_be_visible()
    expect(page.get_by_text("Older")).to_be_hidden()


def test_items_stand_still_where_less_motion_is_asked_for(show: Show) -> None:
    page = show("")
    page.emulate_media(reduced_motion="reduce")
    page = show(DRIFT)
    page.clock.run_for(60_000)
    expect(page.get_by_text("Newest")).to_be_visible()


@pytest.mark.parametrize("count", [3, 12, 40])
def test_list_of_any_length_fits_and_is_no_smaller_than_need_be(show: Show, count: int) -> None:
    items = "".join(f"<li>Name {number}</li>" for number in range(count))
    page = show(NAMES.format(items=items))
    page.wait_for_function("document.querySelector('fit-in').style.length")
    inner, outer = page.evaluate(
        "() => { const box = document.querySelector('fit-in');"
        "return [box.scrollHeight, box.clientHeight] }"
    )
    used = page.evaluate("document.querySelector('ul').getBoundingClientRect().height")
    assert inner <= outer + 1
    assert used > outer * 0.8 or count == 3


def test_button_fills_in_the_form_of_the_dialog_that_it_opens(show: Show) -> None:
    page = show(
        """<button command="show-modal" commandfor="edit" data-fill='{"id": 3, "title": "Río"}'>
        Change</button><dialog id="edit"><form><input type="hidden" name="id">
        <input name="title" aria-label="Title"></form></dialog>"""
    )
    page.get_by_role("button", name="Change").click()
    expect(page.get_by_label("Title")).to_have_value("Río")
    assert page.evaluate("document.forms[0].elements.id.value") == "3"


def test_button_fills_the_screen_and_leaves_it(show: Show) -> None:
    page = show(
        '<full-screen hidden><button aria-pressed="false">Full screen</button></full-screen>'
    )
    button = page.get_by_role("button", name="Full screen")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
