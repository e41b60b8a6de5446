"""What the little JavaScript adds, where the keyboard stands, and the pages that the long story does not visit."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.proposal import PEOPLE
from tests.browser.site import Site
from tests.browser.test_whole_proposal import ANA, ask
from tests.browser.visitor import NARROW, Visitor, Windows

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


async def at_title(ana: Visitor) -> None:
    """Ana is asked for the title of a debate."""
    await ana.enter(ANA)
    await ana.press("Empezar")
    await ana.write("Ana Pereyra")
    await ana.write("Argentina")
    await ana.press("Nueva propuesta")
    await ana.write("Red Abierta")
    await ana.write("+54 351 555 0147")
    await ana.press("Debate o mesa redonda")
    await ana.press("Ciberseguridad")


async def stands_at(page: Page, name: str) -> None:
    """The keyboard goes there once the page has run its script."""
    await expect(page.locator(f"#{name}")).to_be_focused()


async def test_the_keyboard_stands_where_the_answer_goes(site: Site, chromium: Browser) -> None:
    async with Windows(site, chromium).window() as ana:
        await ana.enter(ANA)
        await stands_at(ana.page, "question")
        await ana.press("Empezar")
        await stands_at(ana.page, "text")
        await ana.page.keyboard.type("Ana Pereyra")
        async with ana.page.expect_navigation():
            await ana.page.keyboard.press("Enter")
        assert (await ana.question()).startswith("¿En qué país")
        await stands_at(ana.page, "text")


async def test_the_keyboard_stays_at_the_box_that_was_ticked(site: Site, chromium: Browser) -> None:
    async with Windows(site, chromium).window() as ana:
        await at_title(ana)
        await ana.press("Personas")
        await ana.press("Sumar a una persona")
        await ana.write("Luis Quispe")
        await ana.press("Moderación")
        ticked = ana.page.get_by_role("button", name="✓ Moderación (marcado)")
        await expect(ticked).to_be_focused()
        await expect(ticked).to_have_attribute("aria-pressed", "true")


async def test_the_first_key_skips_to_the_content(site: Site, chromium: Browser) -> None:
    async with Windows(site, chromium).window() as guest:
        await guest.open(f"{site.home}/nowhere")
        await guest.page.keyboard.press("Tab")
        skip = guest.page.get_by_role("link", name="Saltar al contenido")
        await expect(skip).to_be_focused()
        await expect(skip).to_be_in_viewport()


async def test_words_not_sent_yet_survive_a_look_elsewhere(site: Site, chromium: Browser) -> None:
    async with Windows(site, chromium).window() as ana:
        await at_title(ana)
        await ana.page.locator("#text").fill("A medio escribir")
        await ana.press("Resumen")
        await ana.press("Seguir respondiendo")
        await expect(ana.page.locator("#text")).to_have_value("A medio escribir")
        await ana.press("Enviar")
        assert await ana.page.evaluate("sessionStorage.length") == 0


async def test_the_counter_counts_as_people_do(site: Site, chromium: Browser) -> None:
    async with Windows(site, chromium).window() as ana:
        await at_title(ana)
        await ana.page.locator("#text").fill("Año 😀")
        await expect(ana.page.locator(".counter")).to_have_text("5 de 180 caracteres")


async def test_a_double_click_sends_once(site: Site, chromium: Browser) -> None:
    async with Windows(site, chromium).window() as ana:
        await at_title(ana)
        await ana.page.locator("#text").fill("Redes comunitarias")
        posts: list[str] = []
        ana.page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
        async with ana.page.expect_navigation():
            await ana.page.get_by_role("button", name="Enviar", exact=True).dblclick(no_wait_after=True)
        await expect(ana.page.locator("h2.question")).to_have_text("Descripción")
        assert len(posts) == 1


async def test_news_do_not_disturb_somebody_who_writes(site: Site, chromium: Browser) -> None:
    windows = Windows(site, chromium)
    async with windows.window() as ana, windows.window() as elsewhere:
        await at_title(ana)
        await ana.page.locator("#text").fill("A medio escribir")
        await elsewhere.enter(ANA)
        await elsewhere.write("Redes comunitarias")
        await expect(ana.page.locator("#fresh")).to_have_text("La página se actualizó: hay novedades.")
        await expect(ana.page.locator("#text")).to_have_value("A medio escribir")
        await ana.press("Enviar")
        await ana.sees("Su texto sigue aquí")
        await expect(ana.page.locator("#text")).to_have_value("A medio escribir")


async def test_a_page_left_open_learns_what_happened_elsewhere(site: Site, chromium: Browser) -> None:
    windows = Windows(site, chromium)
    async with windows.window() as ana, windows.window() as elsewhere:
        await at_title(ana)
        await elsewhere.enter(ANA)
        await elsewhere.write("Redes comunitarias")
        await expect(ana.page.locator("h2.question")).to_have_text("Descripción")
        await ana.look()


async def test_every_other_page_keeps_nobody_out(site: Site, chromium: Browser) -> None:
    windows = Windows(site, chromium, NARROW)
    async with windows.window() as ana:
        await at_title(ana)
        await ana.write("Redes comunitarias")
        await ana.press("Personas")
        await ask(ana, PEOPLE[0])
        for place in ("Ayuda", "Qué falta", "Inicio", "Fechas", "Inicio", "Mis datos", "Inicio", "Idioma"):
            await ana.press(place)
    async with windows.window() as luis:
        link = await site.invitation_link(PEOPLE[0].address)
        for language in ("es", "pt", "en"):
            await luis.open(f"{link}?lang={language}")
            await luis.open(f"{site.home}/?lang={language}")
        await luis.open(f"{site.home}/i/nothing")
    async with windows.window() as clerk:
        await clerk.enter("secretaria@foro.example")
        await clerk.open(f"{site.home}/secretariat/people")
        await clerk.open(f"{site.home}/secretariat")
        await clerk.page.get_by_role("link", name="Redes comunitarias").click()
        await clerk.page.get_by_text("Reenviar o corregir").click()
        await clerk.look()
        await clerk.press("Enviar otra vez la invitación")
        await clerk.sees("saldrá otra vez")
