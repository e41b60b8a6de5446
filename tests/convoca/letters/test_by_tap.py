"""Answering by the buttons of our letters: what they open goes out as it stands and is done, from the first yes on."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from convoca.letters import answered_text, reader
from convoca.posting import rendering
from convoca.settings import Settings
from core.model.proposal import ParticipationStatus
from core.model.records import IncomingLetter
from core.usecases.letters.answer_by_letter import answer_by_letter
from mail.inbound.worker import Worker
from tests.builders import House
from tests.templates.letters.html import seen

SETTINGS = Settings(mail_domain="convoca.test", public_url="https://convoca.test")
BRUNO, OTHER = "bruno@example.org", "bruno@gmail.example"
S = ParticipationStatus


async def newest(house: House, kind: str) -> EmailMessage:
    """The newest letter of a kind to Bruno, as it travels."""
    notice = [letter for letter in await house.mail(BRUNO) if letter.kind == kind][-1]
    return message_from_bytes(rendering(house.desk, SETTINGS)(notice).raw, policy=policy.default)


def opened(letter: EmailMessage, place: int) -> EmailMessage:
    """What a phone shows after the press of the first (0) or the second (1) button."""
    body = letter.get_body(("html",))
    assert body is not None
    url = urlsplit(list(seen(body.get_content()).taps.values())[place])
    told = parse_qs(url.query, strict_parsing=True)
    answer = EmailMessage()
    answer["To"], answer["Subject"] = unquote(url.path), told["subject"][0]
    answer.set_content(told["body"][0].replace("\r\n", "\n") + "\n\nEnviado desde mi iPhone\n")
    return answer


async def goes(house: House, answer: EmailMessage, sender: str = BRUNO) -> None:
    """An answer is sent, stored and handled."""
    new = house.desk.ids.new()
    answer["From"], answer["Message-ID"] = f"Bruno Díaz <{sender}>", f"<{new}@example.org>"
    stored = IncomingLetter(
        id=new, key=new, received_at=house.now, mail_from=sender, recipient=answer["To"], raw=answer.as_bytes()
    )
    async with house.work() as work:
        await work.inbox.add([stored])
    worker = Worker(
        house.store,
        read=reader(house.desk),
        answered=answered_text(house.desk, SETTINGS, str),
        handle=lambda work, read, said: answer_by_letter(house.desk, work, read, said),
    )
    assert await worker.drain() == 1


@pytest.fixture
async def bruno(house: House) -> str:
    _, bruno, _ = await house.team(await house.ana())
    return bruno


@pytest.mark.parametrize("kind", ["invitation", "was_this_you"])
async def test_a_button_leads_to_where_the_letter_asks_to_be_answered(house: House, bruno: str, kind: str) -> None:
    await goes(house, opened(await newest(house, "invitation"), 0), OTHER)
    letter = await newest(house, kind)
    assert opened(letter, 0)["To"] == opened(letter, 1)["To"] == letter["Reply-To"].addresses[0].addr_spec


async def test_a_yes_by_its_button_counts_and_the_next_button_brings_what_is_missing(house: House, bruno: str) -> None:
    asked = opened(await newest(house, "invitation"), 0)
    await goes(house, asked)
    item = await house.stands(bruno)
    assert (item.status, item.accepted_at, dict(item.attributes)) == (S.INVITED, house.now, {})
    missing = await newest(house, "profile_missing")
    assert missing["In-Reply-To"] == asked["Message-ID"]
    answer = opened(missing, 0)
    said = {"Sector": "academia", "Pais": "uruguay", "Organizacion": "UdelaR", "Participacion": "en linea"}
    lines = [
        f"{label}: {said[label]}" if (label := line.partition(":")[0]) in said else line for line in lines_of(answer)
    ]
    answer.set_content("\n".join(lines))
    await goes(house, answer)
    item = await house.stands(bruno)
    assert (item.status, item.attributes["country"], item.attendance) == (S.CONFIRMED, "UY", "online")


def lines_of(answer: EmailMessage) -> list[str]:
    return list(answer.get_content().splitlines())


async def test_a_yes_sent_twice_as_it_stands_asks_again_and_notes_nothing_else(house: House, bruno: str) -> None:
    await goes(house, opened(await newest(house, "invitation"), 0))
    before, asked = await house.stands(bruno), await newest(house, "profile_missing")
    again = opened(asked, 0)
    await goes(house, again)
    assert await house.stands(bruno) == before
    assert (await newest(house, "profile_missing"))["In-Reply-To"] == again["Message-ID"]


async def test_a_no_by_its_button_counts(house: House, bruno: str) -> None:
    await goes(house, opened(await newest(house, "invitation"), 1))
    assert await house.status(bruno) is S.DECLINED
    assert (await newest(house, "echo_declined"))["Subject"].startswith("Anotamos que no participará")


@pytest.mark.parametrize(("place", "status"), [(0, S.DECLINED), (1, S.INVITED)])
async def test_the_buttons_of_the_question_whose_it_was(house: House, bruno: str, place: int, status: S) -> None:
    await goes(house, opened(await newest(house, "invitation"), 1), OTHER)
    assert await house.status(bruno) is S.INVITED
    await goes(house, opened(await newest(house, "was_this_you"), place))
    assert await house.status(bruno) is status
