"""The clocks of a page count down, warn in words, and tell times in the zone of the viewer."""

from datetime import timedelta

import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Page, expect

from tests.browser.elements.conftest import NOW, ROOT, Show, redraw

pytestmark = [
    pytest.mark.browser,
    # pytest-base-url, which comes with pytest-playwright, has not followed pytest 9 yet.
    pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance methods"),
]

MACROS = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True)
RING = """{% from "parts/ring.html" import time_ring %}
{% call time_ring(total_s, ends_at, left_s, label="Time left") %}
<span data-when="soon">Soon over</span><span data-when="over">Over time</span>{% endcall %}"""


def test_ring_says_the_time_left_and_empties(show: Show) -> None:
    page = show(_ring(total_s=1520, ends_at=_at(760), left_s=760))
    expect(page.locator("[data-clock]")).to_have_text("12:40")
    assert _ring_state(page) == ("calm", "50.00 101", None)
    page.clock.run_for(2_100)
    expect(page.locator("[data-clock]")).to_have_text("12:38")


def test_ring_warns_in_words_when_time_is_short(show: Show) -> None:
    page = show(_ring(total_s=1500, ends_at=_at(121), left_s=121))
    expect(page.get_by_text("Soon over")).to_be_hidden()
    page.clock.run_for(1_100)
    expect(page.get_by_text("Soon over")).to_be_visible()
    assert _ring_state(page) == ("soon", "8.00 101", None)


def test_ring_is_full_again_and_counts_up_when_over(show: Show) -> None:
    page = show(_ring(total_s=1500, ends_at=_at(-65), left_s=-65))
    expect(page.locator("[data-clock]")).to_have_text("+1:05")
    expect(page.get_by_text("Over time")).to_be_visible()
    assert _ring_state(page) == ("over", "100.00 101", "65")


def test_paused_ring_stands_still(show: Show) -> None:
    page = show(_ring(total_s=1500, ends_at=None, left_s=760))
    page.clock.run_for(5_000)
    expect(page.locator("[data-clock]")).to_have_text("12:40")


def test_ring_is_right_at_once_after_aredraw(show: Show) -> None:
    page = show(_ring(total_s=1500, ends_at=_at(760), left_s=760))
    redraw(page, "time-ring", _ring(total_s=1500, ends_at=_at(90), left_s=1500))
    expect(page.locator("[data-clock]")).to_have_text("1:30")
    assert _ring_state(page) == ("soon", "6.00 101", None)


def test_rehearsal_runs_as_many_times_faster(show: Show) -> None:
    page = show(_ring(total_s=1500, ends_at=_at(760), left_s=760), speed=120)
    page.clock.run_for(1_100)
    expect(page.locator("[data-clock]")).to_have_text("10:40")


@pytest.mark.parametrize(
    ("planned", "words"),
    [(-360, "14:30, 6 min late"), (120, "14:30, 2 min early"), (20, "14:30 on time")],
)
def test_projected_end_is_said_in_the_words_of_the_page(
    show: Show, planned: int, words: str
) -> None:
    page = show(
        f'<projected-end ends-at="{_at(600)}" after="1200" planned="{_at(1800 + planned)}">'
        '<span data-out></span><template data-when="late">{time}, {minutes} min late</template>'
        '<template data-when="early">{time}, {minutes} min early</template>'
        '<template data-when="on-time">{time} on time</template></projected-end>'
    )
    expect(page.locator("[data-out]")).to_have_text(words)


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ("", "14:00 CET"),
        ("bare", "14:00"),
        ('format="date"', "Wednesday, 9 March 2022"),
        ('format="zone"', "Central European Standard Time"),
    ],
)
def test_time_is_told_in_the_zone_of_the_viewer(show: Show, attributes: str, words: str) -> None:
    page = show(f'<local-time datetime="2022-03-09T13:00:00Z" {attributes}>13:00</local-time>')
    expect(page.locator("local-time")).to_have_text(words)


def _at(seconds: int) -> str:
    return (NOW + timedelta(seconds=seconds)).isoformat()


def _ring(**times: object) -> str:
    return MACROS.from_string(RING).render(times).strip()


def _ring_state(page: Page) -> tuple[str | None, str | None, str | None]:
    ring = page.locator("time-ring")
    dashes = ring.locator(".ring-left").get_attribute("stroke-dasharray")
    return ring.get_attribute("data-state"), dashes, ring.get_attribute("data-over")
