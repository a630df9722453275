"""Fixtures for all tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cast import Cast, make_cast


@pytest.fixture
def cast(tmp_path: Path) -> Iterator[Cast]:
    """An installation with a call and nobody in it yet."""
    made = make_cast(tmp_path)
    yield made
    made.parts.database.close()
