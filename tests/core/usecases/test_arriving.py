"""Coming to a messenger by a letter's link: once, for whom it was sent to, and no further than the letter tells."""

from __future__ import annotations

from datetime import timedelta

from core.dialogue.entering import Entry, EntryStep
from core.dialogue.events import Command, Tap
from core.model.chats import Chat
from core.model.proposal import ParticipationStatus
from core.model.token import CHAT, derive
from core.usecases.entering.arriving import entry_screen
from core.usecases.entering.linking import go_on
from core.usecases.notices import CHAT_LINK_LIFE
from tests.builders import House

BRUNO = "bruno@example.org"


async def link_of(house: House, participation_id: str) -> str:
    item = await house.stands(participation_id)
    return derive(house.desk.key, CHAT, item.id, item.generation)


async def comes(house: House, payload: str, chat_id: int = 7) -> Chat:
    """Open a chat by a link and go in, where it leads in."""
    chat = Chat(id=chat_id, opened_at=house.now)
    async with house.work() as work:
        chat = await go_on(house.desk, work, chat, Command("start", payload))
        entry = Entry.from_json(chat.entry, "es")
        if entry.link:
            chat = await go_on(house.desk, work, chat, Tap("agree", "", entry.revision))
        await work.chats.put(chat)
    return chat


def problem(chat: Chat) -> str | None:
    said = Entry.from_json(chat.entry, "es").problem
    return said.key if said else None


async def test_the_link_alone_links_somebody_with_nothing_but_invitations(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    chat = await comes(house, await link_of(house, bruno))
    person = await house.at(BRUNO)
    assert (chat.person_id, person.proved_at) == (person.id, house.now)
    assert await house.status(bruno) is ParticipationStatus.INVITED


async def test_before_anything_happens_it_is_told_who_invites(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    link = await link_of(house, bruno)
    async with house.work() as work:
        chat = await go_on(house.desk, work, Chat(id=7, opened_at=house.now), Command("start", link))
        screen = await entry_screen(house.desk, work, chat)
    hello = screen.blocks[0].label
    assert (hello.key, {name: fact.own for name, fact in hello.facts.items()}) == (  # type: ignore[attr-defined]
        "chat.entry.invited",
        {"name": "Ana Gómez", "title": "Redes que cuidan"},
    )
    assert chat.person_id is None


async def test_a_link_opens_one_chat_and_a_reminder_does_not_open_it_again(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    link = await link_of(house, bruno)
    await comes(house, link)
    house.clock.move(days=4)
    assert await house.remind()
    other = await comes(house, link, 8)
    assert (other.person_id, problem(other)) == (None, "chat.entry.old_link")


async def test_an_expired_link_and_one_of_an_older_invitation_open_nothing(house: House) -> None:
    _, bruno, carla = await house.team(await house.ana())
    old = await link_of(house, carla)
    await house.post()
    await house.change(carla, "roles", ("moderator",))
    assert problem(await comes(house, old, 8)) == "chat.entry.old_link"
    late = await link_of(house, bruno)
    house.clock.move(seconds=(CHAT_LINK_LIFE + timedelta(seconds=1)).total_seconds())
    assert problem(await comes(house, late, 9)) == "chat.entry.old_link"


async def test_who_has_proposals_of_their_own_proves_the_address_by_a_code(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.proposal(await house.at(BRUNO))
    chat = await comes(house, await link_of(house, bruno))
    assert chat.person_id is None
    assert Entry.from_json(chat.entry, "es").step is EntryStep.CODE
    assert (await house.mail(BRUNO))[-1].kind == "chat_code"


async def test_a_secretary_proves_the_address_by_a_code(house: House) -> None:
    proposal_id = (await house.team(await house.ana()))[0]
    mesa = await house.listed(proposal_id, "Mesa", "mesa@lacigf.test", "speaker")
    chat = await comes(house, await link_of(house, mesa))
    assert chat.person_id is None
