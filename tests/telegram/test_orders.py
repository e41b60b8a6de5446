"""Orders in the secretariat's group: from whoever of it has linked their own chat, and undone by them alone."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from convoca.example.people import ANA
from core.model.records import ProposalRecord, ProposalState
from tests.telegram.fake import FakeTelegram
from tests.telegram.fake.people.groups import Group
from tests.telegram.stage import Stage, staged

OFFICE = -1001
UNDO = re.compile(r"/deshacer_\S+")


async def numbered(stage: Stage) -> str:
    """Ana's proposal, as if it had been sent, number 7."""
    desk = stage.service.desk
    async with stage.service.store.work() as work:
        ana = await work.people.by_address(ANA.address)
        assert ana is not None
        now = desk.clock.now()
        record = ProposalRecord(id="p7", call=desk.call.id, proponent_id=ana.id, created_at=now, changed_at=now)
        await work.proposals.add(replace(record, state=ProposalState.SENT, number=7, sent_at=now))
    return record.id


async def is_held(stage: Stage) -> bool:
    async with stage.service.store.look() as work:
        record = await work.proposals.get("p7")
    return record is not None and record.held_at is not None


async def shown(group: Group, words: str) -> str:
    await group.chat.changes.until(lambda: words in group.screen())
    return group.screen()


async def test_a_linked_secretary_orders_in_the_group_and_nobody_else_does(tmp_path: Path, fake: FakeTelegram) -> None:
    secretariat = f"mesa@foro.example, {ANA.address}, {OFFICE}"
    async with staged(tmp_path, fake, secretariat=secretariat) as stage:
        mesa, ana, eva = (fake.person(number, name, "es") for number, name in ((31, "Mesa"), (11, "Ana"), (41, "Eva")))
        await stage.link(mesa, "mesa@foro.example")
        await stage.link(ana, ANA.address)
        await mesa.sees("Empezar")
        await ana.sees("Empezar")
        await numbered(stage)
        group = fake.group(OFFICE, "Secretaría")
        await group.adds_bot(mesa)
        await group.joins(eva).types("/retener 7")
        await shown(group, "Las órdenes son de las personas de la secretaría")
        assert not await is_held(stage)
        await group.joins(mesa).types("/retener 7 y 8")
        await shown(group, "No hay ninguna propuesta con el número 8")
        await group.joins(mesa).types("/retener 7")
        undo = UNDO.findall(await shown(group, "queda en espera: nadie recibe recordatorios"))[-1]
        assert await is_held(stage)
        await group.joins(ana).types(undo)
        await shown(group, "Eso lo ordenó otra persona")
        assert await is_held(stage)
        await group.joins(mesa).types(undo)
        await shown(group, "ya no está en espera")
        assert not await is_held(stage)
        await mesa.types("/nota 7 llamó Ana")
        await mesa.sees("Quedó anotado en la propuesta 7")
    assert fake.violations == []
