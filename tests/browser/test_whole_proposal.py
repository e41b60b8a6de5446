"""A whole proposal, built and sent through the pages: narrow and wide, with and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from tests.browser.proposal import ANSWERS, PEOPLE, TITLE, Invited
from tests.browser.site import Site
from tests.browser.visitor import NARROW, WIDE, Visitor, Windows

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ANA = "ana@example.org"
PRESS = "» "


async def answer_all(ana: Visitor) -> None:
    """Answer what is asked until nothing is; what nobody has an answer for is passed over."""
    while question := await ana.question():
        answer = next((answer for begins, answer in ANSWERS.items() if question.startswith(begins)), None)
        if answer is None:
            await ana.press("No hay copropuesta" if await ana.offers("No hay copropuesta") else await passing(ana))
        elif answer.startswith(PRESS):
            await ana.press(answer.removeprefix(PRESS))
        else:
            await ana.write(answer)


async def passing(ana: Visitor) -> str:
    return "No hay nadie más" if await ana.offers("No hay nadie más") else "Pasar"


async def go_back_and_forth(ana: Visitor) -> None:
    """Look at the answer before, leave it as it is, and change one from the summary."""
    asked = await ana.question()
    await ana.press("Atrás")
    await expect(ana.page.locator("#text")).to_have_value(TITLE)
    await ana.press("Dejar como está")
    assert await ana.question() == asked
    await ana.press("Resumen")
    await ana.press("Cambiar: Tema principal")
    await ana.press("Derechos Humanos")
    await ana.sees("Derechos Humanos")
    await ana.press("Seguir respondiendo")
    assert await ana.question() == asked


async def ask(ana: Visitor, person: Invited) -> None:
    """Put somebody on the list."""
    await ana.press("Sumar a una persona")
    await ana.write(person.name)
    await ana.press(person.role)
    await ana.press("Listo")
    await ana.press(person.attendance)
    await ana.write(person.address)
    while await ana.question():
        await ana.press("Pasar")


async def accept(visitor: Visitor, person: Invited) -> None:
    """Say yes on the page behind the letter."""
    await visitor.open(await visitor.site.invitation_link(person.address))
    page = visitor.page
    await page.get_by_role("radio", name=person.sector, exact=True).check()
    await page.get_by_label("País", exact=True).select_option(label=person.country)
    await page.get_by_label("Organización", exact=True).fill(person.organisation)
    await visitor.press("Sí, participo y estoy de acuerdo")
    await visitor.sees("Su participación está confirmada")


@pytest.mark.parametrize(
    ("width", "scripted"), [(NARROW, True), (WIDE, False)], ids=["narrow", "wide-without-javascript"]
)
async def test_a_whole_proposal_is_built_and_sent(site: Site, chromium: Browser, width: int, *, scripted: bool) -> None:
    windows = Windows(site, chromium, width, scripted=scripted)
    async with windows.window() as ana:
        await ana.enter(ANA)
        await ana.press("Empezar")
        await answer_all(ana)
        await ana.press("Nueva propuesta")
        while not (await ana.question()).startswith("Descripción"):
            await answer_one(ana)
        await go_back_and_forth(ana)
        await ana.press("Guardar y salir")
    async with windows.window() as ana:
        await ana.enter(ANA)
        await ana.press(await ana.page.get_by_role("button", name="Abrir: ").inner_text())
        assert (await ana.question()).startswith("Descripción")
        await answer_all(ana)
        for person in PEOPLE:
            await ask(ana, person)
        await ana.press("Resumen")
        assert not await ana.offers("Enviar la propuesta")
        async with windows.window() as others:
            await accept(others, PEOPLE[0])
            await accept(others, PEOPLE[1])
        if scripted:
            await expect(ana.page.get_by_role("button", name="Enviar la propuesta")).to_be_visible()
        else:
            await ana.page.get_by_role("link", name="Actualizar la página").click()
        await ana.press("Enviar la propuesta")
        await ana.press("Sí, enviar ahora")
        await ana.sees("número 1")


async def answer_one(ana: Visitor) -> None:
    question = await ana.question()
    answer = next(answer for begins, answer in ANSWERS.items() if question.startswith(begins))
    await (ana.press(answer.removeprefix(PRESS)) if answer.startswith(PRESS) else ana.write(answer))
