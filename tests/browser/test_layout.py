"""No screen breaks: narrow, zoomed, with longer words, and the wall at its two usual sizes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.hall import Hall, open_hall
from tests.browser.pseudo import pseudo_hall
from tests.browser.tour import tour
from tests.browser.visitors import LAPTOP, WALL, Visitors

# 640 px is what a laptop of 1,280 px shows at 200 % zoom.
SIZES: tuple[ViewportSize, ...] = ({"width": 320, "height": 640}, {"width": 640, "height": 400})
WALLS: tuple[ViewportSize, ...] = ({"width": 1280, "height": 720}, WALL)
SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
FAULTS = """() => {
  const faults = [];
  const seen = (one) => one.checkVisibility({ visibilityProperty: true });
  const clips = (value) => value === "hidden" || value === "clip";
  const told = (one) => `<${one.localName} class="${one.getAttribute("class") ?? ""}"> `
    + one.textContent.trim().replace(/\\s+/g, " ").slice(0, 60);
  const page = document.scrollingElement;
  if (page.scrollWidth > innerWidth) {
    faults.push(`the page is ${page.scrollWidth} wide`);
    for (const one of document.body.querySelectorAll("*")) {
      const { right, left } = one.getBoundingClientRect();
      if (seen(one) && (right > innerWidth + 1 || left < -1) && !one.closest(".table-scroll *"))
        faults.push(`sticks out: ${told(one)}`);
    }
  }
  for (const one of document.body.querySelectorAll("*")) {
    if (!seen(one) || one.closest(".visually-hidden, svg, select, .skip-link")) continue;
    const style = getComputedStyle(one);
    const wide = one.scrollWidth > one.clientWidth + 1;
    // Letters may reach out of tight lines by less than half of their size; a cut line is more.
    const high = one.scrollHeight > one.clientHeight + parseFloat(style.fontSize) / 2;
    if (!one.clientWidth || one.matches("input, textarea, body, html")) continue;
    if ((clips(style.overflowX) && wide) || (clips(style.overflowY) && high)) {
      faults.push(`cuts off: ${told(one)}`);
    } else if (one.matches(".button, .badge, .chip, [role=tab]") && (wide || high)) {
      faults.push(`too small for its words: ${told(one)}`);
    }
  }
  return faults.slice(0, 4);
}"""
WALL_FAULTS = """() => {
  const faults = [];
  const page = document.scrollingElement;
  if (page.scrollHeight > innerHeight || page.scrollWidth > innerWidth) faults.push("scrolls");
  for (const one of document.querySelectorAll(".wall-corner .join-code, .wall-corner .qr svg")) {
    const { left, top, width, height } = one.getBoundingClientRect();
    for (const [x, y] of [[0.1, 0.1], [0.9, 0.1], [0.5, 0.5], [0.1, 0.9], [0.9, 0.9]]) {
      const there = document.elementFromPoint(left + x * width, top + y * height);
      if (!there?.closest(".wall-corner")) faults.push(`covered: ${one.getAttribute("class")}`);
    }
  }
  return faults;
}"""


@pytest.fixture(params=[open_hall, pseudo_hall], ids=["english", "longer"])
def hall(request: pytest.FixtureRequest) -> Iterator[Hall]:
    """The same call in two languages; it stands until its visitors have left."""
    with request.param() as made:
        yield made


def test_layout_holds_on_every_screen(hall: Hall, visitors: Visitors) -> None:
    found = [
        f"{name}: {fault}" for name, page in tour(hall, visitors) for fault in _faults(name, page)
    ]
    assert not found, "\n".join(found)


def _faults(name: str, page: Page) -> Iterator[str]:
    sizes = WALLS if name.startswith("wall") else SIZES
    for size in sizes:
        page.set_viewport_size(size)
        page.evaluate(SETTLED)
        yield from (f"{size['width']}: {fault}" for fault in page.evaluate(FAULTS))
        if sizes is WALLS:
            yield from (f"{size['width']}: {fault}" for fault in page.evaluate(WALL_FAULTS))
    page.set_viewport_size(LAPTOP)
