"""A session gets a date, another one, or none: who hears of it, once, and what their calendars are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.dialogue.screen import Phrase, Screen
from core.model.chats import Chat
from core.model.proposal import ParticipationStatus as S
from core.model.slot import Slot
from core.usecases.answering.unreachable import mute
from core.usecases.proposing.withdraw import withdraw
from core.usecases.scheduling.agenda import uid_of
from core.usecases.secretariat import correct_address
from core.usecases.ticking.duty import Done
from core.usecases.ticking.news_by_mail import news_by_mail
from tests.builders import ACCEPT, DECLINE, PROFILE, House
from tests.support.sessions import DAY, LATER, ROOM, date, events, newest_event, sent_team, undate

ANA, BRUNO, CARLA = "ana@example.org", "bruno@example.org", "carla@example.org"


async def slot_of(house: House, proposal_id: str) -> Slot | None:
    async with house.work() as work:
        return await work.slots.get(proposal_id)


async def test_a_date_is_told_to_everybody_on_the_list_and_to_the_proponent(house: House) -> None:
    proposal_id, bruno, _ = await sent_team(house)
    assert await date(house, proposal_id) is None
    assert await slot_of(house, proposal_id) == Slot(
        proposal_id=proposal_id, starts_at=DAY, minutes=75, place=ROOM, sequence=0, changed_at=house.now
    )
    assert [letter.kind for letter in await house.post()] == ["session_dated"] * 3
    assert await events(house, BRUNO) == [("session_dated", "request", 0)]
    assert await events(house, ANA) == [("session_dated", "publish", 0)]
    item = await house.stands(bruno)
    assert await newest_event(house, BRUNO) == {
        "method": "request",
        "uid": uid_of(item),
        "sequence": 0,
        "starts_at": DAY.isoformat(),
        "minutes": 75,
        "place": ROOM,
        "accepted": True,
        "token": {"subject": bruno, "generation": item.generation},
    }
    (line,) = await house.log("session_dated")
    assert (line.actor, line.facts["sequence"]) == (f"secretariat:{(await house.at('mesa@lacigf.test')).id}", 0)
    ana = await house.at(ANA)
    assert ("session_dated", {"title": "Redes que cuidan", "at": DAY.isoformat()}) in await house.news(ana.id)


async def test_the_same_date_twice_is_nothing(house: House) -> None:
    proposal_id, _, _ = await sent_team(house)
    await date(house, proposal_id)
    before = (await house.kinds(), await house.logged(), await slot_of(house, proposal_id))
    house.clock.move(hours=1)
    assert await date(house, proposal_id) is None
    assert (await house.kinds(), await house.logged(), await slot_of(house, proposal_id)) == before


@pytest.mark.parametrize(
    "change", [{"at": LATER}, {"minutes": 105}, {"place": "Auditorio"}], ids=["hour", "length", "room"]
)
async def test_every_change_raises_the_number_and_tells_what_was(house: House, change: dict[str, object]) -> None:
    proposal_id, _, _ = await sent_team(house)
    await date(house, proposal_id)
    await house.post()
    assert await date(house, proposal_id, **change) is None  # type: ignore[arg-type]  # one of its own
    assert [letter.kind for letter in await house.post()] == ["session_moved"] * 3
    assert await events(house, BRUNO) == [("session_dated", "request", 0), ("session_moved", "request", 1)]
    assert await events(house, ANA) == [("session_dated", "publish", 0), ("session_moved", "publish", 1)]
    moved = (await house.mail(BRUNO))[-1]
    assert moved.facts["before"] == {"starts_at": DAY.isoformat(), "minutes": 75, "place": ROOM}


async def test_a_cancelled_date_leaves_the_calendars_and_can_be_set_anew(house: House) -> None:
    proposal_id, _, _ = await sent_team(house)
    await date(house, proposal_id)
    assert await undate(house, proposal_id) is None
    slot = await slot_of(house, proposal_id)
    assert slot is not None
    assert (slot.sequence, slot.cancelled_at) == (1, house.now)
    assert await undate(house, proposal_id) == Phrase("sessions.refused.nothing_to_cancel")
    await date(house, proposal_id)
    assert await events(house, BRUNO) == [
        ("session_dated", "request", 0),
        ("session_cancelled", "cancel", 1),
        ("session_dated", "request", 2),
    ]
    assert [method for _, method, _ in await events(house, ANA)] == ["publish", "unpublish", "publish"]


async def test_who_does_not_count_hears_nothing(house: House) -> None:
    proposal_id, bruno, carla = await house.confirmed_team(await house.ana())
    dana = await house.listed(proposal_id, "Dana", "dana@example.org", "speaker")
    eli = await house.listed(proposal_id, "Eli", "eli@example.org", "speaker")
    await house.listed(proposal_id, "Fe", None, "speaker")
    flor = await house.listed(proposal_id, "Flor", "flor@example.org", "speaker")
    await house.send(proposal_id)
    await house.post()
    await house.reply(dana, DECLINE)
    await house.bounce(eli)
    await house.reply(flor, None, stop=True)
    await house.post()
    await date(house, proposal_id)
    assert sorted(letter.address or "" for letter in await house.post()) == [ANA, BRUNO, CARLA]
    assert [await house.status(item) for item in (bruno, carla, dana, eli)] == [
        S.CONFIRMED, S.CONFIRMED, S.DECLINED, S.BOUNCED,
    ]  # fmt: skip


async def test_a_proponent_on_the_own_list_gets_one_event_and_is_asked_for_an_answer(house: House) -> None:
    proposal_id, _, _ = await house.confirmed_team(await house.ana())
    own = await house.listed(proposal_id, "Ana Gómez", ANA, "moderator")
    await house.reply(own, ACCEPT, PROFILE)
    await house.send(proposal_id)
    await date(house, proposal_id)
    assert await events(house, ANA) == [("session_dated", "request", 0)]


async def test_who_says_yes_again_gets_the_date_that_stands(house: House) -> None:
    proposal_id, bruno, _ = await sent_team(house)
    await house.reply(bruno, DECLINE)
    await date(house, proposal_id)
    assert await events(house, BRUNO) == []
    await house.reply(bruno, ACCEPT)
    assert await events(house, BRUNO) == [("session_dated", "request", 0)]
    await house.reply(bruno, ACCEPT)
    assert await events(house, BRUNO) == [("session_dated", "request", 0)]


async def test_who_is_invited_later_finds_the_event_in_the_invitation(house: House) -> None:
    proposal_id, _, _ = await sent_team(house)
    await date(house, proposal_id)
    dana = await house.listed(proposal_id, "Dana", "dana@example.org", "speaker")
    assert await events(house, "dana@example.org") == [("invitation", "request", 0)]
    assert (await newest_event(house, "dana@example.org"))["accepted"] is False
    await house.reply(dana, ACCEPT, PROFILE)
    assert await events(house, "dana@example.org") == [("invitation", "request", 0)]
    await date(house, proposal_id, LATER)
    assert (await events(house, "dana@example.org"))[1:] == [("session_moved", "request", 1)]


async def test_a_corrected_address_takes_the_event_from_the_old_one_and_brings_it_to_the_new(house: House) -> None:
    proposal_id, bruno, _ = await sent_team(house)
    await date(house, proposal_id)
    await house.post()
    async with house.work() as work:
        mesa = await work.people.by_address("mesa@lacigf.test")
        assert mesa is not None
        assert await correct_address(house.desk, work, bruno, "b.diaz@example.org", mesa) is None
    assert await events(house, BRUNO) == [("session_dated", "request", 0), ("removed", "cancel", 1)]
    assert await events(house, "b.diaz@example.org") == [("invitation", "request", 0)]
    assert (await newest_event(house, BRUNO))["uid"] != (await newest_event(house, "b.diaz@example.org"))["uid"]


async def test_nothing_is_cancelled_where_the_event_never_left(house: House) -> None:
    proposal_id, bruno, _ = await sent_team(house)
    await date(house, proposal_id)
    await house.take_off(bruno)
    assert [letter.kind for letter in await house.post() if letter.address == BRUNO] == ["removed"]
    assert await events(house, BRUNO) == []


async def test_who_is_taken_off_or_asked_anew_loses_the_event_that_they_had(house: House) -> None:
    proposal_id, bruno, carla = await sent_team(house)
    await date(house, proposal_id)
    await house.post()
    old = await newest_event(house, CARLA)
    await house.take_off(bruno)
    await house.change(carla, "roles", ("moderator",))
    assert (await events(house, BRUNO))[1:] == [("removed", "cancel", 1)]
    assert (await events(house, CARLA))[1:] == [
        ("session_cancelled", "cancel", 1),
        ("invitation_changed", "request", 0),
    ]
    cancelled, asked = (letter.facts["calendar"] for letter in (await house.mail(CARLA))[-2:])
    assert (cancelled["uid"], cancelled["token"]) == (old["uid"], old["token"])  # type: ignore[index]  # our own fact
    assert asked["uid"] == uid_of(await house.stands(carla)) != old["uid"]  # type: ignore[index]  # our own fact


async def test_a_withdrawn_proposal_leaves_every_calendar(house: House) -> None:
    proposal_id, _, _ = await sent_team(house)
    await date(house, proposal_id)
    await house.post()
    async with house.work() as work:
        record, ana = await work.proposals.get(proposal_id), await work.people.by_address(ANA)
        assert record is not None
        assert ana is not None
        await withdraw(house.desk, work, record, ana, house.now)
    assert (await events(house, BRUNO))[1:] == [("withdrawn_participant", "cancel", 1)]
    assert (await events(house, ANA))[1:] == [("withdrawn", "unpublish", 1)]
    slot = await slot_of(house, proposal_id)
    assert slot is not None
    assert slot.cancelled_at == house.now
    assert await date(house, proposal_id) == Phrase("sessions.refused.not_sent")


async def test_who_wants_no_letters_gets_none_about_dates_either(house: House) -> None:
    proposal_id, bruno, _ = await sent_team(house)
    await date(house, proposal_id)
    await house.post()
    async with house.work() as work:
        item, person = await work.participations.get(bruno), await work.people.by_address(BRUNO)
        assert item is not None
        assert person is not None
        await mute(house.desk, work, item, person, "mail", house.now)
    letters = len(await house.mail(BRUNO))
    await date(house, proposal_id, LATER)
    await undate(house, proposal_id)
    assert len(await house.mail(BRUNO)) == letters


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"minutes": 0}, Phrase("sessions.refused.minutes", {"most": 1440})),
        ({"minutes": 1441}, Phrase("sessions.refused.minutes", {"most": 1440})),
        ({"place": "a" * 121}, Phrase("sessions.refused.place", {"most": 120})),
        ({"at": DAY - timedelta(days=365)}, Phrase("sessions.refused.past")),
        ({"at": DAY + timedelta(days=3660)}, Phrase("sessions.refused.far")),
    ],
)
async def test_what_cannot_be_a_date_is_refused_in_words(house: House, change: dict[str, object], why: Phrase) -> None:
    proposal_id, _, _ = await sent_team(house)
    assert await date(house, proposal_id, **change) == why  # type: ignore[arg-type]  # one of its own
    assert await slot_of(house, proposal_id) is None


async def test_a_draft_has_no_date_and_no_other_call_can_be_touched(house: House) -> None:
    proposal_id, _, _ = await house.team(await house.ana())
    assert await date(house, proposal_id) == Phrase("sessions.refused.not_sent")
    assert await date(house, "nothing") == Phrase("sessions.refused.not_sent")
    await house.confirmed_team(await house.visitor("eva@example.org", proved_at=house.now))
    sent, _, _ = await sent_team(house)
    house.desk = replace(house.desk, call=replace(house.desk.call, id="another"))
    assert await date(house, sent) == Phrase("sessions.refused.not_sent")


async def test_a_proponent_whose_chat_is_closed_reads_of_the_date_once(house: House) -> None:
    proposal_id, _, _ = await sent_team(house)
    ana = await house.at(ANA)
    async with house.work() as work:
        await work.chats.put(Chat(id=11, opened_at=house.now, person_id=ana.id, closed_at=house.now))
        await news_by_mail(house.desk, work)
    house.clock.move(days=2)
    await date(house, proposal_id)
    async with house.work() as work:
        assert await news_by_mail(house.desk, work) == Done(0)


def rows(screen: Screen) -> list[tuple[str, object]]:
    """What a screen says of the date: label and value."""
    found = [item for item in screen.blocks if item.label.key in {"sessions.row.when", "sessions.row.where"}]
    return [(item.label.key, item.detail[0].facts.get("value", item.detail[0].own)) for item in found]


async def test_ones_own_proposal_and_invitation_show_the_date_in_chat(house: House) -> None:
    proposal_id, bruno, _ = await sent_team(house)
    ana, guest = await house.at(ANA), await house.at(BRUNO)
    assert rows(await house.tap(ana, "open", proposal_id)) == []
    await date(house, proposal_id)
    told = [("sessions.row.when", DAY), ("sessions.row.where", ROOM)]
    assert rows(await house.look(ana)) == told
    await house.command(guest, "start")
    assert rows(await house.tap(guest, "invitation", bruno)) == told
    await undate(house, proposal_id)
    assert rows(await house.look(ana)) == rows(await house.look(guest)) == []
