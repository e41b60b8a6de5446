"""One proposal read in the secretariat's chat."""

from __future__ import annotations

import pytest

from core.model.records import OutboxState
from core.model.undelivered import Undelivered
from core.usecases.letters.letter_refused import letter_refused
from core.usecases.office_chat import Asked
from core.usecases.proposing.withdraw import withdraw
from tests.builders import ACCEPT, PROFILE, House
from tests.core.usecases.office.telling import PAGE, asked
from tests.support.sessions import date, undate

HOW = "Escriba /propuesta y el número de una propuesta (el último es el 1), o una parte del título."
MOMENT = "10 de agosto de 2025, 12:00 (hora de Argentina; 10 de agosto de 2025, 15:00 UTC)"


async def sent(house: House) -> str:
    proposal_id, _, _ = await house.confirmed_team(await house.ana())
    assert await house.send(proposal_id)
    return proposal_id


@pytest.mark.parametrize("argument", ["1", "#1", "N.º 1", "nº1", " 1 ", "redes que", "CUÍDAN"])
async def test_a_sent_proposal_is_found_by_its_number_or_its_title(house: House, argument: str) -> None:
    await sent(house)
    assert await asked(house, Asked.PROPOSAL, argument) == [
        "N.º 1: Redes que cuidan",
        f"Comenzada el {MOMENT}.",
        f"Enviada el {MOMENT}.",
        "- Tipo de sesión: Taller práctico",
        "- Modalidad: Presencial",
        "- Duración: 1 hora y 15 minutos",
        "- Tema principal: Ciberseguridad",
        "- Quien propone: Ana Gómez; ana@example.org; Red Abierta; Argentina",
        "# Qué falta",
        "- Recomendación: El equipo ya tiene la diversidad exigida, pero todavía no en este aspecto: Género.",
        "# Personas",
        "- Bruno Díaz: Ponente; Presencial; Confirmada",
        "- Carla Souza: Relatoría; Presencial; Confirmada",
        "# Lo último que pasó",
        "- Se envió la propuesta: 10 de agosto de 2025",
        "- Confirmó: Carla Souza; 10 de agosto de 2025",
        "- Confirmó: Bruno Díaz; 10 de agosto de 2025",
        "- Se preparó la invitación: Carla Souza; 10 de agosto de 2025",
        f"Todo está en {PAGE}",
    ]


async def test_a_date_is_told_while_it_stands(house: House) -> None:
    proposal_id = await sent(house)
    await date(house, proposal_id)
    assert (await asked(house, Asked.PROPOSAL, "1"))[3:5] == [
        "- Cuándo: 5 de noviembre de 2025, 15:00 (hora de Argentina; 5 de noviembre de 2025, 18:00 UTC); 75 minutos",
        "- Dónde: Sala 2",
    ]
    await undate(house, proposal_id)
    assert [line for line in await asked(house, Asked.PROPOSAL, "1") if "Cuándo" in line] == []


async def test_a_draft_tells_what_blocks_it_and_which_letters_failed(house: House) -> None:
    proposal_id, _, carla = await house.team(await house.ana())
    async with house.work() as work:
        (letter,) = [item for item in await work.outbox.of_proposal(proposal_id) if item.participation_id == carla]
        (*claimed,) = await work.outbox.claim("mail", house.now, house.now, 10)
        assert letter.id in {item.id for item in claimed}
        await work.outbox.fail(letter.id, "550")
        await letter_refused(house.desk, work, letter, why=None)
        assert OutboxState.FAILED in {item.state for item in await work.outbox.of_proposal(proposal_id)}
    said = await asked(house, Asked.PROPOSAL, "redes", page="")
    missing, people = said.index("# Qué falta"), said.index("# Personas")
    assert said[:2] == ["N.º 1: Redes que cuidan", f"Comenzada el {MOMENT}."]
    assert said[2] == f"Es un borrador; el último cambio fue el {MOMENT}."
    assert said[missing + 1].startswith("- Falta")
    assert said[people - 2 :] == [
        "# Correos que no se pudieron enviar",
        "- Invitación: Carla Souza; 10 de agosto de 2025",
        "# Personas",
        "- Bruno Díaz: Ponente; No se sabe aún cómo participa; Invitada; todavía no responde",
        "- Carla Souza: Relatoría; No se sabe aún cómo participa; Invitada; todavía no responde",
        "# Lo último que pasó",
        "- No se pudo enviar un correo: Carla Souza; 10 de agosto de 2025",
        "- Se preparó la invitación: Carla Souza; 10 de agosto de 2025",
        "- Se preparó la invitación: Bruno Díaz; 10 de agosto de 2025",
        "- Se comenzó la propuesta: 10 de agosto de 2025",
    ]


async def test_why_a_letter_did_not_arrive_is_told(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.bounce(bruno, why=Undelivered.FULL)
    said = await asked(house, Asked.PROPOSAL, "redes")
    people, log = said.index("# Personas"), said.index("# Lo último que pasó")
    assert said[people + 1].endswith("El correo no llegó: su casilla está llena")
    assert said[log + 1] == "- El correo no le llegó: Bruno Díaz; la casilla está llena; 10 de agosto de 2025"


async def test_what_people_keep_private_is_not_told(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.reply(bruno, ACCEPT, {**PROFILE, "gender": "female"})
    assert (await house.stands(bruno)).attributes["gender"] == "female"
    said = "\n".join(await asked(house, Asked.PROPOSAL, "redes"))
    assert "- Bruno Díaz: Ponente; Presencial; Confirmada\n" in said
    assert "Femenino" not in said


async def test_the_version_that_was_sent_is_shown_while_changes_wait(house: House) -> None:
    proposal_id = await sent(house)
    await house.answer(proposal_id, "answers.title", "Otro título")
    said = await asked(house, Asked.PROPOSAL, "otro título")
    assert said[0] == "N.º 1: Redes que cuidan"
    assert said[3] == (
        "Hay cambios que no se enviaron. Vale la versión que se envió, y es la que se muestra; "
        "lo que falta se cuenta con los cambios."
    )


async def test_nothing_is_asked_of_a_proposal_that_was_withdrawn(house: House) -> None:
    proposal_id = await sent(house)
    house.clock.move(hours=1)
    async with house.work() as work:
        ana = await work.people.by_address("ana@example.org")
        record = await work.proposals.get(proposal_id)
        assert ana is not None
        assert record is not None
        await withdraw(house.desk, work, record, ana, house.now)
    said = await asked(house, Asked.PROPOSAL, "1")
    assert said[3] == ("Retirada el 10 de agosto de 2025, 13:00 (hora de Argentina; 10 de agosto de 2025, 16:00 UTC).")
    assert "# Qué falta" not in said
    assert "- Se retiró la propuesta: 10 de agosto de 2025" in said


async def test_after_the_close_nothing_is_held_against_what_was_sent_in_time(house: House) -> None:
    await sent(house)
    before = await asked(house, Asked.PROPOSAL, "1")
    house.clock.move(days=60)
    assert await asked(house, Asked.PROPOSAL, "1") == before


async def test_what_is_not_there_is_answered_with_what_can_be_asked(house: House) -> None:
    assert await asked(house, Asked.PROPOSAL, "7") == [
        "No encontré ninguna propuesta con «7»",
        "Todavía no hay ninguna propuesta. Cuando haya, escriba /propuesta y su número, o una parte del título.",
    ]
    await sent(house)
    assert await asked(house, Asked.PROPOSAL, "99") == ["No encontré ninguna propuesta con «99»", HOW]
    assert await asked(house, Asked.PROPOSAL) == ["¿Qué propuesta quiere ver?", HOW]
    long = await asked(house, Asked.PROPOSAL, "x" * 5_000)
    assert long == [f"No encontré ninguna propuesta con «{'x' * 59}…»", HOW]


async def test_words_that_several_titles_hold_are_answered_with_all_of_them(house: House) -> None:
    await sent(house)
    await house.proposal(await house.ana(), {}, **{"answers.title": "Redes"})
    await house.proposal(await house.ana(), {}, **{"answers.title": "Más redes"})
    assert await asked(house, Asked.PROPOSAL, "edes") == [
        "Hay 3 propuestas con «edes» en el título",
        "# Puede ser una de estas",
        "- N.º 1: Redes que cuidan: Ana Gómez",
        "- N.º 2: Redes (borrador): Ana Gómez",
        "- N.º 3: Más redes (borrador): Ana Gómez",
        HOW.replace("el 1", "el 3"),
    ]
    assert (await asked(house, Asked.PROPOSAL, "redes"))[0] == "N.º 2: Redes"
