"""Alembic runs this file: the connection, its transaction included, is handed in by `core.store.migrate`."""

from __future__ import annotations

from alembic import context

from core.store.migrate import VERSION_TABLE
from core.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE
)
context.run_migrations()
