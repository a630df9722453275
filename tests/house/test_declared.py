"""What is declared in code is drawn, shown, decided and documented."""

import re
from pathlib import Path

import pytest

from docs.generate import permissions, protocol
from facilitator import features  # noqa: F401 - declares all commands and regions
from facilitator.core.roles import LINKED_ROLES, Role
from facilitator.engine.commands import COMMANDS
from facilitator.engine.regions import DIVISIONS, REGIONS

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
PAGES = {
    Role.HOST: "host",
    Role.NOTE_TAKER: "notes",
    Role.PARTICIPANT: "participant",
    Role.WALL: "wall",
}
SHOWS = re.compile(r'(?:region\(|data-region=)"(\w+)"')
ORDERS = re.compile(r'(?:order\(call, viewer, |form_attributes\(call, viewer, )"([\w.]+)"')


def shown_on(page: str) -> set[str]:
    """The regions that a page's template, with the parts it includes, places somewhere."""
    text = (TEMPLATES / "pages" / f"{page}.html").read_text(encoding="utf-8")
    parts = re.findall(r'include "(parts/[\w/]+\.html)"', text)
    texts = [text, *((TEMPLATES / part).read_text(encoding="utf-8") for part in parts)]
    return {name for one in texts for name in SHOWS.findall(one)}


def test_regions_and_templates_match_one_to_one() -> None:
    assert {path.stem for path in (TEMPLATES / "regions").glob("*.html")} == set(REGIONS)


@pytest.mark.parametrize("role", LINKED_ROLES)
def test_page_shows_exactly_the_regions_that_are_to_its_role(role: Role) -> None:
    assert shown_on(PAGES[role]) == {one.name for one in REGIONS.values() if role in one.to}


def test_each_region_is_of_a_division_that_exists() -> None:
    assert {one.each for one in REGIONS.values()} <= {"call", *DIVISIONS}


def test_each_command_has_somebody_who_may_give_it() -> None:
    assert [name for name, one in COMMANDS.items() if not one.allow] == []


def test_wall_gives_no_orders() -> None:
    assert [name for name, one in COMMANDS.items() if Role.WALL in one.allow] == []


def test_templates_give_only_orders_that_exist() -> None:
    given = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in ORDERS.findall(path.read_text(encoding="utf-8"))
    }
    assert given - set(COMMANDS) == set()


def test_protocol_is_as_documented() -> None:
    documented = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
    assert documented == protocol(), "run: python docs/generate.py"


def test_permissions_are_as_documented() -> None:
    documented = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")
    assert documented == permissions(), "run: python docs/generate.py"


def test_scripts_hold_no_words() -> None:
    """A sentence begins with a capital and has a space: no literal in a script looks like one."""
    literal = re.compile(r'"(?:[^"\\\n]|\\.)*"|`[^`]*`')
    sentence = re.compile(r"^.[A-Z][a-z]+ \w+")
    found = [
        (path.name, text)
        for path in (ROOT / "static" / "js").rglob("*.js")
        for text in literal.findall(_without_comments(path.read_text(encoding="utf-8")))
        if sentence.match(text)
    ]
    assert found == []


def test_templates_have_no_inline_script_or_style() -> None:
    inline = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", re.IGNORECASE)
    found = [
        path.name
        for path in TEMPLATES.rglob("*.html")
        if path.parent.name != "exports" and inline.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def _without_comments(script: str) -> str:
    return re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", script, flags=re.DOTALL)
