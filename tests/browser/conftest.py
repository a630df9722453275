"""A real Chromium for all browser tests, and visitors whose every console error fails the test."""

import os
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from facilitator.config import ROOT
from tests.browser.hall import Hall, open_hall
from tests.browser.visitors import CONTEXT, LAUNCH_FLAGS, Visitors


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all that is here."""
    for item in items:
        if item.path.is_relative_to(ROOT / "tests" / "browser"):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Where Chromium is; without one, tests are skipped, or fail where they must not be."""
    return {**browser_type_launch_args, "executable_path": chromium(), "args": LAUNCH_FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, **CONTEXT}


@pytest.fixture
def visitors(browser: Browser) -> Iterator[Visitors]:
    """People with browsers of their own, for one test."""
    with Visitors(browser) as made:
        yield made


@pytest.fixture(scope="module")
def hall() -> Iterator[Hall]:
    """A server with a prepared call, for the tests of a file."""
    with open_hall() as made:
        yield made


def chromium() -> str:
    """The path of Chromium, by CHROMIUM or as `.ci/chromium` finds it."""
    given = os.environ.get("CHROMIUM")
    if given is None:
        done = subprocess.run(
            ["sh", str(ROOT / ".ci" / "chromium"), "find"],
            capture_output=True,
            text=True,
            check=False,
        )
        given = done.stdout.strip()
    if not given:
        reason = "no Chromium: set CHROMIUM to the path of one"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return given
