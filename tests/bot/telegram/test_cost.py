"""How many statements an update of a private chat costs, beside the others that share its transaction."""

from __future__ import annotations

from collections.abc import Collection

from benchmarks._crowd import ROUNDS, Crowd
from bot.telegram.storing import stored_of
from convoca.example.call import open_call
from core.store import SqlStore
from core.system import SystemClock, SystemIds
from core.usecases.desk import Desk
from tests.core.store.test_statements import counted
from tests.support.store import database, empty_database, store

__all__ = ["database", "empty_database", "store"]

ONE, FOUR = {1}, {2, 3, 4, 5}


async def statements(crowd: Crowd, said: str, who: Collection[int]) -> int:
    """Let these people say something in one moment; return what it costs to carry that out."""
    cards = {number: card for number, card in (await crowd.cards()).items() if number in who}
    async with crowd.store.work() as work:
        await work.updates.add([stored_of(raw, crowd.desk.clock.now()) for raw in crowd.updates(said, cards)])
    with counted() as seen:
        await crowd.worker.drain()
    return len(seen)


async def test_an_update_costs_few_statements_and_what_a_batch_shares_does_not_grow(store: SqlStore) -> None:
    clock = SystemClock()
    crowd = Crowd(store, Desk(call=open_call(clock.now()), clock=clock, ids=SystemIds(), key=b"k" * 32), 5)
    await crowd.link()
    each, shared = [], set()
    for said in ROUNDS[:8]:
        one, four = await statements(crowd, said, ONE), await statements(crowd, said, FOUR)
        each.append((four - one) / 3)
        shared.add(one - each[-1])
    assert each == [12, 12, 12, 18, 12, 13, 12, 12]
    assert shared == {3}
