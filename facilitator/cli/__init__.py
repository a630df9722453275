"""The command line: `python run.py` serves, its commands do what pages do, by the same orders."""

import contextlib
import sys

import click
import qrcode

from facilitator.cli.calls import call
from facilitator.cli.demo import demo
from facilitator.cli.people import people
from facilitator.cli.settings import open_app, settings
from facilitator.cli.story import export, story
from facilitator.config import Config
from facilitator.features.links import tokens


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Facilitator runs peer-learning calls beside any video tool. Without a command, it serves."""
    if context.invoked_subcommand is None:
        serve()


for command in (call, people, story, export, demo):
    main.add_command(command)


def serve() -> None:
    """Serve until stopped."""
    config = settings()
    app = open_app(config)
    from facilitator.live import make_live  # noqa: PLC0415 - commands that do not serve need none
    from facilitator.live.listener import serve as listen  # noqa: PLC0415

    try:
        listen(make_live(app), lambda: _greet(config))
    except OSError as error:
        click.echo(
            f"Cannot listen on {config.host}:{config.port}: {error.strerror}. "
            "Choose another port in config.toml, or set FACILITATOR_PORT.",
            err=True,
        )
        sys.exit(1)


def _greet(config: Config) -> None:
    link = f"{config.address}/organiser/{tokens().organiser()}"
    code = qrcode.QRCode(border=1)
    code.add_data(link)
    with contextlib.suppress(UnicodeEncodeError):  # a terminal without block characters
        code.print_ascii(invert=True)
    click.echo(f"Facilitator is running. The organiser's link:\n{link}\nStop with Ctrl+C.")
