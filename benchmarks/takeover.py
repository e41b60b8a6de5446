"""How long nobody ticks once the process that does is killed, or told to stop: two services on one database.

Both are `convoca serve --only scheduler` as delivered. Right before the kill something is put there that the next tick
does away with; what counts is how long that takes. The kills come at different moments of a lease. On SQLite, and on
PostgreSQL where `CONVOCA_TEST_POSTGRES` names a server on which databases may be made.
"""

from __future__ import annotations

import asyncio
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks._databases import databases
from core.model.records import Person, Session
from core.store import SqlStore
from core.store.migrate import upgrade
from core.system import SystemClock, SystemIds

AFTER_SECONDS = (0.0, 4.0, 8.0)
"""How long the holder has been watched before it is killed."""
PATIENCE_SECONDS = 120.0
OWNER = "p"
CLOCK, IDS = SystemClock(), SystemIds()


@contextmanager
def _serving(database: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    given = {"CONVOCA_DATABASE": database, "CONVOCA_SECRET_KEY": "k" * 40}
    process = subprocess.Popen(
        [sys.executable, "-m", "convoca", "serve", "--only", "scheduler"],
        env={**os.environ, **given, "PYTHONPATH": str(Path(__file__).parents[1])}, cwd=folder,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()  # cleanly, so that the next measurement begins with a turn that nobody has
        process.wait()


async def _ended_session(store: SqlStore) -> str:
    """Put something there that the next tick does away with."""
    mark, now = IDS.new(), CLOCK.now()
    async with store.work() as work:
        await work.sessions.add(Session(fingerprint=mark, person_id=OWNER, created_at=now, expires_at=now))
    return mark


async def _seconds_until_ticked(store: SqlStore, end: Callable[[], None] = lambda: None) -> float:
    mark = await _ended_session(store)
    began = time.perf_counter()
    end()
    while time.perf_counter() < began + PATIENCE_SECONDS:
        async with store.look() as view:
            if await view.sessions.get(mark) is None:
                return time.perf_counter() - began
        await asyncio.sleep(0.05)
    raise AssertionError(f"nobody ticked in {PATIENCE_SECONDS} s")


async def _taken_over(store: SqlStore, database: str, folder: Path, how: signal.Signals, after: float) -> float:
    with _serving(database, folder) as first:
        await _seconds_until_ticked(store)
        with _serving(database, folder):
            await asyncio.sleep(after)
            return await _seconds_until_ticked(store, lambda: first.send_signal(how))


async def _all(folder: Path) -> None:
    print("takeover: seconds from the end of the process that ticked to the next tick; median (shortest, longest)")
    async with databases(folder) as made:
        for name, database in made.items():
            await upgrade(database)
            store = await SqlStore.open(database)
            async with store.work() as work:
                await work.people.add(Person(id=OWNER, address="p@bench.example", created_at=CLOCK.now()))
            for how in (signal.SIGKILL, signal.SIGTERM):
                took = [await _taken_over(store, database, folder, how, after) for after in AFTER_SECONDS]
                print(f"  {name:<10} {how.name:<8} {statistics.median(took):>6.1f} ({min(took):.1f}, {max(took):.1f})")
            await store.close()


def main() -> None:
    """Measure and print; fails if nobody takes over."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_all(Path(folder)))
