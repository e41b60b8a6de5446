"""The check of a rehearsal finds nothing to say of the service as it is, and something of any that breaks a promise."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest

from convoca.rehearsal.acting.acts import Post
from convoca.rehearsal.directing import Play
from convoca.rehearsal.log import Did, Told, reminded_of
from convoca.rehearsal.staging.stage import Stage
from core.call.definition import Call
from core.model.matter import MatterKind
from core.model.records import Notice
from core.ports import UnitOfWork
from core.usecases.desk import Desk
from core.usecases.ticking.duty import Done, Duty
from scheduler.ticks import Scheduler
from tests.convoca.rehearsal.playing import CALL, CLOSES, Played, everything_happens, played

pytestmark = pytest.mark.xdist_group("rehearsal")  # one small rehearsal for all


def reminders(rehearsal: Played) -> list[int]:
    """The places of reminders in the log."""
    happened = rehearsal.log.happened
    return [place for place, item in enumerate(happened) if isinstance(item, Told) and reminded_of(item)]


def moved(told: Did | Told, lapse: timedelta) -> Told:
    assert isinstance(told, Told)
    return replace(told, at=told.at + lapse, queued_at=told.queued_at + lapse)


def test_the_service_as_it_is_keeps_every_promise(small: Played) -> None:
    checked = small.checked()
    assert checked.broken == ()
    assert checked.expected > 50


def test_people_are_reminded_of_all_that_there_is(small: Played) -> None:
    kinds = {item.kind for told in small.log.told for item in reminded_of(told)}
    assert kinds == {*MatterKind} - {MatterKind.TASK}


def test_every_single_reminder_that_is_missing_is_missed(small: Played) -> None:
    broken = [small.with_one_instead(place).broken() for place in reminders(small)]
    assert all("forgotten" in found for found in broken)


def test_a_reminder_that_comes_twice_is_found(small: Played) -> None:
    place = reminders(small)[0]
    told = small.log.happened[place]
    again = replace(moved(told, timedelta()), id="another")
    assert "twice" in small.with_one_instead(place, told, again).broken()


@pytest.mark.parametrize("lapse", [timedelta(minutes=-20), timedelta(hours=3)])
def test_a_reminder_outside_its_window_is_found(small: Played, lapse: timedelta) -> None:
    place = reminders(small)[0]
    assert "outside" in small.with_one_instead(place, moved(small.log.happened[place], lapse)).broken()


def test_a_digest_that_is_missing_and_one_that_comes_twice_are_found(small: Played) -> None:
    digests = [
        place for place, item in enumerate(small.log.happened) if isinstance(item, Told) and item.kind == "digest"
    ]
    missed = [place for place in digests if small.with_one_instead(place).broken() == {"digest"}]
    assert (
        len(missed) > len(digests) // 2
    )  # some only tell what went to the secretariat: no act, so nothing is expected
    told = small.log.happened[digests[0]]
    assert "twice" in small.with_one_instead(digests[0], told, replace(moved(told, timedelta()), id="another")).broken()


def test_a_reminder_about_what_is_done_is_found(small: Played) -> None:
    """The act that ended a reason is put before a reminder that came before it."""
    happened = small.log.happened
    place, item = next(
        (place, item)
        for place in reminders(small)
        for item in reminded_of(happened[place])  # type: ignore[arg-type]  # a reminder is told
        if item.kind is MatterKind.INVITATION and is_answered(happened[place:], item.subject)
    )
    answer = next(
        later
        for later in happened[place:]
        if isinstance(later, Did) and getattr(later.act, "about", "") == item.subject
    )
    rest = [other for other in happened if other is not answer]
    assert "after_the_end" in small.told_otherwise(happened=[*rest[:place], answer, *rest[place:]]).broken()


def is_answered(happened: Sequence[Did | Told], participation: str) -> bool:
    acts = [item.act for item in happened if isinstance(item, Did)]
    return any(isinstance(act, Post) and act.about == participation for act in acts)


def test_more_in_a_week_than_the_call_allows_is_found(small: Played) -> None:
    """Judged by a call that allows less."""
    tame = replace(CALL, reminding=replace(CALL.reminding, messages_per_week=1))
    assert "cap" in judged_by(tame, small).broken()


async def test_a_service_that_wakes_people_and_forgets_what_it_said_is_found(tmp_path: Path) -> None:
    sleepless = replace(CALL.reminding, at=time(3), quiet_from=time(0), quiet_until=time(0))
    cast, _ = everything_happens()
    alone = replace(cast, proposals=cast.proposals[:1])
    spoilt = await played(tmp_path, alone, service=replace(CALL, reminding=sleepless), ends=CLOSES, spoil=forgetful)
    assert spoilt.broken() >= {"quiet", "outside", "twice"}


def judged_by(call: Call, rehearsal: Played) -> Played:
    return rehearsal.told_otherwise(calls=[(rehearsal.log.begins, call)])


class Forgetful:
    """A ledger in which nothing is found again, and an outbox that knows no key; all else as it is."""

    def __init__(self, real: Any) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    async def known_of(self, prefixes: Collection[str]) -> frozenset[str]:
        return frozenset()

    async def put(self, notice: Notice) -> bool:
        return bool(await self._real.put(replace(notice, key=f"{notice.key}:{notice.id}")))


def forgetful(stage: Stage) -> Play:
    remind = stage.scheduler._duties[0]

    async def forgetting(desk: Desk, work: UnitOfWork) -> Done:
        await work.proposals.look_anew(desk.call.id)
        work.ledger = Forgetful(work.ledger)
        work.outbox = Forgetful(work.outbox)
        return await remind(desk, work)

    duties: tuple[Duty, ...] = (forgetting, stage.seldom.duty)
    stage.scheduler = Scheduler(stage.desk, stage.store, seconds=3600, duties=duties)
    return stage.play
