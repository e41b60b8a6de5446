"""People who go on whatever happens to the service: they chat, answer letters, and remember what was saved."""

from __future__ import annotations

import asyncio
import html
import re
import signal
from dataclasses import dataclass, field
from datetime import date, timedelta
from email.message import EmailMessage
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

import aiosmtplib

from convoca.example.browser import Browser
from convoca.example.mailbox import Mailbox, Received, reply_to, send
from convoca.example.page import Page
from convoca.example.ports import free_port
from core.call.shipped import shipped_text
from core.system import SystemClock
from templates.words import Words
from tests.faults.later import serve_later
from tests.support.forked import Forked

HOST = "127.0.0.1"
DOMAIN = "faults.example"
WORDS = Words("es")
GONE = (OSError, HTTPException, TimeoutError)
"""What a request meets when the service is killed under it."""


def open_call(folder: Path) -> Path:
    """A call file that is open today: the shipped one with its window moved."""
    today = date.today()  # noqa: DTZ011 - the window is wide: a day more or less does not matter
    text = shipped_text("lacigf-2025")
    for key, day in (("opens", today - timedelta(days=5)), ("closes", today + timedelta(days=20))):
        text = re.sub(rf"(\[dates\.submission_{key}\][^\n]*\nat = )\S+", rf"\g<1>{day.isoformat()}", text)
    text = re.sub(r"(\[dates\.(?!submission)\w+\][^\n]*\nat = ).+", r'\g<1>"unknown"', text)
    file = folder / "call.toml"
    file.write_text(text, encoding="utf-8")
    return file


@dataclass(slots=True)
class Service:
    """The service as a process that is killed and started again on the same file and the same ports."""

    folder: Path
    relay: int
    web: int = field(default_factory=free_port)
    smtp: int = field(default_factory=free_port)
    kills: int = 0
    process: Forked | None = None

    def start(self) -> None:
        settings = {
            "HOME": str(self.folder), "LANG": "C.UTF-8",
            "CONVOCA_CALL": str(self.folder / "call.toml"), "CONVOCA_DATABASE": str(self.folder / "convoca.sqlite"),
            "CONVOCA_WEB_LISTEN": f"{HOST}:{self.web}", "CONVOCA_SMTP_LISTEN": f"{HOST}:{self.smtp}",
            "CONVOCA_SMTP_RELAY": f"{HOST}:{self.relay}", "CONVOCA_MAIL_DOMAIN": DOMAIN,
            "CONVOCA_TICK_SECONDS": "1",
        }  # fmt: skip
        self.process = serve_later(self.kills, self.folder, settings, self.folder / "service.log")

    async def ready(self) -> None:
        """Wait until pages are served."""
        for _ in range(600):
            try:
                await asyncio.to_thread(lambda: urlopen(f"http://{HOST}:{self.web}/health", timeout=5).close())
            except GONE:
                await asyncio.sleep(0.05)
            else:
                return
        raise AssertionError((self.folder / "service.log").read_text("utf-8")[-2000:])

    def kill(self) -> None:
        """No warning, no last word."""
        assert self.process is not None
        self.process.end(signal.SIGKILL)
        self.kills += 1

    def stop(self) -> int:
        """Ask it to end; return its exit status."""
        assert self.process is not None
        return self.process.end(signal.SIGTERM)


@dataclass(slots=True)
class Proponent:
    """Builds a proposal up to three texts and names people; `saved` are the texts whose saving a page confirmed."""

    number: int
    service: Service
    mailbox: Mailbox
    people: int = 2
    saved: list[str] = field(default_factory=list)
    written: int = 0
    tried: set[str] = field(default_factory=set)
    browser: Browser = field(init=False)

    def __post_init__(self) -> None:
        self.browser = Browser(f"http://{HOST}:{self.service.web}")

    @property
    def address(self) -> str:
        return f"ana{self.number}@proponents.example"

    def invited(self) -> list[str]:
        return [f"p{self.number}-{index}@people.example" for index in range(self.people)]

    async def live(self) -> None:
        """Go on until everything is done, however often the service goes away."""
        while not await self._again(self._enter):
            pass
        while not await self._again(self._step):
            pass

    async def _again(self, act: object) -> bool:
        try:
            return bool(await act())  # type: ignore[operator]  # a bound coroutine function of this class
        except GONE:
            await asyncio.sleep(0.1)
        except LookupError:
            await self.service.ready()
        return False

    async def _enter(self) -> bool:
        page = await self.browser.open("/")
        if page.url.endswith("/chat"):
            return True
        if self._link() is None and page.form_with(button="ask"):
            await self.browser.press("ask", address=self.address)
        for _ in range(100):
            if link := self._link():
                break
            await asyncio.sleep(0.1)
        else:
            return False
        await self.browser.open(link)
        self.tried.add(link)
        page = await self.browser.send(self.browser.page.forms[-1])
        return page.url.endswith("/chat")

    def _link(self) -> str | None:
        """The newest link in their mailbox that was not tried yet: whoever asks and asks gets no more for an hour."""
        found = [re.search(r"http://\S+/enter/\w+", letter.text) for letter in self.mailbox.of(self.address)]
        return next((link[0] for link in found if link and link[0] not in self.tried), None)

    async def _step(self) -> bool:
        """One act, chosen by what the page shows; True once all is done."""
        page = await self.browser.open("/chat")
        for button in ("begin|", "new|" if "open|" not in page.html else "open|"):
            if page.form_with(button=button):
                await self.browser.press(button)
                return False
        if len(self.saved) < 3:
            return await self._answer(page)
        return await self._name_people(page)

    async def _answer(self, page: Page) -> bool:
        for choice in ("choose|debate", "choose|cybersecurity"):
            if page.form_with(button=choice):
                await self.browser.press(choice)
                return False
        asked = _question(page)
        known = {
            WORDS("chat.ask.person_name"): f"Ana {self.number}",
            WORDS("chat.ask.person_country"): "Argentina",
            WORDS("chat.ask.person_organisation"): f"Organización {self.number}",
            WORDS("chat.ask.person_phone"): "+54 351 555 0147",
        }
        if asked in known:
            await self._write(known[asked])
        elif page.form_with(name="text"):
            self.written += 1
            text = f"texto {self.number}.{self.written}"
            after = await self._write(text)
            if after.status == 200 and _question(after) != asked:
                self.saved.append(text)
        else:
            await self.browser.press("continue|" if page.form_with(button="continue|") else "home|")
        return False

    async def _name_people(self, page: Page) -> bool:
        asking = ("toggle|speaker", "done|", "choose|in_person")
        if page.form_with(name="text") or any(page.form_with(button=button) for button in asking):
            return await self._about_person(page)
        if page.form_with(button="add|") is None:
            await self.browser.press("people|" if page.form_with(button="people|") else "summary|")
            return False
        listed = [name for name in self._names() if name in page.text]
        unfinished = [name for name in listed if _row_is_open(page, name)]
        if unfinished:
            await self.browser.press(_button_for(page, unfinished[0]))
            if self.browser.page.form_with(button="continue|"):
                await self.browser.press("continue|")
            return False
        missing = [name for name in self._names() if name not in listed]
        if not missing:
            return True
        await self.browser.press("add|")
        await self._write(missing[0])
        return False

    async def _about_person(self, page: Page) -> bool:
        asked = _question(page)
        if asked == WORDS("chat.ask.participant_name"):
            await self.browser.press("back|")
        elif asked == WORDS("chat.ask.participant_address"):
            name = next((name for name in self._names() if name in self._without_news(page)), None)
            if name is None:
                await self.browser.press("back|")
                return False
            await self._write(self.invited()[self._names().index(name)])
        elif page.form_with(button="done|"):
            await self.browser.press("done|")
        elif page.form_with(button="toggle|speaker"):
            await self.browser.press("toggle|speaker")
        elif page.form_with(button="choose|in_person"):
            await self.browser.press("choose|in_person")
        else:
            await self.browser.press("people|" if page.form_with(button="people|") else "leave|")
        return False

    def _without_news(self, page: Page) -> str:
        """What a page says, but for who has confirmed meanwhile: that is not whom the question is about."""
        text = page.text
        for name in self._names():
            text = text.replace(WORDS("chat.news.participant_confirmed", name=name), "")
        return text

    def _names(self) -> list[str]:
        return [f"Persona {self.number}-{index}" for index in range(self.people)]

    async def _write(self, text: str) -> Page:
        form = self.browser.page.form_with(name="text")
        if form is None:
            raise LookupError("nothing to type into")
        return await self.browser.send(form, text=text)


def _question(page: Page) -> str:
    found = re.search(r'id="question"[^>]*>(.*?)</h', page.html, re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", found.group(1))).strip() if found else ""


def _row_is_open(page: Page, name: str) -> bool:
    """Whether somebody's row says that the invitation has not left."""
    line = next((line for line in page.text.splitlines() if line.startswith(name)), "")
    return WORDS("chat.status.listed") in line or WORDS("chat.status.no_address") in line


def _button_for(page: Page, name: str) -> str:
    label = WORDS("chat.action.person", name=name)
    return next(button.value for form in page.forms for button in form.buttons if button.label == label)


async def answer_letters(mailbox: Mailbox, service: Service, accepted: list[str], stop: asyncio.Event) -> None:
    """Everybody invited answers their first letter once; their server brings that answer until it has been taken."""
    done: set[str] = set()
    answers: dict[str, EmailMessage] = {}
    while not stop.is_set():
        for letter in list(mailbox.letters):
            invited = letter.address.endswith("@people.example") and "r+" in letter.reply_to
            if not invited or letter.address in done:
                continue
            answer = answers.setdefault(letter.address, _answer_to(letter))
            if await _sent(answer, letter.address, service):
                done.add(letter.address)
                accepted.append(letter.address)
        await asyncio.sleep(0.05)


def _answer_to(letter: Received) -> EmailMessage:
    text = "Sí, acepto\nSector: academia\nPaís: Chile\nOrganización: Faro\nParticipación: presencial"
    return reply_to(letter, text, name="", attribution="El lunes, <x@y.example> escribió:", clock=SystemClock())


async def _sent(answer: EmailMessage, sender: str, service: Service) -> bool:
    try:
        await send(answer, sender, host=HOST, port=service.smtp)
    except (aiosmtplib.SMTPException, OSError):
        return False
    return True
