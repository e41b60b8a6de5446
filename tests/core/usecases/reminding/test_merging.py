"""One message for all that is due to somebody; a bare yes to one that brings several things is asked about."""

from __future__ import annotations

from typing import Any

from core.model.letter import Dmarc, LetterKind, Reading
from core.model.proposal import ParticipationStatus
from core.model.records import Notice
from core.model.token import WHICH, derive, local_part
from core.rules.invitations import NotNow
from core.usecases.listing.nudge import nudge
from core.usecases.reminding.leaving import may_leave
from tests.builders import ACCEPT, KEY, PROFILE, WORKSHOP, House
from tests.core.usecases.reminding.test_reminding import at, day

BRUNO = "bruno@example.org"


def about(notice: Notice) -> list[tuple[str, str]]:
    items: Any = notice.facts["about"]
    return [(item["kind"], item["title"]) for item in items]


async def two_sessions(house: House) -> tuple[str, str]:
    """Bruno is asked for two sessions, and is silent about both."""
    ana = await house.ana()
    first = await house.proposal(ana)
    second = await house.proposal(ana, {**WORKSHOP, "answers.title": "Voces del Chaco"})
    places = [await house.listed(item, "Bruno Díaz", BRUNO, "speaker") for item in (first, second)]
    return places[0], places[1]


async def answered(house: House, **said: Any) -> list[Notice]:
    """Bruno, or somebody else, answers the letter that asked for several; return the letters that follow."""
    before = len(await house.mail())
    bruno = await house.at(BRUNO)
    where = f"{local_part(WHICH, derive(KEY, WHICH, bruno.id, 0))}@convoca.test"
    await house.letter(Reading(**{"kind": LetterKind.REPLY, "sender": BRUNO, "decision": ACCEPT, **said}), where)
    return (await house.mail())[before:]


async def test_several_invitations_are_one_letter_and_a_bare_yes_to_it_is_asked_about(house: House) -> None:
    places = await two_sessions(house)
    bruno = await house.at(BRUNO)
    assert await at(house, day(13)) == 1
    reminder = (await house.mail(BRUNO))[-1]
    assert (reminder.kind, reminder.token, reminder.participation_id) == (
        "reminder", {"subject": bruno.id, "generation": 0}, None,
    )  # fmt: skip
    assert about(reminder) == [("invitation", "Redes que cuidan"), ("invitation", "Voces del Chaco")]
    (asked,) = await answered(house, message_id="<a1@example.org>", fields=PROFILE)
    assert [await house.status(place) for place in places] == [ParticipationStatus.INVITED] * 2
    assert (asked.kind, about(asked), asked.token, asked.in_reply_to) == (
        "reminder", about(reminder), reminder.token, "<a1@example.org>",
    )  # fmt: skip
    assert [line.facts["why"] for line in await house.log("letter_without_effect")] == ["which"]


async def test_the_question_about_one_that_is_left_can_be_answered(house: House) -> None:
    first, second = await two_sessions(house)
    await at(house, day(13))
    await house.reply(
        first, ACCEPT, PROFILE, to=next(one for one in await house.mail() if one.participation_id == first)
    )
    (asked,) = await answered(house)
    assert (about(asked), asked.token) == ([("invitation", "Voces del Chaco")], {"subject": second, "generation": 0})
    await house.reply(second, ACCEPT, PROFILE, to=asked)
    assert await house.status(second) is ParticipationStatus.CONFIRMED
    assert await answered(house) == [], "nothing is left to ask"


async def test_strangers_and_machines_are_not_asked(house: House) -> None:
    await two_sessions(house)
    await at(house, day(13))
    assert await answered(house, sender="x@example.net") == []
    assert await answered(house, dmarc=Dmarc.FAIL) == []
    assert await answered(house, kind=LetterKind.AUTO_REPLY, decision=None) == []


async def test_no_more_letters_needs_no_session(house: House) -> None:
    await two_sessions(house)
    await at(house, day(13))
    await house.post()
    assert [letter.kind for letter in await answered(house, decision=None, stop=True)] == ["muted"]
    assert (await house.at(BRUNO)).muted_at == house.now


async def test_the_question_leaves_at_night_and_after_the_last_reminder_for_somebody_waits_for_it(house: House) -> None:
    await two_sessions(house)
    await at(house, day(13))
    for number in (17, 20):
        await at(house, day(number))
    house.clock.moment = day(21, 3)
    (asked,) = await answered(house, message_id="<a1@example.org>")
    async with house.work() as work:
        assert await may_leave(house.desk, work, asked)


async def test_each_of_them_is_answered_by_its_own_address(house: House) -> None:
    first, second = await two_sessions(house)
    await at(house, day(13))
    invitation = next(letter for letter in await house.mail(BRUNO) if letter.participation_id == second)
    await house.reply(second, ACCEPT, PROFILE, to=invitation)
    assert (await house.status(first), await house.status(second)) == (
        ParticipationStatus.INVITED,
        ParticipationStatus.CONFIRMED,
    )


async def test_a_bare_yes_to_one_invitation_beside_something_else_is_asked_about(house: House) -> None:
    """It may be about the other thing: a yes to 'send your draft' is no yes to an invitation."""
    ana = await house.ana()
    place = await house.listed(await house.proposal(ana), "Bruno Díaz", BRUNO, "speaker")
    bruno = await house.visitor(BRUNO, proved_at=house.now)
    await house.proposal(bruno, {**WORKSHOP, "answers.title": "Lo mío"})
    assert await at(house, day(17)) == 2
    reminder = (await house.mail(BRUNO))[-1]
    assert about(reminder) == [("draft", "Lo mío"), ("invitation", "Redes que cuidan")]
    assert (reminder.token, reminder.participation_id) == ({"subject": bruno.id, "generation": 0}, None)
    (asked,) = await answered(house, fields=PROFILE)
    assert await house.status(place) is ParticipationStatus.INVITED
    assert (about(asked), asked.token) == (
        [("invitation", "Redes que cuidan")], {"subject": place, "generation": 0},
    )  # fmt: skip
    await house.reply(place, ACCEPT, PROFILE, to=asked)
    assert await house.status(place) is ParticipationStatus.CONFIRMED


async def test_every_duty_of_a_message_has_its_line_in_the_log_and_the_message_counts_once(house: House) -> None:
    await two_sessions(house)
    await at(house, day(13))
    lines = await house.log("invitation_reminder")
    assert [(line.actor, line.channel, line.facts["step"]) for line in lines] == [("system", "mail", 3)] * 2
    assert len({line.at for line in lines}) == 1
    assert len({line.proposal_id for line in lines}) == 2


async def test_who_was_reminded_by_a_merged_letter_is_left_in_peace_by_hand_too(house: House) -> None:
    first, _ = await two_sessions(house)
    ana = await house.at("ana@example.org")
    await at(house, day(13))
    house.clock.move(hours=2)
    async with house.work() as work:
        item = await work.participations.get(first)
        record = await work.proposals.get(item.proposal_id) if item else None
        assert item is not None
        assert record is not None
        nudged = await nudge(house.desk, work, record, ana, [item], house.now)
    assert (nudged.sent, nudged.reason) == (0, NotNow.TOO_SOON)
