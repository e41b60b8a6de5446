"""The stage of the tour: the real service on a scratch file, people with browsers and mailboxes, time by hand."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from convoca.example.browser import Browser
from convoca.example.clock import HandClock
from convoca.example.mailbox import AUTHSERV_ID, Mailbox, Received, reply_to, send
from convoca.example.page import Page
from convoca.example.people import EVERYBODY, SECRETARIAT, ExamplePerson
from convoca.example.ports import free_port
from convoca.service import Service, running
from convoca.settings import load_settings
from core.call.shipped import shipped_call
from core.model.records import Channel, OutboxState
from core.system import SystemIds
from templates.words import Words

HOST = "127.0.0.1"
DOMAIN = "convoca.example"
BEGINS = datetime(2025, 8, 11, 15, 0, tzinfo=UTC)
"""Noon in Córdoba, two weeks before the close of the shipped call."""
PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 0.02
MOST = 100
"""Letters of one person that are looked at; the story has fewer."""

_Found = TypeVar("_Found")


class MissedError(Exception):
    """A milestone that was not reached: the tour ends, and says where."""


@dataclass(slots=True)
class Stage:
    """What the story plays on; `tell` prints a line of the transcript in the chosen language."""

    service: Service
    clock: HandClock
    mailbox: Mailbox
    words: Words
    write: Callable[[str], None]
    seen: dict[str, int] = field(default_factory=dict)
    milestones: int = 0

    def tell(self, key: str, **facts: object) -> None:
        """Print a line of the story."""
        self.write("  " + self.words(f"tour.{key}", **facts))

    def chapter(self, key: str) -> None:
        """Begin a chapter, under the day and hour of the story."""
        at = self.clock.now().strftime("%Y-%m-%d %H:%M UTC")
        self.write("")
        self.write(f"{self.words(f'tour.chapter.{key}')}  [{at}]")

    def reached(self, holds: object, key: str, **facts: object) -> None:
        """Check a milestone and print it; raise MissedError where it does not hold."""
        if not holds:
            raise MissedError(self.words(f"tour.{key}", **facts))
        self.milestones += 1
        self.write("  ✓ " + self.words(f"tour.{key}", **facts))

    def browser(self, language: str = "es") -> Browser:
        """Return a new browser without JavaScript at the service's door."""
        return Browser(f"http://{HOST}:{self.service.web_port}", language=language)

    async def wait(self, look: Callable[[], _Found | None], what: str) -> _Found:
        """Wait until `look` finds something; raise MissedError, naming `what`, where it does not come."""
        tries = int(PATIENCE_SECONDS / LOOK_SECONDS)
        for _ in range(tries):
            found = look()
            if found:
                return found
            await asyncio.sleep(LOOK_SECONDS)
        raise MissedError(what)

    async def letter(self, person: ExamplePerson) -> Received:
        """Wait for the next letter to a person that was not looked at yet."""
        already = self.seen.get(person.address, 0)

        def next_one() -> Received | None:
            letters = self.mailbox.of(person.address)
            return letters[-1 - already] if len(letters) > already else None

        found = await self.wait(next_one, f"letter {already + 1} to {person.address}")
        self.seen[person.address] = already + 1
        return found

    async def answer(self, letter: Received, person: ExamplePerson, text: str, *, automatic: bool = False) -> None:
        """Answer a letter by SMTP, as the mail program of its reader does, or of somebody whom it was passed on to."""
        words = Words(person.language)
        day = self.clock.now().strftime("%d/%m/%Y")
        attribution = words("demo.reply.attribution", date=day, address=letter.sender)
        reply = reply_to(
            letter, text, name=person.name, address=person.address, attribution=attribution, clock=self.clock,
            automatic=automatic,
        )  # fmt: skip
        await send(reply, person.address, host=HOST, port=self.service.smtp_port)

    async def settled(self) -> None:
        """Wait until every letter that came in is handled, and all that is to leave now has left."""
        if self.service.worker is not None:
            await self.service.worker.drain()
        for _ in range(int(PATIENCE_SECONDS / LOOK_SECONDS)):
            if not await self._leaving():
                return
            await asyncio.sleep(LOOK_SECONDS)
        raise MissedError("letters that leave")

    async def _leaving(self) -> bool:
        """Whether a letter to anybody of the story is on its way."""
        now = self.clock.now()
        async with self.service.store.look() as work:
            people = [await work.people.by_address(person.address) for person in EVERYBODY]
            letters = [
                letter
                for person in people
                if person
                for letter in await work.outbox.of_person(person.id, Channel.MAIL, MOST)
            ]
        waits = [letter for letter in letters if letter.state is OutboxState.WAITING]
        return any(letter.state is OutboxState.SENDING for letter in letters) or any(
            letter.next_at is None or letter.next_at <= now for letter in waits
        )

    async def pass_time(self, step: timedelta) -> None:
        """Let time go by and the scheduler look at the clock; what it queues has left afterwards."""
        self.clock.forward(step)
        if self.service.scheduler is not None:
            await self.service.scheduler.run_once()
        await self.settled()

    async def enter(self, person: ExamplePerson, browser: Browser) -> Page:
        """Sign in by the link that is sent to the person's address."""
        await browser.open("/")
        await browser.press("ask", address=person.address)
        letter = await self.letter(person)
        await browser.open(link_in(letter, "enter"))
        return await browser.press("enter") if browser.page.form_with(button="enter") else await last_form(browser)


async def last_form(browser: Browser) -> Page:
    """Send the last form of a page: the one that is the page's own business."""
    return await browser.send(browser.page.forms[-1])


def link_in(letter: Received, room: str) -> str:
    """Return the link of a letter that leads to a room of the service ('enter', 'i')."""
    found = re.search(rf"http://\S+/{room}/\w+", letter.text)
    if found is None:
        raise MissedError(f"link to /{room} in {letter.subject}")
    return found.group(0)


@asynccontextmanager
async def staged(folder: Path, words: Words, write: Callable[[str], None]) -> AsyncIterator[Stage]:
    """Set the stage in a scratch folder, and clear it afterwards."""
    clock, ids, mailbox = HandClock(BEGINS), SystemIds(), Mailbox()
    await mailbox.open(HOST)
    web = free_port()
    settings = load_settings(
        database=str(folder / "tour.sqlite"),
        secretariat=(SECRETARIAT.address,),
        web_listen=f"{HOST}:{web}",
        smtp_listen=f"{HOST}:0",
        smtp_relay=f"{HOST}:{mailbox.port}",
        mail_domain=DOMAIN,
        authserv_id=AUTHSERV_ID,
        tick_seconds=3600.0,
    )
    key = (ids.secret() + ids.secret()).encode()
    try:
        async with running(settings, shipped_call("lacigf-2025"), clock=clock, ids=ids, key=key) as service:
            yield Stage(service, clock, mailbox, words, write)
    finally:
        await mailbox.close()
