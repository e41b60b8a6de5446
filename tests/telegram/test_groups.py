"""Groups get a link and nothing about anybody; the secretariat's own is answered and gets the digest."""

from __future__ import annotations

from pathlib import Path

from convoca.example.people import ANA
from tests.telegram.fake import BOT_NAME, FakeTelegram
from tests.telegram.fake.doing.profile import commands_shown
from tests.telegram.fake.people.groups import Group
from tests.telegram.stage import Stage, staged
from tests.telegram.talker import TITLE, Talker
from tests.telegram.test_odd import at_title

OFFICE = -1001


async def with_a_draft(stage: Stage, fake: FakeTelegram) -> Talker:
    ana = Talker(fake.person(11, "Ana", "es"))
    await stage.link(ana.person, ANA.address)
    await ana.begin()
    await at_title(ana)
    await ana.type(TITLE)
    return ana


async def shown(group: Group, words: str) -> None:
    await group.chat.changes.until(lambda: words in group.screen())


async def test_a_group_gets_a_link_to_the_private_chat_and_nothing_about_anybody(
    tmp_path: Path, fake: FakeTelegram
) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await with_a_draft(stage, fake)
        group = fake.group(-77, "Redes del Sur")
        seat = group.joins(ana.person)
        await group.adds_bot(ana.person)
        await shown(group, "escríbame en privado")
        for command in ("/estado", f"/mis_propuestas@{BOT_NAME}", "/resumen", "/buscar redes", "/estado"):
            await seat.types(command)
        await seat.types("/estado@otro_bot")
        await shown(group, "Aquí no hablo de propuestas ni de personas")
        await seat.taps("Abrir el chat privado")
        await ana.sees_after(ana.person.types("Redes que cuidan."), "Objetivos")
        assert [message.text[:12] for message in group.messages if message.by_bot] == ["Gracias por ", "Aquí no habl"]
        assert TITLE not in group.screen()
        assert ANA.address not in group.screen()
    assert fake.violations == []


async def test_the_secretariats_group_is_answered_also_after_it_has_moved(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake, secretariat=f"mesa@foro.example, {OFFICE}") as stage:
        ana = await with_a_draft(stage, fake)
        group = fake.group(OFFICE, "Secretaría")
        seat = group.joins(ana.person)
        await group.adds_bot(ana.person)
        await seat.types("/buscar redes comunitarias")
        await shown(group, TITLE)
        moved = await group.migrates(-1002)
        seat = moved.joins(ana.person)
        await seat.types("/exportar")
        await moved.chat.changes.until(lambda: any(message.media for message in moved.messages if message.by_bot))
        await seat.types("/pendientes")
        await seat.types("/resumen")
        await shown(moved, "1 borrador")
    assert fake.violations == []


async def test_only_the_secretariats_people_may_ask_in_private(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake, secretariat="mesa@foro.example") as stage:
        ana = await with_a_draft(stage, fake)
        await ana.sees_after(ana.person.types("/buscar redes"), "No conozco esa orden")
        mesa = Talker(fake.person(31, "Mesa", "es"))
        await stage.link(mesa.person, "mesa@foro.example")
        await mesa.person.sees("Empezar")
        await mesa.person.types("/buscar redes")
        await mesa.person.sees("Búsqueda: redes")
        assert "Búsqueda" not in ana.person.screen()
        assert fake.violations == []


async def test_every_chat_is_offered_the_commands_that_do_something_there(tmp_path: Path, fake: FakeTelegram) -> None:
    ana, group = fake.person(11, "Ana", "pt"), fake.group(OFFICE, "Secretaría")
    await group.adds_bot(ana)
    async with staged(tmp_path, fake, secretariat=str(OFFICE)):
        await fake.until(lambda: fake.profile.menu_buttons)
        office = commands_shown(fake.world, OFFICE, "pt")
        assert [each["command"] for each in office] == ["resumo", "proposta", "pendentes", "procurar", "exportar"]
        assert list(ana.commands)[:3] == ["start", "nova", "minhas_propostas"]
    assert fake.violations == []
