"""Everything that the use cases queue can be said: an eventful story, every letter and notice, every language."""

from __future__ import annotations

import pytest

from core.dialogue.entering import Entry, EntryStep
from core.dialogue.events import Text
from core.dialogue.news import news_said
from core.dialogue.screen import Phrase
from core.model.batch import Audience
from core.model.chats import Chat
from core.model.letter import CalendarAnswer
from core.usecases.bulk.acts import begin, hold
from core.usecases.entering.linking import go_on
from core.usecases.privacy.erase import erase
from core.usecases.proposing.withdraw import withdraw
from core.usecases.ticking.news_by_mail import news_by_mail
from templates.letters import KINDS, Links, render
from templates.say import say
from templates.words import LANGUAGES, Words
from tests.builders import ACCEPT, CLOSES, DECLINE, OPEN, UNCLEAR, House
from tests.core.usecases.calendar.moving import every_way
from tests.core.usecases.ordering.office import every_sort_of_order
from tests.support.sessions import LATER, click, date, undate

LINKS = Links(
    home="https://convoca.test/",
    page="https://convoca.test/i/t",
    enter="https://convoca.test/enter/t",
    code="042517",
    chat="https://t.me/convoca_test_bot?start=t",
)
NEWS = {
    "participant_confirmed", "participant_incomplete", "participant_declined", "participant_unclear",
    "participant_bounced", "participant_muted", "participant_erased", "sendable", "receipt", "receipt_changes",
    "withdrawn", "invited", "reminder", "session_dated", "session_moved", "session_cancelled",
    "participant_tentative", "participant_counter", "participant_other",
    "deadline_later", "deadline_earlier", "deadline_reopened", "deadline_own",
}  # fmt: skip


async def an_eventful_call(house: House) -> None:
    """A story in which everything happens that anybody is told of."""
    await house.team(await house.visitor("eva@example.org"))
    ana = await house.ana()
    proposal_id, bruno, _ = await house.confirmed_team(ana)
    dana = await house.listed(proposal_id, "Dana", "dana@example.org", "speaker")
    eli = await house.listed(proposal_id, "Eli", "eli@example.org", "speaker")
    flor = await house.listed(proposal_id, "Flor", "flor@example.org", "speaker")
    await house.listed(proposal_id, "Gil", "gil@example.org", "speaker")
    await house.post()
    await house.reply(dana, UNCLEAR, text="¿Qué día es?")
    await house.reply(dana, ACCEPT, sender="dana@else.example")
    await house.reply(dana, ACCEPT, {"country": "CL"}, unknown_fields=("Edad: 7",))
    await house.bounce(eli)
    await house.reply(flor, None, stop=True)
    await house.send(proposal_id)
    await date(house, proposal_id, LATER)
    await undate(house, proposal_id)
    await date(house, proposal_id, LATER)
    await date(house, proposal_id)
    await house.post()
    for answer in (CalendarAnswer.TENTATIVE, CalendarAnswer.COUNTER, CalendarAnswer.OTHER):
        await click(house, bruno, answer)
    await house.answer(proposal_id, "answers.title", "Redes que curan")
    await house.send(proposal_id)
    await house.change(bruno, "roles", ("moderator",))
    await house.reply(bruno, DECLINE)
    await house.post()
    await house.take_off(dana)
    await house.enter("ana@example.org")
    carla = await house.at("carla@example.org")
    async with house.work() as work:
        await erase(house.desk, work, carla, actor=carla.id)
    record = await house.record(proposal_id)
    async with house.work() as work:
        await withdraw(house.desk, work, record, ana, house.now)
    await house.team(ana)
    for _ in range(2):
        await house.proposal(await house.visitor("ines@example.org", proved_at=house.now))
    await every_sort_of_order(house)
    async with house.work() as work:
        await work.chats.put(Chat(id=9, opened_at=house.now, person_id=ana.id))
    for days in (-8, -4, -2):
        house.clock.moment = CLOSES
        house.clock.move(days=days, hours=10)
        await house.remind()
    await every_way(house)
    async with house.work() as work:
        texts = {"es": {"subject": "Dos días más", "text": "El envío cierra el domingo."}}
        batch = await begin(house.desk, work, Audience.EVERYBODY, texts, ana)
        assert await hold(house.desk, work, batch, ana) is None
    await house.digest()
    async with house.work() as work:
        await work.chats.put(Chat(id=9, opened_at=house.now, person_id=ana.id, closed_at=OPEN))
        await news_by_mail(house.desk, work)
    chat = Chat(id=7, opened_at=house.now, entry=Entry(step=EntryStep.ADDRESS).to_json())
    async with house.work() as work:
        await go_on(house.desk, work, chat, Text("ana@example.org"))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_letter_can_be_written(house: House, language: str) -> None:
    await an_eventful_call(house)
    letters = await house.mail()
    assert {letter.kind for letter in letters} == set(KINDS)
    for letter in letters:
        if not letter.facts:
            continue  # blanked with whom it went to: nothing writes it again
        written = render(letter.kind, language, letter.facts, house.desk.call, LINKS)
        assert written.subject.strip()
        assert written.text.strip()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_chat_notice_can_be_said(house: House, language: str) -> None:
    await an_eventful_call(house)
    async with house.store.look() as work:
        people = await work.people.all()
    told = [news for person in people for news in await house.news(person.id)]
    assert {kind for kind, _ in told} == NEWS
    for kind, facts in told:
        phrase = news_said(house.desk.call, Phrase(f"chat.news.{kind}", facts))
        assert say(phrase, Words(language), house.desk.call).strip()
