"""Scratch databases: files, and where `CONVOCA_TEST_POSTGRES` names a server, databases that are made and dropped."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]  # it has no stubs

from core.system import SystemIds

SERVER = "CONVOCA_TEST_POSTGRES"


@asynccontextmanager
async def databases(folder: Path, mark: str = "") -> AsyncIterator[Mapping[str, str]]:
    """Places for a database of each kind that can be had, by the kind's name; `mark` tells several apart."""
    server = os.environ.get(SERVER)
    made = {"SQLite": str(folder / f"bench{mark}.sqlite")}
    async with AsyncExitStack() as stack:
        if server:
            made["PostgreSQL"] = await stack.enter_async_context(_on(server))
        yield made


@asynccontextmanager
async def _on(server: str) -> AsyncIterator[str]:
    name = f"convoca_bench_{SystemIds().new()}"
    connection = await asyncpg.connect(server)
    await connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    place, _, options = server.partition("?")
    try:
        yield f"{place.rpartition('/')[0]}/{name}" + (f"?{options}" if options else "")
    finally:
        await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await connection.close()
