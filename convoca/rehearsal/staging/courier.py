"""The rehearsal's own courier: it takes from the outbox what is due, puts it into words, and brings it to people."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from convoca.posting import links_of
from convoca.rehearsal.log import Told
from convoca.settings import Settings
from core.dialogue.news import news_said
from core.dialogue.screen import Phrase
from core.model.chats import Chat
from core.model.records import Channel, Notice, OutboxState, Person
from core.model.reminder import BY_DAY, REMINDERS
from core.ports import Store, UnitOfWork
from core.rules.calendar.clocks import zone_by
from core.rules.due.remaining import with_time_left
from core.usecases.desk import Desk
from core.usecases.reminding.leaving import may_leave, standing
from core.usecases.reminding.sources import Source
from core.usecases.world import NEWS_SHOWN
from mail.courier.courier import LEASE, TOGETHER, pause
from templates.letters import KINDS
from templates.letters.dress import as_text
from templates.letters.pen import Pen
from templates.say import say
from templates.words import Words

SLOW = 20
"""One address in so many lies behind a server that lets nobody in at the first try."""
CHATS = 1000
Deliver = Callable[[Told], None]


@dataclass(slots=True)
class Courier:
    """Carries whatever may leave now; letters as text alone, which is what takes the least time."""

    desk: Desk
    settings: Settings
    store: Store
    deliver: Deliver
    sources: Sequence[Source]

    async def carry(self) -> datetime | None:
        """Bring all that is due; return when something that was put off may be tried again."""
        moments: list[datetime] = []
        carried: Sequence[Notice] = ()
        while True:
            async with self.store.work() as work:
                moments += [at for letter in carried if (at := await self._settle(work, letter)) is not None]
                letters = await self._claimed(work)
                carried = [letter for letter in letters if await self._may_leave(work, letter)]
            if not letters:
                break
            for letter in carried:
                if not _is_put_off(letter):
                    self.deliver(self._letter(letter))
        await self._chats()
        return min(moments, default=None)

    async def _may_leave(self, work: UnitOfWork, letter: Notice) -> bool:
        """Whether a reminder's reason stands, and nobody is woken by it."""
        return letter.kind not in BY_DAY or await may_leave(self.desk, work, letter, self.sources)

    async def _settle(self, work: UnitOfWork, letter: Notice) -> datetime | None:
        """Note that a letter left; return when it is tried again where nobody was let in."""
        now = self.desk.clock.now()
        if not _is_put_off(letter):
            await work.outbox.sent(letter.id, now)
            return None
        later = now + pause(letter)
        await work.outbox.retry(letter.id, later, "451")
        return later

    async def _claimed(self, work: UnitOfWork) -> Sequence[Notice]:
        now = self.desk.clock.now()
        return await work.outbox.claim(Channel.MAIL, now, now + LEASE, TOGETHER)

    async def _chats(self) -> None:
        """Show every open chat its news: read at once, as those who have the messenger at hand do."""
        async with self.store.look() as work:
            wanting = await work.chats.to_draw(self.desk.clock.now(), CHATS)
        if not wanting:
            return
        async with self.store.work() as work:
            for chat in wanting:
                person = await work.people.get(chat.person_id or "")
                for news in await self._unread(work, chat) if person else ():
                    if person and await self._is_news(work, news, person):
                        self.deliver(self._message(chat, news, person))
                    await work.outbox.sent(news.id, self.desk.clock.now())
                await work.chats.put(_drawn(chat))

    async def _unread(self, work: UnitOfWork, chat: Chat) -> list[Notice]:
        newest = await work.outbox.of_person(chat.person_id or "", Channel.CHAT, NEWS_SHOWN)
        return [news for news in reversed(newest) if news.state is not OutboxState.SENT]

    async def _is_news(self, work: UnitOfWork, news: Notice, person: Person) -> bool:
        """Whether there is still something to say: a chat keeps quiet about what is done."""
        return news.kind not in REMINDERS or bool(await standing(self.desk, work, news, person, self.sources))

    def _message(self, chat: Chat, news: Notice, person: Person) -> Told:
        phrase = news_said(self.desk.call, Phrase(f"chat.news.{news.kind}", self._facts(news, person)))
        said = say(phrase, Words(chat.language), self.desk.call)
        return self._told(news, chat.language, person.address, said, said)

    def _facts(self, news: Notice, person: Person) -> Mapping[str, object]:
        """Return what news tell, a reminder with the time that is left, as the person's own screens do."""
        about, zone = news.facts.get("about"), ZoneInfo(zone_by(self.desk.call, person))
        if not isinstance(about, list):
            return news.facts
        return {**news.facts, "about": [with_time_left(item, self.desk.clock.now(), zone) for item in about]}

    def _letter(self, letter: Notice) -> Told:
        links = links_of(self.desk, self.settings, letter)
        pen = Pen(Words(letter.language), self.desk.call, letter.facts, links)
        draft = KINDS[letter.kind](pen)
        return self._told(letter, letter.language, letter.address or "", draft.subject, as_text(draft, pen))

    def _told(self, notice: Notice, language: str, address: str, subject: str, text: str) -> Told:
        return Told(
            at=self.desk.clock.now(),
            id=notice.id,
            channel=notice.channel,
            kind=notice.kind,
            language=language,
            address=address,
            person_id=notice.person_id,
            subject=subject,
            text=text,
            facts=notice.facts,
            queued_at=notice.created_at,
            proposal_id=notice.proposal_id,
            participation_id=notice.participation_id,
            token=notice.token,
        )


def _is_put_off(letter: Notice) -> bool:
    return letter.attempts == 1 and zlib.crc32((letter.address or "").encode()) % SLOW == 0


def _drawn(chat: Chat) -> Chat:
    return replace(chat, shown=chat.wanted)
