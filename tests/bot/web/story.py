"""How far a story has come when a test begins, told through the pages themselves."""

from __future__ import annotations

from tests.bot.web.guest import Guest, House

ADDRESS = "ana@example.org"
LUIS = "luis@example.org"
TITLE = "Redes comunitarias"


async def proponent(house: House) -> Guest:
    """Somebody signed in who has said who they are."""
    ana = await house.signed_in(ADDRESS)
    await ana.tap("begin")
    await ana.write("Ana Gómez")
    await ana.write("Argentina")
    return ana


async def at_title(house: House) -> Guest:
    """Somebody who is asked for the title of a debate."""
    ana = await proponent(house)
    await ana.tap("new")
    await ana.write("Red Abierta")
    await ana.write("+54 351 555 0147")
    await ana.tap("choose", "debate")
    await ana.tap("choose", "cybersecurity")
    assert "Título" in ana.page.title
    return ana


async def with_luis(house: House) -> Guest:
    """Ana's draft has a title, and Luis has been asked to speak in it."""
    ana = await at_title(house)
    await ana.write(TITLE)
    await ana.tap("people")
    await ana.tap("add")
    await ana.write("Luis Quispe")
    await ana.tap("toggle", "speaker")
    await ana.tap("done")
    await ana.tap("choose", "in_person")
    await ana.write(LUIS)
    return ana
