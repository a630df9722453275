"""The socket: connecting, following, orders, presence, the timekeeper, and how it all listens.

Besides run.py this is the only place that knows eventlet, and most of it does not: what differs
between eventlet and threads is asked from python-socketio (`start_background_task`, `sleep`).
"""

from facilitator.live.socket import Live, make_live

__all__ = ["Live", "make_live"]
