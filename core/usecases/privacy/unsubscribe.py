"""Letters that nobody asked for one by one (the digest, announcements) can be ended by whoever gets them, in one click.

It never touches what somebody answered to an invitation: to get no announcements is not to decline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from core.model.batch import ANNOUNCEMENT
from core.model.records import Channel, Invitation, Notice, Person
from core.model.token import STOP_ANNOUNCEMENTS, STOP_DIGEST, derive, fingerprint, is_token
from core.ports import UnitOfWork
from core.usecases.desk import Desk
from core.usecases.letters.way_back import way_back
from core.usecases.notices import TOKEN_LIFE, note


class Sort(StrEnum):
    """What can be ended; each sort is the kind of its letters."""

    DIGEST = "digest"
    ANNOUNCEMENT = ANNOUNCEMENT


PURPOSE_OF = {Sort.DIGEST: STOP_DIGEST, Sort.ANNOUNCEMENT: STOP_ANNOUNCEMENTS}
"""The purpose of the token in the link that ends each sort."""
_SORT_OF = {purpose: sort for sort, purpose in PURPOSE_OF.items()}
_COLUMN_OF = {Sort.DIGEST: "digest_stopped_at", Sort.ANNOUNCEMENT: "announcements_stopped_at"}
_GENERATION = 0
"""One link a person and sort, in every letter the same: an old letter's works as well."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a link stands for, and since when it is ended (None: it is not)."""

    person: Person
    sort: Sort

    @property
    def stopped_at(self) -> datetime | None:
        """When the person ended it."""
        return stopped_at(self.person, self.sort)


def stopped_at(person: Person, sort: Sort) -> datetime | None:
    """Return when somebody ended letters of a sort, None where they did not."""
    at: datetime | None = getattr(person, _COLUMN_OF[sort])
    return at


def endable(
    desk: Desk, person: Person, sort: Sort, facts: Mapping[str, object], now: datetime, *, key: str
) -> tuple[Notice, Sequence[Invitation]]:
    """Return a letter that bears the link which ends its sort, and what is to be stored before it."""
    notice = Notice(
        id=desk.ids.new(),
        key=f"mail:{sort}:{key}",
        channel=Channel.MAIL,
        kind=sort,
        created_at=now,
        address=person.address,
        person_id=person.id,
        language=person.language,
        facts=facts,
        token={"subject": person.id, "generation": _GENERATION},
    )
    return notice, (_link(desk, person.id, sort, now), way_back(desk, person.id, now))


def _link(desk: Desk, person_id: str, sort: Sort, now: datetime) -> Invitation:
    purpose = PURPOSE_OF[sort]
    return Invitation(
        fingerprint=fingerprint(derive(desk.key, purpose, person_id, _GENERATION)),
        purpose=purpose,
        subject=person_id,
        generation=_GENERATION,
        expires_at=now + TOKEN_LIFE,
    )


async def subscription(desk: Desk, work: UnitOfWork, token: str) -> Subscription | None:
    """Return what a link stands for, None where it is not one of ours or no longer stands; changes nothing."""
    link = await work.tokens.get(fingerprint(token)) if is_token(token) else None
    if link is None or link.purpose not in _SORT_OF or link.expires_at <= desk.clock.now():
        return None
    person = await work.people.get(link.subject)
    return Subscription(person, _SORT_OF[link.purpose]) if person else None


async def stop(desk: Desk, work: UnitOfWork, token: str) -> Subscription | None:
    """End what a link stands for; letters of the sort that have not left are cancelled. Twice is once."""
    found = await subscription(desk, work, token)
    if found is None or found.stopped_at is not None:
        return found
    now = desk.clock.now()
    stopped = await _save(work, found, now)
    await work.outbox.drop_kind(found.person.id, found.sort)
    await note(work, now, f"{found.sort}_stopped", found.person.id, channel="page", person_id=found.person.id)
    return stopped


async def take_up(desk: Desk, work: UnitOfWork, token: str) -> Subscription | None:
    """Take up again what a link stands for, as the person asks."""
    found = await subscription(desk, work, token)
    return await _taken_up(desk, work, found) if found else None


async def take_up_own(desk: Desk, work: UnitOfWork, person: Person, sort: Sort) -> None:
    """Take up letters of a sort again, for the person who is signed in."""
    await _taken_up(desk, work, Subscription(person, sort))


async def _taken_up(desk: Desk, work: UnitOfWork, found: Subscription) -> Subscription:
    if found.stopped_at is None:
        return found
    taken_up = await _save(work, found, None)
    kind, who = f"{found.sort}_taken_up", found.person.id
    await note(work, desk.clock.now(), kind, who, channel="page", person_id=who)
    return taken_up


async def _save(work: UnitOfWork, found: Subscription, at: datetime | None) -> Subscription:
    changed: Person = replace(found.person, **{_COLUMN_OF[found.sort]: at})  # type: ignore[arg-type]  # columns above
    await work.people.save(changed)
    return replace(found, person=changed)
