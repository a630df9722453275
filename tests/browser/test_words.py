"""Every word that people see goes through gettext: none stands outside ⟦…⟧ in the pseudo-locale."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial

import pytest
from playwright.sync_api import Page

from facilitator.config import template_names
from facilitator.features.call_templates import read_template
from tests.browser.hall import PEOPLE, Hall
from tests.browser.pseudo import pseudo_hall
from tests.browser.tour import BAD_SHEET, tour
from tests.browser.visitors import Visitors

# What people wrote, by table and column.
CONTENT = {
    "call": ("title", "code"),
    "item": ("title", "owner", "notes"),
    "question": ("text",),
    "presentation": ("title", "place", "presenter", "cue"),
    "person": ("name", "email", "city", "organisation"),
    "insight": ("text",),
    "announcement": ("text",),
}
NAMES = (
    "Facilitator",
    "people.csv",
    "English",
    "Español",
    "UTC",
    "CSV",
    "https",
    "minutes",
    "Coordinated Universal Time",
)
# Keys, codes, times, addresses and names of languages are no words to translate.
TEXTS = """() => {
  const foreign = "[lang]:not(html)";
  const NAMES = ["aria-label", "title", "placeholder", "alt"];
  const same = `kbd, code, time, local-time, .clock, .join-code, [dir=ltr], option, ${foreign}`;
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: around, data } = walker.currentNode;
    const shown = around.checkVisibility() && !around.closest(same);
    texts.push([shown, data]);
  }
  const named = document.querySelectorAll("[aria-label], [title], [placeholder], [alt]");
  const ours = [...named].filter((one) => one.checkVisibility() && !one.closest(foreign));
  const labels = ours.flatMap((one) => NAMES.map((at) => one.getAttribute(at)));
  return [texts, labels.filter(Boolean), document.title];
}"""
WRAPPED = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[^\W\d_]{2,}")


@pytest.fixture(scope="module")
def hall() -> Iterator[Hall]:
    with pseudo_hall() as made:
        yield made


def test_words_all_go_through_gettext(hall: Hall, visitors: Visitors) -> None:
    found = [f"{name}: {word}" for name, page in tour(hall, visitors) for word in _bare(hall, page)]
    assert not found, "\n".join(dict.fromkeys(found))


def _bare(hall: Hall, page: Page) -> Iterator[str]:
    """The texts of a page with a word of our own that nobody could translate."""
    texts, labels, title = page.evaluate(TEXTS)
    strip = partial(_without, _content(hall))
    depth = 0
    for shown, text in texts:
        inside = depth
        depth = max(0, depth + text.count("⟦") - text.count("⟧"))
        if shown and not inside and WORD.search(strip(text)):
            yield text.strip()
    yield from (one for one in [*labels, title] if WORD.search(strip(one)))


def _without(content: list[str], text: str) -> str:
    """The text without what people wrote and without what was translated, nested or not."""
    for one in content:
        text = text.replace(one, "")
    while WRAPPED.search(text):
        text = WRAPPED.sub("", text)
    return re.sub(r"⟦.*|.*⟧", "", text, flags=re.DOTALL)


def _content(hall: Hall) -> list[str]:
    """What people wrote, longest first."""
    templates = [read_template(name) for name in template_names()]
    known = {*NAMES, *(one.title for one in templates), *(one.description for one in templates)}
    for line in (*PEOPLE, *BAD_SHEET.splitlines()):
        known.update(line.split(","))
    with closing(sqlite3.connect(hall.server.folder / "sessions.db")) as database:
        for table, columns in CONTENT.items():
            for row in database.execute(f"SELECT {', '.join(columns)} FROM {table}"):  # noqa: S608
                known.update(line for text in row for line in text.splitlines())
    return sorted((one for one in known if len(one) > 1), key=len, reverse=True)
