"""Reminders: each once, at the person's own hour, all that is due as one message, none without reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from core.model.chats import Chat
from core.model.records import Person
from tests.builders import ACCEPT, CLOSES, DECLINE, PROFILE, House

ANA, BRUNO, CARLA, DANA = "ana@example.org", "bruno@example.org", "carla@example.org", "dana@example.org"


def day(number: int, hour: int = 13) -> datetime:
    """A moment of August 2025; thirteen hours of UTC are ten in the morning in Córdoba."""
    return datetime(2025, 8, number, hour, tzinfo=UTC)


async def at(house: House, moment: datetime) -> int:
    """Let it be a moment, and say what is due then."""
    house.clock.moment = moment
    return await house.remind()


async def with_chat(house: House, person: Person) -> Person:
    async with house.work() as work:
        await work.chats.put(Chat(id=sum(person.id.encode()), opened_at=house.now, person_id=person.id))
    return person


async def ledger(house: House, prefix: str) -> dict[str, str]:
    async with house.work() as work:
        return dict(await work.ledger.known(prefix))


async def test_a_silent_participant_is_reminded_once_at_ten_of_the_third_day(house: House) -> None:
    await house.team(await house.ana())
    house.clock.moment = day(13)
    house.clock.move(seconds=-1)
    assert await house.remind() == 0
    house.clock.move(seconds=1)
    assert await house.remind() == 2
    assert await house.kinds(BRUNO) == ["invitation", "invitation_reminder"]
    reminder = (await house.mail(BRUNO))[-1]
    assert (reminder.facts["roles"], reminder.facts["closes"]) == (["speaker"], "2025-08-25T00:00:00-03:00")
    assert reminder.token == {"subject": reminder.participation_id, "generation": 0}
    for number in range(14, 17):
        assert await at(house, day(number)) == 0
    assert await at(house, day(17)) == 3, "the second one, and the proponent's draft"


async def test_people_are_reminded_by_their_own_clock(house: House) -> None:
    await house.team(await house.ana())
    await house.visitor(BRUNO, country="MX")
    assert await at(house, day(13)) == 1
    assert await house.kinds(BRUNO) == ["invitation"]
    assert await at(house, day(13, 16)) == 1
    assert await house.kinds(BRUNO) == ["invitation", "invitation_reminder"]
    await house.visitor(CARLA, zone="Asia/Tokyo")
    await at(house, day(17, 23))
    assert (await house.kinds(CARLA)).count("invitation_reminder") == 1
    await at(house, day(18, 1))
    assert await house.kinds(CARLA) == ["invitation", "invitation_reminder", "invitation_reminder"]


async def test_whoever_answered_is_not_reminded_but_a_half_yes_is(house: House) -> None:
    proposal_id, bruno, carla = await house.team(await house.ana())
    dana = await house.listed(proposal_id, "Dana", DANA, "speaker")
    await house.reply(bruno, ACCEPT, PROFILE)
    await house.reply(carla, DECLINE)
    house.clock.moment = day(12)
    await house.reply(dana, ACCEPT, {"country": "CL"})
    assert await at(house, day(13)) == 0
    assert await at(house, day(14, 14)) == 1
    reminder = (await house.mail(DANA))[-1]
    assert (reminder.kind, reminder.facts["accepted"], reminder.facts["missing"]) == (
        "invitation_reminder",
        True,
        ["sector", "organisation", "attendance"],
    )


async def test_muted_removed_and_withdrawn_people_are_not_reminded(house: House) -> None:
    _, bruno, carla = await house.team(await house.ana())
    await house.post()
    await house.reply(bruno, None, stop=True)
    await house.take_off(carla)
    assert await at(house, day(14)) == 0
    assert [entry.facts["why"] for entry in await house.log("reminder_dropped")] == ["muted"]


async def test_a_reminder_that_a_cap_holds_back_is_tried_again_within_the_hour(house: House) -> None:
    await house.team(await house.ana())
    policy = house.desk.call.mail
    house.set_call(mail=replace(policy, letters_per_day_address=0))
    assert await at(house, day(13)) == 0
    house.set_call(mail=policy)
    assert await at(house, day(13)) == 0, "not before the hour is over"
    assert await at(house, day(13, 14)) == 2


async def test_an_invitation_that_a_cap_held_back_leaves_as_soon_as_there_is_room(house: House) -> None:
    policy = house.desk.call.mail
    house.set_call(mail=replace(policy, invitations_per_day_person=1))
    await house.team(await house.ana())
    assert (await house.kinds(BRUNO), await house.kinds(CARLA)) == (["invitation"], [])
    assert await at(house, day(10, 20)) == 0
    assert await at(house, day(11, 16)) == 1
    assert await house.kinds(CARLA) == ["invitation"]


async def test_a_long_downtime_is_caught_up_with_one_letter_each_and_the_log_says_what_was_left_out(
    house: House,
) -> None:
    proposal_id, bruno, _ = await house.team(await house.ana())
    assert await at(house, day(18)) == 3
    assert await house.remind() == 0
    assert (await house.kinds(BRUNO), await house.kinds(ANA)) == (
        ["invitation", "invitation_reminder"],
        ["draft_reminder"],
    )
    dropped = [
        (line.facts["matter"], line.facts["step"], line.facts["why"]) for line in await house.log("reminder_dropped")
    ]
    assert sorted(dropped) == [("invitation", 3, "late"), ("invitation", 3, "late")]
    assert await ledger(house, f"draft:{proposal_id}:") == {f"draft:{proposal_id}:0:2025-08-24:-7": ""}
    assert await ledger(house, f"invitation:{bruno}:") == {
        f"invitation:{bruno}:0:2025-08-10:3": "late",
        f"invitation:{bruno}:0:2025-08-10:7": "",
    }


async def test_the_proponent_of_a_draft_is_reminded_by_letter_with_what_it_lacks(house: House) -> None:
    ana = await house.ana()
    await house.proposal(ana)
    assert await at(house, day(21)) == 1
    (letter,) = await house.mail(ANA)
    assert letter.kind == "draft_reminder"
    drafts: Any = letter.facts["drafts"]
    (draft,) = drafts
    missing = ["role_minimum", "role_minimum", "confirmations", "diversity", "in_person_minimum"]
    assert (draft["title"], [finding["rule"] for finding in draft["findings"]]) == ("Redes que cuidan", missing)
    assert await house.news(ana.id) == [], "one way, not two"


async def test_who_has_a_chat_is_reminded_there_first_and_by_letter_later(house: House) -> None:
    ana = await with_chat(house, await house.ana())
    proposal_id = await house.proposal(ana)
    assert await at(house, day(17)) == 1
    ((kind, facts),) = await house.news(ana.id)
    assert (kind, facts["about"]) == (
        "reminder",
        [
            {
                "title": "Redes que cuidan", "proposal_id": proposal_id, "kind": "draft", "subject": proposal_id,
                "generation": 0, "key": f"draft:{proposal_id}:0:2025-08-24:-7", "count": 1,
                "deadline": "2025-08-25T03:00:00+00:00",
            }
        ],
    )  # fmt: skip
    assert await house.mail(ANA) == []
    assert (await house.look(ana)).place == "home"
    assert await at(house, day(21)) == 1
    assert await house.kinds(ANA) == ["draft_reminder"]


async def test_each_letter_before_the_close_says_how_much_time_is_left(house: House) -> None:
    await house.proposal(await house.ana())
    assert [await at(house, day(number)) for number in (17, 21, 23)] == [1, 1, 1]
    letters = [item for item in await house.mail(ANA) if item.kind == "draft_reminder"]
    assert [[item["left"] for item in letter.facts["about"]] for letter in letters] == [  # type: ignore[attr-defined]  # JSON
        [{"unit": "days", "count": 7}],
        [{"unit": "days", "count": 3}],
        [{"unit": "tomorrow", "count": 1}],
    ]


async def test_sent_empty_new_and_too_late_drafts_are_not_reminded_nor_muted_or_unproved_people(house: House) -> None:
    ana = await house.ana()
    sent, _, _ = await house.confirmed_team(ana)
    assert await house.send(sent)
    await house.proposal(ana, {})
    for address, known in (("m@example.org", {"muted_at": house.now, "proved_at": house.now}), ("u@example.org", {})):
        await house.proposal(await house.visitor(address, **known))
    house.clock.moment = CLOSES
    house.clock.move(hours=-1)
    late = await house.visitor("late@example.org", proved_at=house.now)
    await house.proposal(late)
    assert await house.remind() == 0
    assert await house.mail("late@example.org") == []


async def test_a_proof_that_comes_late_still_brings_the_reminder(house: House) -> None:
    dana = await house.visitor(DANA)
    await house.proposal(dana)
    assert await at(house, day(21)) == 0
    async with house.work() as work:
        await work.people.save(replace(dana, proved_at=house.now))
    assert await house.remind() == 1
    assert await house.kinds(DANA) == ["draft_reminder"]


async def test_the_proponent_hears_of_an_address_that_failed_until_it_is_mended(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.post()
    await house.bounce(bruno)
    assert await at(house, day(11)) == 0
    assert await at(house, day(11, 15)) == 1
    (letter,) = await house.mail(ANA)
    assert (letter.kind, letter.token) == ("reminder", None)
    about: Any = letter.facts["about"]
    assert [(item["kind"], item["name"]) for item in about] == [("bounced", "Bruno Díaz")]
    await house.change(bruno, "address", "bruno@example.net")
    assert await at(house, day(14, 15)) == 2
    assert await house.kinds(ANA) == ["reminder"]


async def test_held_proposals_are_not_spoken_of(house: House) -> None:
    proposal_id, _, _ = await house.team(await house.ana())
    async with house.work() as work:
        record = await work.proposals.get(proposal_id)
        assert record is not None
        await work.proposals.save(replace(record, held_at=house.now))
    assert await at(house, day(17)) == 0
    async with house.work() as work:
        await work.proposals.save(record)
    assert await house.remind() == 3


async def test_nobody_gets_more_messages_in_a_week_than_the_call_says(house: House) -> None:
    house.set_call(reminding=replace(house.desk.call.reminding, messages_per_week=1))
    ana = await house.ana()
    await house.listed(await house.proposal(ana), "Bruno Díaz", BRUNO, "speaker")
    house.clock.move(days=2)
    second = await house.listed(await house.proposal(ana), "Bruno Díaz", BRUNO, "speaker")
    assert await at(house, day(13)) == 1
    assert await at(house, day(15, 16)) == 0
    await at(house, day(20))
    told = (await house.mail(BRUNO))[2:]
    assert [(letter.kind, letter.created_at.day) for letter in told] == [
        ("invitation_reminder", 13),
        ("invitation_reminder", 20),
    ]
    assert told[-1].participation_id == second
