"""The main job through Telegram: a proposal is built, people are invited and answer, it is sent and withdrawn."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from convoca.example.mailbox import Received, reply_to, send
from convoca.example.people import ANA, INVITED, profile_lines
from core.dialogue.reading.countries import codes
from core.system import SystemClock
from templates.say import country
from templates.words import Words
from tests.telegram.fake import FakeTelegram
from tests.telegram.stage import HOST, Stage, staged
from tests.telegram.talker import TITLE, Talker


async def invitation(stage: Stage, address: str) -> Received:
    """The letter that invites somebody, once it is there."""
    for _ in range(1_000):
        if letters := [letter for letter in stage.mailbox.of(address) if letter.reply_to.startswith("r+")]:
            return letters[0]
        await asyncio.sleep(0.01)
    raise AssertionError(f"no invitation for {address}")


async def answers(stage: Stage, index: int) -> None:
    """One of the invited says yes by mail, with their profile."""
    person, call = INVITED[index], stage.service.desk.call
    letter = await invitation(stage, person.address)
    countries = {code: country(code, person.language) for code in codes()}
    lines = profile_lines(person, call, Words(person.language), countries)
    words = "\n".join(("Sí, acepto", *lines))
    reply = reply_to(letter, words, name="", attribution="El lunes, Foro <x@y.example> escribió:", clock=SystemClock())
    await send(reply, person.address, host=HOST, port=stage.service.smtp_port)


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_a_proposal_is_built_answered_sent_and_withdrawn(
    tmp_path: Path, fake: FakeTelegram, webhook: bool
) -> None:
    async with staged(tmp_path, fake, webhook=webhook) as stage:
        ana = Talker(fake.person(11, "Ana", "es"))
        await stage.link(ana.person, ANA.address)
        await ana.begin()
        await ana.propose()
        await ana.name_people()
        assert ana.label("Enviar la propuesta") is None
        for index in range(len(INVITED)):
            await answers(stage, index)
            await ana.sees(INVITED[index].name)
        await ana.tap("Resumen")
        await ana.sees("Resumen: ")  # the news that nothing lacks offers sending too, on the card before
        await ana.tap("Enviar la propuesta")
        await ana.tap("Sí, enviar ahora")
        await ana.sees("quedó enviada con el número 1")
        assert await subject(stage, "Recibimos su propuesta n.º 1")
        await ana.tap("Inicio")
        await ana.tap(f"Abrir: {TITLE}")
        await ana.tap("Retirar la propuesta")
        await ana.tap("Sí, retirar la propuesta")
        assert await subject(stage, "Su propuesta se retiró")
    assert fake.violations == []
    assert fake.impatient == []


async def subject(stage: Stage, begins: str) -> bool:
    """Whether the proponent gets a letter whose subject begins so."""
    for _ in range(1_000):
        if any(letter.subject.startswith(begins) for letter in stage.mailbox.of(ANA.address)):
            return True
        await asyncio.sleep(0.01)
    return False
