"""Letters that nobody could read, in the service's own database: which there are, and reading them once more."""

from __future__ import annotations

from convoca.inputs import named
from convoca.refusal import Refusal
from convoca.storing import open_store
from core.model.records import IncomingLetter


async def requeued_in(database: str, letters: list[str]) -> list[str]:
    """Queue all of them, or none where one is not among those put apart: raises Refusal naming it."""
    store = await open_store(database)
    try:
        async with store.work() as work:
            for letter in letters:
                if not await work.inbox.requeue(letter):
                    raise Refusal("commands.mail.not_apart", letter=named(letter))
    finally:
        await store.close()
    return letters


async def apart_in(database: str) -> list[IncomingLetter]:
    """Return the letters that were put apart. Raises Refusal."""
    store = await open_store(database)
    try:
        async with store.look() as work:
            return list(await work.inbox.quarantined())
    finally:
        await store.close()
