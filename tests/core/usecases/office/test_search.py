"""Searching from the secretariat's chat."""

from __future__ import annotations

import pytest

from core.usecases.office_chat import Asked
from tests.builders import ACCEPT, PROFILE, House
from tests.core.usecases.office.telling import asked

BRUNO = (
    "- Bruno Díaz: bruno@example.org; N.º 1: Redes que cuidan. Ponente. Confirmada; "
    "N.º 2: Redes que cuidan (borrador). Ponente. Invitada; todavía no responde"
)
USAGE = (
    "Escriba /buscar y una parte de un título, de un nombre, de una organización o de una dirección de correo. "
    "No importan las mayúsculas ni las tildes."
)


async def two_teams(house: House) -> None:
    ana = await house.ana()
    sent, _, _ = await house.confirmed_team(ana)
    assert await house.send(sent)
    await house.team(ana)


@pytest.mark.parametrize("text", ["diaz", "DÍAZ", "  bruno  díaz ", "BRUNO@example", "bruno@"])
async def test_people_are_found_with_where_they_stand(house: House, text: str) -> None:
    await two_teams(house)
    said = await asked(house, Asked.SEARCH, text)
    assert said == [f"Búsqueda: {' '.join(text.split())}", "# Personas (1)", BRUNO]


@pytest.mark.parametrize("text", ["ana gómez", "ana@", "Red Abierta"])
async def test_who_proposes_is_found_with_what_they_propose(house: House, text: str) -> None:
    await two_teams(house)
    assert (await asked(house, Asked.SEARCH, text))[1:] == [
        "# Propuestas (2)",
        "- N.º 1: Redes que cuidan: Ana Gómez",
        "- N.º 2: Redes que cuidan (borrador): Ana Gómez",
        "# Personas (1)",
        "- Ana Gómez: ana@example.org; Propone N.º 1: Redes que cuidan; Propone N.º 2: Redes que cuidan (borrador)",
    ]


@pytest.mark.parametrize("text", ["1", "#1"])
async def test_a_number_finds_its_proposal(house: House, text: str) -> None:
    await two_teams(house)
    assert (await asked(house, Asked.SEARCH, text))[1:] == [
        "# Propuestas (1)",
        "- N.º 1: Redes que cuidan: Ana Gómez",
    ]


async def test_somebody_of_whom_only_a_name_is_known_is_found(house: House) -> None:
    proposal_id = await house.proposal(await house.ana())
    await house.listed(proposal_id, "Íñigo Peña", None)
    assert (await asked(house, Asked.SEARCH, "inigo pena"))[1:] == [
        "# Personas (1)",
        "- Íñigo Peña: N.º 1: Redes que cuidan (borrador). Sin rol todavía. En la lista; falta su correo",
    ]


async def test_who_stands_in_many_proposals_is_told_with_two_of_them(house: House) -> None:
    ana = await house.ana()
    for title in ("Una", "Dos", "Tres", "Cuatro"):
        await house.answer((await house.team(ana))[0], "answers.title", title)
    assert (await asked(house, Asked.SEARCH, "carla"))[-1].endswith("; y en 2 propuestas más")


async def test_the_answers_of_two_people_are_not_one_text(house: House) -> None:
    proposal_id, bruno, _ = await house.team(await house.ana())
    await house.reply(bruno, ACCEPT, PROFILE)
    assert proposal_id
    assert await asked(house, Asked.SEARCH, "díaz carla") == [
        "Búsqueda: díaz carla",
        "No encontré nada. Pruebe con menos palabras, o con una parte de una palabra.",
    ]


@pytest.mark.parametrize("text", ["", "  ", "\u200b"])
async def test_an_empty_search_tells_how_to_search(house: House, text: str) -> None:
    assert await asked(house, Asked.SEARCH, text) == [
        "¿Qué quiere buscar?",
        USAGE,
    ]


async def test_the_table_is_announced_with_its_rows(house: House) -> None:
    await two_teams(house)
    assert await asked(house, Asked.EXPORT) == [
        "Tabla de propuestas",
        "La tabla va en el archivo de abajo: 2 propuestas.",
    ]
