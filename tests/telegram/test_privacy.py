"""Taking along everything that is kept, and being forgotten, in the chat itself."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path

from core.model.chats import Chat
from tests.telegram.fake import FakeTelegram, Person
from tests.telegram.stage import Stage, staged
from tests.telegram.talker import TITLE, Talker
from tests.telegram.test_odd import at_home, at_title

ANA = "p11@valleclaro.example"
CHAT, OTHER_CHAT = 11, 4242


async def with_a_title(stage: Stage, fake: FakeTelegram) -> Talker:
    ana = await at_home(stage, fake)
    await at_title(ana)
    await ana.type(TITLE)
    await ana.sees("Descripción")
    return ana


async def test_everything_that_is_kept_comes_as_a_page_and_as_json(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await with_a_title(stage, fake)
        await ana.type("/mis_datos")
        await ana.tap("Descargar todo lo que hay de mí")
        await ana.person.until(lambda: len(files(fake, ana)) == 2)
        page, data = files(fake, ana)
        assert page.startswith("<!doctype html>")
        for known in (ANA, TITLE, "Ana Pereyra"):
            assert known in page
            assert known in json.dumps(json.loads(data), ensure_ascii=False)
        assert fake.token.partition(":")[2] not in page + data
    assert fake.violations == []


async def test_who_types_the_word_is_forgotten_and_told_what_was_done(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await with_a_title(stage, fake)
        other = await another_chat(stage, fake)
        await ana.type("/borrar_mis_datos")
        await ana.sees(TITLE)
        await ana.type("no sé")
        await ana.sees("BORRAR")
        assert ana.label("No, volver") is not None
        await ana.person.types("borrar")
        await ana.person.sees("Sus datos están borrados")
        async with stage.service.store.look() as work:
            assert await work.people.by_address(ANA) is None
            assert await work.chats.get(CHAT) is None
            assert await work.updates.waiting(10) == []
        await other.sees("Este chat ya no está enlazado con nadie")
        await forgotten(
            tmp_path,
            ANA,
            TITLE,
            "Ana Pereyra",
            f"messenger:{CHAT}",
            '"chat":11',
            f":{OTHER_CHAT}",
            f'"chat":{OTHER_CHAT}',
        )
        await ana.person.types("/start")
        await ana.person.sees("pasa por Telegram")
    assert fake.violations == []


async def another_chat(stage: Stage, fake: FakeTelegram) -> Person:
    """Another chat that is linked to Ana, on another telephone."""
    other = fake.person(OTHER_CHAT, "Ana")
    await other.opens()
    async with stage.service.store.work() as work:
        ana = await work.people.by_address(ANA)
        assert ana is not None
        await work.chats.put(Chat(id=OTHER_CHAT, opened_at=ana.created_at, person_id=ana.id))
    return other


def files(fake: FakeTelegram, talker: Talker) -> list[str]:
    """The texts of the files that the bot sent."""
    sent = [message.media["document"] for message in talker.person.messages if message.by_bot and message.media]
    return [fake.world.files[item["file_id"]].data.decode() for item in sent]


async def forgotten(folder: Path, *traces: str) -> None:
    """Wait until no table holds any of the traces."""
    for _ in range(500):
        with sqlite3.connect(folder / "convoca.sqlite") as connection:
            dump = "\n".join(connection.iterdump())
        if not (kept := [trace for trace in traces if trace in dump]):
            return
        await asyncio.sleep(0.02)
    raise AssertionError([line for line in dump.splitlines() if any(trace in line for trace in kept)])
