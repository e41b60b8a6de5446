"""The whole service with its bot, beside the fake Telegram and everybody's mailboxes, in one event loop."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from convoca.example.call import open_call
from convoca.example.mailbox import Mailbox
from convoca.example.ports import free_port
from convoca.service import Part, Service, running
from convoca.settings import load_settings
from core.system import SystemClock, SystemIds
from tests.telegram.fake import FakeTelegram, Person

HOST = "127.0.0.1"
KEY = b"a key for tests that is long enough"
CODE = re.compile(r"\b(\d{3} \d{3})\b")


@dataclass(slots=True)
class Stage:
    """What a story plays on."""

    fake: FakeTelegram
    mailbox: Mailbox
    service: Service

    async def code_for(self, address: str, after: int = 0) -> str:
        """The digits of the newest letter to an address, once there are more than `after` letters."""
        for _ in range(1_000):
            letters = [letter for letter in self.mailbox.of(address) if CODE.search(letter.subject)]
            if len(letters) > after:
                found = CODE.search(letters[0].subject)
                assert found
                return found[1]
            await asyncio.sleep(0.01)
        raise AssertionError(f"no code for {address}: {[letter.subject for letter in self.mailbox.letters]}")

    async def link(self, person: Person, address: str) -> None:
        """Go all the way from /start to the conversation."""
        await person.opens()
        await person.sees("pasa por Telegram")
        await person.taps("1. De acuerdo, empezar")
        await person.sees("¿Cuál es su dirección de correo?")
        await person.types(address)
        await person.sees("Escriba el código")
        await person.types(await self.code_for(address))


@asynccontextmanager
async def staged(
    folder: Path, fake: FakeTelegram, *, webhook: bool = False, secretariat: str = ""
) -> AsyncIterator[Stage]:
    """Run the service against the fake while the block is open."""
    mailbox, clock = Mailbox(), SystemClock()
    await mailbox.open(HOST)
    web = free_port()
    settings = load_settings(
        database=str(folder / "convoca.sqlite"), web_listen=f"{HOST}:{web}", smtp_listen=f"{HOST}:{free_port()}",
        smtp_relay=f"{HOST}:{mailbox.port}", mail_domain="convoca.test", telegram_token=fake.token,
        telegram_base_url=fake.url, telegram_webhook=webhook, tick_seconds=1, secretariat=secretariat,
    )  # fmt: skip
    parts = {Part.COURIERS, Part.MAIL, Part.WEB, Part.TELEGRAM}
    try:
        async with running(
            settings, open_call(clock.now()), clock=clock, ids=SystemIds(), key=KEY, parts=parts
        ) as service:
            yield Stage(fake, mailbox, service)
    finally:
        await mailbox.close()
