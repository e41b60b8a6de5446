"""What people send besides answers, and taps on what is no longer there: nothing lost, nothing done twice."""

from __future__ import annotations

import asyncio
from pathlib import Path

from core.model.records import ProposalState
from core.ports import ProposalFilter
from tests.telegram.fake import FakeTelegram
from tests.telegram.stage import Stage, staged
from tests.telegram.talker import TITLE, Talker

ANA = "ana@valleclaro.example"


async def at_home(stage: Stage, fake: FakeTelegram, number: int = 11) -> Talker:
    """Somebody linked who has said who they are."""
    talker = Talker(fake.person(number, "Ana", "es"))
    await stage.link(talker.person, f"p{number}@valleclaro.example")
    await talker.begin()
    return talker


async def at_title(talker: Talker) -> None:
    await talker.tap("Nueva propuesta")
    await talker.type("Universidad del Valle")
    await talker.type("+54 351 555 0147")
    await talker.tap("Debate o mesa redonda")
    await talker.tap("Ciberseguridad")


async def test_what_cannot_be_read_is_explained_and_the_question_stays(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await at_home(stage, fake)
        await at_title(ana)
        for send, told in (
            (ana.person.sends_sticker, "un sticker"),
            (ana.person.sends_voice, "un mensaje de voz"),
            (ana.person.sends_photo, "una foto"),
        ):
            await send()
            await ana.sees(told)
            assert "Título de la sesión" in ana.card.text
        await ana.type(TITLE)
        await ana.sees("Descripción")
    assert fake.violations == []


async def test_a_text_file_is_an_answer_and_another_file_is_not(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await at_home(stage, fake)
        await at_title(ana)
        await ana.type(TITLE)
        await ana.sees_after(ana.person.sends_file("foto.txt", bytes(range(256))), "No pude leer ese archivo")
        await ana.sees_after(ana.person.sends_file("larga.txt", b"x", size=10**9), "No pude leer ese archivo")
        await ana.person.sends_file("descripcion.txt", "Una descripción larga. ".encode() * 200)
        await ana.sees("Objetivos")
        assert "Una descripción larga." in ana.card.text
    assert fake.violations == []


async def test_a_long_text_that_comes_in_pieces_is_one_answer(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await at_home(stage, fake)
        await at_title(ana)
        await ana.type(TITLE)
        text = "Una metodología en detalle. " * 330
        assert len(await ana.person.types(text)) == 3
        await ana.sees("Objetivos")
        async with stage.service.store.look() as work:
            (record,) = await work.proposals.find(stage.service.desk.call.id, ProposalFilter())
        assert record.values["answers.description"] == text.strip()
        assert "answers.objectives" not in record.values
    assert fake.violations == []


async def test_typed_numbers_tap_and_whole_labels_too(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await at_home(stage, fake)
        label = ana.label("Nueva propuesta")
        assert label is not None
        await ana.type(label.partition(".")[0])
        await ana.sees("organización")
    assert fake.violations == []


async def test_old_doubled_and_forged_taps_have_no_second_effect(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake) as stage:
        ana, bea = await at_home(stage, fake), await at_home(stage, fake, 12)
        card, data = ana.card, {button["text"]: button["callback_data"] for row in ana.card.rows for button in row}
        new = next(value for label, value in data.items() if label.endswith("Nueva propuesta"))
        await ana.person.taps_old(card, new)
        await ana.person.taps_old(card, new)
        await ana.sees("organización")
        for wrong in (new, "v1|x|0|new|", "v9", "\N{SKULL}", "v1|" + "a" * 55):
            await ana.person.taps_old(card, wrong)
        await bea.person.taps_old(bea.card, new)
        await bea.sees("Esa pantalla ya había cambiado")
        assert bea.label("Nueva propuesta")
        fake.later(200)
        await ana.person.taps_old(card, new)
        await ana.type("Universidad del Valle")
        await ana.sees("teléfono")
        await ana.type("/mis_propuestas")
        await ana.sees("Hola, Ana Pereyra")
        assert sum("Abrir:" in label for label in ana.card.labels) == 1
    assert fake.violations == []


async def test_who_blocks_the_bot_is_left_alone_and_comes_back_to_where_they_were(
    tmp_path: Path, fake: FakeTelegram
) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await at_home(stage, fake)
        await at_title(ana)
        await ana.person.blocks()
        await ana.person.unblocks()
        await ana.person.opens()
        await ana.sees("Título de la sesión")
    assert fake.violations == []


async def test_the_bot_introduces_itself_in_every_language(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake):
        await fake.until(lambda: len(fake.profile.short_descriptions) == 3)
        assert len(fake.profile.descriptions) == 3
        offered = {(scope, language) for scope, language in fake.profile.commands}
        assert offered == {
            (scope, language) for scope in ("all_private_chats", "all_group_chats") for language in ("", "pt", "en")
        }
    assert fake.violations == []


async def test_taps_of_a_draft_that_was_thrown_away_do_nothing_and_err_nowhere(
    tmp_path: Path, fake: FakeTelegram
) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await at_home(stage, fake)
        await at_title(ana)
        await ana.type(TITLE)
        await ana.sees("Descripción")
        card, taps = ana.card, [button["callback_data"] for row in ana.card.rows for button in row]
        await ana.tap("Resumen")
        await ana.tap("Descartar el borrador")
        await ana.tap("Sí, descartar el borrador")
        await ana.sees("Hola, Ana Pereyra")
        for data in taps:
            await ana.person.taps_old(card, data)
        await ana.sees("Esa pantalla ya había cambiado")
        await ana.person.until(lambda: not ana.person.unanswered)
        async with stage.service.store.look() as work:
            (record,) = await work.proposals.find(stage.service.desk.call.id, ProposalFilter())
        assert record.state is ProposalState.WITHDRAWN
        assert "answers.description" not in record.values
    assert fake.violations == []


async def test_a_long_answer_up_for_change_is_read_out_whole_once_above_its_question(
    tmp_path: Path, fake: FakeTelegram
) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await at_home(stage, fake)
        await at_title(ana)
        await ana.type(TITLE)
        await ana.sees("Descripción")
        paragraphs = [f"{number}. " + "Lo que se hará en esta parte. " * 40 for number in range(7)]
        text = "\n\n".join(paragraph.strip() for paragraph in paragraphs)
        await ana.person.types(text)
        await ana.sees("Objetivos")
        await ana.tap("Resumen")
        await ana.tap("Página 2/3")
        before = ana.card.id
        await ana.person.taps(str(ana.label("Cambiar: Descripción")))
        await ana.sees("Su respuesta de ahora:")
        read = [message.text for message in ana.person.messages if message.by_bot and message.id > before][:-1]
        assert "\n\n".join(read) == text
        assert len(read) == 3
        await ana.tap("Ayuda")
        await ana.person.until(lambda: "¿Dudas?" in ana.card.text or "Puede elegir" in ana.card.text)
        assert [message.text for message in ana.person.messages if message.text == read[0]] == [read[0]]
    assert fake.violations == []


async def test_a_tap_whose_answer_telegram_failed_is_answered_again(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await at_home(stage, fake)
        fake.fail_next("answerCallbackQuery", 500)
        await ana.tap("Fechas")
        await ana.person.until(lambda: not ana.person.unanswered)
    assert fake.violations == []


async def test_a_service_that_nobody_writes_to_rests(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await at_home(stage, fake)
        await ana.sees("Hola, Ana Pereyra")
        await fake.until_polled()
        commits = 0

        def counted() -> None:
            nonlocal commits
            commits += 1

        stage.service.store.listeners.append(counted)
        await asyncio.sleep(2)
        assert commits <= 4
