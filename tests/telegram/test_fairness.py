"""Nobody waits for somebody else's flood or file; and a text that was cut is one answer, whatever comes between."""

from __future__ import annotations

from pathlib import Path

from core.model.chats import IncomingUpdate
from core.ports import ProposalFilter
from core.store import SqlStore
from core.system import SystemClock
from tests.support.store import database, empty_database, store
from tests.telegram.fake import FakeTelegram
from tests.telegram.fake.faults import Slow
from tests.telegram.stage import Stage, staged
from tests.telegram.talker import TITLE
from tests.telegram.test_odd import at_home, at_title

__all__ = ["database", "empty_database", "store"]

TEXT = "Una metodología en detalle. " * 250
NOW = SystemClock().now()


async def description(stage: Stage) -> dict[str, object]:
    async with stage.service.store.look() as work:
        (record,) = await work.proposals.find(stage.service.desk.call.id, ProposalFilter(text=TITLE))
    return {key: value for key, value in record.values.items() if key in ("answers.description", "answers.objectives")}


async def test_a_flood_of_one_chat_leaves_the_others_their_turn(store: SqlStore) -> None:
    def update(number: int, chat: int) -> IncomingUpdate:
        return IncomingUpdate(id=number, chat=chat, received_at=NOW, raw={})

    async with store.work() as work:
        await work.updates.add([*(update(number, 1) for number in range(1, 101)), update(200, 2), update(201, 3)])
        first = [item.id for item in await work.updates.waiting(10)]
        assert first == [1, 2, 3, 4, 5, 6, 7, 8, 200, 201]
        await work.updates.done(dict.fromkeys(first))
        assert [item.id for item in await work.updates.waiting(10)] == list(range(9, 19))
        assert [item.id for item in await work.updates.waiting_in(1, 2)] == [9, 10]


async def test_a_file_that_takes_its_time_keeps_only_its_own_chat_waiting(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake) as stage:
        ana, bea = await at_home(stage, fake), await at_home(stage, fake, 12)
        await at_title(ana)
        await ana.type(TITLE)
        fake.world.script.add("getFile", Slow(3))
        await ana.person.sends_file("texto.txt", b"Lo que dice el archivo")
        await ana.person.types("y esto va despu\u00e9s")
        await bea.type("/plazos")
        await bea.sees("Fechas de la convocatoria")
        assert await description(stage) == {}
        await ana.sees("Relevancia")
        assert await description(stage) == {
            "answers.description": "Lo que dice el archivo",
            "answers.objectives": "y esto va despu\u00e9s",
        }
    assert fake.violations == []


async def test_a_text_whose_second_half_came_while_we_were_away_is_one_answer(
    tmp_path: Path, fake: FakeTelegram
) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await at_home(stage, fake)
        await at_title(ana)
        await ana.type(TITLE)
        await ana.person.types(TEXT[:4096])
        await fake.until_polled()
    await ana.person.types(TEXT[4096:])
    async with staged(tmp_path, fake) as stage:
        await ana.sees("Objetivos")
        assert await description(stage) == {"answers.description": TEXT.strip()}
    assert fake.violations == []


async def test_a_text_that_is_split_over_two_batches_is_one_answer(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await at_home(stage, fake)
        await at_title(ana)
        await ana.type(TITLE)
        async with stage.service.store.work() as work:  # whoever handles waits for this to end
            for number in range(20, 70):
                await fake.person(number, "Otra", "es").types("hola")
            await ana.person.types(TEXT)
            await fake.until_polled()
            assert work
        await ana.sees("Objetivos")
        assert await description(stage) == {"answers.description": TEXT.strip()}
    assert fake.violations == []
