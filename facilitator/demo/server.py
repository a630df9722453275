"""A real server for the demo: a process of its own, with a database that is thrown away."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from facilitator.config import ROOT
from facilitator.demo.errors import DemoError

HOST = "127.0.0.1"
START_SECONDS = 60
COMMAND_SECONDS = 60
STOP_SECONDS = 10
LOG_LINES = 15


class Server:
    """`run.py` in a temporary folder; use as a context, which ends the process and the folder.

    Everybody comes from one address and some write fast, so the limits that protect a public
    server are set wide. A lost connection counts as departure after the usual time of the call.
    """

    program: tuple[str, ...] = (sys.executable, str(ROOT / "run.py"))

    def __init__(self, port: int | None = None, speed: float = 1) -> None:
        self.port = port or free_port()
        self.speed = speed
        self._folder = tempfile.TemporaryDirectory(prefix="facilitator-demo-")
        self.folder = Path(self._folder.name)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        self._folder.cleanup()

    @property
    def address(self) -> str:
        """Where the server listens, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        """Start serving; returns when it listens, raises DemoError if it does not come to that."""
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                self.program, env=self._environment(), cwd=ROOT, stdout=log, stderr=log
            )
        until = time.monotonic() + START_SECONDS
        while not _listens(self.port):
            self.check()
            if time.monotonic() > until:
                raise DemoError(f"The server did not listen within {START_SECONDS} seconds.")
            time.sleep(0.05)

    def check(self) -> None:
        """Raise DemoError, with the end of the server's log, if it runs no more."""
        if self._process is not None and self._process.poll() is not None:
            raise DemoError(f"The server has ended:\n{self.log_end()}")

    def stop(self) -> None:
        """Ask the server to end, as systemd would; end it if it does not."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def command(self, *args: str) -> str:
        """Run a command of `run.py` on the demo's database; returns what it printed.

        Raises DemoError with the command's own sentence if it refuses.
        """
        done = subprocess.run(  # noqa: S603 - our own program
            [*self.program, *args],
            env=self._environment(),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=COMMAND_SECONDS,
            check=False,
        )
        if done.returncode:
            raise DemoError(f"run.py {' '.join(args[:2])}: {done.stderr.strip()}")
        return done.stdout

    def json_command(self, *args: str) -> Any:
        """What a command prints as JSON."""
        return json.loads(self.command(*args, "--json"))

    def log_end(self) -> str:
        """The last lines that the server wrote."""
        return "\n".join(self._logged()[-LOG_LINES:])

    def fault(self) -> str:
        """The end of the log if the server logged a fault of its own; empty if all went well."""
        faulty = any(line.startswith("Traceback") for line in self._logged())
        return self.log_end() if faulty else ""

    def _logged(self) -> list[str]:
        return self._log.read_text("utf-8", "replace").splitlines() if self._log.exists() else []

    @property
    def _log(self) -> Path:
        return self.folder / "server.log"

    def _environment(self) -> dict[str, str]:
        own = {
            "HOST": HOST,
            "PORT": str(self.port),
            "PUBLIC_URL": "",
            "DATABASE": str(self.folder / "sessions.db"),
            "ASYNC_MODE": "eventlet",
            "CLOCK_SPEED": str(self.speed),
            "DEPARTED_AFTER_SECONDS": str(max(0.5, 20 / self.speed)),
            "JOIN_LIMIT": "100000 per minute",
            "POST_LIMIT": "6000",
            "TRUSTED_PROXIES": "0",
        }
        return {
            **os.environ,
            **{f"FACILITATOR_{name}": value for name, value in own.items()},
            "PYTHONWARNINGS": "ignore",
            "PYTHONUNBUFFERED": "1",
            "PYTHONUTF8": "1",
        }


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as one:
        one.bind((HOST, 0))
        port: int = one.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with socket.socket() as one:
        one.settimeout(1)
        return one.connect_ex((HOST, port)) == 0
