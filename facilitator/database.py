"""The database: one SQLite file, written by one writer at a time, read by many.

Sessions that write begin with BEGIN IMMEDIATE, so that two processes never both believe that they
may write; sessions that read see one consistent moment. `synchronous=FULL` means that a commit is
on disk.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

BUSY_TIMEOUT_MS = 10_000
KNOWN = "known"
"""Under this name a session for looking keeps what has been worked out from what it read."""


class UnusableDatabaseError(Exception):
    """The database cannot be opened; the text tells whoever runs the server what to do."""


class Database:
    """Opens sessions on one SQLite file, which need not exist yet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._write = _engine(path, "BEGIN IMMEDIATE")
        self._read = _engine(path, "BEGIN")

    def writing(self) -> Session:
        """A session that may write; the caller commits."""
        return Session(self._write)

    def reading(self) -> Session:
        """A session for looking: it shows one moment, so it keeps what was worked out from it."""
        return Session(self._read, info={KNOWN: {}})

    def migrate(self) -> None:
        """Make the tables, or bring those of an older version up to date.

        Raises UnusableDatabaseError if the file cannot be used, saying why.
        """
        from alembic.util import CommandError  # noqa: PLC0415 - as below

        try:
            self._upgrade()
        except CommandError:
            raise UnusableDatabaseError(
                f"{self.path} was made by a newer version of Facilitator. Update Facilitator, or "
                "choose another file by the setting “database”."
            ) from None
        except DatabaseError as error:
            raise UnusableDatabaseError(
                f"{self.path} cannot be used as the database: {error.orig}. Check that it is "
                "Facilitator's own file and that it and its folder may be written, or choose "
                "another by the setting “database”."
            ) from None

    def forget_erased(self) -> None:
        """Clear what was erased out of the log beside the file, unless somebody is reading now."""
        with self._write.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            raw.execute("PRAGMA busy_timeout = 0")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            raw.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")

    def close(self) -> None:
        """Close all connections."""
        self._write.dispose()
        self._read.dispose()

    def _upgrade(self) -> None:
        from alembic import command  # noqa: PLC0415 - takes a third of a second, needed only here
        from alembic.config import Config as AlembicConfig  # noqa: PLC0415

        settings = AlembicConfig()
        settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with self._write.connect() as connection:
            settings.attributes["connection"] = connection
            command.upgrade(settings, "head")


def _engine(path: Path, begin: str) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000},
        max_overflow=-1,  # whoever waits for a page to be drawn keeps a connection meanwhile
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _beginner(begin))
    return engine


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions by itself
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _beginner(statement: str) -> Callable[[Any], None]:
    def begin(connection: Any) -> None:
        connection.exec_driver_sql(statement)

    return begin
