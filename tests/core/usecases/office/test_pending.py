"""What waits for somebody, told to the secretariat's chat."""

from __future__ import annotations

from core.model.letter import CalendarAnswer
from core.model.records import IncomingLetter
from core.usecases import secretariat
from core.usecases.office_chat import Asked
from tests.builders import ACCEPT, House
from tests.core.usecases.office.telling import asked
from tests.support.sessions import LATER, click, date, sent_team

TITLE = "Qué espera a alguien"
FAILED = "esa dirección no existe o ya no recibe correo; desde el 11 de agosto de 2025"


async def fail(house: House, address: str) -> None:
    """Every letter to an address that waits fails for good."""
    async with house.work() as work:
        for letter in await work.outbox.claim("mail", house.now, house.now, 100):
            if letter.address == address:
                await work.outbox.fail(letter.id, "550")


async def quarantine(house: House, key: str, sender: str) -> None:
    async with house.work() as work:
        letter = IncomingLetter(id=key, key=key, received_at=house.now, mail_from=sender, recipient="", raw=b"")
        await work.inbox.add([letter])
        await work.inbox.quarantine(key, "unreadable")


async def test_nothing_may_wait(house: House) -> None:
    await house.proposal(await house.ana())
    assert await asked(house, Asked.PENDING) == [TITLE, "+ Nada espera a nadie."]


async def test_what_needs_the_secretariat_comes_first_and_the_oldest_of_it(house: House) -> None:
    ana = await house.ana()
    await quarantine(house, "old", "x@example.net")
    ready, _, _ = await house.confirmed_team(ana)
    await house.answer(ready, "answers.title", "Lista")
    house.clock.move(days=1)
    first, bruno, carla = await house.team(ana)
    house.clock.move(days=1)
    await quarantine(house, "new", "")
    await house.reply(carla, ACCEPT)
    await house.bounce(bruno)
    await house.listed(first, "Eva Paz", "eva@example.org", "speaker")
    await house.send((await house.confirmed_team(ana))[0])
    house.clock.move(days=1)
    await house.listed(first, "Leo Sur", "leo@example.org", "speaker")
    await fail(house, "leo@example.org")
    assert await asked(house, Asked.PENDING) == [
        TITLE,
        "# Personas a quienes no les llega el correo (1)",
        f"- Bruno Díaz: N.º 2: Redes que cuidan (borrador); bruno@example.org; {FAILED}",
        "# Correos que no se pudieron enviar (1)",
        "- Leo Sur: Invitación; desde el 13 de agosto de 2025",
        "# Correos recibidos que no se pudieron leer (2)",
        "- x@example.net: desde el 10 de agosto de 2025",
        "- Correo sin remitente: desde el 12 de agosto de 2025",
        "# Borradores completos sin enviar (1)",
        "- N.º 1: Lista (borrador): Ana Gómez; desde el 10 de agosto de 2025",
        "# Dijeron que sí y les falta completar su perfil (1)",
        "- Carla Souza: N.º 2: Redes que cuidan (borrador); desde el 12 de agosto de 2025",
        "# Invitaciones sin responder (2)",
        "- Eva Paz: N.º 2: Redes que cuidan (borrador); desde el 12 de agosto de 2025",
        "- Leo Sur: N.º 2: Redes que cuidan (borrador); desde el 13 de agosto de 2025",
    ]


async def test_a_perhaps_waits_until_a_plain_answer_or_another_date_settles_it(house: House) -> None:
    proposal_id, bruno, carla = await sent_team(house)
    await date(house, proposal_id)
    house.clock.move(days=1)
    await click(house, carla, CalendarAnswer.COUNTER)
    house.clock.move(days=1)
    for answer in (CalendarAnswer.OTHER, CalendarAnswer.TENTATIVE):
        await click(house, bruno, answer)
    assert await asked(house, Asked.PENDING) == [
        TITLE,
        "# Respondieron en su calendario ni sí ni no (2)",
        "- Carla Souza: N.º 1: Redes que cuidan; otra hora; desde el 11 de agosto de 2025",
        "- Bruno Díaz: N.º 1: Redes que cuidan; quizás; desde el 12 de agosto de 2025",
    ]
    await click(house, bruno, CalendarAnswer.ACCEPTED)
    assert [line for line in await asked(house, Asked.PENDING) if "Bruno" in line] == []
    await date(house, proposal_id, LATER)
    assert await asked(house, Asked.PENDING) == [TITLE, "+ Nada espera a nadie."]


async def test_a_day_is_one_of_the_calls_calendar(house: House) -> None:
    house.clock.move(hours=11)
    await house.team(await house.ana())
    assert (house.now.day, await asked(house, Asked.PENDING)) == (
        11,
        [
            TITLE,
            "# Invitaciones sin responder (2)",
            "- Bruno Díaz: N.º 1: Redes que cuidan (borrador); desde el 10 de agosto de 2025",
            "- Carla Souza: N.º 1: Redes que cuidan (borrador); desde el 10 de agosto de 2025",
        ],
    )


async def test_a_letter_that_failed_and_was_made_up_for_waits_for_nobody(house: House) -> None:
    _, bruno, carla = await house.team(await house.ana())
    mesa = await house.visitor("mesa@lacigf.test")
    await fail(house, "bruno@example.org")
    assert "- Bruno Díaz: Invitación; desde el 10 de agosto de 2025" in await asked(house, Asked.PENDING)
    house.clock.move(days=1)
    async with house.work() as work:
        assert await secretariat.resend(house.desk, work, bruno, mesa) is None
    assert await asked(house, Asked.PENDING) == [
        TITLE,
        "# Invitaciones sin responder (2)",
        "- Carla Souza: N.º 1: Redes que cuidan (borrador); desde el 10 de agosto de 2025",
        "- Bruno Díaz: N.º 1: Redes que cuidan (borrador); desde el 11 de agosto de 2025",
    ]
    assert (await house.stands(carla)).invited_at is not None


async def test_a_complete_draft_is_told_also_after_the_close(house: House) -> None:
    await house.confirmed_team(await house.ana())
    house.clock.move(days=60)
    assert "# Borradores completos sin enviar (1)" in await asked(house, Asked.PENDING)
