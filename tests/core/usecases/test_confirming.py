"""A person's own yes or no: what counts, what is asked for, who is told."""

from __future__ import annotations

from core.model.letter import LetterKind
from core.model.proposal import Attendance, ParticipationStatus
from tests.builders import ACCEPT, DECLINE, PROFILE, UNCLEAR, House, token_of

S = ParticipationStatus


async def test_a_yes_with_a_whole_profile_confirms_and_is_told_to_both(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    house.clock.move(hours=5)

    await house.reply(bruno, ACCEPT, PROFILE, message_id="<his@letter>")

    item = await house.stands(bruno)
    assert (item.status, item.accepted_at, item.consented_at) == (S.CONFIRMED, house.now, house.now)
    assert item.attendance is Attendance.IN_PERSON
    assert item.attributes == {"sector": "academia", "country": "UY", "organisation": "Universidad de la República"}
    assert (await house.news(ana.id))[-1] == ("participant_confirmed", {"name": "Bruno Díaz"})
    echo = (await house.mail("bruno@example.org"))[-1]
    assert (echo.kind, echo.in_reply_to, echo.thread) == (
        "echo_accepted",
        "<his@letter>",
        f"{item.proposal_id}:{item.person_id}",
    )
    assert echo.facts["understood"] == PROFILE
    (line,) = await house.log("participant_confirmed")
    assert (line.actor, line.channel, line.proposal_id) == (item.person_id, "mail", item.proposal_id)


async def test_a_yes_without_a_profile_is_kept_and_asks_for_just_what_is_missing(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)

    await house.reply(bruno, ACCEPT, {"sector": "academia", "country": "UY"})

    item = await house.stands(bruno)
    assert (item.status, item.accepted_at) == (S.INVITED, house.now)
    asked = (await house.mail("bruno@example.org"))[-1]
    assert (asked.kind, asked.facts["missing"]) == ("profile_missing", ["organisation", "attendance"])
    assert (await house.news(ana.id))[-1] == (
        "participant_incomplete",
        {"name": "Bruno Díaz", "missing": ["organisation", "attendance"]},
    )


async def test_the_rest_of_the_profile_completes_an_earlier_yes(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.reply(bruno, ACCEPT, {"sector": "academia", "country": "UY"})
    house.clock.move(days=1)

    await house.reply(bruno, UNCLEAR, {"organisation": "UdelaR", "attendance": "online"})

    assert await house.status(bruno) is S.CONFIRMED
    assert (await house.kinds("bruno@example.org"))[-1] == "echo_accepted"


async def test_a_profile_without_a_yes_confirms_nobody(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)

    await house.reply(bruno, UNCLEAR, PROFILE, text="Mi sector es academia")

    item = await house.stands(bruno)
    assert (item.status, item.accepted_at, item.attributes) == (S.INVITED, None, {})
    asked = (await house.mail("bruno@example.org"))[-1]
    assert (asked.kind, asked.facts["text"]) == ("unclear", "Mi sector es academia")
    assert (await house.news(ana.id))[-1] == ("participant_unclear", {"name": "Bruno Díaz"})


async def test_the_proponent_hears_once_a_day_of_answers_that_are_not_plain(house: House) -> None:
    ana = await house.ana()
    _, bruno, carla = await house.team(ana)
    for unclear in (bruno, bruno, bruno, carla):
        await house.reply(unclear, UNCLEAR)
    names = [facts["name"] for kind, facts in await house.news(ana.id) if kind == "participant_unclear"]
    assert names == ["Bruno Díaz", "Carla Souza"]
    house.clock.move(days=1)
    await house.reply(bruno, UNCLEAR)
    assert (await house.news(ana.id))[-1] == ("participant_unclear", {"name": "Bruno Díaz"})


async def test_gender_stays_optional_and_is_offered(house: House) -> None:
    _, bruno, carla = await house.team(await house.ana())
    await house.reply(bruno, ACCEPT, PROFILE)
    await house.reply(carla, ACCEPT, {**PROFILE, "gender": "female"})
    assert [(await house.mail(f"{who}@example.org"))[-1].facts["optional"] for who in ("bruno", "carla")] == [
        ["gender"],
        [],
    ]


async def test_values_that_are_not_the_calls_are_told_back_and_not_kept(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.reply(
        bruno, ACCEPT, {**PROFILE, "sector": "wizardry", "country": "Uruguay"}, unknown_fields=("Edad: 7",)
    )
    told = (await house.mail("bruno@example.org"))[-1].facts
    assert told["unknown"] == ["Edad: 7", "sector: wizardry", "country: Uruguay"]
    assert told["missing"] == ["sector", "country"]
    assert await house.status(bruno) is S.INVITED


async def test_an_earlier_profile_fills_in_on_ones_own_yes_and_not_before(house: House) -> None:
    ana = await house.ana()
    await house.confirmed_team(ana)
    second = await house.proposal(ana, {"answers.title": "Otra"})
    again = await house.listed(second, "Bruno Díaz", "BRUNO@example.org", "speaker")
    assert (await house.stands(again)).attributes == {}

    await house.reply(again, ACCEPT, {"attendance": "online"}, sender="bruno@example.org")

    item = await house.stands(again)
    assert (item.status, item.attributes["sector"], item.attendance) == (S.CONFIRMED, "academia", Attendance.ONLINE)


async def test_the_later_of_two_decisions_stands(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    await house.reply(bruno, ACCEPT, PROFILE)
    house.clock.move(hours=1)
    await house.reply(bruno, DECLINE)
    item = await house.stands(bruno)
    assert (item.status, item.accepted_at, item.consented_at) == (S.DECLINED, None, None)
    assert (await house.news(ana.id))[-1][0] == "participant_declined"
    assert (await house.kinds("bruno@example.org"))[-1] == "echo_declined"
    house.clock.move(hours=1)
    await house.reply(bruno, ACCEPT)
    assert await house.status(bruno) is S.CONFIRMED


async def test_the_proponent_hears_once_that_it_can_be_sent(house: House) -> None:
    ana = await house.ana()
    _, bruno, carla = await house.team(ana)
    await house.reply(bruno, ACCEPT, PROFILE)
    assert "sendable" not in [kind for kind, _ in await house.news(ana.id)]
    await house.reply(carla, ACCEPT, {**PROFILE, "sector": "technical", "country": "BR"})
    await house.reply(carla, ACCEPT)
    told = [facts for kind, facts in await house.news(ana.id) if kind == "sendable"]
    assert told == [{"title": "Redes que cuidan"}]


async def test_a_proponent_on_the_list_confirms_by_an_act_of_their_own(house: House) -> None:
    ana = await house.ana()
    proposal_id = await house.proposal(ana)
    me = await house.listed(proposal_id, "Ana Gómez", "ana@example.org", "speaker")
    assert await house.status(me) is S.INVITED

    await house.command(ana, "start")
    await house.tap(ana, "invitation", me)
    await house.tap(ana, "accept")
    await house.tap(ana, "choose", "in_person")
    await house.tap(ana, "choose", "civil_society")

    item = await house.stands(me)
    assert (item.status, item.attributes["country"]) == (S.CONFIRMED, "AR")
    assert [line.channel for line in await house.log("participant_confirmed")] == ["chat"]
    assert "participant_confirmed" not in [kind for kind, _ in await house.news(ana.id)]


async def test_a_yes_leaves_a_log_line_that_names_what_was_given_and_no_values(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.reply(bruno, ACCEPT, PROFILE)
    (line,) = await house.log("participant_confirmed")
    assert line.facts == {"participation": bruno, "given": ["attendance", "country", "organisation", "sector"]}


async def test_somebody_whose_address_is_not_proved_cannot_answer_in_chat(house: House) -> None:
    bruno = await house.visitor("bruno@example.org", name="Bruno", language="es")
    _, place, _ = await house.team(await house.ana())
    await house.command(bruno, "start")
    await house.tap(bruno, "invitation", place)
    screen = await house.tap(bruno, "accept")
    assert screen.toast is not None
    assert screen.toast.key == "acts.not_proved"
    assert await house.status(place) is S.INVITED


async def test_what_one_would_rather_not_say_can_be_taken_back(house: House) -> None:
    ana = await house.ana()
    me = await house.listed(await house.proposal(ana), "Ana Gómez", "ana@example.org", "speaker")
    await house.reply(me, ACCEPT, {**PROFILE, "gender": "female"})
    await house.command(ana, "start")
    await house.tap(ana, "invitation", me)
    await house.tap(ana, "edit", "attributes.gender")
    await house.tap(ana, "clear")
    assert "gender" not in (await house.stands(me)).attributes
    assert "gender" not in (await house.person(ana.id)).attributes


async def test_nothing_is_answered_about_a_withdrawn_place(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    await house.post()
    await house.take_off(bruno)
    letters = len(await house.mail())
    await house.reply(bruno, ACCEPT, PROFILE)
    assert await house.status(bruno) is S.WITHDRAWN
    assert len(await house.mail()) == letters
    assert [line.channel for line in await house.log("participant_gone")] == ["mail"]


async def test_automatic_letters_never_decide(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    letters = len(await house.mail())
    for kind in LetterKind:
        if kind is not LetterKind.REPLY:
            await house.reply(bruno, ACCEPT, PROFILE, kind=kind)
    assert await house.status(bruno) is S.INVITED
    assert len(await house.mail()) == letters
    others = set(LetterKind) - {LetterKind.REPLY, LetterKind.CALENDAR_REPLY, LetterKind.UNREADABLE}
    whys = {line.facts["why"] for line in await house.log("letter_without_effect")}
    assert whys == {*others, "calendar_not_plain"}


async def test_a_letter_to_an_old_address_of_ours_no_longer_acts(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    (old,) = [letter for letter in await house.post() if letter.address == "bruno@example.org"]
    await house.change(bruno, "roles", ("rapporteur",))
    await house.reply(bruno, ACCEPT, PROFILE, to=old)
    assert await house.status(bruno) is S.INVITED
    assert token_of(old, "reply") != token_of((await house.mail("bruno@example.org"))[-1], "reply")
    assert len(await house.log("letter_unrouted")) == 1
