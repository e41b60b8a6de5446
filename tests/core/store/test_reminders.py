"""Reminders in the outbox: they hold nobody up, can be cancelled, and tell something else when less is left of them."""

from __future__ import annotations

from datetime import timedelta

from core.model.chats import Chat
from core.model.records import Channel, OutboxState
from core.store import SqlStore
from tests.support.records import NOON, a_line, a_notice, a_person

LEASE = NOON + timedelta(minutes=1)


async def test_a_letter_passes_a_reminder_of_its_thread_that_waits(store: SqlStore) -> None:
    async with store.work() as work:
        await work.outbox.put(a_notice("n1", kind="invitation_reminder", thread="t", next_at=LEASE))
        await work.outbox.put(a_notice("n2", kind="echo_accepted", thread="t"))
        assert [item.id for item in await work.outbox.claim(Channel.MAIL, NOON, LEASE, 10)] == ["n2"]


async def test_a_reminder_waits_behind_a_letter_of_its_thread(store: SqlStore) -> None:
    async with store.work() as work:
        await work.outbox.put(a_notice("n1", kind="invitation", thread="t", next_at=LEASE))
        await work.outbox.put(a_notice("n2", kind="invitation_reminder", thread="t"))
        assert await work.outbox.claim(Channel.MAIL, NOON, LEASE, 10) == []


async def test_what_was_cancelled_is_gone_and_what_has_left_stays(store: SqlStore) -> None:
    async with store.work() as work:
        for key in ("n1", "n2"):
            await work.outbox.put(a_notice(key, proposal_id=None, person_id="ana"))
        await work.outbox.sent("n2", NOON)
        for key in ("n1", "n2"):
            await work.outbox.cancel(key)
        assert [item.id for item in await work.outbox.of_person("ana", Channel.MAIL, 10)] == ["n2"]


async def test_what_is_rewritten_is_rendered_anew_under_its_own_message_id(store: SqlStore) -> None:
    async with store.work() as work:
        await work.outbox.put(a_notice("n1", facts={"about": [1, 2]}, person_id="ana"))
        await work.outbox.claim(Channel.MAIL, NOON, LEASE, 10)
        await work.outbox.keep_rendered("n1", "<n1@x>", b"two")
        await work.outbox.rewrite("n1", {"about": [2]})
        (again,) = await work.outbox.claim(Channel.MAIL, NOON, LEASE, 10)
    assert (again.facts, again.rendered, again.message_id, again.state) == (
        {"about": [2]}, None, "<n1@x>", OutboxState.SENDING,
    )  # fmt: skip


async def test_lines_about_people_are_found_by_kind_and_time(store: SqlStore) -> None:
    async with store.work() as work:
        for kind, person, hours in (
            ("a", "ana", 1),
            ("a", "beto", 2),
            ("a", "carla", 3),
            ("b", "ana", 4),
            ("a", "ana", 0),
        ):
            await work.log.add(a_line(kind, person_id=person, at=NOON + timedelta(hours=hours)))
        found = await work.log.to_people({"a"}, {"ana", "beto"}, NOON)
    assert [(line.person_id, line.at) for line in found] == [
        ("ana", NOON + timedelta(hours=1)),
        ("beto", NOON + timedelta(hours=2)),
    ]


async def test_only_an_open_chat_is_one(store: SqlStore) -> None:
    async with store.work() as work:
        for number, (person, closed) in enumerate((("ana", None), ("beto", NOON), ("ana", NOON))):
            if number < 2:
                await work.people.add(a_person(person))
            await work.chats.put(Chat(id=number, opened_at=NOON, person_id=person, closed_at=closed))
        assert await work.chats.with_open({"ana", "beto", "carla"}) == {"ana"}
