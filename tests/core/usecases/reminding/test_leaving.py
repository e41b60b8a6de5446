"""A reminder that waited: it leaves only while its reason stands, and at no hour at which people sleep."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from core.model.matter import Wants
from core.model.records import Channel, Notice, OutboxState
from core.usecases.proposing.withdraw import withdraw
from core.usecases.reminding.choosing import choose_reminders
from core.usecases.reminding.leaving import may_leave
from tests.builders import ACCEPT, PROFILE, House
from tests.core.usecases.reminding.test_merging import two_sessions
from tests.core.usecases.reminding.test_reminding import at, day

ANA, BRUNO = "ana@example.org", "bruno@example.org"


async def leaving(house: House) -> list[Notice]:
    """Let every waiting letter leave that may, as the courier does it; return them."""
    left: list[Notice] = []
    async with house.work() as work:
        while claimed := await work.outbox.claim(Channel.MAIL, house.now, house.now + timedelta(minutes=5), 100):
            for letter in claimed:
                if await may_leave(house.desk, work, letter):
                    left.append(letter)
                    await work.outbox.sent(letter.id, house.now)
    return left


async def kinds_leaving(house: House) -> list[str]:
    return [letter.kind for letter in await leaving(house)]


async def reminded(house: House) -> tuple[str, str]:
    """Bruno was reminded of one invitation, and the relay is down since: (proposal, Bruno's place on its list)."""
    proposal_id = await house.proposal(await house.ana())
    bruno = await house.listed(proposal_id, "Bruno Díaz", BRUNO, "speaker")
    await leaving(house)
    assert await at(house, day(13)) == 1
    return proposal_id, bruno


async def test_a_reminder_whose_reason_stands_leaves(house: House) -> None:
    await reminded(house)
    assert await kinds_leaving(house) == ["invitation_reminder"]


async def test_whoever_answers_gets_no_reminder_that_was_waiting_and_their_echo_at_once(house: House) -> None:
    _, bruno = await reminded(house)
    await house.reply(bruno, ACCEPT, PROFILE)
    assert await kinds_leaving(house) == ["echo_accepted"]
    assert [line.facts["letter"] for line in await house.log("reminder_cancelled")] == ["invitation_reminder"]
    assert await house.kinds(BRUNO) == ["invitation", "echo_accepted"]


async def test_a_yes_that_lacks_details_ends_the_question_for_a_yes(house: House) -> None:
    _, bruno = await reminded(house)
    await house.reply(bruno, ACCEPT, {"country": "CL"})
    assert await kinds_leaving(house) == ["profile_missing"]


async def test_a_proposal_that_was_sent_is_not_asked_for_any_more(house: House) -> None:
    proposal_id, _, _ = await house.confirmed_team(await house.ana())
    await leaving(house)
    assert await at(house, day(17)) == 1
    assert await house.send(proposal_id)
    assert await kinds_leaving(house) == ["receipt"]


async def test_a_proposal_that_was_withdrawn_asks_nobody(house: House) -> None:
    proposal_id, _ = await reminded(house)
    ana = await house.at(ANA)
    async with house.work() as work:
        record = await work.proposals.get(proposal_id)
        assert record is not None
        await withdraw(house.desk, work, record, ana, house.now)
    assert "invitation_reminder" not in await kinds_leaving(house)


async def test_an_invitation_that_changed_is_not_reminded_of_as_it_was(house: House) -> None:
    _, bruno = await reminded(house)
    await house.change(bruno, "roles", ("moderator",))
    assert await kinds_leaving(house) == ["invitation_changed"]


async def test_what_somebody_wants_no_more_does_not_leave(house: House) -> None:
    await reminded(house)
    bruno = await house.at(BRUNO)
    async with house.work() as work:
        await choose_reminders(work, bruno, Wants.NONE, "page", house.now)
    assert await kinds_leaving(house) == []


async def test_a_reminder_that_a_later_one_overtook_does_not_leave_beside_it(house: House) -> None:
    await reminded(house)
    await at(house, day(17))
    letters = await leaving(house)
    assert [(letter.kind, letter.created_at) for letter in letters if letter.address == BRUNO] == [
        ("invitation_reminder", day(17))
    ]


async def test_a_reminder_that_waited_for_days_is_left_to_the_next_one_if_that_comes_the_same_day(
    house: House,
) -> None:
    await reminded(house)
    house.clock.moment = day(17, 11)
    assert await kinds_leaving(house) == []
    assert await at(house, day(17)) == 2
    letters = await leaving(house)
    assert [letter.created_at for letter in letters if letter.address == BRUNO] == [day(17)]


async def test_a_reminder_that_waited_for_days_leaves_where_the_next_one_is_a_day_away(house: House) -> None:
    await reminded(house)
    house.clock.moment = day(16)
    assert await kinds_leaving(house) == ["invitation_reminder"]


async def test_a_reminder_that_comes_too_late_to_help_does_not_leave(house: House) -> None:
    await house.proposal(await house.ana())
    assert await at(house, day(23)) == 1
    house.clock.moment = day(25, 2)
    assert await kinds_leaving(house) == []


async def test_a_letter_about_two_things_leaves_about_the_one_that_is_left(house: House) -> None:
    first, second = await two_sessions(house)
    await leaving(house)
    await at(house, day(13))
    await house.reply(
        first, ACCEPT, PROFILE, to=next(one for one in await house.mail() if one.participation_id == first)
    )
    letters = await leaving(house)
    assert sorted(letter.kind for letter in letters) == ["echo_accepted", "reminder"]
    items: Any = next(letter for letter in letters if letter.kind == "reminder").facts["about"]
    assert [item["subject"] for item in items] == [second]


@pytest.mark.parametrize(("hour", "opens"), [(23, 11 + 24), (24 + 3, 11 + 24)])
async def test_a_reminder_that_could_not_leave_by_day_waits_until_the_morning(
    house: House, hour: int, opens: int
) -> None:
    """Eleven in the evening and three in the morning of UTC are eight in the evening and midnight in Córdoba."""
    await reminded(house)
    house.clock.moment = day(13, 0) + timedelta(hours=hour + 2)
    assert await kinds_leaving(house) == []
    morning = day(13, 0) + timedelta(hours=opens)
    waiting = (await house.mail(BRUNO))[-1]
    assert (waiting.state, waiting.next_at, waiting.attempts) == (OutboxState.WAITING, morning, 0)
    house.clock.moment = morning
    assert await kinds_leaving(house) == ["invitation_reminder"]


async def test_whoever_answers_at_night_hears_so_at_night(house: House) -> None:
    _, bruno = await reminded(house)
    house.clock.moment = day(14, 2)
    assert await kinds_leaving(house) == []
    await house.reply(bruno, ACCEPT, PROFILE)
    assert await kinds_leaving(house) == ["echo_accepted"]
    house.clock.moment = day(14, 12)
    assert await kinds_leaving(house) == []


async def test_a_reminder_by_hand_leaves_at_any_hour_but_not_after_the_answer(house: House) -> None:
    ana = await house.ana()
    proposal_id = await house.proposal(ana)
    bruno = await house.listed(proposal_id, "Bruno Díaz", BRUNO, "speaker")
    await leaving(house)

    async def nudged(moment: datetime) -> None:
        house.clock.moment = moment
        await house.command(ana, "start")
        await house.command(ana, "home")
        await house.tap(ana, "open", proposal_id)
        await house.tap(ana, "people")
        await house.tap(ana, "nudge", bruno)

    await nudged(day(12, 3))
    assert await kinds_leaving(house) == ["invitation_reminder"]
    await nudged(day(13, 4))
    await house.reply(bruno, ACCEPT, PROFILE)
    assert await kinds_leaving(house) == ["echo_accepted"]


async def test_a_letter_says_how_much_time_is_left_when_it_leaves(house: House) -> None:
    await house.proposal(await house.ana())
    assert await at(house, day(21)) == 1
    house.clock.moment = day(22)
    (letter,) = await leaving(house)
    about: Any = letter.facts["about"]
    assert [item["left"] for item in about] == [{"unit": "days", "count": 2}]
