"""The secretariat writes to a group and reads a person's history, and a reader ends letters, in a real browser."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from core.model.token import STOP_ANNOUNCEMENTS, derive
from tests.browser.proposal import PEOPLE
from tests.browser.site import Site
from tests.browser.test_living import at_title
from tests.browser.test_whole_proposal import ask
from tests.browser.visitor import NARROW, Visitor, Windows

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LUIS = PEOPLE[0]


async def show(clerk: Visitor) -> None:
    """The clerk types a letter in two languages and looks at it."""
    await clerk.open(f"{clerk.site.home}/secretariat/write")
    page = clerk.page
    await page.get_by_label("Todo el mundo").check()
    await page.locator("#subject_es").fill("Dos días más")
    await page.locator("#text_es").fill("El envío cierra el domingo.\n\nGracias.")
    await page.locator("summary", has_text="Português").click()
    await page.locator("#subject_pt").fill("Mais dois dias")
    await page.locator("#text_pt").fill("O envio fecha no domingo.")
    await clerk.press("Ver cómo queda")


async def test_a_letter_to_a_group_is_seen_held_and_released(site: Site, chromium: Browser) -> None:
    windows = Windows(site, chromium, NARROW)
    async with windows.window() as ana:
        await at_title(ana)
        await ana.write("Redes comunitarias")
        await ana.press("Personas")
        await ask(ana, LUIS)
    async with windows.window() as clerk:
        await clerk.enter("secretaria@foro.example")
        await show(clerk)
        await clerk.sees("Les llega a 2 personas.")
        letter = clerk.page.frame_locator("iframe").first
        await expect(letter.get_by_text("El envío cierra el domingo.", exact=True)).to_be_visible()
        await expect(letter.locator(".sheet")).to_have_css("background-color", "rgb(255, 255, 255)")
        await clerk.press("Retener")
        await clerk.press("Soltar 2 correos")
        await clerk.sees("Se soltaron 2 correos.")
        await clerk.open(f"{site.home}/secretariat/people")
        await clerk.page.get_by_role("link", name=LUIS.name).click()
        await clerk.sees("Anuncio de la secretaría")
        await clerk.look()
    async with site.store.look() as work:
        luis = await work.people.by_address(LUIS.address)
    assert luis is not None
    async with windows.window() as reader:
        await reader.open(f"{site.home}/u/{derive(site.desk.key, STOP_ANNOUNCEMENTS, luis.id, 0)}")
        await reader.press("Dejar de recibirlos")
        await reader.sees("ya no enviaremos anuncios")
        await reader.press("Volver a recibirlos")
        await reader.sees("¿Quiere que dejemos")
