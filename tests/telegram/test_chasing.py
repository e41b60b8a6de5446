"""A letter that came back, in Telegram: told at once with what mends it; an old button is answered kindly."""

from __future__ import annotations

from pathlib import Path

from convoca.example.people import INVITED
from core.model.proposal import ParticipationStatus
from core.model.records import Participation
from core.model.undelivered import Undelivered
from core.ports import ProposalFilter
from core.usecases.answering.unreachable import undeliverable
from core.usecases.listing import participants
from tests.telegram.fake import FakeTelegram
from tests.telegram.stage import Stage, staged
from tests.telegram.talker import TITLE, Talker
from tests.telegram.test_odd import at_home, at_title

EVA = INVITED[0]
MEND = f"Corregir la dirección de {EVA.name}"


async def listed(stage: Stage) -> Participation:
    """The one person on the list."""
    async with stage.service.store.look() as work:
        (record,) = await work.proposals.find(stage.service.desk.call.id, ProposalFilter())
        (item,) = await work.participations.of_proposal(record.id)
    return item


async def comes_back(stage: Stage) -> None:
    """The letter to whoever is on the list comes back."""
    item = await listed(stage)
    async with stage.service.store.work() as work:
        person = await work.people.get(item.person_id or "")
        assert person is not None
        now = stage.service.desk.clock.now()
        await undeliverable(stage.service.desk, work, item, person, Undelivered.NO_MAILBOX, now)


async def with_eva(stage: Stage, fake: FakeTelegram) -> Talker:
    """Ana has invited Eva, and looks at her own data."""
    ana = await at_home(stage, fake)
    await at_title(ana)
    await ana.type(TITLE)
    await ana.tap("Personas")
    await ana.add(EVA)
    await ana.tap("Inicio")
    await ana.tap("Mis datos")
    return ana


async def test_a_bounce_is_told_on_a_new_card_whose_button_leads_to_the_address(
    tmp_path: Path, fake: FakeTelegram
) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await with_eva(stage, fake)
        before = ana.card.id
        await comes_back(stage)
        await ana.sees(f"El correo que enviamos a {EVA.name} no llegó")
        assert ana.card.id != before
        await ana.tap(MEND)
        await ana.sees("esta dirección no existe")
        await ana.type("eva@convoca.test")
        await ana.sees("es de este mismo servicio")
        await ana.type("eva@otra.example")
        await ana.sees("La invitación sale ahora a eva@otra.example")
        item = await listed(stage)
        assert (item.address, item.status) == ("eva@otra.example", ParticipationStatus.INVITED)
    assert fake.violations == []


async def test_a_button_for_what_was_mended_elsewhere_says_so_and_does_nothing(
    tmp_path: Path, fake: FakeTelegram
) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = await with_eva(stage, fake)
        await comes_back(stage)
        await ana.person.until(lambda: ana.label(MEND))
        label, item = ana.label(MEND), await listed(stage)
        assert label is not None
        async with stage.service.store.work() as work:
            desk, record = stage.service.desk, await work.proposals.get(item.proposal_id)
            assert record is not None
            proponent = await work.people.get(record.proponent_id)
            assert proponent is not None
            at = desk.clock.now()
            await participants.change(desk, work, record, proponent, item, "address", "eva@otra.example", at)
        await ana.person.taps(label)
        await ana.sees("Eso ya está resuelto")
        assert (await listed(stage)).generation == item.generation + 1
    assert fake.violations == []
