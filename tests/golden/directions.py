"""What happens while somebody talks: other people act, by the same use cases as the service's own channels."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta

from core.model.proposal import Answer, ParticipationStatus
from core.model.records import Channel, Person, ProposalRecord
from core.model.undelivered import Undelivered
from core.ports import ProposalFilter, UnitOfWork
from core.usecases.answering import answer as by_letter
from core.usecases.answering.confirm import confirm
from core.usecases.answering.unreachable import undeliverable
from core.usecases.entering.proving import proved
from core.usecases.listing import participants
from core.usecases.people import person_at, save_person
from core.usecases.proposing import propose
from tests.golden.house import CALL, House

CLOSED = datetime(2025, 8, 25, 3, 0, tzinfo=UTC)
LUZ, EVA = "luz@example.org", "eva@example.org"
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
                answer = by_letter.Answer(accept=True, profile=profile, channel=Channel.MAIL)
                await confirm(house.desk, work, item, person, answer, house.desk.clock.now())


async def luz_invites(house: House) -> None:
    """Luz has a draft, and asks Ana to speak in it."""
    async with house.store.work() as work:
        now = house.desk.clock.now()
        luz = await save_person(work, await person_at(house.desk, work, LUZ, now), "name", "Luz Prado")
        await proved(house.desk, work, luz, now)
        luz = await person_at(house.desk, work, LUZ, now)
        await _panel(house, work, luz, {"Ana Gómez": {"roles": ("speaker",), "address": "ana@example.org"}})


async def ana_has_a_panel(house: House) -> None:
    """Ana has a draft and two people in it, to whom the letters have gone."""
    async with house.store.work() as work:
        ana = await work.people.by_address("ana@example.org")
        assert ana
        told: dict[str, Answer] = {"roles": ("speaker",), "attendance": "in_person"}
        people = {"Eva Ríos": {**told, "address": EVA}, "Beto Paz": {**told, "address": "beto@example.org"}}
        await _panel(house, work, ana, people)
    await _letters_leave(house)


async def _panel(house: House, work: UnitOfWork, of: Person, people: Mapping[str, Mapping[str, Answer]]) -> None:
    now = house.desk.clock.now()
    record = await propose.begin(house.desk, work, of, now)
    assert record
    for path, value in (("session_type", "panel"), ("answers.title", TITLE)):
        assert await propose.save_answer(house.desk, work, record, of, path, value, now)
        record = await _fresh(work, record)
    for name, told in people.items():
        item = await participants.add(house.desk, work, record, of, name, now)
        for path, value in told.items():
            assert item
            assert await participants.change(house.desk, work, record, of, item, path, value, now) is None
            item = await work.participations.get(item.id)


async def _letters_leave(house: House) -> None:
    async with house.store.work() as work:
        now = house.desk.clock.now()
        for letter in await work.outbox.claim(Channel.MAIL, now, now + timedelta(minutes=5), 100):
            await work.outbox.sent(letter.id, now)


async def the_letter_to_eva_comes_back(house: House) -> None:
    """A delivery report says that there is nobody."""
    async with house.store.work() as work:
        eva = await work.people.by_address(EVA)
        assert eva
        (item,) = await work.participations.of_person(eva.id)
        await undeliverable(house.desk, work, item, eva, Undelivered.NO_MAILBOX, house.desk.clock.now())


async def _fresh(work: UnitOfWork, record: ProposalRecord) -> ProposalRecord:
    found = await work.proposals.get(record.id)
    assert found
    return found


async def the_call_closes(house: House) -> None:
    """It is too late to send."""
    house.clock.set(CLOSED)


async def beto_declines(house: House) -> None:
    """Beto answers no, by letter."""
    async with house.store.work() as work:
        beto = await work.people.by_address("beto@example.org")
        assert beto
        (item,) = await work.participations.of_person(beto.id)
        no = by_letter.Answer(accept=False, profile={}, channel=Channel.MAIL)
        await confirm(house.desk, work, item, beto, no, house.desk.clock.now())


DIRECTIONS: dict[str, Callable[[House], Awaitable[None]]] = {
    "todas las personas invitadas aceptan por carta": everybody_says_yes,
    "Luz Prado invita a ana@example.org como ponente": luz_invites,
    "Ana tiene un panel e invita a Eva Ríos y a Beto Paz": ana_has_a_panel,
    "la carta a eva@example.org no llega": the_letter_to_eva_comes_back,
    "Beto Paz no puede": beto_declines,
    "cierra la convocatoria": the_call_closes,
}
