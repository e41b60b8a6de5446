"""Reminders in the chat: told with what to do about them, and no longer once it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.model.chats import Chat
from core.model.matter import Wants
from core.rules.calendar.standing import CLOSE, closing_at
from core.usecases.reminding.choosing import choose_reminders
from core.usecases.ticking.news_by_mail import news_by_mail
from templates.say import say
from templates.words import Words
from tests.builders import ACCEPT, CALL, CLOSES, PROFILE, House
from tests.core.usecases.reminding.test_reminding import at, day, with_chat

BRUNO = "bruno@example.org"


async def told(house: House, address: str) -> list[str]:
    screen = await house.look(await house.at(address))
    texts = [block.label for block in screen.blocks]
    return [say(text, Words("es"), CALL) for text in texts if text.key == "chat.news.reminder"]


async def test_a_reminder_says_what_to_do_and_offers_it(house: House) -> None:
    ana = await with_chat(house, await house.ana())
    proposal_id = await house.proposal(ana)
    await house.command(ana, "start")
    assert await at(house, day(17)) == 1
    until = "24 de agosto de 2025, 23:59 (hora de Argentina; 25 de agosto de 2025, 02:59 UTC)"
    asked = f"Para no olvidar: quedan 7 días para enviar su propuesta «Redes que cuidan», hasta el {until}."
    assert await told(house, "ana@example.org") == [asked]
    screen = await house.look(ana)
    assert ("to_missing", proposal_id) in [(item.verb, item.argument) for item in screen.actions]


async def test_how_much_time_is_left_is_counted_when_it_is_read(house: House) -> None:
    ana = await with_chat(house, await house.ana())
    await house.proposal(ana)
    await house.command(ana, "start")
    assert await at(house, day(17)) == 1
    house.clock.moment = day(23)
    (tomorrow,) = await told(house, "ana@example.org")
    assert tomorrow.startswith("Para no olvidar: mañana vence el plazo para enviar su propuesta «Redes que cuidan»: el")
    house.clock.moment = CLOSES - timedelta(minutes=30)
    (soon,) = await told(house, "ana@example.org")
    assert soon.startswith("Para no olvidar: queda menos de una hora para enviar")


async def test_what_was_answered_is_not_asked_in_the_chat(house: House) -> None:
    bruno = await with_chat(house, await house.visitor(BRUNO, proved_at=house.now, name="Bruno", country="AR"))
    _, place, _ = await house.team(await house.ana())
    await house.command(bruno, "start")
    assert await at(house, day(13)) == 2
    assert len(await told(house, BRUNO)) == 1
    await house.reply(place, ACCEPT, PROFILE)
    assert await told(house, BRUNO) == []


async def test_who_wants_none_any_more_is_not_asked_in_the_chat(house: House) -> None:
    ana = await with_chat(house, await house.ana())
    await house.proposal(ana)
    await house.command(ana, "start")
    await at(house, day(17))
    async with house.work() as work:
        await choose_reminders(work, ana, Wants.NONE, "chat", house.now)
    assert await told(house, "ana@example.org") == []


async def test_what_nobody_can_do_any_more_is_not_asked_in_the_chat(house: House) -> None:
    ana = await with_chat(house, await house.ana())
    await house.proposal(ana)
    await house.command(ana, "start")
    await at(house, day(17))
    house.clock.moment = day(25)
    assert await told(house, "ana@example.org") == []


async def test_nobody_is_told_a_close_that_was_moved_since(house: House) -> None:
    bruno = await with_chat(house, await house.visitor(BRUNO, proved_at=house.now, name="Bruno", country="AR"))
    ana = await with_chat(house, await house.ana())
    await house.team(ana)
    for person in (ana, bruno):
        await house.command(person, "start")
    await at(house, day(13))
    await at(house, day(17))
    closes = house.desk.call.moments[CLOSE]
    assert closes.at is not None
    later = closing_at(closes, closes.at + timedelta(days=5), house.desk.call.zone)
    house.set_call(moments={**house.desk.call.moments, CLOSE: later})
    until = "29 de agosto de 2025, 23:59 (hora de Argentina; 30 de agosto de 2025, 02:59 UTC)"
    asked = f"Para no olvidar: quedan 12 días para responder si participa en «Redes que cuidan», hasta el {until}."
    assert await told(house, BRUNO) == [asked]
    assert await told(house, "ana@example.org") == [], "it is planned anew, and told then"


async def test_what_is_on_hold_is_not_asked_in_the_chat(house: House) -> None:
    bruno = await with_chat(house, await house.visitor(BRUNO, proved_at=house.now, name="Bruno", country="AR"))
    ana = await with_chat(house, await house.ana())
    proposal_id, _, _ = await house.team(ana)
    for person in (ana, bruno):
        await house.command(person, "start")
    await at(house, day(13))
    await at(house, day(17))
    assert [len(await told(house, who)) for who in ("ana@example.org", BRUNO)] == [1, 1]
    async with house.work() as work:
        record = await work.proposals.get(proposal_id)
        assert record is not None
        await work.proposals.save(replace(record, held_at=house.now))
    assert [await told(house, who) for who in ("ana@example.org", BRUNO)] == [[], []]


async def test_a_chat_that_proves_closed_hands_the_reminder_to_a_letter_while_it_stands(house: House) -> None:
    bruno = await with_chat(house, await house.visitor(BRUNO, proved_at=house.now))
    _, place, _ = await house.team(await house.ana())
    await at(house, day(13))
    async with house.work() as work:
        await work.chats.put(
            Chat(id=sum(bruno.id.encode()), opened_at=house.now, person_id=bruno.id, closed_at=house.now)
        )
    async with house.work() as work:
        await news_by_mail(house.desk, work)
    (letter,) = [one for one in await house.mail(BRUNO) if one.kind == "news"]
    assert [item["kind"] for item in letter.facts["news"]] == ["reminder"]  # type: ignore[attr-defined]  # a list
    house.clock.moment += timedelta(days=2)
    await house.reply(place, ACCEPT, PROFILE)
