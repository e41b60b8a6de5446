"""One person's history out of three tables: in one order, page by page, and without a word that was said."""

from __future__ import annotations

from datetime import timedelta

from core.model.history import Happened, Source
from core.model.records import Channel, OutboxState
from core.store import SqlStore
from tests.core.store.test_statements import counted
from tests.support.records import NOON, a_letter, a_line, a_notice, a_person


def after(hours: int) -> dict[str, object]:
    return {"at": NOON + timedelta(hours=hours)}


async def a_history(store: SqlStore) -> None:
    async with store.work() as work:
        await work.people.add(a_person())
        await work.outbox.put(
            a_notice(person_id="ana", address="ana@example.org", created_at=NOON + timedelta(hours=1), error="4.2.2",
                     state=OutboxState.SENT, sent_at=NOON + timedelta(hours=5), proposal_id="p1", facts={"a": "secret"})
        )  # fmt: skip
        chat = a_notice("n2", person_id="ana", channel=Channel.CHAT, kind="sendable", created_at=NOON)
        await work.outbox.put(chat)
        await work.outbox.put(a_notice("n3", person_id="beto"))
        await work.inbox.add([a_letter(received_at=NOON + timedelta(hours=2)), a_letter("l2")])
        await work.inbox.done("l1", "reply", person_id="ana")
        for line in (
            a_line("signed_in", actor="ana", person_id="ana", **after(3)),
            a_line(
                "letter_bounced", actor="system", person_id="ana", channel="mail", facts={"why": "full"}, **after(4)
            ),
            a_line("proposal_sent", actor="ana", proposal_id="p1", **after(4)),
            a_line("answer_saved", actor="ana", **after(4)),
            a_line("muted", actor="beto", person_id="beto", **after(4)),
        ):
            await work.log.add(line)


async def test_everything_of_one_person_newest_first(store: SqlStore) -> None:
    await a_history(store)
    with counted() as seen:
        async with store.look() as view:
            found = await view.history.of("ana", ["answer_saved"], 0, 50)
    assert len(seen) == 1
    assert [(line.source, line.kind) for line in found] == [
        (Source.LOG, "proposal_sent"), (Source.LOG, "letter_bounced"), (Source.LOG, "signed_in"),
        (Source.FROM, "reply"), (Source.TO, "invitation"), (Source.TO, "sendable"),
    ]  # fmt: skip
    assert found[3:5] == [
        Happened(
            source=Source.FROM, seq=1, at=NOON + timedelta(hours=2), kind="reply", channel="mail", state="done",
            address="ana@example.org",
        ),
        Happened(
            source=Source.TO, seq=1, at=NOON + timedelta(hours=1), kind="invitation", channel="mail", state="sent",
            sent_at=NOON + timedelta(hours=5), error="4.2.2", address="ana@example.org", proposal_id="p1",
        ),
    ]  # fmt: skip
    assert found[1] == Happened(
        source=Source.LOG, seq=2, at=NOON + timedelta(hours=4), kind="letter_bounced", channel="mail", actor="system",
        why="full",
    )  # fmt: skip


async def test_pages_follow_one_another_without_gap_or_repetition(store: SqlStore) -> None:
    await a_history(store)
    async with store.look() as view:
        whole = await view.history.of("ana", [], 0, 50)
        pages = [line for skip in range(0, 9, 2) for line in await view.history.of("ana", [], skip, 2)]
    assert len(whole) == 7
    assert pages == whole


async def test_who_did_nothing_has_none(store: SqlStore) -> None:
    await a_history(store)
    async with store.look() as view:
        assert await view.history.of("nobody", [], 0, 50) == []
