"""A chat becomes somebody's by a code sent to their address: few, short-lived, and good in that chat alone."""

from __future__ import annotations

import pytest

from core.dialogue.entering import Entry, EntryStep, draw_entry
from core.dialogue.events import Command, Event, Tap, Text
from core.dialogue.screen import Screen
from core.model.chats import Chat
from core.model.token import code_of
from core.usecases.entering.linking import CODES_AN_HOUR, TRIES, go_on
from tests.builders import House

ANA = "ana@example.org"


class Talk:
    """One chat that is not linked yet."""

    def __init__(self, house: House, chat_id: int = 7) -> None:
        self.house = house
        self.chat = Chat(id=chat_id, opened_at=house.now)

    @property
    def screen(self) -> Screen:
        return draw_entry(self.house.desk.call, Entry.from_json(self.chat.entry, self.chat.language))

    @property
    def problem(self) -> str | None:
        said = Entry.from_json(self.chat.entry, "es").problem
        return said.key if said else None

    async def hear(self, event: Event) -> None:
        async with self.house.work() as work:
            self.chat = await go_on(self.house.desk, work, self.chat, event)
            await work.chats.put(self.chat)

    async def type(self, text: str) -> None:
        await self.hear(Text(text))

    async def tap(self, verb: str, argument: str = "") -> None:
        assert (verb, argument) in {(action.verb, action.argument) for action in self.screen.actions}
        await self.hear(Tap(verb, argument, self.screen.revision))

    async def ask(self, address: str = ANA) -> None:
        await self.tap("agree")
        await self.type(address)

    async def code(self, address: str = ANA) -> str:
        """The digits of the last letter, as the courier derives them."""
        token = (await self.house.mail(address))[-1].token
        assert token is not None
        return code_of(self.house.desk.key, str(token["subject"]), int(str(token["generation"])))


@pytest.fixture
def talk(house: House) -> Talk:
    return Talk(house)


async def test_what_the_messenger_sees_is_told_before_anything_is_asked(talk: Talk) -> None:
    assert [block.label.key for block in talk.screen.blocks] == [
        "chat.entry.hello",
        "chat.entry.sees",
        "chat.entry.keeps",
    ]
    await talk.type(ANA)
    assert Entry.from_json(talk.chat.entry, "es").step is EntryStep.PRIVACY
    assert await talk.house.mail() == []


async def test_the_code_from_the_letter_links_the_chat_and_proves_the_address(talk: Talk) -> None:
    await talk.ask()
    (letter,) = await talk.house.mail()
    assert (letter.kind, letter.address, letter.language) == ("chat_code", ANA, "es")
    code = await talk.code()
    await talk.type(f" {code[:3]} {code[3:]} ")
    ana = await talk.house.at(ANA)
    assert (talk.chat.person_id, talk.chat.entry, ana.proved_at) == (ana.id, {}, talk.house.now)
    assert "chat_linked" in await talk.house.logged()


async def test_the_language_can_be_chosen_before_anything_else(talk: Talk) -> None:
    await talk.tap("language", "pt")
    assert (talk.chat.language, talk.screen.language) == ("pt", "pt")
    await talk.ask()
    (letter,) = await talk.house.mail()
    assert letter.language == "pt"


async def test_wrong_digits_are_told_and_a_few_kill_the_code(talk: Talk) -> None:
    await talk.ask()
    right = await talk.code()
    wrong = f"{(int(right) + 1) % 10**6:06}"
    for _ in range(TRIES - 1):
        await talk.type(wrong)
        assert talk.problem == "chat.entry.wrong_code"
    await talk.type(wrong)
    assert talk.problem == "chat.entry.old_code"
    await talk.type(right)
    assert talk.chat.person_id is None


async def test_a_code_dies_after_a_quarter_of_an_hour(talk: Talk) -> None:
    await talk.ask()
    talk.house.clock.move(minutes=15)
    await talk.type(await talk.code())
    assert (talk.problem, talk.chat.person_id) == ("chat.entry.old_code", None)


async def test_a_code_is_good_in_the_chat_that_asked_for_it_alone(talk: Talk) -> None:
    await talk.ask()
    code = await talk.code()
    stranger = Talk(talk.house, 8)
    await stranger.ask()
    await stranger.type(code)
    assert stranger.chat.person_id is None


async def test_one_chat_gets_few_codes_and_other_chats_still_get_theirs(talk: Talk) -> None:
    await talk.ask()
    for _ in range(CODES_AN_HOUR - 1):
        talk.house.clock.move(seconds=1)
        await talk.tap("again")
        assert talk.problem is None
    talk.house.clock.move(seconds=1)
    await talk.tap("again")
    assert talk.problem == "chat.entry.too_many"
    owner = Talk(talk.house, 8)
    await owner.ask()
    await owner.type(await owner.code())
    assert owner.chat.person_id is not None


async def test_another_address_can_be_given_at_any_time(talk: Talk) -> None:
    await talk.ask("anna@example.org")
    await talk.tap("other")
    await talk.type("no es un correo")
    assert talk.problem is not None
    await talk.type("bea@example.org")
    await talk.type(ANA)
    await talk.type(await talk.code())
    assert talk.chat.person_id == (await talk.house.at(ANA)).id


async def test_old_taps_and_odd_words_change_nothing(talk: Talk) -> None:
    await talk.ask()
    for event in (
        Tap("agree", "", 0),
        Tap("again", "", 99),
        Tap("nonsense", "", talk.screen.revision),
        Command("help"),
    ):
        await talk.hear(event)
        assert Entry.from_json(talk.chat.entry, "es").step is EntryStep.CODE
    await talk.type("hola")
    assert talk.problem == "chat.entry.not_a_code"
    await talk.hear(Command("cancel"))
    assert Entry.from_json(talk.chat.entry, "es").step is EntryStep.PRIVACY


async def test_who_asked_for_no_letters_gets_none(talk: Talk) -> None:
    ana = await talk.house.ana(muted_at=talk.house.now)
    assert ana.address == ANA
    await talk.ask()
    assert (talk.problem, await talk.house.mail()) == ("chat.entry.muted", [])


@pytest.mark.parametrize("name", ["data", "erase"])
async def test_a_chat_of_nobody_holds_nothing_and_says_so(talk: Talk, name: str) -> None:
    await talk.ask()
    await talk.hear(Command(name))
    assert talk.problem == "chat.entry.nothing_kept"
    assert ANA not in str(talk.chat.entry)
