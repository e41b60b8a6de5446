from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.model.records import InboxState
from core.store import SqlStore
from tests.support.records import NOON, a_letter


async def test_letters_are_kept_byte_by_byte_in_the_order_of_their_coming(store: SqlStore) -> None:
    raw = bytes(range(256)) * 40
    letters = [a_letter("b", raw=raw), a_letter("a", received_at=NOON - timedelta(hours=1))]
    async with store.work() as work:
        await work.inbox.add(letters)
    async with store.look() as view:
        assert await view.inbox.waiting(10) == letters
        assert await view.inbox.waiting(1) == letters[:1]
        assert await view.inbox.get("b") == letters[0]
        assert await view.inbox.get("c") is None


async def test_the_same_letter_twice_is_one_row(store: SqlStore) -> None:
    first = a_letter("first")
    again = replace(first, id="again", raw=b"other bytes")
    async with store.work() as work:
        await work.inbox.add([])
        await work.inbox.add([first, again])
        await work.inbox.add([replace(again, id="later"), a_letter("new")])
        assert await work.inbox.waiting(10) == [first, a_letter("new")]


async def test_a_letter_is_handled_once(store: SqlStore) -> None:
    async with store.work() as work:
        await work.inbox.add([a_letter()])
        answers = [await work.inbox.done("l1", "accepted", person_id="ana"), await work.inbox.done("l1", "again")]
        assert answers == [True, False]
        assert await work.inbox.waiting(10) == []
        expected = replace(a_letter(), state=InboxState.DONE, note="accepted", person_id="ana")
        assert await work.inbox.get("l1") == expected
        assert await work.inbox.done("unknown") is False


async def test_failed_tries_are_counted_and_the_letter_is_put_aside(store: SqlStore) -> None:
    async with store.work() as work:
        await work.inbox.add([a_letter("l1"), a_letter("l2")])
        assert [await work.inbox.failed_once("l1", "oops"), await work.inbox.failed_once("l1", "oops!")] == [1, 2]
        assert await work.inbox.get("l1") == replace(a_letter("l1"), attempts=2, note="oops!")
        await work.inbox.quarantine("l1", "given up")
        aside = replace(a_letter("l1"), attempts=2, note="given up", state=InboxState.QUARANTINED)
        assert await work.inbox.get("l1") == aside
        assert await work.inbox.quarantined() == [replace(aside, raw=b"")]
        assert await work.inbox.waiting(10) == [a_letter("l2")]


async def test_a_letter_put_aside_can_still_be_handled(store: SqlStore) -> None:
    async with store.work() as work:
        await work.inbox.add([a_letter()])
        await work.inbox.quarantine("l1", "odd")
        assert await work.inbox.done("l1", "by hand")
        assert await work.inbox.quarantined() == []


async def test_an_unknown_letter_is_not_put_aside(store: SqlStore) -> None:
    with pytest.raises(LookupError, match="l9"):
        async with store.work() as work:
            await work.inbox.quarantine("l9", "odd")


async def test_so_many_letters_are_taken_up_as_begin_within_a_number_of_bytes(store: SqlStore) -> None:
    letters = [replace(a_letter(f"l{size}"), raw=b"x" * size) for size in (3, 4, 5, 6)]
    async with store.work() as work:
        await work.inbox.add(letters)
    async with store.look() as view:
        taken = {most: await view.inbox.waiting(3, most) for most in (1, 3, 4, 7, 8, 1000)}
    assert {most: len(found) for most, found in taken.items()} == {1: 1, 3: 1, 4: 2, 7: 2, 8: 3, 1000: 3}
    assert taken[1000] == letters[:3]
