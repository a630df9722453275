"""Tells alembic which tables there should be, and on which connection to make them."""

from typing import Literal

from alembic import context
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from facilitator.engine.journal import Utc


def plain_types(kind: str, thing: object, _context: object) -> str | Literal[False]:
    """Write columns as SQLAlchemy's own types, so that old migrations need none of our code."""
    if kind == "type" and isinstance(thing, Utc):
        return "sa.DateTime()"
    if kind == "type" and isinstance(thing, AutoString):
        return "sa.String()"
    return False


connection = context.config.attributes.get("connection")
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    render_item=plain_types,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
