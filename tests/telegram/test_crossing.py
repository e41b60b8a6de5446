"""What crosses on its way: two chats of one person, a change before its message, a caption beside a file."""

from __future__ import annotations

from pathlib import Path

from tests.telegram.fake import FakeTelegram
from tests.telegram.fake.people.seat import said_by_person
from tests.telegram.stage import staged
from tests.telegram.talker import TITLE, Talker
from tests.telegram.test_changes import values
from tests.telegram.test_odd import at_home, at_title


async def test_what_is_typed_in_a_chat_that_shows_an_older_question_answers_nothing(
    tmp_path: Path, fake: FakeTelegram
) -> None:
    async with staged(tmp_path, fake) as stage:
        first = await at_home(stage, fake)
        await at_title(first)
        second = Talker(fake.person(12, "Ana", "es"))
        await second.person.opens()
        await second.person.sees("pasa por Telegram")
        await second.person.taps("1. De acuerdo, empezar")
        await second.person.sees("dirección de correo")
        await second.person.types("p11@valleclaro.example")
        await second.person.sees("Escriba el código")
        await second.person.types(await stage.code_for("p11@valleclaro.example", after=1))
        await second.person.sees("Título de la sesión")
        await second.type("Título desde el segundo chat")
        await second.sees("Descripción")
        await first.type("Título desde el primero")
        await first.sees("La pregunta había cambiado")
        kept = await values(stage)
        assert (kept["answers.title"], kept.get("answers.description")) == ("Título desde el segundo chat", None)
        await first.type("Una descripción")
        await first.sees("Objetivos")
        assert (await values(stage))["answers.description"] == "Una descripción"
    assert fake.violations == []


async def test_a_change_that_overtakes_its_message_counts(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await at_home(stage, fake)
        await at_title(ana)
        message = fake.world.add_message(ana.person.chat, ana.person.user, said=said_by_person("Título viejo"))
        old = message.json()
        message.said, message.edited = said_by_person(TITLE), fake.world.clock.now()
        ana.person._tell("edited_message", message.json())
        ana.person._tell("message", old)
        await ana.sees("Descripción")
        assert (await values(stage))["answers.title"] == TITLE
    assert fake.violations == []


async def test_words_beside_a_file_are_said_to_be_unused(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await at_home(stage, fake)
        await at_title(ana)
        await ana.person.sends_file("titulo.txt", TITLE.encode(), caption="aquí va")
        await ana.sees("el texto que lo acompañaba no se usó")
        assert (await values(stage))["answers.title"] == TITLE
        for data in (b"%PDF-1.4 x", b"hola\0mundo", "título".encode("latin-1")):
            await ana.sees_after(ana.person.sends_file("otro.txt", data), "guardado como UTF-8")
        assert "answers.description" not in await values(stage)
    assert fake.violations == []
