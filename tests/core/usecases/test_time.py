"""The digest: once a day, none without news."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from core.model.letter import LetterKind, Reading
from core.model.records import IncomingLetter
from tests.builders import ACCEPT, House

MESA = "mesa@lacigf.test"
EIGHT = datetime(2025, 8, 11, 11, tzinfo=UTC)
"""Eight in the morning in Córdoba, the day after OPEN."""


async def test_without_news_no_digest(house: House) -> None:
    await house.ana()
    house.clock.moment = EIGHT
    assert await house.digest() == 0
    assert await house.mail(MESA) == []


async def test_the_digest_comes_at_eight_in_the_calls_zone_once_a_day(house: House) -> None:
    await house.digest()
    ana = await house.ana()
    draft, _, _ = await house.team(ana)
    house.clock.moment = EIGHT
    house.clock.move(seconds=-1)
    assert await house.digest() == 0
    house.clock.move(seconds=1)
    assert await house.digest() == 1
    assert await house.digest() == 0
    (letter,) = await house.mail(MESA)
    line = {
        "id": draft,
        "number": 1,
        "title": "Redes que cuidan",
        "proponent": "Ana Gómez",
        "waits_for": 2,
        "is_held": False,
    }
    one, none = {"count": 1, "lines": [line], "beyond": 0}, {"count": 0, "lines": [], "beyond": 0}
    assert {key: told for key, told in letter.facts.items() if key != "figures"} == {
        "day": "2025-08-11",
        "since": "2025-08-10",
        "changed": {"new": 1, "sent": 0, "withdrawn": 0, "extended": 0, "confirmed": 0, "declined": 0},
        "new": one,
        "sent": none,
        "withdrawn": none,
        "extended": none,
        "held": none,
        "waiting": one,
        "problems": none,
        "deadlines": [
            {"key": "submission_closes", "at": "2025-08-25T00:00:00-03:00", "days": 13, "unsure": False},
            {"key": "evaluation_opens", "at": "2025-08-25T00:00:00-03:00", "days": 14, "unsure": False},
        ],
        "undated": [{"key": "event_ends", "blocks": 5}],
        "reminders": 7,
        "versions": [],
        "totals": {"drafts": 1, "sent": 0, "invited": 2, "confirmed": 0},
    }
    house.clock.move(days=1)
    assert await house.digest() == 0


async def test_a_digest_tells_only_what_happened_since_the_last(house: House) -> None:
    ana = await house.ana()
    await house.team(ana)
    house.clock.moment = EIGHT
    await house.digest()
    house.clock.move(hours=2)
    second, _, _ = await house.confirmed_team(ana)
    assert await house.send(second)
    _, bruno, _ = await house.team(ana)
    await house.bounce(bruno)
    house.clock.move(days=3)
    assert await house.digest() == 1
    facts: Any = (await house.mail(MESA))[-1].facts
    assert [line["number"] for line in facts["sent"]["lines"]] == [2]
    assert facts["new"]["count"] == 1
    failed = {"name": "Bruno Díaz", "title": "Redes que cuidan", "number": 3, "why": "no_mailbox"}
    assert facts["problems"]["lines"] == [{"kind": "bounced", **failed, "count": 1}]
    assert facts["totals"] == {"drafts": 2, "sent": 1, "invited": 3, "confirmed": 2}


async def test_letters_from_strangers_alone_are_no_news(house: House) -> None:
    await house.digest()
    await house.letter(Reading(kind=LetterKind.REPLY, sender="x@y.org"), "info@convoca.test")
    house.clock.moment = EIGHT
    assert await house.digest() == 0


async def test_a_letter_that_nobody_could_read_is_news(house: House) -> None:
    house.clock.moment = EIGHT
    house.clock.move(hours=-2)
    async with house.work() as work:
        await work.inbox.add(
            [IncomingLetter(id="l", key="l", received_at=house.now, mail_from="", recipient="", raw=b"")]
        )
        await work.inbox.quarantine("l", "unreadable")
    house.clock.move(hours=2)
    assert await house.digest() == 1
    problem = {"kind": "quarantined", "name": None, "title": None, "number": None, "count": 1, "why": ""}
    assert (await house.mail(MESA))[0].facts["problems"] == {"count": 1, "lines": [problem], "beyond": 0}


async def test_without_a_secretariat_nobody_gets_a_digest(house: House) -> None:
    house.desk = replace(house.desk, secretariat=())
    await house.team(await house.ana())
    house.clock.moment = EIGHT
    assert await house.digest() == 0


async def test_who_said_yes_and_owes_details_is_not_counted_as_silent(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.reply(bruno, ACCEPT, {"country": "CL"})
    house.clock.moment = EIGHT
    assert await house.digest() == 1
    facts: Any = (await house.mail(MESA))[-1].facts
    assert (facts["totals"]["invited"], facts["waiting"]["lines"][0]["waits_for"]) == (1, 1)
