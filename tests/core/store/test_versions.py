"""Versions of calls, as the store keeps them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from core.model.version import CallVersion, Changed
from core.store import SqlStore
from tests.support.records import NOON

FIRST = CallVersion(call="c", version=1, at=NOON, by="system", fingerprint="f", said={"id": "c", "scale": [1, 5]})
SECOND = replace(
    FIRST,
    version=2,
    by="secretariat:eva",
    dates={"submission_closes": "2025-08-26", "event_ends": None},
    reason="Muchas personas lo pidieron.",
    amendments={"submission_closes": {"at": "2025-08-26", "over": "2025-08-24"}},
    changes=[{"kind": "date", "path": "dates.submission_closes.at", "name": {}, "before": "x", "after": None}],
)


async def test_versions_come_back_whole_newest_first_and_call_by_call(store: SqlStore) -> None:
    async with store.work() as work:
        assert [await work.versions.number("c"), await work.versions.newest("c")] == [0, []]
        for version in (FIRST, SECOND, replace(FIRST, call="d")):
            await work.versions.add(version)
    async with store.look() as view:
        assert [await view.versions.number(call) for call in ("c", "d", "e")] == [2, 1, 0]
        assert await view.versions.newest("c") == [SECOND]
        assert await view.versions.changes("c") == [Changed(1, NOON, []), Changed(2, NOON, SECOND.changes)]
        assert await view.versions.newest("c", 9) == [SECOND, replace(FIRST, changes=[])]


async def test_two_that_made_the_same_version_do_not_both_keep_it(store: SqlStore) -> None:
    async with store.work() as work:
        await work.versions.add(FIRST)
    with pytest.raises(IntegrityError):
        async with store.work() as work:
            await work.versions.add(replace(FIRST, reason="the other"))
