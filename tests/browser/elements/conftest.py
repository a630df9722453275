"""A page of their own for the custom elements: everything of static/, nothing of the application.

No server listens. Every answer is routed here, so that a page stands within milliseconds, and time
is Playwright's, so that it moves only when a test says so.
"""

import mimetypes
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

ROOT = Path(__file__).parents[3]
# A page of localhost may use the clipboard.
ORIGIN = "http://localhost:9"
PAGE = """<!doctype html><html lang="en"><title>Elements</title>
<link rel="stylesheet" href="/static/css/tokens.css">
<link rel="stylesheet" href="/static/css/base.css">
<link rel="stylesheet" href="/static/css/components.css">
<script src="/static/js/elements/theme-first.js"></script>
<script type="module" src="/static/js/elements/index.js"></script>
<body data-me="17">{body}</body></html>"""
PRESSES = """window.presses = [];
addEventListener("click", ({ target }) => presses.push(target.textContent));"""
SET_TIME = """async ([iso, speed]) => {
  const { setServerTime } = await import("/static/js/clock.js");
  setServerTime(iso, speed);
}"""
REDRAW = """async ([selector, html]) => {
  const { Idiomorph } = await import("/static/vendor/idiomorph.min.js");
  Idiomorph.morph(document.querySelector(selector), html);
}"""

Show = Callable[..., Page]
NOW = datetime(2022, 3, 9, 13, tzinfo=UTC)


@pytest.fixture
def show(page: Page) -> Show:
    """Shows a body on an otherwise empty page with all elements defined, at NOW by its clock."""

    def show(body: str, speed: int = 1) -> Page:
        html = PAGE.replace("{body}", body).replace("{speed}", str(speed))
        page.route(f"{ORIGIN}/**", lambda route: _answer(route, html))
        page.clock.install(time=NOW)
        page.goto(f"{ORIGIN}/")
        page.wait_for_function("!document.querySelector(':not(:defined)')")
        page.clock.pause_at(NOW + timedelta(hours=1))
        page.evaluate(SET_TIME, [NOW.isoformat(), speed])
        return page

    return show


def _answer(route: Route, html: str) -> None:
    path = route.request.url.removeprefix(ORIGIN)
    if path == "/presses.js":
        route.fulfill(body=PRESSES, content_type="text/javascript")
    elif path.startswith("/static/") and (file := ROOT / path[1:]).is_file():
        route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(path)[0])
    else:
        route.fulfill(body=html, content_type="text/html; charset=utf-8")


def redraw(page: Page, selector: str, html: str) -> None:
    page.evaluate(REDRAW, [selector, html])
