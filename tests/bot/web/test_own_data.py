"""One's own data on the web: two files to take along, and erasing oneself, after which nobody is signed in."""

from __future__ import annotations

import json

import pytest

from tests.bot.web.guest import House
from tests.bot.web.story import ADDRESS, LUIS, TITLE, with_luis

FILES = ("/chat/data.html", "/chat/data.json")


async def test_the_page_of_ones_data_links_to_both_files(house: House) -> None:
    ana = await with_luis(house)
    await ana.tap("home")
    page = await ana.tap("data")
    assert [path for path in FILES if f'href="{path}" download' in ana.answer.text] == list(FILES)
    assert "Descargar todo, para leer" in page.text


async def test_the_files_are_for_saving_and_hold_the_persons_own_data(house: House) -> None:
    ana = await with_luis(house)
    await ana.open(FILES[1])
    data = json.loads(ana.answer.text)
    assert ana.answer.headers["content-type"] == "application/json; charset=utf-8"
    assert ana.answer.headers["content-disposition"] == 'attachment; filename="lacigf-2025-2025-08-01.json"'
    assert ana.answer.headers["cache-control"] == "no-store"
    assert data["person"]["address"] == ADDRESS
    assert [entry["address"] for entry in data["proposals"][0]["people"]] == [LUIS]
    page = await ana.open(FILES[0])
    assert ana.answer.headers["content-disposition"] == 'attachment; filename="lacigf-2025-2025-08-01.html"'
    assert TITLE in page.text
    assert LUIS in page.text


@pytest.mark.parametrize("path", FILES)
async def test_whoever_is_not_signed_in_gets_no_file(house: House, path: str) -> None:
    guest = house.guest()
    await guest.open(path)
    assert guest.here == "/"


async def test_opening_the_page_or_typing_something_else_erases_nothing(house: House) -> None:
    ana = await with_luis(house)
    await ana.tap("home")
    await ana.tap("data")
    await ana.tap("erase")
    assert "BORRAR" in ana.page.text
    await ana.write("sí")
    assert "No borramos nada" in ana.page.text
    await ana.tap("data")
    assert ADDRESS in ana.page.text


async def test_who_erases_themselves_is_signed_out_everywhere_and_told_so(house: House) -> None:
    ana = await with_luis(house)
    at_home = await house.signed_in(ADDRESS)
    await ana.tap("home")
    await ana.tap("data")
    await ana.tap("erase")
    await ana.write("Borrar")
    assert (ana.here, ana.answer.status_code) == ("/", 200)
    assert "Borramos sus datos, como pidió." in ana.page.text
    await at_home.tap("home")
    assert at_home.answer.status_code == 401
    for browser in (ana, at_home):
        await browser.open("/chat")
        assert (browser.here, browser.answer.status_code) == ("/", 200)
    await at_home.open("/chat/pulse")
    assert at_home.answer.status_code == 401
    assert await house.letters(ADDRESS) == []
    await ana.enter(ADDRESS)
    assert ana.here == "/chat"
    assert TITLE not in ana.page.text
