"""Updates a second through the bot, each handled durably, against python-telegram-bot's own handler; cards; memory.

Two hundred people answer the questions of their proposals in rounds, typing and tapping. Each update is stored raw and
committed, then carried out by `UpdateWorker` with state, log and chat committed (SQLite, `synchronous=FULL`). The
yardstick is `Application.process_update` with one handler that does nothing, over the same updates. Nothing is sent.
"""

from __future__ import annotations

import asyncio
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from telegram import Update
from telegram.ext import ApplicationBuilder, TypeHandler
from telegram.request import BaseRequest

from benchmarks._crowd import ROUNDS, Crowd, Raw
from bot.telegram.storing import stored_of
from convoca.example.call import open_call
from core.store import SqlStore
from core.system import SystemClock, SystemIds
from core.usecases.desk import Desk
from core.usecases.entering.linking import TELEGRAM

PEOPLE = 200
CONVERSATIONS = 10_000
WARM = 500
"""Conversations after which memory is measured first."""
AT_ONCE = 100
"""Updates that Telegram hands out at most."""
ASKED_FOR = 300
"""Ten times the messages a second that Telegram takes from a bot."""


def _desk() -> Desk:
    clock = SystemClock()
    return Desk(call=open_call(clock.now()), clock=clock, ids=SystemIds(), key=b"k" * 32)


async def _handled(crowd: Crowd, updates: Sequence[Raw]) -> float:
    """Store and carry out; return seconds."""
    began = time.perf_counter()
    for start in range(0, len(updates), AT_ONCE):
        stored = [stored_of(raw, crowd.desk.clock.now()) for raw in updates[start : start + AT_ONCE]]
        async with crowd.store.work() as work:
            await work.updates.add(stored)
        await crowd.worker.drain()
    return time.perf_counter() - began


class _Nowhere(BaseRequest):
    """Answers `getMe` and nothing else: no update of the yardstick asks Telegram anything."""

    read_timeout = None

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(self, url: str, *_: object, **__: object) -> tuple[int, bytes]:
        me = {"id": 1, "is_bot": True, "first_name": "b", "username": "b_bot"}
        return 200, json.dumps({"ok": True, "result": me}).encode()


async def _passed(updates: Sequence[Raw]) -> float:
    """Hand updates to a handler that does nothing; return seconds."""

    async def nothing(_update: Update, _context: object) -> None:
        pass

    nowhere = _Nowhere()
    building = ApplicationBuilder().token("1:t").request(nowhere).get_updates_request(nowhere)
    application = building.updater(None).job_queue(None).build()
    application.add_handler(TypeHandler(Update, nothing))
    async with application:
        began = time.perf_counter()
        for raw in updates:
            await application.process_update(Update.de_json(raw, application.bot))
        return time.perf_counter() - began


async def _speed(folder: Path) -> None:
    print(f"telegram: {PEOPLE} people, {len(ROUNDS)} rounds; median round (slowest, fastest)")
    store = await SqlStore.open(str(folder / "speed.sqlite"))
    crowd = Crowd(store, _desk(), PEOPLE)
    await crowd.link()
    ours, bare, drawing = [], [], []
    for said in ROUNDS:
        began = time.perf_counter()
        cards = await crowd.cards()
        drawing.append((time.perf_counter() - began) / PEOPLE * 1000)
        updates = crowd.updates(said, cards)
        bare.append(PEOPLE / await _passed(updates))
        ours.append(PEOPLE / await _handled(crowd, updates))
    async with store.look() as work:
        chats = [await work.chats.get(number) for number in crowd.numbers]
    assert all(chat is not None and chat.wanted == len(ROUNDS) for chat in chats), "an update was lost"
    await store.close()
    rate = statistics.median(ours)
    ratio = statistics.median(one / other for one, other in zip(ours, bare, strict=True))
    print(f"  updates/s handled durably     {rate:>8.0f} ({min(ours):.0f}, {max(ours):.0f})")
    print(f"  of the {ASKED_FOR} asked for           {rate / ASKED_FOR:>8.2f}")
    print(f"  updates/s, bare library       {statistics.median(bare):>8.0f}")
    print(f"  ratio to the bare library     {ratio:>8.3f}")
    print(f"  a card drawn, ms              {statistics.median(drawing):>8.2f}")


async def _fill(path: str, count: int) -> None:
    """Let one person answer, then give everybody what they have."""
    store = await SqlStore.open(path)
    crowd = Crowd(store, _desk(), 1)
    await crowd.link()
    for said in ROUNDS[:6]:
        await _handled(crowd, crowd.updates(said, await crowd.cards()))
    async with store.work() as work:
        person, chat = await work.people.get("p1"), await work.chats.get(1)
        record = (await work.proposals.of_proponent(crowd.desk.call.id, "p1"))[0]
        kept = await work.conversations.get("p1", TELEGRAM)
        assert person
        assert chat
        assert kept
        for number in range(2, count + 1):
            who, draft = f"p{number}", f"draft{number}"
            state = {**kept.state, "proposal_id": draft}
            await work.people.add(replace(person, id=who, address=f"{who}@bench.example"))
            await work.proposals.add(replace(record, id=draft, proponent_id=who))
            await work.conversations.save(replace(kept, person_id=who, state=state))
            await work.chats.put(replace(chat, id=number, person_id=who))
    await store.close()


async def live(path: str, count: int) -> None:
    """Let everybody answer once; print MB of this process after the first ones and after all."""
    store = await SqlStore.open(path)
    crowd = Crowd(store, _desk(), count, last=len(ROUNDS))
    most = [_megabytes()]
    for start in range(0, count, WARM):
        await _handled(crowd, crowd.typed("Una descripción.", crowd.numbers[start : start + WARM]))
        most.append(_megabytes())
    async with store.look() as work:
        for number in crowd.numbers:
            [record] = await work.proposals.of_proponent(crowd.desk.call.id, f"p{number}")
            assert record.values["answers.description"] == "Una descripción.", "an answer was lost"
    await store.close()
    print(json.dumps(most))


def _megabytes() -> float:
    """Return the most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _memory(folder: Path) -> None:
    path = str(folder / "memory.sqlite")
    asyncio.run(_fill(path, CONVERSATIONS))
    code = f"import asyncio, benchmarks.telegram as t; asyncio.run(t.live({path!r}, {CONVERSATIONS}))"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    begun, first, *_, last = json.loads(told.stdout)
    print(f"telegram: {CONVERSATIONS} conversations open in the store; most memory that a process held, MB")
    print(f"  begun {begun:.0f}, after {WARM} have answered {first:.0f}, after all {last:.0f}")


def main() -> None:
    """Measure and print; fails if an update is lost."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_speed(Path(folder)))
        _memory(Path(folder))
