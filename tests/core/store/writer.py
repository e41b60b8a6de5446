"""Another process that writes to the store: `python -m tests.core.store.writer DATABASE write|hang TIMES`."""

from __future__ import annotations

import asyncio
import sys

from core.store import SqlStore
from tests.support.records import CALL, NOON, a_line


def say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


async def write(store: SqlStore, times: int) -> None:
    """Take a number, write it into two tables, commit, and say so."""
    for _ in range(times):
        async with store.work() as work:
            number = await work.proposals.next_number(CALL)
            await work.log.add(a_line(str(number)))
            await work.ledger.enter(str(number), NOON)
        say(number)


async def hang(store: SqlStore) -> None:
    """Write, and never come to the end of it."""
    async with store.work() as work:
        await work.log.add(a_line("never"))
        say("inside")
        await asyncio.Event().wait()


async def main(database: str, what: str, times: int) -> None:
    store = SqlStore(database)
    await (write(store, times) if what == "write" else hang(store))
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
