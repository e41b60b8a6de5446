"""A real PostgreSQL for tests: CONVOCA_TEST_POSTGRES (a role that may create databases), else a private server.

The private one is started from the system's binaries, talks over a socket in its own folder alone, and is stopped at
the end. Tests that use it bear the mark `postgres` and the xdist group of the same name: one server, not one a worker.
"""

from __future__ import annotations

import asyncio
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import pytest

from core.store.migrate import upgrade
from core.system import SystemIds

GIVEN = "CONVOCA_TEST_POSTGRES"


class Postgres:
    """A server, by the URL of one of its databases."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.template = ""
        """The name of a database that is migrated and has no rows."""

    def database(self, name: str) -> str:
        """Return the URL of another database of the server."""
        place, _, options = self.url.partition("?")
        return f"{place.rpartition('/')[0]}/{name}" + (f"?{options}" if options else "")

    async def run(self, statement: str) -> None:
        connection = await asyncpg.connect(self.url)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    @contextmanager
    def scratch(self, template: str = "template0") -> Iterator[str]:
        """Make a database as a copy of `template`, give its URL, and drop it in the end."""
        name = f"convoca_test_{SystemIds().new()}"
        asyncio.run(self.run(f"CREATE DATABASE {name} TEMPLATE {template}"))
        try:
            yield self.database(name)
        finally:
            asyncio.run(self.run(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    given = os.environ.get(GIVEN)
    if given:
        yield from _with_template(Postgres(given))
    else:
        with tempfile.TemporaryDirectory(prefix="convoca-postgres-", ignore_cleanup_errors=True) as folder:
            yield from _private_server(Path(folder))


def _with_template(server: Postgres) -> Iterator[Postgres]:
    with server.scratch() as url:
        asyncio.run(upgrade(url))
        server.template = urlsplit(url).path.lstrip("/")
        yield server


def _private_server(folder: Path) -> Iterator[Postgres]:
    binaries = _binaries()
    if binaries is None:
        pytest.skip(f"PostgreSQL: neither {GIVEN} nor the system's binaries are there")
    identity = _identity(folder)
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        command = [str(binaries / program), "-D", str(data), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, **identity)

    # Spanish collation, which sorts unlike code points do: what relies on the order must say so.
    locale = ("--locale-provider=icu", "--icu-locale=es", "--locale=C.UTF-8")
    run("initdb", "--auth=trust", "--username=convoca", "--encoding=UTF8", "--no-sync", *locale)
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c shared_buffers=16MB"
    run("pg_ctl", "-w", "-l", str(folder / "server.log"), "-o", options, "start")
    try:
        yield from _with_template(Postgres(f"postgresql://convoca@/postgres?host={folder}"))
    finally:
        run("pg_ctl", "-w", "-m", "immediate", "stop")


def _binaries() -> Path | None:
    """The newest PostgreSQL of the system; Debian keeps its servers outside PATH."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    installed = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(installed, key=lambda path: int(path.parent.name), default=None)


def _identity(folder: Path) -> Mapping[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as somebody else, who owns the folder."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    other = known.get("postgres") or known["nobody"]
    os.chown(folder, other.pw_uid, other.pw_gid)
    return {"user": other.pw_uid, "group": other.pw_gid, "extra_groups": []}
