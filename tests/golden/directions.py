"""What happens while somebody talks: other people act, by the same use cases as the service's own channels."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from core.model.proposal import ParticipationStatus
from core.model.records import Channel, ProposalRecord
from core.ports import ProposalFilter, UnitOfWork
from core.usecases.answering.answer import Answer
from core.usecases.answering.confirm import confirm
from core.usecases.listing import participants
from core.usecases.people import person_at, save_person
from core.usecases.proposing import propose
from core.usecases.proving import proved
from tests.golden.house import CALL, House

CLOSED = datetime(2025, 8, 25, 3, 0, tzinfo=UTC)
LUZ = "luz@example.org"
TITLE = "Puentes digitales"
_SECTORS, _COUNTRIES, _GENDERS = ("academia", "civil_society", "technical"), ("AR", "BR", "UY"), ("female", "male")


async def everybody_says_yes(house: House) -> None:
    """Each invited person accepts by letter, from sectors, countries and genders in turn."""
    async with house.store.work() as work:
        for record in await work.proposals.find(CALL.id, ProposalFilter()):
            items = await work.participations.of_proposal(record.id)
            invited = [item for item in items if item.status is ParticipationStatus.INVITED]
            for place, item in enumerate(invited):
                person = await work.people.get(item.person_id or "")
                assert person
                profile = {
                    "sector": _SECTORS[place % 3],
                    "country": _COUNTRIES[place % 3],
                    "gender": _GENDERS[place % 2],
                    "organisation": "Red Abierta",
                }
                answer = Answer(accept=True, profile=profile, channel=Channel.MAIL)
                await confirm(house.desk, work, item, person, answer, house.desk.clock.now())


async def luz_invites(house: House) -> None:
    """Luz has a draft, and asks Ana to speak in it."""
    async with house.store.work() as work:
        now = house.desk.clock.now()
        luz = await save_person(work, await person_at(house.desk, work, LUZ, now), "name", "Luz Prado")
        await proved(house.desk, work, luz, now)
        luz = await person_at(house.desk, work, LUZ, now)
        record = await propose.begin(house.desk, work, luz, now)
        assert record
        for path, value in (("session_type", "panel"), ("answers.title", TITLE)):
            assert await propose.save_answer(house.desk, work, record, luz, path, value, now)
            record = await _fresh(work, record)
        item = await participants.add(house.desk, work, record, luz, "Ana Gómez", now)
        for path, told in (("roles", ("speaker",)), ("address", "ana@example.org")):
            assert item
            refused = await participants.change(house.desk, work, record, luz, item, path, told, now)
            assert refused is None
            item = await work.participations.get(item.id)


async def _fresh(work: UnitOfWork, record: ProposalRecord) -> ProposalRecord:
    found = await work.proposals.get(record.id)
    assert found
    return found


async def the_call_closes(house: House) -> None:
    """It is too late to send."""
    house.clock.set(CLOSED)


DIRECTIONS: dict[str, Callable[[House], Awaitable[None]]] = {
    "todas las personas invitadas aceptan por carta": everybody_says_yes,
    "Luz Prado invita a ana@example.org como ponente": luz_invites,
    "cierra la convocatoria": the_call_closes,
}
