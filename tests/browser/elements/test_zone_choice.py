"""<zone-choice> takes the browser's own zone, which is Berlin's here, unless one was chosen."""

import pytest
from playwright.sync_api import expect

from tests.browser.elements.conftest import Show

pytestmark = [
    pytest.mark.browser,
    # pytest-base-url, which comes with pytest-playwright, has not followed pytest 9 yet.
    pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance methods"),
]
CHOICE = """<zone-choice {guess}><label for="zone">Zone</label><select id="zone">
<option value="UTC">UTC</option>{zones}</select></zone-choice>"""
BERLIN = '<option value="Europe/Berlin">Berlin</option>'


def test_zone_of_the_browser_is_chosen(show: Show) -> None:
    page = show(CHOICE.format(guess="guess", zones=BERLIN))
    expect(page.locator("select")).to_have_value("Europe/Berlin")


def test_zone_that_was_chosen_before_stays(show: Show) -> None:
    page = show(CHOICE.format(guess="", zones=BERLIN))
    expect(page.locator("select")).to_have_value("UTC")


def test_zone_that_the_list_has_not_is_added(show: Show) -> None:
    page = show(CHOICE.format(guess="guess", zones=""))
    expect(page.locator("select")).to_have_value("Europe/Berlin")
    expect(page.locator("option:checked")).to_have_text("Berlin")
