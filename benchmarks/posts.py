"""Posts that are on disk, a second: orders that share commits against a commit for each."""

import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from benchmarks.table import Line, seconds
from facilitator.engine.writer import Order
from tests.cast import HOST, Cast, make_cast

WRITERS = 50
EACH = 20


def measure() -> list[Line]:
    """Fifty writers, each posting twenty times and waiting for every answer."""
    with tempfile.TemporaryDirectory() as folder:
        cast = make_cast(Path(folder))
        grouped = WRITERS * EACH / seconds(lambda: _post(cast, nullcontext()))
        single = WRITERS * EACH / seconds(lambda: _post(cast, threading.Lock()))
        cast.parts.database.close()
    return [Line("durable posts", "1/s", grouped, single, "a commit for each post")]


def _post(cast: Cast, alone: AbstractContextManager[object]) -> None:
    def write(_writer: int) -> None:
        for _ in range(EACH):
            order = Order("call.announce", {"text": "Welcome"}, HOST, cast.call_id)
            with alone:
                cast.parts.perform(order)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
