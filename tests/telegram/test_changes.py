"""Messages that were changed change the answer; and every screen as a message of its own, for who wants it."""

from __future__ import annotations

from pathlib import Path

from core.ports import ProposalFilter
from tests.telegram.fake import FakeTelegram
from tests.telegram.stage import Stage, staged
from tests.telegram.talker import TITLE
from tests.telegram.test_odd import at_home, at_title


async def values(stage: Stage) -> dict[str, object]:
    async with stage.service.store.look() as work:
        (record,) = await work.proposals.find(stage.service.desk.call.id, ProposalFilter())
    return dict(record.values)


async def test_a_changed_message_changes_its_answer_and_the_question_at_hand_stays(
    tmp_path: Path, fake: FakeTelegram
) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await at_home(stage, fake)
        await at_title(ana)
        (title,) = await ana.person.types(TITLE)
        await ana.sees("Descripción")
        await ana.person.edits(title, "Otro título")
        await ana.sees("Guardado")
        await ana.person.until(lambda: "Otro título" in ana.card.text)
        assert "Descripción" in ana.card.text
        assert (await values(stage))["answers.title"] == "Otro título"
        assert "answers.description" not in await values(stage)
    assert fake.violations == []


async def test_a_change_that_does_not_fit_asks_again_and_keeps_what_was_saved(
    tmp_path: Path, fake: FakeTelegram
) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await at_home(stage, fake)
        await at_title(ana)
        (title,) = await ana.person.types(TITLE)
        await ana.sees("Descripción")
        await ana.person.edits(title, "T" * 181)
        await ana.sees("180")
        assert (await values(stage))["answers.title"] == TITLE
        await ana.type("Título corto")
        await ana.sees("Descripción")
        assert (await values(stage))["answers.title"] == "Título corto"
    assert fake.violations == []


async def test_a_changed_message_that_answered_nothing_is_explained(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await at_home(stage, fake)
        (said,) = await ana.person.types("hola")
        await ana.sees("no hace falta escribir")
        await ana.person.edits(said, "hola a todos")
        await ana.sees("no corresponde a una respuesta guardada")
    assert fake.violations == []


async def test_who_asks_for_new_messages_gets_one_for_every_tap(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await at_home(stage, fake)
        await ana.type("/mensajes_nuevos")
        await ana.sees("cada pantalla llega como un mensaje nuevo")
        before = ana.card.id
        await ana.tap("Fechas")
        await ana.sees("Fechas de la convocatoria")
        assert ana.card.id != before
        await ana.type("/new_messages")
        await ana.sees("una sola tarjeta")
        before = ana.card.id
        await ana.tap("Inicio")
        await ana.sees("Hola, Ana Pereyra")
        assert ana.card.id == before
    assert fake.violations == []
