"""`run.py` without arguments: makes its database, prints the organiser's link, serves, stops."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

from facilitator.config import ROOT


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _server(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    settings = {
        "FACILITATOR_DATABASE": str(folder / "sessions.db"),
        "FACILITATOR_PORT": str(port),
        "FACILITATOR_ASYNC_MODE": "eventlet",
        "PYTHONIOENCODING": "utf-8",
    }
    running = subprocess.Popen(
        [sys.executable, "run.py"],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


def _printed(running: subprocess.Popen[str]) -> list[str]:
    """What it says until it is ready, line by line."""
    assert running.stdout is not None
    lines: list[str] = []
    for line in running.stdout:
        lines.append(line.rstrip("\n"))
        if "Ctrl+C" in line:
            break
    return lines


def test_server_prints_the_organiser_s_link_and_stops_when_told(tmp_path: Path) -> None:
    port = _free_port()
    with _server(tmp_path, port) as running:
        printed = _printed(running)
        link = printed[-2]
        assert link.startswith(f"http://127.0.0.1:{port}/organiser/")
        assert set("".join(printed[:-3])) <= set(" ▀▄█\N{NO-BREAK SPACE}")
        assert len(printed[:-3]) > 10
        with build_opener(HTTPCookieProcessor()).open(link) as page:
            assert "No calls yet" in page.read().decode()
        assert sorted(one.name for one in tmp_path.glob("*.key")) == ["sessions.key"]
        running.send_signal(signal.SIGTERM)
        _rest, complaints = running.communicate(timeout=20)
        assert (running.returncode, complaints) == (0, "")


def test_port_that_is_taken_is_told_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with _server(tmp_path, port) as running:
            said, complaints = running.communicate(timeout=20)
            assert (running.returncode, said) == (1, "")
            assert complaints.startswith(f"Cannot listen on 127.0.0.1:{port}:")
