"""Conversations, tokens and sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from core.model.records import ConversationRecord, Invitation, Session
from core.store import SqlStore
from tests.support.records import NOON, a_person

TALK = ConversationRecord(
    person_id="ana", channel="web", state={"at": ["title"], "draft": None, "n": 1.5}, revision=1, changed_at=NOON
)
TOKEN = Invitation(fingerprint="f", purpose="reply", subject="x1", generation=0, expires_at=NOON)
SIGNED_IN = Session(fingerprint="s", person_id="ana", created_at=NOON, expires_at=NOON + timedelta(days=30))


async def test_a_conversation_is_kept_for_each_channel_and_moves_on(store: SqlStore) -> None:
    moved = replace(TALK, state={}, revision=2, changed_at=NOON + timedelta(minutes=1))
    terminal = replace(TALK, channel="terminal")
    async with store.work() as work:
        await work.people.add(a_person())
        for conversation in (TALK, terminal, moved):
            await work.conversations.save(conversation)
    async with store.look() as view:
        assert await view.conversations.get("ana", "web") == moved
        assert await view.conversations.get("ana", "terminal") == terminal
        assert await view.conversations.get("ana", "telegram") is None


async def test_a_conversation_with_nobody_is_refused(store: SqlStore) -> None:
    with pytest.raises(IntegrityError):
        async with store.work() as work:
            await work.conversations.save(TALK)


async def test_a_token_is_found_and_replaced_by_its_fingerprint(store: SqlStore) -> None:
    renewed = replace(TOKEN, generation=1, expires_at=NOON + timedelta(days=1))
    async with store.work() as work:
        await work.tokens.put(TOKEN)
        assert await work.tokens.get("f") == TOKEN
        await work.tokens.put(renewed)
        assert await work.tokens.get("f") == renewed
        assert await work.tokens.get("other") is None


async def test_many_tokens_are_found_at_once(store: SqlStore) -> None:
    others = [replace(TOKEN, fingerprint="g"), replace(TOKEN, fingerprint="h")]
    async with store.work() as work:
        for token in (TOKEN, *others):
            await work.tokens.put(token)
    async with store.look() as view:
        found = await view.tokens.among({"f", "h", "other"})
        assert {token.fingerprint: token for token in found} == {"f": TOKEN, "h": others[1]}
        assert list(await view.tokens.among([])) == []


async def test_a_token_is_used_once(store: SqlStore) -> None:
    async with store.work() as work:
        await work.tokens.put(TOKEN)
        assert [await work.tokens.use("f", NOON), await work.tokens.use("f", NOON)] == [True, False]
        assert await work.tokens.use("unknown", NOON) is False
        assert await work.tokens.get("f") == replace(TOKEN, used_at=NOON)


async def test_a_session_lasts_until_it_is_removed(store: SqlStore) -> None:
    async with store.work() as work:
        await work.people.add(a_person())
        await work.sessions.add(SIGNED_IN)
        assert await work.sessions.get("s") == SIGNED_IN
        await work.sessions.remove("s")
        await work.sessions.remove("s")
        assert await work.sessions.get("s") is None


async def test_every_generation_of_one_purpose_and_one_subject_is_found_oldest_first(store: SqlStore) -> None:
    newer = replace(TOKEN, fingerprint="a", generation=10)
    other_purpose, other_subject = (
        replace(TOKEN, fingerprint="p", purpose="page"), replace(TOKEN, fingerprint="s", subject="x2"),
    )  # fmt: skip
    async with store.work() as work:
        await work.tokens.put(newer, TOKEN, other_purpose, other_subject)
        assert await work.tokens.of("reply", "x1") == [TOKEN, newer]
        assert await work.tokens.of("reply", "nobody") == []
