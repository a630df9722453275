"""So that nobody's messages keep others waiting: one message, then the next person's.

Under eventlet whoever has sent a thousand messages at once would else be served all of them first.
"""

import logging
from collections.abc import Callable

log = logging.getLogger(__name__)
FLOOD_PAUSE_SECONDS = 0.05
Receive = Callable[[str, object], None]


def in_turn(receive: Receive, sleep: Callable[[float], None]) -> Receive:
    """Let others have their turn after each message, and drop what makes no sense."""

    def receive_in_turn(eio_sid: str, data: object) -> None:
        try:
            receive(eio_sid, data)
            sleep(0)
        except Exception as error:  # noqa: BLE001 - handlers answer for their own faults
            log.warning("Dropped a message that made no sense: %r", error)
            sleep(FLOOD_PAUSE_SECONDS)

    return receive_in_turn
