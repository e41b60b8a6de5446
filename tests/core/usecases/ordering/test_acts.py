"""What each order does, what the log says of it, and how it is undone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from core.model.order import OrderState
from core.model.proposal import ParticipationStatus
from core.model.records import ProposalState
from tests.builders import ACCEPT, CLOSES, PROFILE
from tests.core.usecases.ordering.office import MESA, Office, came

at = datetime.fromisoformat


async def undo(office: Office, batch: int = 1) -> list[tuple[object, ...]]:
    return came(await office.orders("deshacer", batch=batch))


async def test_holding_and_releasing_and_both_undone(office: Office, seven: str) -> None:
    facts = await office.orders("retener 7")
    assert (came(facts), facts["batch"]) == ([("hold", None, {7: None})], 1)
    held_at = office.now
    assert (await office.record(seven)).held_at == held_at
    office.clock.move(hours=1)
    assert came(await office.orders("hold 7", "release 7", "soltar 7")) == [
        ("hold", None, {7: "held_already"}),
        ("release", None, {7: None}),
        ("release", None, {7: "not_held"}),
    ]
    assert (await office.record(seven)).held_at is None
    assert await undo(office, 2) == [("undo", "release", {7: None})]
    assert (await office.record(seven)).held_at == office.now
    assert await undo(office, 1) == [("undo", "hold", {7: "changed_since"})]
    mesa = await office.at(MESA)
    log = await office.log("proposal_held", "proposal_released")
    assert [(line.kind, line.actor, line.channel, line.proposal_id) for line in log] == [
        (kind, f"secretariat:{mesa.id}", "mail", seven)
        for kind in ("proposal_held", "proposal_released", "proposal_held")
    ]


async def test_a_hold_is_undone_once(office: Office, seven: str) -> None:
    await office.orders("hold 7")
    assert await undo(office) == [("undo", "hold", {7: None})]
    assert await undo(office) == [("undo", "hold", "undone_already")]
    assert (await office.record(seven)).held_at is None


async def test_a_note_is_kept_in_the_log_and_can_be_taken_back(office: Office, seven: str) -> None:
    facts = await office.orders("nota 7: Pidieron la sala B; hold 8")
    assert (came(facts), facts["outcomes"][0]["text"]) == (
        [("note", None, {7: None})],
        "Pidieron la sala B; hold 8",
    )
    (line,) = await office.log("office_note")
    assert (line.proposal_id, line.facts["text"]) == (seven, "Pidieron la sala B; hold 8")
    assert await undo(office) == [("undo", "note", {7: None})]
    (taken_back,) = await office.log("office_note_taken_back")
    assert taken_back.facts["note"] == line.facts["note"]


async def test_everybody_silent_is_reminded_after_ten_minutes(office: Office, seven: str) -> None:
    facts = await office.orders("recordar 7")
    (about,) = facts["outcomes"][0]["abouts"]
    assert ([item["name"] for item in about["told"]], about["not_told"]) == (["Bruno Díaz", "Carla Souza"], [])
    assert await office.leaves_after(minutes=9) == []
    assert await office.leaves_after(minutes=1) == ["invitation_reminder"] * 2
    mesa = await office.at(MESA)
    log = await office.log("invitation_reminder", "people_reminded")
    assert {line.actor for line in log} == {f"secretariat:{mesa.id}"}
    assert log[-1].facts == {"sent": 2, "not_sent": 0}


async def test_reminders_that_have_not_left_are_taken_back(office: Office, seven: str) -> None:
    await office.orders("recordar 7")
    facts = await office.orders("deshacer", batch=1)
    (about,) = facts["outcomes"][0]["abouts"]
    assert (about["why"], about["taken_back"], about["left"]) == (None, 2, 0)
    assert await office.leaves_after(hours=1) == []


async def test_reminders_that_have_left_are_told(office: Office, seven: str) -> None:
    await office.orders("recordar 7")
    await office.leaves_after(minutes=10)
    assert await undo(office) == [("undo", "remind", {7: "too_late"})]


async def test_an_order_by_which_nobody_is_reminded_did_nothing_and_is_not_undone(office: Office, seven: str) -> None:
    await office.orders("recordar 7")
    await office.leaves_after(minutes=10)
    facts = await office.orders("recordar 7", batch=1)
    (about,) = facts["outcomes"][0]["abouts"]
    assert [item["why"] for item in about["not_told"]] == ["too_soon", "too_soon"]
    assert (came(facts), facts["outcomes"][0]["done"], facts["batch"]) == (
        [("remind", None, {7: "nobody_reminded"})], False, 0,
    )  # fmt: skip


async def test_who_is_asked_about_the_close_hears_what_it_would_overtake(office: Office, seven: str) -> None:
    facts = await office.orders("prorrogar 2 días: Corte de luz")
    assert facts["outcomes"][0]["overtaken"] == ["evaluation_opens"]
    assert (await office.orders("prorrogar 1 día 7"))["outcomes"][0]["overtaken"] == []


async def test_who_answers_meanwhile_is_not_reminded(office: Office, seven: str) -> None:
    await office.orders("recordar 7")
    async with office.work() as work:
        bruno, _ = await work.participations.of_proposal(seven)
    await office.reply(bruno.id, ACCEPT, PROFILE)
    assert await office.status(bruno.id) is ParticipationStatus.CONFIRMED
    assert sorted(await office.leaves_after(minutes=11)) == ["echo_accepted", "invitation_reminder"]


async def test_what_is_held_is_not_reminded_of_by_the_calendar_until_it_is_released(office: Office, seven: str) -> None:
    await office.orders("remind 7")
    await office.orders("hold 7")
    assert await office.leaves_after(minutes=11) == []
    office.clock.move(days=4)
    assert await office.remind() == 0
    await office.orders("release 7")
    assert await office.remind() == 2


async def test_who_cannot_be_written_to_is_told_with_the_reason(office: Office, seven: str) -> None:
    await office.visitor("bruno@example.org", muted_at=office.now)
    await office.orders("recordar 7")
    office.clock.move(minutes=1)
    facts = await office.orders("recordar 7", batch=1)
    (about,) = facts["outcomes"][0]["abouts"]
    not_told = [(item["name"], item["why"]) for item in about["not_told"]]
    assert (about["told"], not_told) == ([], [("Bruno Díaz", "muted"), ("Carla Souza", "too_soon")])


async def test_nobody_is_reminded_of_what_is_held_withdrawn_or_answered(office: Office, seven: str) -> None:
    await office.orders("hold 7")
    assert came(await office.orders("remind 7")) == [("remind", None, {7: "on_hold"})]
    await office.as_it_is(seven, held_at=None, state=ProposalState.WITHDRAWN)
    assert came(await office.orders("remind 7", "hold 7")) == [
        ("remind", None, {7: "withdrawn"}),
        ("hold", None, {7: "withdrawn"}),
    ]
    await office.sent(8)
    assert came(await office.orders("remind 8")) == [("remind", None, {8: "nobody_silent"})]


async def test_proposals_get_more_time_and_it_is_taken_back(office: Office, seven: str) -> None:
    facts = await office.orders("prorrogar 2 días 7: Corte de luz")
    until = CLOSES + timedelta(days=2)
    (about,) = facts["outcomes"][0]["abouts"]
    assert (about["until"], (await office.record(seven)).extended_to) == (until.isoformat(), until)
    assert await undo(office) == [("undo", "extend", {7: None})]
    assert (await office.record(seven)).extended_to is None


async def test_an_extension_that_somebody_moved_since_is_left_alone(office: Office, seven: str) -> None:
    await office.orders("extend 2 days 7")
    await office.orders("extend 1 day 7")
    assert await undo(office, 1) == [("undo", "extend", {7: "changed_since"})]
    assert await undo(office, 2) == [("undo", "extend", {7: None})]
    assert (await office.record(seven)).extended_to == CLOSES + timedelta(days=2)


async def test_the_close_of_all_is_moved_only_after_a_yes_to_that_very_question(office: Office) -> None:
    facts = await office.orders("extend 2 days: Corte de luz")
    later = CLOSES + timedelta(days=2)
    (asked,) = facts["outcomes"]
    assert (asked["asks"], at(asked["before"]), at(asked["after"])) == (True, CLOSES, later)
    assert office.desk.call.moments["submission_closes"].at == CLOSES
    assert came(await office.orders("sí")) == [("yes", None, "nothing_to_answer")]
    done = await office.orders("sí", batch=1)
    assert (came(done), done["batch"]) == ([("extend", None, None)], 1)
    assert office.desk.call.moments["submission_closes"].at == later
    assert came(await office.orders("sí", batch=1)) == [("yes", None, "done_already")]
    assert await undo(office) == [("undo", "extend", None)]
    assert office.desk.call.moments["submission_closes"].at == CLOSES
    assert came(await office.orders("sí", batch=1)) == [("yes", None, "undone_already")]


async def test_a_question_can_be_made_void_and_ends_with_another_change_of_the_call(office: Office) -> None:
    await office.orders("extend 2 days: one")
    assert await undo(office) == [("undo", "extend", None)]
    assert came(await office.orders("yes", batch=1)) == [("yes", None, "undone_already")]
    await office.orders("extend 2 days: two")
    await office.orders("extend 3 days: three")
    await office.orders("yes", batch=3)
    assert came(await office.orders("yes", batch=2)) == [("extend", None, "changed_since")]
    assert office.desk.call.moments["submission_closes"].at == CLOSES + timedelta(days=3)


async def test_the_close_of_all_is_not_moved_without_a_reason(office: Office) -> None:
    assert came(await office.orders("extend 2 days")) == [("extend", None, "no_reason")]


@pytest.mark.parametrize(("days", "why"), [(6.9, None), (7.1, "too_late")])
async def test_an_order_can_be_undone_for_a_week(office: Office, seven: str, days: float, why: str | None) -> None:
    await office.orders("hold 7")
    office.clock.move(days=days)
    assert await undo(office) == [("undo", "hold", why or {7: None})]
    mesa = await office.at(MESA)
    async with office.work() as work:
        (order,) = await work.orders.of_batch(mesa.id, 1)
    assert order.state is (OrderState.DONE if why else OrderState.UNDONE)
