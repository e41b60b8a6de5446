"""Guests of the web: each has a browser of their own, without JavaScript, and reads pages as a person would."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

import httpx

from bot.web.app import build
from bot.web.service import WebSettings
from convoca.example.clock import HandClock
from convoca.example.page import Page, read_page
from core.dialogue.screen import Screen
from core.model.records import Channel, Notice
from core.model.token import PAGE, SIGN_IN, derive
from core.store import SqlStore
from core.usecases.converse import look
from core.usecases.desk import Desk

HOME = "http://forum.test"


class House:
    """The service behind the pages, and the guests who come."""

    def __init__(self, desk: Desk, store: SqlStore, home: str = HOME) -> None:
        self.desk, self.store, self.home = desk, store, home
        self.bot = ""
        self.app = build(desk, store, WebSettings(public_url=home, bot_name=lambda: self.bot))
        self._guests: list[Guest] = []

    def guest(self, place: str = "127.0.0.1", **headers: str) -> Guest:
        """Somebody new comes from a place on the net, with a browser that knows nothing."""
        guest = Guest(self, {"Accept-Language": "es", **headers}, place)
        self._guests.append(guest)
        return guest

    async def signed_in(self, address: str = "ana@example.org") -> Guest:
        """Somebody comes in by the link in a letter."""
        guest = self.guest()
        await guest.enter(address)
        return guest

    async def close(self) -> None:
        for guest in self._guests:
            await guest.browser.aclose()

    def wait(self, step: timedelta) -> None:
        cast(HandClock, self.desk.clock).forward(step)

    async def letters(self, address: str, kind: str = "") -> list[Notice]:
        """Return the letters queued to an address, oldest first."""
        async with self.store.look() as work:
            person = await work.people.by_address(address)
            found = await work.outbox.of_person(person.id, Channel.MAIL, 50) if person else []
        return [notice for notice in reversed(found) if kind in ("", notice.kind)]

    async def sign_in_link(self, address: str) -> str:
        """Return the link in the newest letter to an address."""
        return f"/enter/{self._token(SIGN_IN, (await self.letters(address, 'sign_in'))[-1])}"

    async def invitation_link(self, address: str) -> str:
        return f"/i/{self._token(PAGE, (await self.letters(address, 'invitation'))[-1])}"

    async def screen(self, address: str) -> Screen:
        """Return what a person's chat shows now."""
        async with self.store.look() as work:
            person = await work.people.by_address(address)
            assert person is not None
            return await look(self.desk, work, person.id, "web")

    def _token(self, purpose: str, notice: Notice) -> str:
        assert notice.token is not None
        return derive(self.desk.key, purpose, str(notice.token["subject"]), cast(int, notice.token["generation"]))


class Guest:
    """One browser; `page` is what it shows, `answer` the last response."""

    def __init__(self, house: House, headers: dict[str, str], place: str) -> None:
        self.house = house
        transport = httpx.ASGITransport(app=house.app, raise_app_exceptions=False, client=(place, 1234))
        self.browser = httpx.AsyncClient(transport=transport, base_url=house.home, headers=headers)
        self.page = Page("", 0, "")

    async def open(self, path: str, *, follow: bool = True) -> Page:
        self.answer = await self.browser.get(path, follow_redirects=follow)
        return self._shown()

    async def post(self, path: str, form: dict[str, str], *, follow: bool = True, **headers: str) -> Page:
        self.answer = await self.browser.post(path, data=form, follow_redirects=follow, headers=headers)
        return self._shown()

    async def press(self, value: str, *, follow: bool = True, **typed: str) -> Page:
        """Press the button that sends `value`, with the fields of its form filled."""
        form = self.page.form_with(button=value)
        assert form is not None, f"no button {value!r}:\n{self.page.text}"
        button = form.button(value)
        assert button is not None
        filled = {**form.values, **typed, **({button.name: button.value} if button.name else {})}
        return await self.post(form.action or self.here, filled, follow=follow)

    async def write(self, text: str) -> Page:
        """Type an answer and send it."""
        form = self.page.form_with(name="text")
        assert form is not None, self.page.text
        return await self.post(form.action, {**form.values, "text": text})

    async def tap(self, verb: str, argument: str = "") -> Page:
        return await self.press(f"{verb}|{argument}")

    async def ask_for_link(self, address: str) -> Page:
        await self.open("/")
        form = self.page.form_with(name="address")
        assert form is not None
        return await self.post(form.action, {**form.values, "address": address})

    async def enter(self, address: str) -> Page:
        await self.ask_for_link(address)
        await self.open(await self.house.sign_in_link(address))
        return await self.press("enter")

    @property
    def here(self) -> str:
        return self.answer.url.path

    def _shown(self) -> Page:
        self.page = read_page(str(self.answer.url), self.answer.status_code, self.answer.text)
        return self.page
