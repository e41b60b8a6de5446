"""Somebody at a browser, who finds things as people do: by what they say, never by how they are made."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page, expect

from tests.browser.accessible import faults
from tests.browser.site import Site

NARROW, WIDE = 360, 1200
_MAKING = """() => JSON.stringify([document.title, document.body.innerText,
  [...document.querySelectorAll("*")].map((one) => [one.tagName, one.className, one.id, one.getAttribute("style")])])"""
_looked_at: set[str] = set()
"""How the pages were made that were looked at in this run: one that says and shows the same is not looked at again."""


class Visitor:
    """One window. Every page that is reached is looked at for what keeps people out."""

    def __init__(self, site: Site, page: Page) -> None:
        self.site, self.page = site, page

    async def open(self, url: str) -> None:
        await self.page.goto(url)
        await self.look()

    async def look(self) -> None:
        """Look at the page on a narrow and on a wide window, whichever it is pressed on."""
        making = str(await self.page.evaluate(_MAKING))
        if making in _looked_at:
            return
        _looked_at.add(making)
        own = self.page.viewport_size
        assert own is not None
        for width in sorted({NARROW, WIDE}, key=lambda width: width == own["width"]):
            await self.page.set_viewport_size({"width": width, "height": own["height"]})
            assert (width, await faults(self.page)) == (width, [])

    async def enter(self, address: str) -> None:
        await self.open(self.site.home)
        await self.page.get_by_label("Su correo electrónico").fill(address)
        await self.press("Enviarme el enlace")
        await self.open(await self.site.sign_in_link(address))
        await self.press("Entrar")

    async def press(self, label: str) -> None:
        """Press a button and wait for the page that follows."""
        button = self.page.get_by_role("button", name=label, exact=True)
        async with self.page.expect_navigation():
            await button.click()
        await self.look()

    async def write(self, text: str) -> None:
        """Answer the question at hand."""
        await self.page.locator("#text").fill(text)
        await self.press("Enviar")

    async def question(self) -> str:
        """Return what is being asked, '' where nothing is."""
        asked = self.page.locator("h2.question")
        return await asked.inner_text() if await asked.count() else ""

    async def sees(self, text: str) -> None:
        await expect(self.page.locator("main")).to_contain_text(text)

    async def offers(self, label: str) -> bool:
        return await self.page.get_by_role("button", name=label, exact=True).count() > 0


class Windows:
    """Opens browsers for people: each knows nothing of the others."""

    def __init__(self, site: Site, chromium: Browser, width: int = WIDE, *, scripted: bool = True) -> None:
        self._site, self._chromium, self._width, self._scripted = site, chromium, width, scripted

    @asynccontextmanager
    async def window(self) -> AsyncIterator[Visitor]:
        context = await self._chromium.new_context(
            viewport={"width": self._width, "height": 740}, locale="es-AR", java_script_enabled=self._scripted
        )
        context.set_default_timeout(20_000)
        yield Visitor(self._site, await context.new_page())
        await context.close()
