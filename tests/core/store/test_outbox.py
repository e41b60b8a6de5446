from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core.model.records import Channel, Notice, OutboxState
from core.store import SqlStore
from tests.support.records import NOON, a_notice, a_person, a_proposal

FULL = a_notice(
    address="Ana@Example.org",
    person_id="ana",
    language="pt",
    facts={"roles": ["speaker"], "name": None},
    proposal_id="p1",
    participation_id="x1",
    token={"purpose": "reply", "subject": "x1", "generation": 0},
    in_reply_to="<a@b>",
    batch_id="b1",
    thread="p1:ana",
    state=OutboxState.HELD,
    attempts=2,
    next_at=NOON,
    lease_until=NOON,
    message_id="<c@d>",
    rendered=b"\0\xff",
    error="later",
    sent_at=NOON,
)


async def the_notice(store: SqlStore, of: str = "p1") -> Notice:
    async with store.look() as view:
        (notice,) = await view.outbox.of_proposal(of)
        return notice


async def test_a_notice_comes_back_whole(store: SqlStore) -> None:
    async with store.work() as work:
        assert await work.outbox.put(FULL)
    assert await the_notice(store) == FULL


async def test_the_same_notice_twice_is_one_row(store: SqlStore) -> None:
    async with store.work() as work:
        assert await work.outbox.put(FULL)
        assert not await work.outbox.put(replace(FULL, id="n2", kind="other"))
    async with store.work() as work:
        assert not await work.outbox.put(replace(FULL, id="n3"))
    assert await the_notice(store) == FULL


async def test_a_letter_that_left_forgets_its_bytes_which_hold_the_token(store: SqlStore) -> None:
    async with store.work() as work:
        await work.outbox.put(a_notice(proposal_id="p1"))
        await work.outbox.claim("mail", NOON, NOON + timedelta(minutes=5), 1)
        await work.outbox.keep_rendered("n1", "<c@d>", b"bytes")
    rendered = await the_notice(store)
    async with store.work() as work:
        await work.outbox.sent("n1", NOON)
    assert (rendered.message_id, rendered.rendered) == ("<c@d>", b"bytes")
    assert await the_notice(store) == a_notice(
        proposal_id="p1", state=OutboxState.SENT, attempts=1, message_id="<c@d>", sent_at=NOON
    )


async def test_a_letter_to_be_tried_again_keeps_its_bytes(store: SqlStore) -> None:
    later = NOON + timedelta(hours=1)
    async with store.work() as work:
        await work.outbox.put(a_notice(proposal_id="p1"))
        await work.outbox.claim("mail", NOON, NOON + timedelta(minutes=5), 1)
        await work.outbox.keep_rendered("n1", "<c@d>", b"bytes")
        await work.outbox.retry("n1", later, "450 busy")
    assert await the_notice(store) == a_notice(
        proposal_id="p1", attempts=1, message_id="<c@d>", rendered=b"bytes", next_at=later, error="450 busy"
    )


async def test_a_try_that_reached_nobody_is_not_counted(store: SqlStore) -> None:
    async with store.work() as work:
        await work.outbox.put(a_notice(proposal_id="p1"))
        await work.outbox.claim("mail", NOON, NOON + timedelta(minutes=5), 1)
        await work.outbox.retry("n1", NOON, "unreachable", counted=False)
    assert await the_notice(store) == a_notice(proposal_id="p1", attempts=0, next_at=NOON, error="unreachable")


async def test_a_courier_that_was_away_for_long_undoes_nothing(store: SqlStore) -> None:
    async with store.work() as work:
        await work.outbox.put(a_notice(proposal_id="p1"))
        await work.outbox.sent("n1", NOON)
        await work.outbox.retry("n1", NOON, "450 busy")
        await work.outbox.fail("n1", "550 nobody here")
        await work.outbox.renew(["n1"], NOON)
        assert not await work.outbox.keep_rendered("n1", "<c@d>", b"bytes")
    assert await the_notice(store) == a_notice(proposal_id="p1", state=OutboxState.SENT, sent_at=NOON)


async def test_a_cancelled_letter_is_not_rendered(store: SqlStore) -> None:
    async with store.work() as work:
        await work.outbox.put(a_notice(participation_id="x1"))
        await work.outbox.claim("mail", NOON, NOON + timedelta(minutes=5), 1)
        await work.outbox.drop(participation_id="x1")
        assert not await work.outbox.keep_rendered("n1", "<c@d>", b"bytes")


async def test_a_letter_that_failed_is_told_apart_and_forgets_its_bytes(store: SqlStore) -> None:
    async with store.work() as work:
        await work.outbox.put(a_notice(proposal_id="p1", rendered=b"bytes"))
        await work.outbox.put(a_notice("n2"))
        await work.outbox.fail("n1", "550 nobody here")
        failed = await work.outbox.failed()
    assert failed == [a_notice(proposal_id="p1", state=OutboxState.FAILED, error="550 nobody here")]


async def test_only_what_this_persons_proposals_hold_is_let_go(store: SqlStore) -> None:
    async with store.work() as work:
        for name in ("ana", "beto"):
            await work.people.add(a_person(name))
            await work.proposals.add(a_proposal(f"{name}'s", of=name))
        await work.outbox.put(a_notice("a", state=OutboxState.HELD, proposal_id="ana's", person_id="beto"))
        await work.outbox.put(a_notice("b", state=OutboxState.HELD, proposal_id="beto's", person_id="ana"))
        await work.outbox.put(a_notice("c", state=OutboxState.SENT, proposal_id="ana's"))
        assert await work.outbox.release("ana") == 1
        assert await work.outbox.release("ana") == 0
    assert (await the_notice(store, "beto's")).state is OutboxState.HELD


async def test_what_has_not_left_for_a_participation_is_cancelled(store: SqlStore) -> None:
    async with store.work() as work:
        for state in OutboxState:
            await work.outbox.put(a_notice(state, state=state, participation_id="x1", proposal_id="p1"))
        await work.outbox.put(a_notice("other", participation_id="x2", proposal_id="p1"))
        await work.outbox.put(a_notice("chat", participation_id="x1", proposal_id="p1", channel=Channel.CHAT))
        assert await work.outbox.drop(participation_id="x1") == 3
        left = [notice.id for notice in await work.outbox.of_proposal("p1")]
    assert left == ["sent", "failed", "other", "chat"]


async def test_a_letter_cancelled_while_it_leaves_is_no_fault(store: SqlStore) -> None:
    async with store.work() as work:
        await work.outbox.put(a_notice(participation_id="x1"))
        await work.outbox.claim("mail", NOON, NOON, 1)
        await work.outbox.drop(participation_id="x1")
        await work.outbox.keep_rendered("n1", "<c@d>", b"bytes")
        await work.outbox.sent("n1", NOON)
        assert await work.outbox.claim("mail", NOON, NOON, 1) == []


async def test_the_newest_notices_of_a_channel_come_first(store: SqlStore) -> None:
    async with store.work() as work:
        for name in ("a", "b", "c"):
            await work.outbox.put(a_notice(name, channel=Channel.CHAT, person_id="ana"))
        await work.outbox.put(a_notice("mail", person_id="ana"))
        await work.outbox.put(a_notice("beto's", channel=Channel.CHAT, person_id="beto"))
        newest = await work.outbox.of_person("ana", "chat", 2)
    assert [notice.id for notice in newest] == ["c", "b"]


async def test_the_newest_letters_of_one_place_come_first(store: SqlStore) -> None:
    async with store.work() as work:
        for name in ("a", "b", "c"):
            await work.outbox.put(a_notice(name, participation_id="x1"))
        await work.outbox.put(a_notice("chat", channel=Channel.CHAT, participation_id="x1"))
        await work.outbox.put(a_notice("another's", participation_id="x2"))
        newest = await work.outbox.letters_of("x1", 2)
    assert [notice.id for notice in newest] == ["c", "b"]


@pytest.mark.parametrize(("since", "count"), [(NOON, 2), (NOON + timedelta(seconds=1), 1)])
async def test_letters_to_an_address_are_counted_however_it_is_spelt(
    store: SqlStore, since: datetime, count: int
) -> None:
    async with store.work() as work:
        await work.outbox.put(a_notice("a", address="Peña@Example.org"))
        await work.outbox.put(a_notice("b", address="pen\u0303a@example.org", created_at=NOON + timedelta(hours=1)))
        await work.outbox.put(a_notice("c", address="other@example.org"))
        await work.outbox.put(a_notice("d", address="peña@example.org", channel=Channel.CHAT))
        await work.outbox.put(a_notice("e", address="peña@example.org", batch_id="b1"))
        assert await work.outbox.count_to("PEÑA@EXAMPLE.ORG", since) == count


async def test_the_newest_to_each_person_through_one_channel(store: SqlStore) -> None:
    chat, mail = {"channel": Channel.CHAT, "kind": "news"}, {"channel": Channel.MAIL, "kind": "invitation"}
    later = NOON + timedelta(hours=1)
    async with store.work() as work:
        await work.outbox.put(a_notice("n1", person_id="ana", created_at=later, **chat))
        await work.outbox.put(a_notice("n2", person_id="ana", **chat))
        await work.outbox.put(a_notice("n3", person_id="beto", **chat))
        await work.outbox.put(a_notice("n4", person_id="beto", created_at=later, **mail))
        await work.outbox.put(a_notice("n5", person_id="carla", **mail))
        await work.outbox.put(a_notice("n6", person_id="dana", **chat))
        newest = await work.outbox.newest_to({"ana", "beto", "carla"}, Channel.CHAT)
    assert newest == {"ana": later, "beto": NOON}
