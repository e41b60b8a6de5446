"""Somebody invited comes by the link of their letter: told who invites, then accepting and filling in their profile."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from convoca.example.people import ANA, INVITED
from core.model.proposal import ParticipationStatus
from core.model.records import Participation
from tests.telegram.fake import FakeTelegram, Person
from tests.telegram.stage import Stage, staged
from tests.telegram.talker import TITLE, Talker
from tests.telegram.test_story import invitation

LUIS = INVITED[0]
CHAT = re.compile(r"https://t\.me/\S+\?start=[a-z2-7]{26}")


async def with_luis_invited(stage: Stage, ana: Talker) -> str:
    """Ana's proposal names Luis; return the link of his letter."""
    await stage.link(ana.person, ANA.address)
    await ana.begin()
    await ana.propose()
    await ana.add(LUIS)
    found = CHAT.search((await invitation(stage, LUIS.address)).text)
    assert found
    return found[0]


async def stands(stage: Stage) -> Participation:
    async with stage.service.store.look() as work:
        luis = await work.people.by_address(LUIS.address)
        assert luis
        (item,) = await work.participations.of_person(luis.id)
        return item


async def comes_in(luis: Talker, link: str) -> None:
    await luis.person.follows(link)
    await luis.person.sees("le propone participar en")
    await luis.tap("Ver la invitación")
    await luis.sees(f"Invitación: {TITLE}")


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_the_link_shows_who_invites_and_a_yes_with_its_profile_confirms(
    tmp_path: Path, fake: FakeTelegram, webhook: bool
) -> None:
    async with staged(tmp_path, fake, webhook=webhook) as stage:
        link = await with_luis_invited(stage, Talker(fake.person(11, "Ana", "es")))
        luis = Talker(fake.person(21, "Luis", "es"))
        await luis.person.follows(link)
        await luis.person.sees(f"Ana Pereyra le propone participar en «{TITLE}»")
        assert (await stands(stage)).status is ParticipationStatus.INVITED
        await luis.tap("Ver la invitación")
        await luis.tap("Sí, participo y estoy de acuerdo")
        await luis.tap("Sociedad civil")
        await luis.type("Bolivia")
        await luis.type("Red Andina Digital")
        await luis.tap("Prefiero no decirlo")
        await luis.sees("Confirmada")
        item = await stands(stage)
        assert item.status is ParticipationStatus.CONFIRMED
        assert item.attributes == {"sector": "civil_society", "country": "BO", "organisation": "Red Andina Digital"}
    assert fake.violations == []


async def test_the_link_opens_once_and_whoever_finds_it_later_reads_so(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake) as stage:
        link = await with_luis_invited(stage, Talker(fake.person(11, "Ana", "es")))
        luis = Talker(fake.person(21, "Luis", "es"))
        await comes_in(luis, link)
        mallory = Talker(fake.person(66, "Mallory", "es"))
        await mallory.person.follows(link)
        await mallory.person.sees("Ese enlace ya se usó o dejó de valer")
        await luis.type("/cancelar")
        await luis.person.follows(link)
        await luis.sees(f"Invitación: {TITLE}")
        assert TITLE not in mallory.person.screen()
    assert fake.violations == []


async def test_who_has_more_to_see_than_invitations_proves_the_address_too(tmp_path: Path, fake: FakeTelegram) -> None:
    async with staged(tmp_path, fake) as stage:
        link = await with_luis_invited(stage, Talker(fake.person(11, "Ana", "es")))
        first = Talker(fake.person(21, "Luis", "es"))
        await stage.link(first.person, LUIS.address)
        elsewhere = Talker(fake.person(22, "Luis", "es"))
        await elsewhere.person.follows(link)
        await elsewhere.person.sees("le propone participar en")
        await elsewhere.tap("Ver la invitación")
        await elsewhere.sees("Escriba el código")
        await elsewhere.person.types(await stage.code_for(LUIS.address, after=1))
        await elsewhere.sees(f"Invitación: {TITLE}")
    assert fake.violations == []


async def test_a_link_for_another_address_is_said_to_be_so_and_opens_nothing(
    tmp_path: Path, fake: FakeTelegram
) -> None:
    async with staged(tmp_path, fake) as stage:
        ana = Talker(fake.person(11, "Ana", "es"))
        link = await with_luis_invited(stage, ana)
        await ana.person.follows(link)
        await ana.sees("Ese enlace es para otra dirección")
        await nothing_opens(fake.person(67, "Nadie", "es"))
    assert fake.violations == []


async def nothing_opens(person: Person) -> None:
    """Payloads that are none of ours."""
    for number, payload in enumerate(("a" * 26, "x", "A_-9" * 16), 1):
        await person.opens(payload)
        await reads_that_it_ended(person, number)


async def reads_that_it_ended(person: Person, times: int) -> None:
    await person.until(lambda: person.screen().count("dejó de valer") == times)
