"""Erasing oneself in the conversation: told before, done by a word, and what it leaves for everybody else."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from core.dialogue.account import Account, ListLeft, SentProposal
from core.dialogue.events import Command, Text
from core.dialogue.screen import Screen
from core.model.chats import Chat
from core.model.proposal import ParticipationStatus
from core.model.records import Channel, Person, ProposalState
from core.ports import ProposalFilter
from core.usecases import secretariat
from core.usecases.converse import NobodyError, heard, look, standing
from core.usecases.entering.linking import TELEGRAM
from core.usecases.entering.sign_in import who
from core.usecases.privacy.erase import account_of
from templates.letters import render
from templates.words import LANGUAGES
from tests.builders import ACCEPT, House
from tests.core.usecases.test_speakable import LINKS


def keys(screen: Screen) -> list[str]:
    return [block.label.key for block in screen.blocks]


async def account(house: House, address: str) -> Account:
    person = await house.at(address)
    async with house.store.look() as work:
        return await account_of(house.desk, work, person, house.now)


async def erase(house: House, address: str) -> Screen:
    person = await house.at(address)
    await house.command(person, "erase")
    return await house.type(person, "borrar")


async def test_the_account_names_what_is_theirs_and_what_stays(house: House) -> None:
    ana = await house.ana()
    sent, _, _ = await house.confirmed_team(ana)
    assert await house.send(sent)
    await house.proposal(ana, {"answers.title": "Otra idea"})
    async with house.work() as work:
        await work.chats.put(Chat(id=7, opened_at=house.now, person_id=ana.id))
    assert await account(house, "ana@example.org") == Account(
        data=("name", "address", "country", "organisation", "phone"),
        drafts=("Otra idea",),
        sent=(SentProposal(id=sent, title="Redes que cuidan", number=1, is_withdrawn=False),),
        chats=1,
    )


async def test_the_account_says_what_others_proposals_would_lack(house: House) -> None:
    await house.confirmed_team(await house.ana())
    carla = await account(house, "carla@example.org")
    (left,) = carla.lists
    assert (left.title, left.proponent) == ("Redes que cuidan", "Ana Gómez")
    assert [(finding.kind, finding.facts.get("role")) for finding in left.lacks] == [
        ("role_minimum", "rapporteur"),
        ("confirmations", None),
    ]


async def test_who_is_not_needed_leaves_nothing_lacking(house: House) -> None:
    proposal_id, _, _ = await house.confirmed_team(await house.ana())
    dana = await house.listed(proposal_id, "Dana", "dana@example.org", "speaker")
    await house.reply(dana, ACCEPT)
    assert (await account(house, "dana@example.org")).lists == (
        ListLeft(title="Redes que cuidan", proponent="Ana Gómez"),
    )


async def test_a_list_that_nobody_was_told_of_is_not_given_away(house: House) -> None:
    proposal_id = await house.proposal(await house.ana(proved_at=None))
    await house.listed(proposal_id, "Bruno Díaz", "bruno@example.org", "speaker")
    assert await account(house, "bruno@example.org") == Account(data=("name", "address"))


async def test_the_screen_tells_it_and_another_word_changes_nothing(house: House) -> None:
    ana = await house.ana()
    await house.proposal(ana)
    screen = await house.command(ana, "erase")
    assert screen.place == "erase"
    assert {"privacy.erase.drafts", "privacy.erase.backups", "privacy.erase.question"} <= set(keys(screen))
    screen = await house.type(ana, "sí, todo")
    assert (keys(screen)[0], screen.input.typed) == ("privacy.problem.word", "sí, todo")
    assert await house.person(ana.id) == ana
    await house.tap(ana, "data")
    assert (await house.look(ana)).place == "data"


async def test_by_the_word_everything_of_theirs_is_gone_at_once(house: House) -> None:
    secret = await house.enter("ana@example.org")
    ana = await house.ana()
    draft = await house.proposal(ana)
    screen = await erase(house, "ana@example.org")
    assert (screen.place, screen.actions) == ("erased", ())
    assert keys(screen) == ["privacy.erased.done", "privacy.erased.drafts", "privacy.erased.again"]
    assert (await house.record(draft)).values == {}
    async with house.store.look() as work:
        assert await who(house.desk, work, secret) is None
        assert await work.people.by_address("ana@example.org") is None
        assert await work.conversations.get(ana.id, "web") is None
        with pytest.raises(NobodyError):
            await look(house.desk, work, ana.id, TELEGRAM)
    (line,) = await house.log("person_erased")
    assert (line.actor, line.person_id, line.facts) == (ana.id, None, {})


async def test_people_invited_to_a_draft_hear_that_it_is_off(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, _ = await house.team(ana)
    await house.post()
    await erase(house, "ana@example.org")
    (letter,) = [item for item in await house.mail("bruno@example.org") if item.kind == "withdrawn_participant"]
    assert (letter.facts["proposal_title"], letter.facts["proponent_name"]) == ("Redes que cuidan", None)
    for language in LANGUAGES:
        written = render(letter.kind, language, letter.facts, house.desk.call, LINKS)
        assert "None" not in written.text
        assert "Ana" not in written.text
    assert (await house.record(proposal_id)).state is ProposalState.WITHDRAWN
    assert await house.status(bruno) is ParticipationStatus.WITHDRAWN
    await house.remind()
    assert [item.kind for item in await house.post()] == ["withdrawn_participant"] * 2


async def test_the_proponent_of_a_list_hears_it_without_a_name_and_sees_what_lacks(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, _ = await house.confirmed_team(ana)
    await erase(house, "bruno@example.org")
    told = [facts for kind, facts in await house.news(ana.id) if kind == "participant_erased"]
    assert told == [{"title": "Redes que cuidan"}]
    assert not await house.send(proposal_id)
    screen = await house.tap(ana, "open")
    assert "role_minimum" in [finding.kind for finding in screen.missing]
    assert (await house.stands(bruno)).name is None


async def test_a_sent_proposal_stays_and_can_be_read_by_the_secretariat(house: House) -> None:
    ana = await house.ana()
    proposal_id, _, _ = await house.confirmed_team(ana)
    assert await house.send(proposal_id)
    await erase(house, "ana@example.org")
    async with house.store.look() as work:
        (row,) = await secretariat.overview(house.desk, work, ProposalFilter())
        shown = await secretariat.proposal_page(house.desk, work, proposal_id)
        people = await secretariat.people(house.desk, work, "")
        _, table = await secretariat.csv_table(house.desk, work, ProposalFilter())
    assert shown is not None
    assert (row.title, row.proponent.name, row.draft.record.number) == ("Redes que cuidan", None, 1)
    assert [item.person.address for item in people] == ["bruno@example.org", "carla@example.org"]
    assert "ana@example.org" not in str(table)
    await house.remind()
    await house.digest()
    (digest,) = await house.mail("mesa@lacigf.test")
    nobody = {"kind": "erased", "name": None, "title": None, "number": None, "count": 1, "why": ""}
    assert digest.facts["problems"] == {"count": 1, "lines": [nobody], "beyond": 0}
    for language in LANGUAGES:
        assert "Ana" not in render("digest", language, digest.facts, house.desk.call, LINKS).text


async def test_who_has_not_proved_the_address_erases_nobody(house: House) -> None:
    visitor = await house.visitor("eva@example.org", name="Eva", country="UY")
    screen = await house.command(visitor, "erase")
    assert keys(screen)[-1] == "privacy.erase.not_proved"
    await house.type(visitor, "borrar")
    assert await house.person(visitor.id) == visitor


async def test_a_wish_for_the_files_is_sent_to_each_open_chat_once_a_minute(house: House) -> None:
    ana = await house.ana()
    await house.command(ana, "data")
    screen = await house.tap(ana, "download")
    assert screen.toast is not None
    assert screen.toast.key == "privacy.toast.here"
    async with house.work() as work:
        for number, closed in ((7, None), (8, house.now)):
            await work.chats.put(Chat(id=number, opened_at=house.now, person_id=ana.id, closed_at=closed))
    for _ in range(2):
        screen = await house.tap(ana, "download")
        assert screen.toast is not None
        assert screen.toast.key == "privacy.toast.sent"
    async with house.store.look() as work:
        queued = await work.outbox.of_person(ana.id, Channel.MESSENGER, 10)
    assert [(item.kind, item.facts) for item in reversed(queued)] == [
        ("own_data", {"form": "html", "chat": 7}),
        ("own_data", {"form": "json", "chat": 7}),
    ]


async def linked_chats(house: House, person: Person) -> None:
    """Two open chats of theirs, in their languages, and one that they closed."""
    async with house.work() as work:
        for number, language, closed in ((7, "es", None), (8, "pt", None), (9, "es", house.now)):
            chat = Chat(id=number, opened_at=house.now, person_id=person.id, language=language, closed_at=closed)
            await work.chats.put(chat)


async def told_elsewhere(house: House) -> list[tuple[str, str | None, str, Mapping[str, object]]]:
    async with house.work() as work:
        waiting = await work.outbox.claim(Channel.MESSENGER, house.now, house.now, 10)
    return [(item.kind, item.person_id, item.language, item.facts) for item in waiting]


async def test_every_other_open_chat_hears_it_once_and_nothing_more(house: House) -> None:
    ana = await house.ana()
    await house.proposal(ana)
    await linked_chats(house, ana)
    await erase(house, "ana@example.org")
    assert await told_elsewhere(house) == [
        ("erased_elsewhere", None, "es", {"chat": 7}),
        ("erased_elsewhere", None, "pt", {"chat": 8}),
    ]


async def test_the_chat_in_which_it_was_asked_tells_it_itself(house: House) -> None:
    ana = await house.ana()
    await linked_chats(house, ana)
    async with house.work() as work:
        for event in (Command("erase"), Text("borrar")):
            at = await standing(house.desk, work, ana.id, TELEGRAM)
            outcome = await heard(house.desk, work, at, event, chat_id=7)
    assert outcome.erased is not None
    assert await told_elsewhere(house) == [("erased_elsewhere", None, "pt", {"chat": 8})]
