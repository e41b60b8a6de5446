"""Replies that wait for a word, and people's other addresses, in both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.model.held import Alias, HeldLetter, HeldState
from core.store import SqlStore
from tests.support.records import NOON, a_participation, a_person, a_proposal


def a_held(fingerprint: str, *, after: float = 0) -> HeldLetter:
    said = {"decision": "accept", "fields": {"sector": "academia"}, "unknown": [], "stop": False}
    moment = NOON + timedelta(hours=after)
    return HeldLetter(
        fingerprint=fingerprint, participation_id="x1", sender="x@else.example", said=said, held_at=moment
    )


async def arrange(store: SqlStore) -> None:
    async with store.work() as work:
        await work.people.add(a_person("ana"))
        await work.proposals.add(a_proposal("p1", of="ana"))
        await work.participations.add(a_participation("x1", on="p1"))


async def test_what_was_held_comes_back_oldest_first(store: SqlStore) -> None:
    await arrange(store)
    newer, older = a_held("b", after=2), a_held("a", after=1)
    async with store.work() as work:
        await work.held.add(newer)
        await work.held.add(older)
        assert await work.held.of_participation("x1") == [older, newer]
        assert (await work.held.get("b"), await work.held.get("c")) == (newer, None)


async def test_a_question_is_settled_once_and_what_was_said_is_forgotten(store: SqlStore) -> None:
    await arrange(store)
    async with store.work() as work:
        await work.held.add(a_held("a"))
        await work.held.add(a_held("b", after=1))
        assert await work.held.settle("a", HeldState.NOT_THEIRS)
        assert not await work.held.settle("a", HeldState.THEIRS)
        assert not await work.held.settle("unknown", HeldState.THEIRS)
        settled = replace(a_held("a"), said={}, state=HeldState.NOT_THEIRS)
        assert await work.held.of_participation("x1") == [settled, a_held("b", after=1)]


async def test_who_is_taken_off_a_list_takes_what_was_held_along(store: SqlStore) -> None:
    await arrange(store)
    async with store.work() as work:
        await work.held.add(a_held("a"))
        await work.participations.remove("x1")
        assert await work.held.get("a") is None


async def test_another_address_is_known_in_any_spelling_and_told_to_its_person(store: SqlStore) -> None:
    await arrange(store)
    alias = Alias(person_id="ana", address="Ana.Gomez@Else.example", since=NOON)
    async with store.work() as work:
        await work.people.add(a_person("beto"))
        await work.aliases.add(alias)
        await work.aliases.add(replace(alias, address="ana.gomez@else.example", since=NOON + timedelta(days=1)))
        assert await work.aliases.knows("ana", "ANA.GOMEZ@else.example")
        assert not await work.aliases.knows("ana", "gomez@else.example")
        assert not await work.aliases.knows("beto", alias.address)
        assert (await work.keeping.of("ana")).aliases == (alias,)
