"""Pages are light: what a first visit of each live page brings over the line."""

from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import CDPSession

from tests.browser.hall import Hall
from tests.browser.visitors import Visitors, live

MOST_BYTES = 100_000
MOST_SCRIPT_BYTES = 45_000


@pytest.mark.parametrize("role", ["host", "wall", "participant", "note_taker"])
def test_weight_of_a_first_visit_is_small(hall: Hall, visitors: Visitors, role: str) -> None:
    if role in {"host", "wall"}:
        known = live(visitors.open(hall.links[role]))
    else:
        name = {"participant": "Ana Ferrazzo", "note_taker": "Edda Norrgård"}[role]
        known = getattr(hall, role)(visitors, name)
    context = visitors.context(storage_state=known.context.storage_state())
    page = context.new_page()
    weights = _weigh(context.new_cdp_session(page))
    page.goto(known.url)
    live(page).wait_for_load_state("networkidle")
    assert sum(weights.values()) <= MOST_BYTES, weights
    assert weights["Script"] <= MOST_SCRIPT_BYTES, weights
    assert set(weights) >= {"Headers", "Document", "Script", "Stylesheet", "Font"}


def _weigh(session: CDPSession) -> Counter[str]:
    """Bytes over the line by kind of resource, apart from headers; grows while the page loads."""
    weights: Counter[str] = Counter()
    kinds: dict[str, tuple[str, int]] = {}

    def begin(one: dict[str, Any]) -> None:
        kinds[one["requestId"]] = one["type"], int(one["response"]["encodedDataLength"])

    def finish(one: dict[str, Any]) -> None:
        kind, headers = kinds.get(one["requestId"], ("?", 0))
        weights.update({kind: int(one["encodedDataLength"]) - headers, "Headers": headers})

    session.on("Network.responseReceived", begin)
    session.on("Network.loadingFinished", finish)
    session.send("Network.enable")
    return weights
