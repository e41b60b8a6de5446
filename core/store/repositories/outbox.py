"""What is to be said, and to whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, delete, exists, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.records import Channel, Notice, OutboxState
from core.model.reminder import REMINDERS
from core.store.rows import record_of, row_of
from core.store.tables import outbox, proposals
from core.store.text import address_key
from core.store.upsert import insert

_UNDER_WAY = (OutboxState.WAITING, OutboxState.SENDING)
_NOT_LEFT = (*_UNDER_WAY, OutboxState.HELD)
_TO_MANY = outbox.c.batch_id.is_not(None)
"""Letters to many go last: nobody who asks for a link waits behind hundreds of them."""
_NEWEST_OF_PERSON = (
    select(outbox)
    .where(outbox.c.person_id == bindparam("person"), outbox.c.channel == bindparam("through"))
    .order_by(outbox.c.seq.desc())
    .limit(bindparam("newest"))
)
_NEWEST_OF_PLACE = (
    select(outbox)
    .where(outbox.c.participation_id == bindparam("place"), outbox.c.channel == Channel.MAIL)
    .order_by(outbox.c.seq.desc())
    .limit(bindparam("newest"))
)


class SqlOutbox:
    """Notices as rows, in the order in which they were queued."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, notice: Notice) -> bool:
        key = None if notice.address is None else address_key(notice.address)
        queued = await self._connection.execute(
            insert(self._connection, outbox)
            .values(row_of(notice, address_key=key))
            .on_conflict_do_nothing(index_elements=["key"])
            .returning(outbox.c.seq)
        )
        return queued.scalar_one_or_none() is not None

    async def put_all(self, notices: Sequence[Notice]) -> None:
        if notices:
            rows = insert(self._connection, outbox).on_conflict_do_nothing(index_elements=["key"])
            keys = [None if notice.address is None else address_key(notice.address) for notice in notices]
            told = [row_of(notice, address_key=key) for notice, key in zip(notices, keys, strict=True)]
            await self._connection.execute(rows, told)

    async def claim(self, channel: str, now: datetime, lease_until: datetime, limit: int) -> Sequence[Notice]:
        told = {"via": Channel(channel), "at": now, "until": lease_until, "most": limit}
        leased = await self._connection.execute(_CLAIM, told)
        in_order = sorted(leased.mappings(), key=lambda row: (row["batch_id"] is not None, row["seq"]))
        return [record_of(Notice, row) for row in in_order]

    async def keep_rendered(self, notice_id: str, message_id: str, rendered: bytes) -> bool:
        return await self._change_under_way([notice_id], message_id=message_id, rendered=rendered) == 1

    async def renew(self, notice_ids: Sequence[str], lease_until: datetime) -> None:
        held = update(outbox).where(outbox.c.id.in_(notice_ids), outbox.c.state == OutboxState.SENDING)
        await self._connection.execute(held.values(lease_until=lease_until))

    async def sent(self, notice_id: str, now: datetime) -> None:
        sent = update(outbox).where(outbox.c.id == notice_id)
        await self._connection.execute(
            sent.values(state=OutboxState.SENT, sent_at=now, rendered=None, lease_until=None, error="")
        )

    async def forget(self, notice_id: str) -> None:
        told = update(outbox).where(outbox.c.id == notice_id)
        await self._connection.execute(told.values(key=literal("forgotten:") + outbox.c.id, facts={}, thread=None))

    async def retry(self, notice_id: str, next_at: datetime, error: str, *, counted: bool = True) -> None:
        tries = outbox.c.attempts if counted else outbox.c.attempts - 1
        waiting = {"state": OutboxState.WAITING, "attempts": tries, "next_at": next_at, "lease_until": None}
        await self._change_under_way([notice_id], **waiting, error=error)

    async def fail(self, notice_id: str, error: str) -> None:
        await self._change_under_way(
            [notice_id], state=OutboxState.FAILED, rendered=None, lease_until=None, error=error
        )

    async def cancel(self, notice_id: str) -> None:
        await self._connection.execute(delete(outbox).where(outbox.c.id == notice_id, outbox.c.state.in_(_NOT_LEFT)))

    async def rewrite(self, notice_id: str, facts: Mapping[str, object]) -> None:
        anew = {"state": OutboxState.WAITING, "rendered": None, "lease_until": None, "facts": facts}
        await self._change_under_way([notice_id], **anew)

    async def release(self, person_id: str) -> int:
        theirs = select(proposals.c.id).where(proposals.c.proponent_id == person_id)
        freed = await self._connection.execute(
            update(outbox)
            .where(outbox.c.state == OutboxState.HELD, outbox.c.proposal_id.in_(theirs), outbox.c.batch_id.is_(None))
            .values(state=OutboxState.WAITING)
        )
        return freed.rowcount

    async def drop(self, *, participation_id: str) -> int:
        dropped = await self._connection.execute(
            delete(outbox).where(
                outbox.c.participation_id == participation_id,
                outbox.c.channel == Channel.MAIL,
                outbox.c.state.in_(_NOT_LEFT),
            )
        )
        return dropped.rowcount

    async def hold_back(self, notice_ids: Collection[str], until: datetime) -> None:
        await self._connection.execute(update(outbox).where(_untried(notice_ids)).values(next_at=until))

    async def take_back(self, notice_ids: Collection[str]) -> int:
        return (await self._connection.execute(delete(outbox).where(_untried(notice_ids)))).rowcount

    async def drop_kind(self, person_id: str, kind: str) -> int:
        theirs = (outbox.c.person_id == person_id, outbox.c.channel == Channel.MAIL, outbox.c.kind == kind)
        dropped = await self._connection.execute(delete(outbox).where(*theirs, outbox.c.state.in_(_NOT_LEFT)))
        return dropped.rowcount

    async def of_person(self, person_id: str, channel: str, limit: int) -> Sequence[Notice]:
        told = {"person": person_id, "through": Channel(channel), "newest": limit}
        found = await self._connection.execute(_NEWEST_OF_PERSON, told)
        return [record_of(Notice, row) for row in found.mappings()]

    async def newest_to(self, person_ids: Collection[str], channel: str) -> Mapping[str, datetime]:
        theirs = (outbox.c.person_id.in_(person_ids), outbox.c.channel == Channel(channel))
        newest = select(outbox.c.person_id, func.max(outbox.c.created_at)).where(*theirs).group_by(outbox.c.person_id)
        return {row[0]: row[1] for row in await self._connection.execute(newest)}

    async def of_proposal(self, proposal_id: str) -> Sequence[Notice]:
        return await self._select(outbox.c.proposal_id == proposal_id)

    async def of_kinds(self, kinds: Collection[str]) -> Sequence[Notice]:
        return await self._select(outbox.c.kind.in_(kinds))

    async def letters_of(self, participation_id: str, newest: int) -> Sequence[Notice]:
        found = await self._connection.execute(_NEWEST_OF_PLACE, {"place": participation_id, "newest": newest})
        return [record_of(Notice, row) for row in found.mappings()]

    async def failed(self) -> Sequence[Notice]:
        return await self._select(outbox.c.state == OutboxState.FAILED, outbox.c.channel == Channel.MAIL)

    async def count_to(self, address: str, since: datetime) -> int:
        counted = await self._connection.execute(
            select(func.count())
            .select_from(outbox)
            .where(
                outbox.c.address_key == address_key(address),
                outbox.c.channel == Channel.MAIL,
                outbox.c.batch_id.is_(None),
                outbox.c.created_at >= since,
            )
        )
        return counted.scalar_one()

    async def _change_under_way(self, notice_ids: Sequence[str], **values: object) -> int:
        """Change what is under way: a courier that was away for long must not undo what another has settled."""
        theirs = update(outbox).where(outbox.c.id.in_(notice_ids), outbox.c.state.in_(_UNDER_WAY))
        return (await self._connection.execute(theirs.values(values))).rowcount

    async def _select(self, *conditions: ColumnElement[bool]) -> list[Notice]:
        found = await self._connection.execute(select(outbox).where(*conditions).order_by(outbox.c.seq))
        return [record_of(Notice, row) for row in found.mappings()]


def _untried(notice_ids: Collection[str]) -> ColumnElement[bool]:
    """These notices, as far as no courier has taken them up: nobody can have heard what they say."""
    return and_(outbox.c.id.in_(notice_ids), outbox.c.state == OutboxState.WAITING, outbox.c.attempts == 0)


def _due() -> ColumnElement[bool]:
    """Waiting and its time has come, or leased by a courier that has not come back."""
    now = bindparam("at", type_=outbox.c.next_at.type)
    waits = and_(outbox.c.state == OutboxState.WAITING, or_(outbox.c.next_at.is_(None), outbox.c.next_at <= now))
    forsaken = and_(outbox.c.state == OutboxState.SENDING, outbox.c.lease_until <= now)
    return or_(waits, forsaken)


def _behind_another() -> ColumnElement[bool]:
    """Whether an earlier notice of the same thread and channel is still to leave; waiting reminders are passed by."""
    earlier = outbox.alias()
    return exists().where(
        earlier.c.thread == outbox.c.thread,
        earlier.c.channel == outbox.c.channel,
        earlier.c.seq < outbox.c.seq,
        earlier.c.state.in_(_UNDER_WAY),
        earlier.c.kind.not_in(REMINDERS),
    )


_DUE = (
    select(outbox.c.seq)
    .where(
        outbox.c.channel == bindparam("via", type_=outbox.c.channel.type),
        outbox.c.state.in_(_UNDER_WAY),  # said again in `_due`, but only so is it found by the index
        _due(),
        ~_behind_another(),
    )
    .order_by(_TO_MANY, outbox.c.seq)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("due")
)
_CLAIM = (
    update(outbox)
    .where(outbox.c.seq.in_(select(_DUE.c.seq)))
    .values(
        state=OutboxState.SENDING,
        lease_until=bindparam("until", type_=outbox.c.lease_until.type),
        attempts=outbox.c.attempts + 1,
    )
    .returning(outbox)
)
"""Built once: couriers ask for it all the time."""
