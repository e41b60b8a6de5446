"""Letters that leave: once, in order, with what the relay needs to know."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from core.model.records import Notice, OutboxState
from core.ports import UnitOfWork
from core.store import SqlStore
from tests.mail.courier.stage import a_letter_to, on_stage
from tests.support.records import NOON
from tests.support.relay import At, Dies, Hangs, Says, scripted_relay


async def test_a_letter_leaves_once_and_its_bytes_are_forgotten(store: SqlStore) -> None:
    async with scripted_relay() as relay:
        stage = on_stage(store, relay)
        await stage.queue(a_letter_to("ana"))
        assert [await stage.courier().drain(), await stage.courier().drain()] == [1, 0]
    (letter,) = relay.letters
    assert (letter.sender, letter.recipients) == ("b+n1@convoca.test", ("ana@example.org",))
    assert letter.message["Message-ID"] == "<n1@convoca.test>"
    assert await stage.notice() == replace(
        a_letter_to("ana"), state=OutboxState.SENT, sent_at=NOON, attempts=1, message_id="<n1@convoca.test>"
    )


async def test_an_automatic_answer_leaves_with_the_empty_sender(store: SqlStore) -> None:
    async with scripted_relay() as relay:
        stage = on_stage(store, relay)
        await stage.queue(a_letter_to("ana", kind="echo_accepted"))
        await stage.courier().drain()
    assert [letter.sender for letter in relay.letters] == [""]


async def test_every_letter_has_one_recipient_and_few_connections_carry_many(store: SqlStore) -> None:
    names = [f"p{number:02}" for number in range(30)]
    async with scripted_relay() as relay:
        stage = on_stage(store, relay)
        await stage.queue(*(a_letter_to(name, name) for name in names))
        assert await stage.courier().drain() == 30
    assert sorted(letter.recipients for letter in relay.letters) == [(f"{name}@example.org",) for name in names]
    assert relay.connections == 4


async def test_a_thread_leaves_in_the_order_in_which_it_was_queued(store: SqlStore) -> None:
    keys = [f"n{number}" for number in range(6)]
    async with scripted_relay() as relay:
        stage = on_stage(store, relay)
        await stage.queue(*(a_letter_to("ana", key, thread="p1:ana") for key in keys))
        await stage.courier().drain()
    assert [letter.message["Message-ID"] for letter in relay.letters] == [f"<{key}@convoca.test>" for key in keys]


async def test_a_running_courier_sends_as_soon_as_it_is_woken(store: SqlStore) -> None:
    async with scripted_relay() as relay:
        stage = on_stage(store, relay)
        courier = stage.courier()
        courier.start()
        try:
            await stage.queue(a_letter_to("ana"))
            courier.wake()
            assert [letter.recipients for letter in await relay.took(1)] == [("ana@example.org",)]
        finally:
            await courier.stop()
    assert await stage.states() == {"n1": "sent"}


async def test_a_stop_lets_the_letters_under_way_finish(store: SqlStore) -> None:
    async with scripted_relay() as relay:
        stage = on_stage(store, relay)
        await stage.queue(*(a_letter_to("ana", f"n{number}") for number in range(9)))
        courier = stage.courier()
        courier.start()
        await relay.was_tried(1)
        await courier.stop()
        sent = {key for key, state in (await stage.states()).items() if state == "sent"}
        assert {letter.message["Message-ID"] for letter in relay.letters} == {f"<{key}@convoca.test>" for key in sent}
        assert set((await stage.states()).values()) <= {"sent", "waiting"}
        await stage.courier().drain()
    assert sorted(letter.message["Message-ID"] for letter in relay.letters) == [
        f"<n{number}@convoca.test>" for number in range(9)
    ]


async def test_a_letter_cancelled_while_it_was_in_line_does_not_leave(store: SqlStore) -> None:
    async with scripted_relay(*[Hangs(At.DATA)] * 4) as relay:
        stage = on_stage(store, relay, timeout=0.3)
        await stage.queue(*(a_letter_to("ana", f"n{number}") for number in range(4)))
        await stage.queue(a_letter_to("eva", "late", participation_id="x1"))
        draining = asyncio.create_task(stage.courier().drain())
        await relay.was_tried(4)
        async with store.work() as work:
            assert await work.outbox.drop(participation_id="x1") == 1
        await draining
    assert "eva@example.org" not in [address for letter in relay.letters for address in letter.recipients]


async def test_a_letter_whose_reason_is_over_when_it_is_about_to_leave_does_not_leave(store: SqlStore) -> None:
    async with scripted_relay() as relay:
        stage = on_stage(store, relay, overtaken=("reminder",))
        await stage.queue(a_letter_to("ana", kind="reminder"), a_letter_to("ana", "n2", kind="receipt"))
        await stage.courier().drain()
    assert (len(relay.letters), await stage.states()) == (1, {"n2": "sent"})


async def test_after_a_crash_the_next_courier_sends_the_same_bytes_once_the_lease_is_over(store: SqlStore) -> None:
    async with scripted_relay(Hangs(At.DATA)) as relay:
        stage = on_stage(store, relay)
        await stage.queue(a_letter_to("ana", thread="t"), a_letter_to("ana", "n2", thread="t"))
        crashing = asyncio.create_task(stage.courier().drain())
        await relay.took(1)
        crashing.cancel()
        await asyncio.wait({crashing})
        assert await stage.courier().drain() == 0
        stage.clock.pass_by(seconds=31)
        await stage.courier().drain()
    first, again, second = relay.letters
    assert (first.message["Message-ID"], first.raw) == (again.message["Message-ID"], again.raw)
    assert second.message["Message-ID"] == "<n2@convoca.test>"
    assert await stage.states() == {"n1": "sent", "n2": "sent"}


async def test_a_connection_that_the_relay_ends_is_replaced_without_a_pause(store: SqlStore) -> None:
    async with scripted_relay(*[None] * 4, Dies(At.MAIL)) as relay:
        stage = on_stage(store, relay)
        await stage.queue(*(a_letter_to("ana", f"n{number}") for number in range(5)))
        await stage.courier().drain()
    assert set((await stage.states()).values()) == {"sent"}
    assert (len(relay.letters), relay.tried) == (5, 6)
    assert relay.connections > 1


async def test_a_relay_that_says_goodbye_between_letters_is_called_again(store: SqlStore) -> None:
    async with scripted_relay(*[None] * 4, Says(At.MAIL, "421 Enough for now")) as relay:
        stage = on_stage(store, relay)
        await stage.queue(*(a_letter_to("ana", f"n{number}") for number in range(6)))
        await stage.courier().drain()
        stage.clock.pass_by(minutes=2)
        await stage.courier().drain()
    assert set((await stage.states()).values()) == {"sent"}
    assert len(relay.letters) == 6


async def test_what_is_found_late_is_found_once_and_only_for_letters_of_its_kind(store: SqlStore) -> None:
    asked: list[str] = []

    async def late(work: UnitOfWork, notice: Notice) -> Notice:
        asked.append(notice.id)
        assert await work.outbox.of_proposal("p1")
        return replace(notice, facts={"text": "Con la tabla"})

    async with scripted_relay(Dies(At.DATA)) as relay:
        stage = on_stage(store, relay, late={"digest": late})
        await stage.queue(a_letter_to("ana", "n1"), a_letter_to("mesa", "n2", kind="digest"))
        await stage.courier().drain()
        stage.clock.pass_by(minutes=2)
        await stage.courier().drain()
    assert asked == ["n2"]
    texts = {letter.recipients[0]: letter.message.get_payload(0).get_payload() for letter in relay.letters}
    assert {who: text.split(" (")[0] for who, text in texts.items()} == {
        "ana@example.org": "Hola, ana",
        "mesa@example.org": "Con la tabla",
    }
    async with store.look() as work:
        facts = {item.id: item.facts["text"] for item in await work.outbox.of_proposal("p1")}
    assert facts == {"n1": "Hola, ana", "n2": "Hola, mesa"}
