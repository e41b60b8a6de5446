"""From the page to the bot: a link that names who comes, and a chat that proves the address by a code all the same."""

from __future__ import annotations

import re

from core.dialogue.entering import Entry, EntryStep
from core.dialogue.events import Command, Tap
from core.model.chats import Chat
from core.usecases.entering.linking import go_on
from tests.bot.web.guest import Guest, House
from tests.support.records import NOON

ANA = "ana@example.org"


async def link_shown(house: House, guest: Guest) -> str:
    await guest.open("/chat")
    await guest.press("telegram")
    found = re.search(r'href="https://t\.me/foro_bot\?start=([a-z2-7]{26})"', guest.page.html)
    assert found, guest.page.html
    return found[1]


async def test_the_link_leads_to_the_bot_and_a_code_goes_to_the_address(house: House) -> None:
    house.bot = "foro_bot"
    token = await link_shown(house, await house.signed_in(ANA))
    async with house.store.work() as work:
        chat = await go_on(house.desk, work, Chat(id=7, opened_at=NOON), Command("start", token))
        chat = await go_on(house.desk, work, chat, Tap("agree", "", Entry.from_json(chat.entry, "es").revision))
    entry = Entry.from_json(chat.entry, "es")
    assert (chat.person_id, entry.step, entry.address) == (None, EntryStep.CODE, ANA)
    assert len(await house.letters(ANA, "chat_code")) == 1


async def test_without_a_bot_nothing_is_offered(house: House) -> None:
    guest = await house.signed_in(ANA)
    await guest.open("/chat")
    assert "Telegram" not in guest.page.text


async def test_who_is_not_signed_in_gets_no_link(house: House) -> None:
    house.bot = "foro_bot"
    guest = house.guest()
    await guest.open("/")
    assert guest.page.form_with(button="telegram") is None
    assert "t.me" not in (await guest.post("/telegram/link", {})).html
