"""Dates moved from the command line: on the settings' database, where a running service finds them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from convoca.calls import find_call
from convoca.refusal import Refusal
from convoca.secret import service_key
from convoca.settings import load_settings
from convoca.storing import open_store
from core.model.version import CallVersion
from core.ports import Store, UnitOfWork
from core.rules.calendar.extending import Refused
from core.rules.calendar.standing import CLOSE
from core.system import SystemClock, SystemIds
from core.usecases.calendar.extend import Extended, extend, take_back
from core.usecases.calendar.extend_proposals import OwnExtended, extend_proposals, given_since, take_back_newest_own
from core.usecases.calendar.versions import come_into_force
from core.usecases.desk import Desk
from templates.say import said_facts
from templates.words import Words

OPERATOR = "operator"
Done = TypeVar("Done", Extended, OwnExtended)
MOST_VERSIONS = 500


@dataclass(frozen=True, slots=True)
class How:
    """What the command line asks for."""

    date: str
    to: str | None
    days: int | None
    reason: str
    by: str | None
    shorten: bool


@asynccontextmanager
async def at_desk(settings: Path | None) -> AsyncIterator[tuple[Desk, Store]]:
    """The desk with the call's file, and the store. Raises Refusal where the call or the database can't be used."""
    known, ids, clock = load_settings(settings), SystemIds(), SystemClock()
    call = find_call(known.call)
    store = await open_store(known.database)
    try:
        key = service_key(known, ids)  # after the store: only a database of ours gets a key beside it
        desk = Desk(call=call, clock=clock, ids=ids, key=key, secretariat=known.secretaries)
        yield desk, store
    finally:
        await store.close()


@asynccontextmanager
async def at_work(settings: Path | None) -> AsyncIterator[tuple[Desk, UnitOfWork]]:
    """A unit of work with the call in force."""
    async with at_desk(settings) as (desk, store), store.work() as work:
        await come_into_force(desk, work, desk.clock.now())
        yield desk, work


async def move_date(settings: Path | None, how: How, words: Words) -> tuple[Desk, Extended]:
    """Move a date of the call. Raises Refusal, and then nothing was changed."""
    async with at_work(settings) as (desk, work):
        done = await extend(
            desk, work, moment=how.date, to=how.to, days=how.days, reason=how.reason, by=await _by(desk, work, how.by),
            now=desk.clock.now(), shorten=how.shorten,
        )  # fmt: skip
        return desk, _done(done, desk, words)


async def move_back(settings: Path | None, by: str | None, words: Words) -> tuple[Desk, Extended]:
    """Undo the newest extension for everybody. Raises Refusal, also where a proposal alone was given time since."""
    async with at_work(settings) as (desk, work):
        newest = await work.versions.newest(desk.call.id)
        if newest and (numbers := await given_since(desk, work, newest[0].at)):
            raise Refusal("calendar.refused.own_is_newer", which=" ".join(f"--proposal {no}" for no in numbers))
        done = await take_back(desk, work, by=await _by(desk, work, by), now=desk.clock.now())
        return desk, _done(done, desk, words)


async def give_time(
    settings: Path | None, how: How, numbers: Sequence[int], words: Words
) -> tuple[Desk, Sequence[OwnExtended]]:
    """Give some proposals more time, all of them or none. Raises Refusal."""
    if how.days is None:
        raise Refusal("calendar.refused.days_only")
    if how.date != CLOSE:
        raise Refusal("calendar.refused.close_only", asked=how.date, close=CLOSE)
    async with at_work(settings) as (desk, work):
        by = await _by(desk, work, how.by)
        answers = await extend_proposals(desk, work, numbers, how.days, how.reason, by, desk.clock.now())
        return desk, [_done(item, desk, words) for item in answers]


async def take_time_back(
    settings: Path | None, numbers: Sequence[int], by: str | None, words: Words
) -> tuple[Desk, Sequence[OwnExtended]]:
    """Undo the newest time that some proposals were given alone, of all of them or none. Raises Refusal."""
    async with at_work(settings) as (desk, work):
        answers = await take_back_newest_own(desk, work, numbers, await _by(desk, work, by), desk.clock.now())
        return desk, [_done(item, desk, words) for item in answers]


async def versions_of(settings: Path | None) -> tuple[Desk, Sequence[CallVersion], Mapping[str, str]]:
    """Return the versions of the call, newest first, and the names of who made them."""
    async with at_desk(settings) as (desk, store), store.look() as work:
        found = await work.versions.newest(desk.call.id, MOST_VERSIONS)
        people = await work.people.many(list({item.by.partition(":")[2] for item in found} - {""}))
        return desk, found, {key: person.name or person.address for key, person in people.items()}


async def _by(desk: Desk, work: UnitOfWork, address: str | None) -> str:
    """Return the actor for the log: somebody of the secretariat, else whoever holds the machine."""
    if address is None:
        return OPERATOR
    person = await work.people.by_address(address)
    if person is None or address.casefold() not in desk.secretariat:
        raise Refusal("calendar.refused.not_secretary", address=address)
    return f"secretariat:{person.id}"


def _done(answer: Done | Refused, desk: Desk, words: Words) -> Done:
    if isinstance(answer, Refused):
        raise Refusal(f"calendar.refused.{answer.why}", **said_facts(answer.facts, words, desk.call))
    return answer
