"""Starts Facilitator: `python run.py` serves, `python run.py --help` tells what else it can do."""

import os
import warnings

# docs/decisions tells why it is used nevertheless; whoever runs this has no use for the news.
warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")

if os.environ.get("FACILITATOR_ASYNC_MODE", "eventlet") == "eventlet":
    import eventlet

    eventlet.monkey_patch()

from facilitator.cli import main

if __name__ == "__main__":
    main()
