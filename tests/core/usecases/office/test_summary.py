"""How the call is doing, told to the secretariat's chat."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.model.records import IncomingLetter
from core.usecases.office_chat import Asked
from tests.builders import ACCEPT, CLOSES, DECLINE, House
from tests.core.usecases.office.telling import PAGE, asked

OPEN_UNTIL = (
    "El envío está abierto hasta el 24 de agosto de 2025, 23:59 (hora de Argentina; 25 de agosto de 2025, 02:59 UTC)."
)


async def test_an_empty_call_needs_nobody(house: House) -> None:
    assert await asked(house, Asked.SUMMARY, page="") == [
        "LACIGF 18: cómo va la convocatoria",
        OPEN_UNTIL,
        "+ No hay asuntos para atender.",
        "# Propuestas",
        "- 0 enviadas",
        "- 0 borradores",
        "- 0 retiradas",
        "- 0 envíos en las últimas 24 horas",
        "- 0 envíos en los últimos 7 días",
        "# Personas",
        "- 0 confirmadas",
        "- 0 sin responder",
        "- 0 dijeron que sí y tienen que completar su perfil",
        "- 0 prefirieron no participar",
    ]


async def test_the_whole_call_is_told_in_numbers(house: House) -> None:
    ana = await house.ana()
    sent, _, _ = await house.confirmed_team(ana)
    await house.send(sent)
    house.clock.move(days=2)
    again, bruno, carla = await house.team(ana)
    await house.send((await house.confirmed_team(ana))[0])
    await house.reply(carla, DECLINE)
    await house.bounce(bruno)
    await house.reply(await house.listed(again, "Eva Paz", "eva@example.org", "speaker"), ACCEPT)
    await house.listed(again, "Leo Sur", "leo@example.org", "speaker")
    await house.proposal(ana, {}, session_type="workshop")
    async with house.work() as work:
        await work.inbox.add(
            [IncomingLetter(id="l", key="l", received_at=house.now, mail_from="", recipient="", raw=b"")]
        )
        await work.inbox.quarantine("l", "unreadable")
    assert await asked(house, Asked.SUMMARY) == [
        "LACIGF 18: cómo va la convocatoria",
        OPEN_UNTIL,
        "# Para atender (2)",
        "- 1 persona a quien no le llega el correo",
        "- 1 correo recibido que no se pudo leer de forma automática",
        "# Propuestas",
        "- 2 enviadas",
        "- 2 borradores",
        "- 0 retiradas",
        "- 1 envío en las últimas 24 horas",
        "- 2 envíos en los últimos 7 días",
        "# Personas",
        "- 4 confirmadas",
        "- 1 sin responder",
        "- 1 dijo que sí y tiene que completar su perfil",
        "- 1 prefirió no participar",
        "# Por tipo de sesión",
        "- Taller práctico: 2 enviadas; 2 borradores",
        "# Por tema",
        "- Ciberseguridad: 2 enviadas; 1 borrador",
        "- Sin elegir todavía: 1 borrador",
        f"Todo está en {PAGE}",
    ]


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime(2025, 6, 1, tzinfo=UTC), "El envío abre el "),
        (CLOSES, "El envío cerró el 24 de agosto de 2025, 23:59 (hora de Argentina; 25 de agosto de 2025, 02:59 UTC)."),
    ],
)
async def test_the_window_is_told_as_it_is_now(house: House, now: datetime, words: str) -> None:
    house.clock.moment = now
    assert (await asked(house, Asked.SUMMARY))[1].startswith(words)


@pytest.mark.parametrize(
    ("language", "words"),
    [("pt", "LACIGF 18: como vai a chamada"), ("en", "LACIGF 18: how the call is doing")],
)
async def test_every_language_is_spoken(house: House, language: str, words: str) -> None:
    assert (await asked(house, Asked.SUMMARY, language=language))[0] == words
