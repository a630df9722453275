"""Fixtures for tests with real sockets."""

from collections.abc import Iterator

import pytest

from tests.cast import Cast
from tests.live.server import Server, serving


@pytest.fixture
def server(cast: Cast) -> Iterator[Server]:
    """The cast's installation, listening."""
    with serving(cast) as made:
        yield made
