"""People who keep a list waiting: their address corrected, reminded by hand, somebody else in their place."""

from __future__ import annotations

from dataclasses import replace

from core.dialogue.events import Tap
from core.dialogue.screen import Hour, Phrase, Screen
from core.model.proposal import Attendance, ParticipationStatus
from core.model.records import Participation, Person
from tests.builders import ACCEPT, DECLINE, PROFILE, House

S = ParticipationStatus
BRUNO, DANA = "bruno@example.org", "dana@example.org"


async def at_list(house: House, ana: Person, proposal_id: str) -> Screen:
    await house.command(ana, "start")
    await house.command(ana, "home")
    await house.tap(ana, "open", proposal_id)
    return await house.tap(ana, "people")


# ── a letter that came back


async def test_the_news_of_a_bounce_leads_to_the_address_and_the_invitation_leaves_to_the_new_one(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    await house.post()
    await house.command(ana, "data")
    house.clock.move(minutes=1)
    await house.bounce(bruno)
    assert (await house.person((await house.at(BRUNO)).id)).bounced_at == house.now

    screen = await house.look(ana)
    assert (screen.place, [told.key for told in screen.news]) == ("data", ["undelivered.news.no_mailbox"])
    asked = await house.tap(ana, "mend", bruno)
    assert (asked.place, asked.input.typed) == ("ask", BRUNO)
    screen = await house.type(ana, "bruno@example.net")

    assert screen.toast == Phrase("chasing.toast.mended", {"address": "bruno@example.net"})
    assert await house.kinds("bruno@example.net") == ["invitation"]
    assert (await house.stands(bruno)).status is S.INVITED


async def test_a_temporary_bounce_says_nothing(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    await house.post()
    await house.bounce(bruno, permanent=False)
    assert (await house.status(bruno), await house.news(ana.id)) == (S.INVITED, [])


async def test_an_address_that_was_corrected_elsewhere_is_kindly_left_alone(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    await house.post()
    await house.command(ana, "start")
    house.clock.move(minutes=1)
    await house.bounce(bruno)
    old = next(item for item in (await house.look(ana)).actions if item.verb == "mend")
    revision = (await house.look(ana)).revision
    await house.change(bruno, "address", "bruno@example.net")

    before = await house.mail()
    screen = await house.say(ana, Tap(old.verb, old.argument, revision))
    assert (screen.toast, screen.place) == (Phrase("chasing.toast.settled"), "home")
    assert "mend" not in [item.verb for item in screen.actions]
    assert await house.mail() == before


# ── a reminder by hand


async def test_one_reminder_a_day_and_a_word_on_when_the_next_may_leave(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, _ = await house.team(ana)
    await house.post()
    house.clock.move(days=1, hours=2)
    await at_list(house, ana, proposal_id)
    screen = await house.tap(ana, "nudge", bruno)
    assert (screen.place, screen.toast) == (
        "people",
        Phrase("chasing.toast.nudged", {"name": Phrase(own="Bruno Díaz")}),
    )
    assert await house.kinds(BRUNO) == ["invitation", "invitation_reminder"]

    sent_at = house.now
    house.clock.move(hours=3)
    screen = await house.tap(ana, "nudge", bruno)
    again = Hour(sent_at.replace(day=sent_at.day + 1))
    assert screen.toast == Phrase("chasing.toast.soon_tomorrow", {"again": again})
    assert await house.kinds(BRUNO) == ["invitation", "invitation_reminder"]

    house.clock.move(hours=21)
    await house.tap(ana, "nudge", bruno)
    assert await house.kinds(BRUNO) == ["invitation", "invitation_reminder", "invitation_reminder"]
    assert [entry.actor for entry in await house.log("invitation_reminder")] == [ana.id, ana.id]


async def test_who_was_just_asked_is_not_reminded_the_same_day(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, _ = await house.team(ana)
    assert "nudge" not in [item.verb for item in (await at_list(house, ana, proposal_id)).actions]
    await house.tap(ana, "person", bruno)
    screen = await house.tap(ana, "nudge")
    assert screen.toast is not None
    assert screen.toast.key == "chasing.toast.soon_tomorrow"
    assert await house.kinds(BRUNO) == ["invitation"]


async def test_all_who_are_silent_are_reminded_at_once_and_who_was_reminded_today_is_counted_apart(
    house: House,
) -> None:
    ana = await house.ana()
    proposal_id, bruno, _ = await house.team(ana)
    await house.post()
    house.clock.move(days=1, minutes=1)
    await at_list(house, ana, proposal_id)
    await house.tap(ana, "nudge", bruno)
    screen = await house.tap(ana, "nudge_all")
    assert screen.toast == Phrase("chasing.toast.nudged_some", {"count": 1, "held": 1})
    assert await house.kinds("carla@example.org") == ["invitation", "invitation_reminder"]
    assert (await house.kinds(BRUNO)).count("invitation_reminder") == 1


async def test_the_calls_own_reminder_keeps_the_pause_too_and_follows_after_it(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, carla = await house.team(ana)
    await house.post()
    await house.reply(carla, DECLINE)
    house.clock.move(days=2, hours=23)
    await at_list(house, ana, proposal_id)
    await house.tap(ana, "nudge", bruno)
    house.clock.move(hours=1)
    assert await house.remind() == 0
    house.clock.move(hours=23)
    assert await house.remind() == 1


async def test_a_reminder_keeps_the_cap_of_the_address(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, _ = await house.team(ana)
    await house.post()
    house.clock.move(days=1, minutes=1)
    await at_list(house, ana, proposal_id)
    house.set_call(mail=replace(house.desk.call.mail, letters_per_day_address=0))
    screen = await house.tap(ana, "nudge", bruno)
    assert screen.toast == Phrase("acts.not_invited.too_many_letters")


async def test_who_answered_a_moment_ago_gets_no_reminder(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, _ = await house.team(ana)
    await house.post()
    house.clock.move(days=1, minutes=1)
    screen = await at_list(house, ana, proposal_id)
    await house.reply(bruno, ACCEPT, PROFILE)
    screen = await house.say(ana, Tap("nudge", bruno, screen.revision))
    assert screen.toast == Phrase("chasing.toast.settled")
    assert "invitation_reminder" not in await house.kinds(BRUNO)


# ── somebody else in a place


async def test_the_newcomer_takes_roles_and_attendance_and_the_other_leaves_only_then(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, _ = await house.team(ana)
    await house.change(bruno, "attendance", Attendance.IN_PERSON)
    await house.post()
    house.clock.move(days=4)
    await at_list(house, ana, proposal_id)
    await house.tap(ana, "person", bruno)
    await house.tap(ana, "replace")
    screen = await house.type(ana, "Dana Ruiz")
    assert (screen.place, await house.status(bruno)) == ("ask", S.INVITED)

    screen = await house.type(ana, DANA)
    names = {"name": Phrase(own="Dana Ruiz"), "other": Phrase(own="Bruno Díaz")}
    assert (screen.place, screen.toast) == ("people", Phrase("chasing.toast.replaced", names))
    assert await house.status(bruno) is S.WITHDRAWN
    dana = next(item for item in await listed(house, proposal_id) if item.name == "Dana Ruiz")
    assert (dana.roles, dana.attendance, dana.status) == (("speaker",), Attendance.IN_PERSON, S.INVITED)
    assert (await house.kinds(BRUNO))[-1] == "removed"
    assert await house.kinds(DANA) == ["invitation"]
    (line,) = await house.log("participant_removed")
    assert line.facts == {"participation": bruno, "replaced_by": dana.id}


async def test_who_stops_halfway_has_lost_nobody_and_goes_on_from_there(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, _ = await house.team(ana)
    await house.post()
    await house.reply(bruno, DECLINE)
    await at_list(house, ana, proposal_id)
    await house.tap(ana, "replace", bruno)
    await house.type(ana, "Dana Ruiz")
    await house.tap(ana, "leave")
    assert await house.status(bruno) is S.DECLINED

    house.clock.move(days=2)
    screen = await at_list(house, ana, proposal_id)
    words = [phrase.key for block in screen.blocks for phrase in block.detail]
    assert {"chasing.status.replaces", "chasing.status.gives_way"} <= set(words)
    await house.tap(ana, "replace", bruno)
    await house.type(ana, DANA)
    assert [item.name for item in await listed(house, proposal_id)] == ["Carla Souza", "Dana Ruiz"]


async def test_who_declined_or_was_never_reached_hears_nothing_of_being_replaced(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, carla = await house.team(ana)
    await house.post()
    await house.reply(bruno, DECLINE)
    await house.bounce(carla)
    for old, address in ((bruno, DANA), (carla, "eli@example.org")):
        await at_list(house, ana, proposal_id)
        await house.tap(ana, "person", old)
        await house.tap(ana, "replace")
        await house.type(ana, "Alguien Más")
        await house.type(ana, address)
    assert "removed" not in await house.kinds()
    assert [item.status for item in await listed(house, proposal_id)] == [S.INVITED, S.INVITED]


async def test_who_says_yes_meanwhile_keeps_their_place(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, _ = await house.team(ana)
    await house.post()
    house.clock.move(days=4)
    await at_list(house, ana, proposal_id)
    await house.tap(ana, "person", bruno)
    await house.tap(ana, "replace")
    await house.type(ana, "Dana Ruiz")
    await house.reply(bruno, ACCEPT, PROFILE)
    screen = await house.type(ana, DANA)
    assert screen.toast is not None
    assert screen.toast.key == "chasing.toast.stays"
    assert await house.status(bruno) is S.CONFIRMED
    dana = next(item for item in await listed(house, proposal_id) if item.name == "Dana Ruiz")
    assert (dana.roles, dana.status) == ((), S.LISTED)
    assert await house.kinds(DANA) == []


async def test_nobody_takes_their_own_place_under_another_name(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, _ = await house.team(ana)
    await house.post()
    await house.reply(bruno, DECLINE)
    await at_list(house, ana, proposal_id)
    await house.tap(ana, "replace", bruno)
    await house.type(ana, "Otro Nombre")
    screen = await house.type(ana, "Bruno@Example.org")
    assert (screen.place, screen.input.typed) == ("ask", "Bruno@Example.org")
    assert await house.status(bruno) is S.DECLINED


async def test_in_a_sent_proposal_somebody_new_is_a_change_to_be_sent(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, carla = await house.confirmed_team(ana)
    assert await house.send(proposal_id)
    await house.reply(bruno, DECLINE)
    await house.command(ana, "start")
    await house.tap(ana, "replace", bruno)
    await house.type(ana, "Dana Ruiz")
    await house.type(ana, DANA)
    screen = await house.command(ana, "summary")
    assert "chat.summary.sent_stands" in [block.label.key for block in screen.blocks]
    assert await house.status(bruno) is S.WITHDRAWN
    assert await house.status(carla) is S.CONFIRMED


async def listed(house: House, proposal_id: str) -> list[Participation]:
    async with house.work() as work:
        found = await work.participations.of_proposal(proposal_id)
    return [item for item in found if item.status is not S.WITHDRAWN]
