"""`run.py demo`: a call of invented people, to drive by hand or to watch run by itself."""

import json
import os
import sys
from pathlib import Path

import click

from facilitator.cli.settings import stop

MODE = "FACILITATOR_ASYNC_MODE"
FEWEST, MOST = 8, 70
ONCE_SPEED = 120.0
FAILED = 1


@click.command
@click.option("--once", is_flag=True, help="Hold the whole call unattended, and print figures.")
@click.option(
    "--speed",
    type=click.FloatRange(1, 1000),
    help="How fast time runs. By default 1, with --once 120.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo-call"),
    show_default=True,
    help="With --once: folder for the story and the tables.",
)
@click.option("--people", type=click.IntRange(FEWEST, MOST), default=MOST, show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), help="Port to serve on; else a free one.")
def demo(*, once: bool, speed: float | None, out: Path, people: int, port: int | None) -> None:
    """Hold a call like that of 9 March 2022 with invented people, on a throw-away database."""
    _without_eventlet()
    from facilitator.demo.errors import DemoError  # noqa: PLC0415 - no other command needs these
    from facilitator.demo.play import accompany, hold  # noqa: PLC0415
    from facilitator.demo.server import Server  # noqa: PLC0415

    speed = speed or (ONCE_SPEED if once else 1.0)
    try:
        with Server(port, speed) as server:
            try:
                if once:
                    found = hold(server, people, out, _say)
                    click.echo(json.dumps(found, ensure_ascii=False))
                else:
                    accompany(server, people, _say)
            except DemoError as error:
                _say("\n".join(one for one in (server.fault(), str(error)) if one))
                sys.exit(FAILED)
    except KeyboardInterrupt:
        stop("Stopped.")


def _say(text: str) -> None:
    click.echo(text, err=True)


def _without_eventlet() -> None:
    """Begin anew without eventlet's patches: only the server that is started needs them."""
    if os.environ.get(MODE) != "threading":
        sys.stdout.flush()
        sys.stderr.flush()
        arguments = [sys.executable, *sys.orig_argv[1:]]
        os.execve(sys.executable, arguments, {**os.environ, MODE: "threading"})  # noqa: S606
