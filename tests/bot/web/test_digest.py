"""The digest's page: for the secretariat alone, in words as well as drawn, and where the table is asked for."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.web.digest import HERE
from tests.bot.web.conftest import SECRETARY
from tests.bot.web.guest import House
from tests.bot.web.story import LUIS, TITLE, with_luis


async def wished(house: House) -> bool:
    async with house.store.look() as work:
        person = await work.people.by_address(SECRETARY)
    assert person is not None
    return person.digest_table_at is not None


async def test_the_page_tells_what_happened_draws_it_and_leads_on(house: House) -> None:
    await with_luis(house)
    clerk = await house.signed_in(SECRETARY)
    page = await clerk.open(HERE)
    assert page.status == 200
    sections = ("Empezadas (1)", "Esperan respuestas (1)", "Personas en las listas")
    told = ("Hasta ahora", "1 propuesta empezada", *sections, TITLE)
    assert [words for words in told if words not in page.text] == []
    charts = re.findall(r'<svg[^>]*class="chart"[^>]*role="img" aria-label="([^"]+)"', clerk.answer.text)
    assert charts
    assert all(label.endswith(".") for label in charts)
    assert 'style="' not in clerk.answer.text  # nothing that the page's own policy forbids
    assert "<style" not in clerk.answer.text
    links = re.findall(r'href="(/secretariat/proposals/[^"]+)"', clerk.answer.text)
    assert (await clerk.open(links[0])).status == 200


@pytest.mark.parametrize("address", [None, LUIS])
async def test_nobody_else_sees_it(house: House, address: str | None) -> None:
    await with_luis(house)
    guest = await house.signed_in(address) if address else house.guest()
    page = await guest.open(HERE)
    assert TITLE not in page.text
    assert "Personas en las listas" not in page.text


@pytest.mark.parametrize("language", ["pt", "en"])
async def test_it_speaks_the_readers_language(house: House, language: str) -> None:
    await with_luis(house)
    clerk = await house.signed_in(SECRETARY)
    async with house.store.work() as work:
        person = await work.people.by_address(SECRETARY)
        assert person is not None
        await work.people.save(replace(person, language=language))
    page = await clerk.open(HERE)
    assert {"pt": "Pessoas nas listas", "en": "People on lists"}[language] in page.text


async def test_the_table_is_wished_for_and_given_up_there(house: House) -> None:
    clerk = await house.signed_in(SECRETARY)
    await clerk.open(HERE)
    page = await clerk.press("want")
    assert "Hecho: queda anotado." in page.text
    assert await wished(house)
    await clerk.press("unwant")
    assert not await wished(house)


async def test_a_form_that_is_not_ours_changes_nothing(house: House) -> None:
    clerk = await house.signed_in(SECRETARY)
    await clerk.open(HERE)
    assert (await clerk.post(HERE, {"act": "want", "csrf": "guessed"})).status >= 400
    assert (await clerk.post(HERE, {"act": "dance"})).status >= 400
    assert not await wished(house)
