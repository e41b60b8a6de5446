"""'Was this you?' with real letters: ours as they leave, answers as mail programs write them, our border's verdicts."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from convoca.letters import answered_text, reader
from convoca.posting import rendering
from convoca.settings import Settings
from core.model.proposal import ParticipationStatus
from core.model.records import IncomingLetter, Notice
from core.usecases.letters.answer_by_letter import answer_by_letter
from mail.inbound.worker import Worker
from templates.words import Words
from tests.builders import House

OURS = "mail.convoca.test"
SETTINGS = Settings(mail_domain="convoca.test", public_url="https://convoca.test", authserv_id=OURS)
BRUNO, OTHER = "bruno@example.org", "bruno@gmail.example"
SPANISH = Words("es")
WORDS = (
    "Sector: Academia\nPaís: Uruguay\nOrganización: Universidad de la República\n"
    f"{SPANISH('chat.field.attendance')}: {SPANISH('chat.attendance.in_person')}"
)
S = ParticipationStatus


def answer_to(letter: EmailMessage, sender: str, words: str, verdict: str) -> bytes:
    """An answer with our letter quoted under it, as it comes out of our border."""
    told = f"dmarc={verdict} header.from={sender.partition('@')[2]}"
    answer = EmailMessage()
    answer["Authentication-Results"] = f"{OURS}; {told}"
    answer["Received"] = "from relay.example by mail.convoca.test; Sun, 10 Aug 2025 12:00:00 -0300"
    answer["Authentication-Results"] = f"{OURS}; dmarc=pass header.from={sender.partition('@')[2]}"
    answer["From"], answer["To"] = f"Bruno Díaz <{sender}>", str(letter["Reply-To"])
    answer["Subject"], answer["Message-ID"] = f"Re: {letter['Subject']}", "<1@gmail.example>"
    quoted = "".join(f"> {line}\n" for line in text_of(letter).splitlines())
    answer.set_content(f"{words}\n\nEl dom, 10 ago 2025 a las 12:00, LACIGF escribió:\n\n{quoted}")
    return answer.as_bytes()


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


async def leaves(house: House, kind: str) -> EmailMessage:
    """The newest letter of a kind to Bruno, as it travels."""
    notice: Notice = [letter for letter in await house.mail(BRUNO) if letter.kind == kind][-1]
    ready = rendering(house.desk, SETTINGS)(notice)
    return message_from_bytes(ready.raw, policy=policy.default)


async def comes(house: House, letter: EmailMessage, sender: str, words: str, verdict: str = "pass") -> None:
    """An answer is stored and handled as the service does it."""
    new = house.desk.ids.new()
    stored = IncomingLetter(
        id=new, key=new, received_at=house.now, mail_from=sender, recipient=letter["Reply-To"].addresses[0].addr_spec,
        raw=answer_to(letter, sender, words, verdict),
    )  # fmt: skip
    async with house.work() as work:
        await work.inbox.add([stored])
    worker = Worker(
        house.store,
        read=reader(house.desk, SETTINGS.authserv_id),
        answered=answered_text(house.desk, SETTINGS, str),
        handle=lambda work, read, said: answer_by_letter(house.desk, work, read, said),
    )
    assert await worker.drain() == 1


@pytest.fixture
async def bruno(house: House) -> str:
    _, bruno, _ = await house.team(await house.ana())
    return bruno


@pytest.mark.parametrize(("sender", "verdict"), [(OTHER, "pass"), (OTHER, "none"), (OTHER, "fail"), (BRUNO, "fail")])
async def test_a_doubtful_reply_waits_for_a_yes_from_the_invited_address(
    house: House, bruno: str, sender: str, verdict: str
) -> None:
    await comes(house, await leaves(house, "invitation"), sender, f"Sí, acepto\n{WORDS}", verdict)
    assert (await house.stands(bruno)).accepted_at is None
    question = await leaves(house, "was_this_you")
    assert sender in text_of(question)
    await comes(house, question, BRUNO, "Sí")
    item = await house.stands(bruno)
    assert (item.status, item.attributes["sector"], item.attributes["country"]) == (S.CONFIRMED, "academia", "UY")


@pytest.mark.parametrize(
    "words", ["", "No", "Acepto participar", "¿Qué carta?", "Sí, pero no fui yo", "Fuera de oficina"]
)
async def test_nothing_but_a_plain_yes_to_the_question_confirms_anybody(house: House, bruno: str, words: str) -> None:
    await comes(house, await leaves(house, "invitation"), OTHER, f"Sí, acepto\n{WORDS}")
    await comes(house, await leaves(house, "was_this_you"), BRUNO, words)
    assert (await house.status(bruno), (await house.stands(bruno)).accepted_at) == (S.INVITED, None)


async def test_the_question_itself_sent_back_from_anywhere_does_nothing(house: House, bruno: str) -> None:
    await comes(house, await leaves(house, "invitation"), OTHER, "Sí, acepto")
    letters = await house.mail()
    await comes(house, await leaves(house, "was_this_you"), OTHER, "Sí")
    assert (await house.status(bruno), await house.mail()) == (S.INVITED, letters)


@pytest.mark.parametrize("verdict", ["pass", "none"])
async def test_a_reply_that_comes_cleanly_counts_at_once(house: House, bruno: str, verdict: str) -> None:
    await comes(house, await leaves(house, "invitation"), BRUNO, f"Sí\n{WORDS}", verdict)
    assert await house.status(bruno) is S.CONFIRMED
