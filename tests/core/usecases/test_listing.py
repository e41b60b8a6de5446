"""The list of people: changes, corrected addresses, and taking somebody off."""

from __future__ import annotations

from core.model.proposal import Attendance, ParticipationStatus
from core.usecases.listing.participants import Refused
from tests.builders import ACCEPT, CLOSES, DECLINE, PROFILE, House

S = ParticipationStatus
BRUNO = "bruno@example.org"


async def test_what_only_the_person_may_say_is_refused_from_the_proponent(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    assert await house.change(bruno, "attributes.sector", "academia") is Refused.OWN_WORDS
    assert await house.change(bruno, "attributes.gender", "male") is Refused.OWN_WORDS
    assert await house.change(bruno, "attributes.organisation", "UdelaR") is None
    assert (await house.stands(bruno)).attributes == {"organisation": "UdelaR"}


async def test_once_somebody_said_yes_their_own_words_stand(house: House) -> None:
    _, bruno, _ = await house.confirmed_team(await house.ana())
    assert await house.change(bruno, "attributes.country", "CL") is Refused.OWN_WORDS
    assert (await house.stands(bruno)).attributes["country"] == "UY"


async def test_another_address_starts_anew_and_the_old_one_no_longer_acts(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    (old,) = [letter for letter in await house.post() if letter.address == BRUNO]
    await house.change(bruno, "address", "b.diaz@example.org")

    item = await house.stands(bruno)
    assert (item.status, item.generation, item.address) == (S.INVITED, 1, "b.diaz@example.org")
    assert await house.kinds("b.diaz@example.org") == ["invitation"]
    await house.reply(bruno, ACCEPT, PROFILE, to=old, sender=BRUNO)
    assert await house.status(bruno) is S.INVITED


async def test_a_letter_that_has_not_left_yet_never_reaches_the_wrong_address(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.change(bruno, "address", "b.diaz@example.org")
    assert await house.kinds(BRUNO) == []
    assert await house.kinds("b.diaz@example.org") == ["invitation"]


async def test_who_said_yes_at_the_old_address_is_told_and_their_words_do_not_move(house: House) -> None:
    _, bruno, _ = await house.confirmed_team(await house.ana())
    await house.post()
    await house.change(bruno, "address", "otro@example.org")
    item = await house.stands(bruno)
    assert (item.status, item.accepted_at, item.answered_at) == (S.INVITED, None, None)
    assert item.attributes == {"country": "UY", "organisation": "Universidad de la República"}
    assert (await house.kinds(BRUNO))[-1] == "removed"


async def test_the_same_address_in_other_letters_of_case_changes_nothing_else(house: House) -> None:
    _, bruno, _ = await house.confirmed_team(await house.ana())
    before = len(await house.mail())
    await house.change(bruno, "address", "Bruno@Example.org")
    assert (await house.status(bruno), len(await house.mail())) == (S.CONFIRMED, before)


async def test_after_a_bounce_a_corrected_address_is_written_to(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    await house.post()
    await house.bounce(bruno)
    assert await house.status(bruno) is S.BOUNCED
    told = {"name": "Bruno Díaz", "address": BRUNO, "why": "no_mailbox"}
    assert (await house.news(ana.id))[-1] == ("participant_bounced", told)
    await house.change(bruno, "address", "bruno@example.net")
    assert await house.status(bruno) is S.INVITED
    assert await house.kinds("bruno@example.net") == ["invitation"]


async def test_somebody_who_never_got_a_letter_goes_without_one(house: House) -> None:
    proposal_id, bruno, _ = await house.team(await house.ana())
    eva = await house.listed(proposal_id, "Eva", None)
    assert await house.take_off(bruno) is None
    assert await house.take_off(eva) is None
    assert await house.kinds(BRUNO) == []
    assert await house.status(bruno) is S.WITHDRAWN
    async with house.work() as work:
        assert await work.participations.get(eva) is None
    assert len(await house.log("participant_removed")) == 2


async def test_who_stands_at_a_corrected_address_and_has_heard_nothing_yet_goes_without_a_letter(house: House) -> None:
    """What had left went to somebody else."""
    _, bruno, _ = await house.team(await house.ana())
    await house.post()
    await house.change(bruno, "address", "b.diaz@example.org")
    await house.take_off(bruno)
    assert await house.kinds("b.diaz@example.org") == []


async def test_who_had_been_written_to_is_told_and_open_letters_do_not_leave(house: House) -> None:
    _, bruno, carla = await house.team(await house.ana())
    await house.post()
    await house.reply(bruno, ACCEPT)
    await house.take_off(bruno)
    await house.take_off(carla)
    assert await house.kinds(BRUNO) == ["invitation", "removed"]
    assert await house.kinds("carla@example.org") == ["invitation", "removed"]
    await house.take_off(carla)
    assert await house.kinds("carla@example.org") == ["invitation", "removed"]


async def test_who_declined_or_wants_no_letters_is_not_told(house: House) -> None:
    _, bruno, carla = await house.team(await house.ana())
    await house.post()
    await house.reply(bruno, DECLINE)
    await house.reply(carla, None, stop=True)
    await house.post()
    await house.take_off(bruno)
    await house.take_off(carla)
    assert await house.kinds(BRUNO) == ["invitation", "echo_declined"]
    assert await house.kinds("carla@example.org") == ["invitation", "muted"]


async def test_the_place_of_somebody_taken_off_cannot_be_changed(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.take_off(bruno)
    assert await house.change(bruno, "address", "x@example.org") is Refused.GONE
    assert await house.take_off(bruno) is Refused.GONE


async def test_after_the_close_the_list_stands(house: House) -> None:
    proposal_id, bruno, _ = await house.team(await house.ana())
    house.clock.moment = CLOSES
    assert await house.change(bruno, "roles", ("moderator",)) is Refused.CLOSED
    assert await house.take_off(bruno) is Refused.CLOSED
    assert not await house.answer(proposal_id, "answers.title", "Tarde")
    house.clock.move(seconds=-1)
    assert await house.change(bruno, "roles", ("moderator",)) is None


async def test_a_person_chooses_their_own_attendance_with_their_yes(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.change(bruno, "attendance", "in_person")
    await house.reply(bruno, ACCEPT, {**PROFILE, "attendance": "online"})
    item = await house.stands(bruno)
    assert (item.status, item.attendance) == (S.CONFIRMED, Attendance.ONLINE)
