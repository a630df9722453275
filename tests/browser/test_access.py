"""Accessibility: axe finds nothing on any screen, in light and in dark."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

from tests.browser.hall import Hall
from tests.browser.tour import tour
from tests.browser.visitors import Visitors

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
RUN = "rules => axe.run(rules ? { runOnly: rules } : {})"
SETTLED = """async () => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  await Promise.allSettled(document.getAnimations().map(one => one.finished));
}"""
CHECKS: tuple[tuple[Literal["light", "dark"], list[str] | None], ...] = (
    ("light", None),
    ("dark", ["color-contrast"]),
)


def test_access_axe_finds_nothing_on_any_screen(hall: Hall, visitors: Visitors) -> None:
    found = [f"{name}: {one}" for name, page in tour(hall, visitors) for one in _faults(page)]
    assert not found, "\n".join(found)


def _faults(page: Page) -> Iterator[str]:
    """All rules in light; in dark only colours can differ."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    for theme, rules in CHECKS:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.evaluate(SETTLED)
        for one in page.evaluate(RUN, rules)["violations"]:
            yield f"{theme}: {one['id']}: {one['help']}: {_places(one)}"


def _places(violation: dict[str, Any]) -> str:
    return " | ".join(
        f"{node['html'][:90]} {' '.join(node['failureSummary'].split())[26:230]}"
        for node in violation["nodes"][:3]
    )
