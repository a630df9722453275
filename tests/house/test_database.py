"""The database: made when there is none, brought up to date, refused with a sentence."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import SQLModel, create_engine

from facilitator.config import ROOT
from facilitator.database import Database, UnusableDatabaseError
from facilitator.engine.journal import Utc
from tests.cast import make_cast


def _same_type(
    _context: object, _found: object, _ours: object, _kind: object, ours: object
) -> bool | None:
    """Our own type for instants is a plain DateTime in the file."""
    return False if isinstance(ours, Utc) else None


def _migrated(folder: Path) -> Path:
    path = folder / "sessions.db"
    database = Database(path)
    database.migrate()
    database.close()
    return path


def _complaint(path: Path) -> str:
    database = Database(path)
    with pytest.raises(UnusableDatabaseError) as caught:
        database.migrate()
    database.close()
    return str(caught.value)


def _run(database: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "run.py", "call", "list"],
        cwd=ROOT,
        env={**os.environ, "FACILITATOR_DATABASE": database},
        capture_output=True,
        text=True,
        check=False,
    )


def test_migrations_make_the_tables_that_the_models_say(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{_migrated(tmp_path)}")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": _same_type, "compare_server_default": True}
        )
        difference = compare_metadata(context, SQLModel.metadata)
    engine.dispose()
    assert difference == []


def test_second_migration_changes_nothing(tmp_path: Path) -> None:
    path = _migrated(tmp_path)
    with sqlite3.connect(path) as before:
        schema = before.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
    before.close()
    _migrated(tmp_path)
    with sqlite3.connect(path) as after:
        assert after.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall() == schema
    after.close()


def test_calls_are_still_there_after_a_restart(tmp_path: Path) -> None:
    first = make_cast(tmp_path)
    first.parts.database.close()
    second = make_cast(tmp_path)
    assert second.call_id == first.call_id + 1
    second.call_id = first.call_id
    assert second.call().title == "Cities call"
    second.parts.database.close()


def test_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = _migrated(tmp_path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    complaint = _complaint(path)
    assert complaint.startswith(f"{path} was made by a newer version of Facilitator.")


def test_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sessions.db"
    path.write_text("These are my notes, and no database at all.\n" * 100)
    assert "file is not a database" in _complaint(path)
    assert path.read_text().startswith("These are my notes")


def test_program_says_that_a_folder_is_not_there(tmp_path: Path) -> None:
    ended = _run(str(tmp_path / "nowhere" / "sessions.db"))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(f"{tmp_path}/nowhere cannot keep the database: No such file")
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.skipif(not Path("/sys/kernel").exists(), reason="only Linux has /sys")
def test_program_says_that_a_folder_may_not_be_written() -> None:
    ended = _run("/sys/kernel/sessions.db")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("/sys/kernel cannot keep the database:")
    assert len(ended.stderr.splitlines()) == 1


def test_erased_text_is_gone_from_the_log_beside_the_file(tmp_path: Path) -> None:
    database = Database(_migrated(tmp_path))
    with database.writing() as db:
        db.connection().exec_driver_sql("INSERT INTO series (title) VALUES ('Unmistakable words')")
        db.commit()
    with database.writing() as db:
        db.connection().exec_driver_sql("DELETE FROM series")
        db.commit()
    database.forget_erased()
    left = b"".join(one.read_bytes() for one in tmp_path.glob("sessions.db*"))
    database.close()
    assert b"Unmistakable words" not in left
