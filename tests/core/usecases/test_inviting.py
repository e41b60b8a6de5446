"""Who is written to, when, and what holds a letter back."""

from __future__ import annotations

from dataclasses import replace

from core.model.proposal import ParticipationStatus
from core.model.records import OutboxState
from core.rules.invitations import NotNow
from core.usecases.listing.invite import invite
from tests.builders import ACCEPT, CLOSES, DECLINE, PROFILE, WORKSHOP, House, token_of

S = ParticipationStatus
BRUNO = "bruno@example.org"


async def ask_again(house: House, participation_id: str) -> NotNow | None:
    """The proponent asks explicitly for another letter."""
    item = await house.stands(participation_id)
    record = await house.record(item.proposal_id)
    ana = await house.person(record.proponent_id)
    async with house.work() as work:
        return await invite(house.desk, work, record, ana, item, house.now, asked_for=True)


async def test_the_invitation_leaves_once_address_name_role_and_title_are_known(house: House) -> None:
    ana = await house.ana()
    proposal_id = await house.proposal(ana, {"session_type": "workshop", "modality": "in_person"})
    bruno = await house.listed(proposal_id, "Bruno Díaz", None, "speaker")
    assert await house.kinds() == []
    await house.change(bruno, "attributes.country", "UY")
    await house.change(bruno, "address", BRUNO)
    assert await house.kinds() == []

    await house.answer(proposal_id, "answers.title", "Redes que cuidan")

    (letter,) = await house.mail()
    assert (letter.kind, letter.address, letter.state) == ("invitation", BRUNO, OutboxState.WAITING)
    assert letter.facts == {
        "person_name": "Bruno Díaz",
        "proposal_title": "Redes que cuidan",
        "proponent_name": "Ana Gómez",
        "session_type": "workshop",
        "proposal_number": 1,
        "proponent_organisation": "Red Abierta",
        "description": None,
        "modality": "in_person",
        "roles": ["speaker"],
        "attendance": None,
        "missing": ["sector", "organisation", "attendance"],
        "optional": ["gender"],
        "known": {"country": "UY"},
        "closes": CLOSES.astimezone(house.desk.call.moments["submission_closes"].at.tzinfo).isoformat(),  # type: ignore[union-attr]  # this call's close is known
    }
    item = await house.stands(bruno)
    assert (item.status, item.invited_at) == (S.INVITED, house.now)
    assert letter.token == {"subject": bruno, "generation": 0}


async def test_nobody_without_a_role_is_written_to(house: House) -> None:
    bruno = await house.listed(await house.proposal(await house.ana()), "Bruno Díaz", BRUNO)
    assert await house.kinds() == []
    await house.change(bruno, "roles", ("speaker",))
    assert await house.kinds() == ["invitation"]


async def test_the_invited_person_speaks_the_proponents_language_until_they_choose(house: House) -> None:
    ana = await house.ana(language="pt")
    await house.team(ana)
    assert {letter.language for letter in await house.mail()} == {"pt"}


async def test_no_invitation_leaves_before_the_proponents_address_is_proved(house: House) -> None:
    ana = await house.ana(proved_at=None)
    _, bruno, _ = await house.team(ana)
    assert await house.kinds() == ["prove_address"]
    assert await house.status(bruno) is S.LISTED

    await house.enter("ana@example.org")

    assert await house.kinds() == ["prove_address", "sign_in", "invitation", "invitation"]
    assert await house.status(bruno) is S.INVITED


async def test_the_letter_that_asks_for_proof_comes_once_a_day_and_its_link_opens(house: House) -> None:
    ana = await house.ana(proved_at=None)
    await house.team(ana)
    house.clock.move(days=1)
    await house.listed((await house.stands((await house.team(ana))[1])).proposal_id, "D", "d@example.org", "speaker")
    assert await house.kinds() == ["prove_address", "prove_address"]


async def test_a_days_cap_delays_invitations_until_the_next_tick_that_has_room(house: House) -> None:
    house.set_call(mail=replace(house.desk.call.mail, invitations_per_day_person=1))
    ana = await house.ana()
    _, _, carla = await house.team(ana)
    assert await house.status(carla) is S.LISTED
    assert await house.remind() == 0
    house.clock.move(days=1, seconds=1)
    assert await house.remind() == 1
    assert await house.status(carla) is S.INVITED


async def test_whoever_was_written_to_counts_for_the_day_though_their_place_went_to_another_address(
    house: House,
) -> None:
    house.set_call(mail=replace(house.desk.call.mail, invitations_per_day_person=3))
    _, bruno, _ = await house.team(await house.ana())
    for name in ("one", "two", "three"):
        await house.post()
        await house.change(bruno, "address", f"{name}@elsewhere.example")
    written_to = [letter.address for letter in await house.mail()]
    assert written_to == [BRUNO, "carla@example.org", "one@elsewhere.example"]
    assert await house.status(bruno) is S.LISTED
    await house.change(bruno, "address", BRUNO)
    assert await house.status(bruno) is S.INVITED


async def test_a_proposal_invites_no_more_people_than_the_call_allows(house: House) -> None:
    house.set_call(mail=replace(house.desk.call.mail, invitations_per_proposal=1))
    _, bruno, carla = await house.team(await house.ana())
    assert (await house.status(bruno), await house.status(carla)) == (S.INVITED, S.LISTED)
    assert await ask_again(house, carla) is NotNow.TOO_MANY_PEOPLE
    assert await ask_again(house, bruno) is None


async def test_one_address_gets_no_more_letters_a_day_than_the_call_allows(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    assert [await ask_again(house, bruno) for _ in range(10)] == [None] * 9 + [NotNow.TOO_MANY_LETTERS]
    house.clock.move(days=1, seconds=1)
    assert await ask_again(house, bruno) is None


async def test_an_explicit_second_letter_repeats_the_same_reply_address(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    assert await ask_again(house, bruno) is None
    first, second = await house.mail(BRUNO)
    assert token_of(first, "reply") == token_of(second, "reply")


async def test_a_confirmed_person_is_not_invited_again(house: House) -> None:
    _, bruno, _ = await house.confirmed_team(await house.ana())
    assert await ask_again(house, bruno) is NotNow.CONFIRMED


async def test_who_declined_is_asked_again_only_explicitly_and_once(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.reply(bruno, DECLINE)
    await house.change(bruno, "roles", ("rapporteur",))
    assert (await house.kinds(BRUNO)) == ["invitation", "echo_declined"]

    assert await ask_again(house, bruno) is None
    assert await house.status(bruno) is S.INVITED
    await house.reply(bruno, DECLINE)
    assert await ask_again(house, bruno) is NotNow.DECLINED


async def test_whoever_wants_no_letters_gets_none_and_the_proponents_are_told_once(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    other = await house.visitor("eva@example.org", name="Eva", proved_at=house.now)
    await house.listed(await house.proposal(other), "Bruno", BRUNO, "speaker")
    await house.reply(bruno, None, stop=True)

    assert [letter.kind for letter in await house.mail(BRUNO)] == ["muted"]
    assert (await house.news(ana.id))[-1] == ("participant_muted", {"name": "Bruno Díaz"})
    assert (await house.news(other.id))[-1] == ("participant_muted", {"name": "Bruno"})

    third = await house.proposal(ana, {"answers.title": "Tercera"})
    await house.listed(third, "Bruno D.", BRUNO, "speaker")
    await house.answer(third, "answers.title", "Tercera vez")
    assert [letter.kind for letter in await house.mail(BRUNO)] == ["muted"]
    assert (await house.news(ana.id)).count(("participant_muted", {"name": "Bruno D."})) == 1
    assert await ask_again(house, bruno) is NotNow.MUTED


async def test_somebody_muted_may_still_say_yes_and_gets_no_echo(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.reply(bruno, None, stop=True)
    await house.reply(bruno, ACCEPT, PROFILE)
    assert await house.status(bruno) is S.CONFIRMED
    assert (await house.kinds(BRUNO)) == ["muted"]


async def test_other_roles_after_a_yes_ask_the_person_anew(house: House) -> None:
    proposal_id, bruno, _ = await house.confirmed_team(await house.ana())
    await house.post()
    await house.change(bruno, "roles", ("speaker", "moderator"))

    item = await house.stands(bruno)
    assert (item.status, item.generation, item.accepted_at, item.consented_at) == (S.INVITED, 1, None, None)
    letter = (await house.mail(BRUNO))[-1]
    assert (letter.kind, letter.facts["changed"]) == ("invitation_changed", ["roles"])
    assert letter.facts["roles"] == ["speaker", "moderator"]
    assert letter.token == {"subject": bruno, "generation": 1}
    await house.reply(bruno, ACCEPT)
    assert await house.status(bruno) is S.CONFIRMED
    assert letter.thread == f"{proposal_id}:{item.person_id}"


async def test_another_attendance_set_by_the_proponent_asks_anew(house: House) -> None:
    _, bruno, _ = await house.confirmed_team(await house.ana())
    await house.change(bruno, "attendance", "in_person")
    assert await house.status(bruno) is S.CONFIRMED
    await house.change(bruno, "attendance", "online")
    assert await house.status(bruno) is S.INVITED


async def test_another_modality_asks_everybody_anew_who_was_written_to(house: House) -> None:
    proposal_id, bruno, carla = await house.team(await house.ana())
    dana = await house.listed(proposal_id, "Dana", "dana@example.org", "speaker")
    eli = await house.listed(proposal_id, "Eli", "eli@example.org", "speaker")
    await house.post()
    await house.reply(bruno, ACCEPT, PROFILE)
    await house.reply(carla, DECLINE)
    await house.bounce(eli)

    await house.answer(proposal_id, "modality", "hybrid")

    assert [await house.status(who) for who in (bruno, carla, dana, eli)] == [
        S.INVITED,
        S.DECLINED,
        S.INVITED,
        S.BOUNCED,
    ]
    changed = [letter for letter in await house.mail() if letter.kind == "invitation_changed"]
    assert [(letter.address, letter.facts["changed"]) for letter in changed] == [
        (BRUNO, ["modality"]),
        ("dana@example.org", ["modality"]),
    ]


async def test_a_first_letter_that_has_not_left_is_replaced_not_followed(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.change(bruno, "roles", ("moderator",))
    (letter,) = await house.mail(BRUNO)
    assert (letter.kind, letter.facts["roles"]) == ("invitation", ["moderator"])


async def test_a_letter_held_back_by_a_cap_after_a_change_leaves_later(house: House) -> None:
    _, bruno, _ = await house.confirmed_team(await house.ana())
    await house.post()
    house.set_call(mail=replace(house.desk.call.mail, letters_per_day_address=1))
    await house.change(bruno, "roles", ("moderator",))
    assert await house.status(bruno) is S.INVITED
    assert (await house.kinds(BRUNO))[-1] == "echo_accepted"
    house.clock.move(days=2)
    await house.remind()
    assert (await house.mail(BRUNO))[-1].facts["roles"] == ["moderator"]


async def test_a_draft_invites_nobody_after_the_close(house: House) -> None:
    ana = await house.ana(proved_at=None)
    _, bruno, _ = await house.team(ana)
    house.clock.moment = CLOSES
    await house.enter("ana@example.org")
    assert await house.status(bruno) is S.LISTED
    assert await ask_again(house, bruno) is NotNow.CLOSED


async def test_two_entries_of_one_address_are_one_person_in_one_thread(house: House) -> None:
    proposal_id, bruno, _ = await house.team(await house.ana())
    second = await house.listed(proposal_id, "Bruno Díaz", "Bruno@Example.org", "moderator")
    one, two = await house.stands(bruno), await house.stands(second)
    assert one.person_id == two.person_id
    assert len({letter.thread for letter in await house.mail() if letter.person_id == one.person_id}) == 1
    await house.reply(second, ACCEPT, PROFILE)
    record = await house.record(proposal_id)
    assert record.id == proposal_id
    assert await house.status(second) is S.CONFIRMED


async def test_inviting_writes_a_line_and_tells_the_invited_in_their_chat(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, _ = await house.team(ana)
    line = (await house.log("invitation"))[0]
    person = await house.at(BRUNO)
    assert (line.actor, line.proposal_id, line.person_id) == (ana.id, proposal_id, person.id)
    assert line.facts == {"participation": bruno}
    assert await house.news(person.id) == [("invited", {"proponent": "Ana Gómez", "title": WORKSHOP["answers.title"]})]
