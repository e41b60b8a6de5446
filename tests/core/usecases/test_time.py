"""Reminders and the digest: each once, none without reason, none in a flood."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from core.model.letter import LetterKind, Reading
from core.model.records import IncomingLetter
from tests.builders import ACCEPT, CLOSES, DECLINE, PROFILE, House

BRUNO = "bruno@example.org"
MESA = "mesa@lacigf.test"
EIGHT = datetime(2025, 8, 11, 11, tzinfo=UTC)
"""Eight in the morning in Córdoba, the day after OPEN."""


async def test_a_silent_participant_is_reminded_once_after_three_days(house: House) -> None:
    await house.team(await house.ana())
    house.clock.move(days=3, seconds=-1)
    assert await house.remind() == 0
    house.clock.move(seconds=1)
    assert await house.remind() == 2
    assert await house.kinds(BRUNO) == ["invitation", "invitation_reminder"]
    reminder = (await house.mail(BRUNO))[-1]
    assert (reminder.facts["roles"], reminder.facts["closes"]) == (["speaker"], "2025-08-25T00:00:00-03:00")
    for _ in range(8):
        house.clock.move(days=1)
        await house.remind()
    assert await house.kinds(BRUNO) == ["invitation", "invitation_reminder"]


async def test_whoever_answered_is_not_reminded_but_a_half_yes_is(house: House) -> None:
    proposal_id, bruno, carla = await house.team(await house.ana())
    dana = await house.listed(proposal_id, "Dana", "dana@example.org", "speaker")
    await house.reply(bruno, ACCEPT, PROFILE)
    await house.reply(carla, DECLINE)
    house.clock.move(days=2)
    await house.reply(dana, ACCEPT, {"country": "CL"})
    house.clock.move(days=1)
    assert await house.remind() == 0
    house.clock.move(days=2)
    assert await house.remind() == 1
    reminder = (await house.mail("dana@example.org"))[-1]
    assert (reminder.kind, reminder.facts["missing"]) == (
        "invitation_reminder",
        ["sector", "organisation", "attendance"],
    )


async def test_muted_removed_and_withdrawn_people_are_not_reminded(house: House) -> None:
    _, bruno, carla = await house.team(await house.ana())
    await house.post()
    await house.reply(bruno, None, stop=True)
    await house.take_off(carla)
    house.clock.move(days=4)
    assert await house.remind() == 0


async def test_a_reminder_that_a_cap_holds_back_is_tried_again(house: House) -> None:
    await house.team(await house.ana())
    policy = house.desk.call.mail
    house.clock.move(days=4)
    house.set_call(mail=replace(policy, letters_per_day_address=0))
    assert await house.remind() == 0
    house.set_call(mail=policy)
    assert await house.remind() == 2


async def test_a_long_downtime_is_caught_up_with_one_letter_each(house: House) -> None:
    ana = await house.ana()
    await house.team(ana)
    house.clock.moment = CLOSES
    house.clock.move(days=-1)
    assert await house.remind() == 3
    assert await house.remind() == 0
    assert (await house.kinds("ana@example.org")) == ["draft_reminder"]


async def test_the_proponent_of_a_draft_is_reminded_three_days_before_the_close(house: House) -> None:
    ana = await house.ana()
    await house.proposal(ana)
    house.clock.moment = CLOSES
    house.clock.move(days=-3, seconds=-1)
    assert await house.remind() == 0
    house.clock.move(seconds=1)
    assert await house.remind() == 1
    (letter,) = await house.mail("ana@example.org")
    assert letter.kind == "draft_reminder"
    drafts: list[dict[str, Any]] = json.loads(json.dumps(letter.facts["drafts"]))
    told = [(draft["title"], [finding["rule"] for finding in draft["findings"]]) for draft in drafts]
    missing = ["role_minimum", "role_minimum", "confirmations", "diversity", "in_person_minimum"]
    assert told == [("Redes que cuidan", missing)]
    assert await house.news(ana.id) == [
        ("draft_reminder", {"title": "Redes que cuidan", "closes": "2025-08-25T00:00:00-03:00"})
    ]


async def test_sent_empty_new_and_too_late_drafts_are_not_reminded_nor_muted_or_unproved_people(house: House) -> None:
    ana = await house.ana()
    sent, _, _ = await house.confirmed_team(ana)
    assert await house.send(sent)
    await house.proposal(ana, {})
    late = await house.visitor("late@example.org", proved_at=house.now)
    await house.proposal(late)
    for address, known in (("m@example.org", {"muted_at": house.now, "proved_at": house.now}), ("u@example.org", {})):
        await house.proposal(await house.visitor(address, **known))
    house.clock.moment = CLOSES
    house.clock.move(hours=-1)
    assert await house.remind() == 0
    house.clock.move(hours=-25)
    await house.proposal(ana, {"answers.title": "Recién empezada"})
    assert await house.remind() == 1
    assert (await house.kinds("late@example.org")) == ["draft_reminder"]


async def test_without_news_no_digest(house: House) -> None:
    await house.ana()
    house.clock.moment = EIGHT
    assert await house.digest() == 0
    assert await house.mail(MESA) == []


async def test_the_digest_comes_at_eight_in_the_calls_zone_once_a_day(house: House) -> None:
    await house.digest()
    ana = await house.ana()
    await house.team(ana)
    house.clock.moment = EIGHT
    house.clock.move(seconds=-1)
    assert await house.digest() == 0
    house.clock.move(seconds=1)
    assert await house.digest() == 1
    assert await house.digest() == 0
    (letter,) = await house.mail(MESA)
    line = {"number": None, "title": "Redes que cuidan", "proponent": "Ana Gómez", "waits_for": 2}
    one, none = {"count": 1, "lines": [line]}, {"count": 0, "lines": []}
    assert {key: told for key, told in letter.facts.items() if key != "figures"} == {
        "day": "2025-08-11",
        "since": "2025-08-10",
        "changed": {"new": 1, "sent": 0, "withdrawn": 0, "confirmed": 0, "declined": 0},
        "new": one,
        "sent": none,
        "withdrawn": none,
        "waiting": one,
        "problems": none,
        "deadlines": [
            {"key": "evaluation_opens", "at": "2025-08-25T00:00:00-03:00", "days": 14},
            {"key": "submission_closes", "at": "2025-08-25T00:00:00-03:00", "days": 13},
        ],
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
    assert [line["number"] for line in facts["sent"]["lines"]] == [1]
    assert facts["new"]["count"] == 1
    assert facts["problems"]["lines"] == [
        {"kind": "bounced", "name": "Bruno Díaz", "title": "Redes que cuidan", "number": None}
    ]
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
    problem = {"kind": "quarantined", "name": None, "title": None, "number": None}
    assert (await house.mail(MESA))[0].facts["problems"] == {"count": 1, "lines": [problem]}


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
