"""A browser without JavaScript, enough to use convoca's own pages: cookies, redirects, forms and buttons."""

from __future__ import annotations

import asyncio
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, ProxyHandler, Request, build_opener

from convoca.example.page import Form, Page, read_page

TIMEOUT_SECONDS = 30


class Browser:
    """One person's browser; the page it shows is `page`. It only speaks to the hosts it was told."""

    def __init__(self, home: str, *, language: str = "es") -> None:
        self.home = home
        self.page = Page(home, 0, "")
        self._language = language
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()), ProxyHandler({}))

    async def open(self, path: str) -> Page:
        """Go to a page, by path or whole address."""
        return await self._fetch(urljoin(self.page.url or self.home, path), None)

    async def send(self, form: Form, *, press: str = "", **values: str) -> Page:
        """Send a form with `values` filled in, pressing the button that sends `press` (else the first)."""
        filled = {**form.values, **values}
        button = form.button(press) if press else next(iter(form.buttons), None)
        if press and button is None:
            raise LookupError(f"no button {press!r} on {urlsplit(self.page.url).path}")
        if button is not None and button.name:
            filled[button.name] = button.value
        return await self._fetch(urljoin(self.page.url, form.action or self.page.url), urlencode(filled).encode())

    async def press(self, value: str, **values: str) -> Page:
        """Press the button that sends `value`, wherever on the page it is."""
        form = self.page.form_with(button=value)
        if form is None:
            raise LookupError(f"no button {value!r} on {urlsplit(self.page.url).path}:\n{self.page.text}")
        return await self.send(form, press=value, **values)

    async def _fetch(self, url: str, body: bytes | None) -> Page:
        self.page = await asyncio.to_thread(self._get, url, body)
        return self.page

    def _get(self, url: str, body: bytes | None) -> Page:
        if urlsplit(url).scheme not in {"http", "https"}:
            raise LookupError(f"not a web address: {url}")
        request = Request(url, data=body, headers={"Accept-Language": self._language, "Origin": self.home})  # noqa: S310 - scheme checked above
        try:
            with self._opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
                return read_page(answer.geturl(), answer.status, answer.read().decode("utf-8"))
        except HTTPError as refusal:
            with refusal:
                return read_page(refusal.geturl(), refusal.code, refusal.read().decode("utf-8"))
