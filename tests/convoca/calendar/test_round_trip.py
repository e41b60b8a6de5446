"""A date goes out by SMTP, a calendar answers by SMTP: the real service between them, and programs as people have."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.message import EmailMessage

import aiosmtplib
import pytest

from convoca.service import Part, Service, running
from convoca.settings import Settings
from core.model.proposal import ParticipationStatus as S
from core.system import SystemIds
from tests.builders import CALL, KEY, House
from tests.convoca.calendar.programs import PROGRAMS, Program, google, seen
from tests.support.relay import ScriptedRelay, scripted_relay
from tests.support.sessions import LATER, date, sent_team, undate

BRUNO, ANA, HOST = "bruno@example.org", "ana@example.org", "127.0.0.1"
OURS = "mail.convoca.test"


@dataclass(slots=True)
class Post:
    """The service's two ends: the relay that takes its letters, and the way in for answers."""

    house: House
    service: Service
    relay: ScriptedRelay

    async def letter(self, address: str, count: int) -> EmailMessage:
        """Wait until as many letters have left; return the newest to an address."""
        assert self.service.courier is not None
        self.service.courier.wake()
        letters = await self.relay.took(count)
        return [letter for letter in letters if address in letter.recipients][-1].message

    async def answer(self, raw: bytes, recipient: str, sender: str = BRUNO, *, verdict: str = "pass") -> None:
        """Bring an answer, with what our border found of its sender, and wait until it was handled."""
        before = len(await self._handled())
        raw = f"Authentication-Results: {OURS}; dmarc={verdict} header.from=example.org\r\n".encode() + raw
        await aiosmtplib.send(raw, sender=sender, recipients=[recipient], hostname=HOST, port=self.service.smtp_port)
        await until(lambda: self._more_than(before))

    async def _more_than(self, before: int) -> bool:
        return len(await self._handled()) > before

    async def _handled(self) -> list[str]:
        kinds = ("letter_without_effect", "letter_held", "letter_unrouted", "calendar_unsettled")
        answers = (f"participant_{came}" for came in ("confirmed", "declined", "incomplete"))
        return [line.kind for line in await self.house.log(*kinds, *answers)]


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(1_000):
        if await holds():
            return
        await asyncio.sleep(0.02)
    raise TimeoutError


@asynccontextmanager
async def serving(house: House, database: str) -> AsyncIterator[Post]:
    async with scripted_relay() as relay:
        settings = Settings(
            database=database,
            smtp_relay=f"{HOST}:{relay.port}",
            smtp_listen=f"{HOST}:0",
            mail_domain="convoca.test",
            public_url="https://convoca.test",
            authserv_id=OURS,
        )
        parts = {Part.MAIL, Part.COURIERS}
        async with running(settings, CALL, clock=house.clock, ids=SystemIds(), key=KEY, parts=parts) as service:
            yield Post(house, service, relay)


@pytest.fixture
async def dated(house: House) -> tuple[str, str]:
    proposal_id, bruno, _ = await sent_team(house)
    await date(house, proposal_id)
    return proposal_id, bruno


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.__name__)
async def test_every_program_reads_our_event_and_its_no_and_yes_count(
    house: House, database: str, dated: tuple[str, str], program: Program
) -> None:
    _, bruno = dated
    async with serving(house, database) as post:
        event = seen(await post.letter(BRUNO, 3))
        assert (event.attendee, event.lines["METHOD"], event.lines["SEQUENCE"]) == (BRUNO, "REQUEST", "0")
        await post.answer(program(event, "decline", f"Bruno <{BRUNO}>"), event.organiser)
        assert await house.status(bruno) is S.DECLINED
        echo = await post.letter(BRUNO, 4)
        assert (echo["Auto-Submitted"], echo["Subject"]) == (
            "auto-replied",
            "Anotamos que no participará en «Redes que cuidan»",
        )
        await post.answer(program(event, "accept", f"Bruno <{BRUNO}>"), event.organiser)
        assert await house.status(bruno) is S.CONFIRMED
    assert {line.channel for line in (await house.log("participant_declined", "participant_confirmed"))[-2:]} == {
        "calendar"
    }


@pytest.mark.parametrize("answer", ["tentative", "counter"])
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.__name__)
async def test_every_programs_perhaps_goes_to_people(
    house: House, database: str, dated: tuple[str, str], program: Program, answer: str
) -> None:
    _, bruno = dated
    async with serving(house, database) as post:
        event = seen(await post.letter(BRUNO, 3))
        await post.answer(program(event, answer, f"Bruno <{BRUNO}>"), event.organiser)
    assert await house.status(bruno) is S.CONFIRMED
    assert [line.facts["answer"] for line in await house.log("calendar_unsettled")] == [answer]


async def test_a_move_and_a_cancellation_reach_the_same_event_and_old_answers_do_nothing(
    house: House, database: str, dated: tuple[str, str]
) -> None:
    proposal_id, bruno = dated
    async with serving(house, database) as post:
        first = seen(await post.letter(BRUNO, 3))
        await date(house, proposal_id, LATER)
        moved = seen(await post.letter(BRUNO, 6))
        await post.answer(google(first, "decline", BRUNO), first.organiser)
        assert await house.status(bruno) is S.CONFIRMED
        await undate(house, proposal_id)
        off = seen(await post.letter(BRUNO, 9))
        await post.answer(google(moved, "decline", BRUNO), first.organiser)
    assert await house.status(bruno) is S.CONFIRMED
    assert {event.lines["UID"] for event in (first, moved, off)} == {first.lines["UID"]}
    assert {event.organiser for event in (first, moved, off)} == {first.organiser}
    told = [(event.lines["METHOD"], event.lines["SEQUENCE"], event.lines["DTSTART"]) for event in (first, moved, off)]
    assert told == [
        ("REQUEST", "0", "20251105T180000Z"),
        ("REQUEST", "1", "20251106T130000Z"),
        ("CANCEL", "2", "20251106T130000Z"),
    ]
    assert [line.facts["why"] for line in await house.log("letter_without_effect")] == ["old_date", "no_session"]


async def test_no_letter_bears_an_address_but_its_readers(house: House, database: str, dated: tuple[str, str]) -> None:
    async with serving(house, database) as post:
        letters = {address: await post.letter(address, 3) for address in (BRUNO, ANA, "carla@example.org")}
    for address, letter in letters.items():
        event = seen(letter)
        others = set(letters) - {address}
        assert event.attendee == ("" if address == ANA else address)
        assert [other for other in others if other in "\n".join(event.lines.values())] == []
    assert len({seen(letter).lines["UID"] for letter in letters.values()}) == 3
    assert seen(letters[ANA]).lines["METHOD"] == "PUBLISH"


async def test_a_forged_click_waits_until_the_owner_says_that_it_is_theirs(
    house: House, database: str, dated: tuple[str, str]
) -> None:
    _, bruno = dated
    async with serving(house, database) as post:
        event = seen(await post.letter(BRUNO, 3))
        house.clock.move(hours=1)
        await post.answer(google(event, "decline", BRUNO), event.organiser, verdict="fail")
        assert await house.status(bruno) is S.CONFIRMED
        question = await post.letter(BRUNO, 4)
        own = EmailMessage()
        own["From"], own["To"], own["Subject"], own["Message-ID"] = BRUNO, str(question["Reply-To"]), "Re", "<1@x.org>"
        own.set_content("Sí\n")
        await post.answer(own.as_bytes(), str(question["Reply-To"]))
        assert await house.status(bruno) is S.DECLINED
    assert (await house.log("participant_declined"))[-1].channel == "calendar"
