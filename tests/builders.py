"""A whole house without its doors: real use cases over a real SQLite file, a clock moved by hand, ids in order.

`House` speaks the user's language: somebody signs in, proposes, lists people; letters leave, are answered and bounce.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.call.shipped import shipped_call
from core.dialogue.events import Command, Event, Tap, Text
from core.dialogue.screen import Screen
from core.model.letter import Bounce, Decision, LetterKind, Reading
from core.model.proposal import Answer, ParticipationStatus
from core.model.records import (
    Channel,
    IncomingLetter,
    LogEntry,
    Notice,
    OutboxState,
    Participation,
    Person,
    ProposalRecord,
)
from core.model.token import BOUNCE, HELD, PAGE, REPLY, SIGN_IN, derive, local_part
from core.model.undelivered import Undelivered
from core.ports import Store, UnitOfWork
from core.usecases.converse import converse, look
from core.usecases.desk import Desk
from core.usecases.digesting.digest import digest
from core.usecases.entering.sign_in import ask_for_link, sign_in
from core.usecases.letters.answer_by_letter import answer_by_letter
from core.usecases.listing import participants
from core.usecases.people import person_at
from core.usecases.proposing import propose
from core.usecases.proposing.submit import submit
from core.usecases.reminding.remind import remind

OPEN = datetime(2025, 8, 10, 15, tzinfo=UTC)
CLOSES = datetime(2025, 8, 25, 3, tzinfo=UTC)
CALL = shipped_call("lacigf-2025")
KEY = b"a key for tests that is long enough"
ACCEPT, DECLINE, UNCLEAR = Decision.ACCEPT, Decision.DECLINE, Decision.UNCLEAR
PROFILE = {
    "sector": "academia",
    "country": "UY",
    "organisation": "Universidad de la República",
    "attendance": "in_person",
}
CONTACT = {"name": "Ana Gómez", "country": "AR", "organisation": "Red Abierta", "phone": "+54 351 555 1234"}
WORKSHOP: Mapping[str, Answer] = {
    "session_type": "workshop",
    "modality": "in_person",
    "duration": "75",
    "topic": "cybersecurity",
    "answers.title": "Redes que cuidan",
    "answers.description": "Un taller sobre redes comunitarias.",
    "answers.objectives": "Aprender a montar una red.",
    "answers.relevance": "Las redes comunitarias conectan a quien nadie conecta.",
    "answers.policy_issues": ("¿Quién decide sobre el espectro?",),
    "answers.expected_results": "Una guía breve.",
    "answers.methodology": "Trabajo en grupos.",
    "answers.duration_justification": "Hace falta tiempo para practicar.",
    "answers.interaction_minutes": 30,
}  # fmt: skip
"""Everything that a workshop must answer."""


class HandClock:
    """Time that stands still until it is moved."""

    def __init__(self, moment: datetime = OPEN) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def move(self, **lapse: float) -> None:
        self.moment += timedelta(**lapse)


class CountedIds:
    """Ids that a test can foresee."""

    def __init__(self) -> None:
        self._count = 0

    def new(self) -> str:
        self._count += 1
        return f"id{self._count:04}"

    def secret(self) -> str:
        return f"secret-{self.new()}"


class House:
    """One call being run. Methods act in units of work of their own, unless one is open (`async with house.work()`)."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = HandClock()
        self.desk = Desk(call=CALL, clock=self.clock, ids=CountedIds(), key=KEY, secretariat=("mesa@lacigf.test",))

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def set_call(self, **changes: object) -> None:
        """Let another call hold: the shipped one with changes."""
        self.desk = replace(self.desk, call=replace(self.desk.call, **changes))  # type: ignore[arg-type]  # names of Call

    @asynccontextmanager
    async def work(self) -> AsyncIterator[UnitOfWork]:
        async with self.store.work() as work:
            yield work

    # ── people

    async def visitor(self, address: str, **known: object) -> Person:
        """Somebody known by an address that they have not proved."""
        async with self.work() as work:
            person = await person_at(self.desk, work, address, self.now)
            person = replace(person, **known)  # type: ignore[arg-type]  # names of Person
            await work.people.save(person)
            return person

    async def ana(self, **known: object) -> Person:
        """A proponent who has signed in and told her data."""
        return await self.visitor("ana@example.org", **{**CONTACT, "proved_at": self.now, **known})

    async def person(self, person_id: str) -> Person:
        async with self.work() as work:
            person = await work.people.get(person_id)
        assert person is not None
        return person

    async def at(self, address: str) -> Person:
        async with self.work() as work:
            person = await work.people.by_address(address)
        assert person is not None
        return person

    async def link_for(self, address: str) -> str:
        """The token of the newest sign-in link that was sent to an address."""
        async with self.work() as work:
            assert await ask_for_link(self.desk, work, address, "es") is None
        newest = [notice for notice in await self.mail((await self.at(address)).address) if notice.kind == "sign_in"][
            -1
        ]
        return token_of(newest, SIGN_IN)

    async def enter(self, address: str) -> str:
        """Sign in as people do; return the session's secret."""
        token = await self.link_for(address)
        async with self.work() as work:
            secret = await sign_in(self.desk, work, token)
        assert secret is not None
        return secret

    # ── proposals

    async def proposal(self, ana: Person, values: Mapping[str, Answer] = WORKSHOP, **changes: Answer) -> str:
        """A draft with these answers, saved one by one; return its id."""
        async with self.work() as work:
            record = await propose.begin(self.desk, work, ana, self.now)
        assert record is not None
        for path, value in {**values, **changes}.items():
            assert await self.answer(record.id, path, value)
        return record.id

    async def answer(self, proposal_id: str, path: str, value: Answer) -> bool:
        async with self.work() as work:
            record, ana = await self._whole(work, proposal_id)
            return await propose.save_answer(self.desk, work, record, ana, path, value, self.now)

    async def record(self, proposal_id: str) -> ProposalRecord:
        async with self.work() as work:
            return (await self._whole(work, proposal_id))[0]

    async def send(self, proposal_id: str) -> bool:
        async with self.work() as work:
            record, ana = await self._whole(work, proposal_id)
            return await submit(self.desk, work, record, ana, self.now)

    async def team(self, ana: Person) -> tuple[str, str, str]:
        """A workshop that lacks only two confirmations: (proposal, its speaker, its rapporteur)."""
        proposal_id = await self.proposal(ana)
        bruno = await self.listed(proposal_id, "Bruno Díaz", "bruno@example.org", "speaker")
        carla = await self.listed(proposal_id, "Carla Souza", "carla@example.org", "rapporteur")
        return proposal_id, bruno, carla

    async def confirmed_team(self, ana: Person) -> tuple[str, str, str]:
        """A workshop that can be sent."""
        proposal_id, bruno, carla = await self.team(ana)
        await self.reply(bruno, ACCEPT, PROFILE)
        await self.reply(carla, ACCEPT, {**PROFILE, "sector": "technical", "country": "BR", "organisation": "NIC.br"})
        return proposal_id, bruno, carla

    # ── people on the list

    async def listed(self, proposal_id: str, name: str, address: str | None, *roles: str) -> str:
        """Somebody put on the list as the chat does it: name, roles, then address; return the participation's id."""
        async with self.work() as work:
            record, ana = await self._whole(work, proposal_id)
            item = await participants.add(self.desk, work, record, ana, name, self.now)
        assert item is not None
        if roles:
            await self.change(item.id, "roles", roles)
        if address:
            await self.change(item.id, "address", address)
        return item.id

    async def change(self, participation_id: str, path: str, value: Answer) -> participants.Refused | None:
        async with self.work() as work:
            item, record, ana = await self._listed(work, participation_id)
            return await participants.change(self.desk, work, record, ana, item, path, value, self.now)

    async def take_off(self, participation_id: str) -> participants.Refused | None:
        async with self.work() as work:
            item, record, ana = await self._listed(work, participation_id)
            return await participants.remove(self.desk, work, record, ana, item, self.now)

    async def stands(self, participation_id: str) -> Participation:
        async with self.work() as work:
            return (await self._listed(work, participation_id))[0]

    async def status(self, participation_id: str) -> ParticipationStatus:
        return (await self.stands(participation_id)).status

    # ── letters

    async def mail(self, address: str | None = None) -> list[Notice]:
        """Every letter that was ever queued, oldest first; those to one address."""
        return [letter for letter in await self._notices(Channel.MAIL) if address in (None, letter.address)]

    async def kinds(self, address: str | None = None) -> list[str]:
        return [letter.kind for letter in await self.mail(address)]

    async def news(self, person_id: str) -> list[tuple[str, Mapping[str, object]]]:
        """What a person's chat was told, oldest first."""
        told = [notice for notice in await self._notices(Channel.CHAT) if notice.person_id == person_id]
        return [(notice.kind, notice.facts) for notice in told]

    async def post(self) -> list[Notice]:
        """Let every waiting letter leave; return them."""
        left: list[Notice] = []
        async with self.work() as work:
            while claimed := await work.outbox.claim(Channel.MAIL, self.now, self.now + timedelta(minutes=5), 100):
                left.extend(claimed)
                for letter in claimed:
                    await work.outbox.sent(letter.id, self.now)
        return left

    async def reply(
        self,
        participation_id: str,
        decision: Decision | None,
        fields: Mapping[str, str] | None = None,
        *,
        to: Notice | None = None,
        sender: str | None = None,
        key: str | None = None,
        purpose: str = REPLY,
        **reading: object,
    ) -> str:
        """The invited person answers by letter (the newest, or the one named by `to`); return the answer's id."""
        item = await self.stands(participation_id)
        written = to or Notice(
            id="", key="", channel=Channel.MAIL, kind="", created_at=self.now,
            token={"subject": item.id, "generation": item.generation},
        )  # fmt: skip
        address = f"{local_part(purpose, token_of(written, purpose))}@convoca.test"
        read = {"kind": LetterKind.REPLY, "decision": decision, "fields": fields or {}, "text": "…"}
        sender = sender or item.address or ""
        return await self.letter(Reading(**{**read, "sender": sender, **reading}), address, key=key)  # type: ignore[arg-type]  # names of Reading

    async def bounce(
        self,
        participation_id: str,
        *,
        permanent: bool = True,
        why: Undelivered = Undelivered.NO_MAILBOX,
        to: Notice | None = None,
    ) -> None:
        """A delivery report comes to the envelope sender of a letter."""
        told = Bounce(status="5.1.1" if permanent else "4.2.2", permanent=permanent, why=why)
        await self.reply(
            participation_id, None, kind=LetterKind.BOUNCE, bounce=told, sender="mailer@x.test", to=to, purpose=BOUNCE
        )

    async def letter(self, reading: Reading, recipient: str, *, key: str | None = None) -> str:
        """A letter is stored and handled as the worker does it; the same `key` twice is the same letter."""
        new = self.desk.ids.new()
        async with self.work() as work:
            await work.inbox.add(
                [
                    IncomingLetter(
                        id=new, key=key or new, received_at=self.now, mail_from=reading.sender or "",
                        recipient=recipient, raw=b"",
                    )
                ]
            )  # fmt: skip
        async with self.work() as work:
            for waiting in await work.inbox.waiting(10):
                await answer_by_letter(self.desk, work, waiting, reading)
        return new

    async def page(self, participation_id: str) -> str:
        """The token of the link in the newest letter about a participation."""
        item = await self.stands(participation_id)
        return derive(KEY, PAGE, item.id, item.generation)

    # ── chat

    async def look(self, person: Person) -> Screen:
        async with self.work() as work:
            return await look(self.desk, work, person.id, "web")

    async def say(self, person: Person, event: Event) -> Screen:
        async with self.work() as work:
            return await converse(self.desk, work, person.id, "web", event)

    async def tap(self, person: Person, verb: str, argument: str | None = None) -> Screen:
        """Tap what stands on the person's screen under this verb (and argument, where several do)."""
        screen = await self.look(person)
        found = [item for item in screen.actions if item.verb == verb and argument in (None, item.argument)]
        assert found, f"no {verb} {argument or ''} at {screen.place}: {[item.verb for item in screen.actions]}"
        return await self.say(person, Tap(verb, found[0].argument, screen.revision))

    async def type(self, person: Person, text: str) -> Screen:
        return await self.say(person, Text(text, (await self.look(person)).revision))

    async def command(self, person: Person, name: str) -> Screen:
        return await self.say(person, Command(name))

    # ── time

    async def remind(self) -> int:
        queued, more = 0, True
        while more:
            async with self.work() as work:
                done = await remind(self.desk, work)
            queued, more = queued + done.queued, done.more
        return queued

    async def digest(self) -> int:
        async with self.work() as work:
            return (await digest(self.desk, work)).queued

    # ── the log

    async def log(self, *kinds: str) -> list[LogEntry]:
        async with self.work() as work:
            return [entry for entry in await work.log.since(0) if not kinds or entry.kind in kinds]

    async def logged(self) -> Sequence[str]:
        return [entry.kind for entry in await self.log()]

    async def _notices(self, channel: Channel) -> list[Notice]:
        async with self.work() as work:
            everybody = await work.people.all()
            found = [
                notice for person in everybody for notice in await work.outbox.of_person(person.id, channel, 1_000)
            ]
        return sorted(found, key=lambda notice: notice.id)

    async def _whole(self, work: UnitOfWork, proposal_id: str) -> tuple[ProposalRecord, Person]:
        record = await work.proposals.get(proposal_id)
        ana = await work.people.get(record.proponent_id) if record else None
        assert record is not None
        assert ana is not None
        return record, ana

    async def _listed(self, work: UnitOfWork, participation_id: str) -> tuple[Participation, ProposalRecord, Person]:
        item = await work.participations.get(participation_id)
        assert item is not None
        return item, *await self._whole(work, item.proposal_id)


def token_of(notice: Notice, purpose: str) -> str:
    """The token of a letter, as the courier derives it."""
    assert notice.token is not None
    subject = notice.token["held" if purpose == HELD else "subject"]
    return derive(KEY, purpose, str(subject), int(str(notice.token["generation"])))


def waiting(notices: Sequence[Notice]) -> list[Notice]:
    """Those that have not left."""
    return [notice for notice in notices if notice.state is OutboxState.WAITING]
