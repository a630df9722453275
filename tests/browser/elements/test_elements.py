"""The custom elements do what their headers say, in a real browser and through redraws.

Redraws are made with the vendored idiomorph, as in a call: whatever a script has set is taken away
and must come back.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.elements.conftest import Show, redraw

pytestmark = [
    pytest.mark.browser,
    # pytest-base-url, which comes with pytest-playwright, has not followed pytest 9 yet.
    pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance methods"),
]
NAMES = """<filter-list min="{min}"><input data-filter aria-label="Name"><output data-out></output>
<template data-when="none">Nobody</template><template data-when="one">{{count}} name</template>
<template data-when="other">{{count}} names</template>
<ul data-items><li data-text="Ana Núñez Cali"><button>Ana</button></li>
<li data-text="José Ferreira São-Tomé"><button>José</button></li>
<li data-text="Joan Ñandu Leeds"><button>Joan</button></li></ul></filter-list>"""
TABS = """<tab-list id="tabs"><div role="tablist">
<button role="tab" id="t1" aria-controls="p1" aria-selected="true">1</button>
<button role="tab" id="t2" aria-controls="p2" aria-selected="false">2</button></div>
<section role="tabpanel" id="p1">One</section>
<section role="tabpanel" id="p2" hidden>Two</section></tab-list>"""
KEYS = """<key-map help="keys"></key-map><button data-key="n">Next</button>
<button data-key="x" hidden>Hidden</button><input aria-label="Text">
<dialog id="keys"><input type="checkbox" data-keys-on aria-label="Keys">
<button command="close" commandfor="keys">Close</button></dialog>
<script src="/presses.js"></script>"""


def test_own_only_is_shown_to_its_owner_alone(show: Show) -> None:
    page = show('<own-only by="4 17" hidden>mine</own-only><own-only by="1" hidden>not</own-only>')
    expect(page.get_by_text("mine")).to_be_visible()
    expect(page.get_by_text("not")).to_be_hidden()


def test_own_only_is_still_shown_after_aredraw(show: Show) -> None:
    page = show('<own-only by="17" hidden>mine</own-only>')
    expect(page.get_by_text("mine")).to_be_visible()
    redraw(page, "own-only", '<own-only by="17" hidden>mine too</own-only>')
    expect(page.get_by_text("mine too")).to_be_visible()


def test_filter_list_finds_names_without_their_accents(show: Show) -> None:
    page = show(NAMES.format(min=0))
    page.get_by_label("Name").fill("NUNEZ")
    assert page.locator("li:visible").all_inner_texts() == ["Ana"]
    expect(page.locator("output")).to_have_text("1 name")


def test_filter_list_matches_the_beginnings_of_words_in_any_order(show: Show) -> None:
    page = show(NAMES.format(min=0))
    page.get_by_label("Name").fill("tome jo")
    assert page.locator("li:visible").all_inner_texts() == ["José"]


def test_filter_list_says_that_nobody_fits(show: Show) -> None:
    page = show(NAMES.format(min=0))
    page.get_by_label("Name").fill("xyz")
    expect(page.locator("output")).to_have_text("Nobody")


def test_filter_list_waits_for_enough_letters(show: Show) -> None:
    page = show(NAMES.format(min=2))
    page.get_by_label("Name").fill("j")
    expect(page.locator("li:visible")).to_have_count(0)
    page.get_by_label("Name").fill("jo")
    expect(page.locator("output")).to_have_text("2 names")


def test_filter_list_filters_what_a_redraw_brings(show: Show) -> None:
    page = show(NAMES.format(min=0))
    page.get_by_label("Name").fill("jo")
    more = '<ul data-items><li data-text="Jo Li">Jo</li><li data-text="Mia Rao">Mia</li></ul>'
    redraw(page, "ul", more)
    expect(page.locator("output")).to_have_text("1 name")
    assert page.locator("li:visible").all_inner_texts() == ["Jo"]


def test_filter_list_steps_down_into_the_matches(show: Show) -> None:
    page = show(NAMES.format(min=0))
    page.get_by_label("Name").fill("jo")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="José")).to_be_focused()


def test_copy_button_fills_the_clipboard_and_says_so(show: Show) -> None:
    page = show(
        '<copy-button value="https://a.example/j/CAFE-7Q"><button><span data-when="ready">Copy'
        '</span><span data-when="done">Copied</span></button></copy-button>'
    )
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "https://a.example/j/CAFE-7Q"


def test_tabs_move_by_arrows_and_show_their_panel(show: Show) -> None:
    page = show(TABS)
    page.get_by_role("tab", name="1").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="2")).to_be_focused()
    expect(page.get_by_text("Two")).to_be_visible()
    expect(page.get_by_text("One")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("One")).to_be_visible()


def test_chosen_tab_outlives_aredraw(show: Show) -> None:
    page = show(TABS)
    page.get_by_role("tab", name="2").click()
    redraw(page, "tab-list", TABS.replace("Two", "Second"))
    expect(page.get_by_text("Second")).to_be_visible()
    expect(page.get_by_text("One")).to_be_hidden()


def test_key_presses_the_button_that_carries_it(show: Show) -> None:
    page = show(KEYS)
    page.keyboard.press("n")
    page.keyboard.press("Shift+N")
    assert page.evaluate("presses") == ["Next", "Next"]


@pytest.mark.parametrize("keys", ["Control+n", "Alt+n", "x", "m"])
def test_key_without_a_visible_button_or_with_a_modifier_is_left_alone(
    show: Show, keys: str
) -> None:
    page = show(KEYS)
    page.keyboard.press(keys)
    assert page.evaluate("presses") == []


def test_keys_are_letters_while_somebody_types(show: Show) -> None:
    page = show(KEYS)
    page.get_by_label("Text").press_sequentially("no?")
    assert page.evaluate("presses") == []
    assert page.get_by_label("Text").input_value() == "no?"


def test_question_mark_opens_the_list_of_keys(show: Show) -> None:
    page = show(KEYS)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("n")
    assert page.evaluate("presses") == []
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_single_keys_stay_off_once_turned_off(show: Show) -> None:
    page = show(KEYS)
    page.keyboard.press("?")
    page.get_by_label("Keys").uncheck()
    page.reload()
    page.keyboard.press("n")
    assert page.evaluate("presses") == []
    assert page.get_by_label("Keys").is_checked() is False


def test_theme_is_chosen_and_remembered(show: Show) -> None:
    page = show(
        '<theme-switch><button data-theme-value="auto">Auto</button>'
        '<button data-theme-value="dark">Dark</button></theme-switch>'
    )
    expect(page.get_by_role("button", name="Auto", pressed=True)).to_be_visible()
    page.get_by_role("button", name="Dark").click()
    page.reload()
    expect(page.get_by_role("button", name="Dark", pressed=True)).to_be_visible()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
