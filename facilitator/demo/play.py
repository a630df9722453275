"""The two ways to run the demo: with somebody at the host's page, or all by itself."""

import asyncio
import contextlib
import io
import signal
import time
from pathlib import Path
from typing import Any

import qrcode

from facilitator.demo.company import TEMPLATE, Company, Say
from facilitator.demo.errors import DemoError
from facilitator.demo.figures import figures, missing
from facilitator.demo.host import Host
from facilitator.demo.server import Server
from facilitator.demo.visitor import Visitor
from facilitator.features.call_templates import CallTemplate, read_template

FILES = ("story.html", "story.md")
TABLES = ("insights.csv", "attendance.csv", "assignments.csv")
PATIENCE = 2.0
SET_UP_SECONDS = 120
SETTLING_SECONDS = 15
LOOK_SECONDS = 1.0
SHOWN_PROBLEMS = 10


def hold(server: Server, people: int, folder: Path, say: Say) -> dict[str, Any]:
    """Hold the whole call unattended, write its story and tables to a folder, return the figures.

    Raises DemoError if an insight or a person got lost, or if it takes much longer than planned.
    """
    began = time.monotonic()
    company = Company(server, people, say)
    company.prepare()
    folder.mkdir(parents=True, exist_ok=True)
    plan = read_template(TEMPLATE)
    limit = SET_UP_SECONDS + PATIENCE * plan.minutes * 60 / server.speed
    try:
        asyncio.run(_within(limit, company, plan, folder))
    except asyncio.CancelledError:
        raise DemoError("The demo was stopped before the call was over.") from None
    except TimeoutError:
        raise DemoError(f"The call was not over within {limit:.0f} seconds.") from None
    lost = company.troubles + missing(folder, company.people, company.setting.tally)
    if lost:
        rest = f"\n… and {len(lost) - SHOWN_PROBLEMS} more" if len(lost) > SHOWN_PROBLEMS else ""
        raise DemoError("\n".join(lost[:SHOWN_PROBLEMS]) + rest)
    seconds = time.monotonic() - began
    return figures(folder, company.people, company.setting.tally, seconds)


def accompany(server: Server, people: int, say: Say) -> None:
    """Let the people take part in a call that somebody else hosts, until Ctrl+C or SIGTERM."""
    company = Company(server, people, say)
    say("Preparing the call …")
    company.prepare()
    with contextlib.suppress(asyncio.CancelledError, KeyboardInterrupt):
        asyncio.run(_until_stopped(company))


async def _within(limit: float, company: Company, plan: CallTemplate, folder: Path) -> None:
    _end_on_sigterm()
    async with asyncio.timeout(limit), company:
        host = await company.visit("host")
        host.watch = company.setting.tally.watch
        await company.visit("wall")
        await company.gather()
        company.say(f"{len(company.people) - len(company.late)} people have joined.")
        await Host(host, plan, company.setting, company.say).hold_call()
        await _settle(host, company)
        await _save(host, folder)


async def _settle(host: Visitor, company: Company) -> None:
    """Let what was sent last arrive."""
    tally = company.setting.tally
    with contextlib.suppress(DemoError):  # what is missing then is told one by one
        await host.until(lambda: tally.settled, SETTLING_SECONDS, "all insights")


async def _save(host: Visitor, folder: Path) -> None:
    """Download the story and the tables, as the host's browser would."""
    for name in (*FILES, *TABLES):
        part = name if name in FILES else f"exports/{name}"
        page = await host.open(f"/calls/{host.call}/{part}")
        await asyncio.to_thread((folder / name).write_bytes, page.content)


async def _until_stopped(company: Company) -> None:
    _end_on_sigterm()
    async with company:
        company.say("People are joining …")
        await company.gather()
        company.say(_welcome(company))
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            company.server.check()


def _end_on_sigterm() -> None:
    """End as with Ctrl+C when asked to by another process."""
    task = asyncio.current_task()
    if task is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)


def _welcome(company: Company) -> str:
    code = io.StringIO()
    qr = qrcode.QRCode(border=1)
    qr.add_data(company.links["participant"])
    qr.print_ascii(out=code, invert=True)
    here = len(company.people) - len(company.late)
    lines = [f"  {role.replace('_', '-'):<12} {link}" for role, link in company.links.items()]
    return "\n".join(
        [
            code.getvalue(),
            f"{here} invented people are here; {len(company.late)} come when rooms are open.",
            f"The call's code is {company.code}. Open its pages:",
            *lines,
            "Start the call on the host's page: people go where you send them. Stop with Ctrl+C.",
        ]
    )
