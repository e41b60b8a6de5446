"""Everything that is kept about one person, table by table: what an erasure blanks, read instead."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, Table, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.batch import Batch
from core.model.chats import Chat, IncomingUpdate
from core.model.held import Alias, HeldLetter
from core.model.kept import Kept
from core.model.order import GivenOrder
from core.model.records import (
    Channel,
    ConversationRecord,
    IncomingLetter,
    Invitation,
    LogEntry,
    Notice,
    Participation,
    ProposalRecord,
    Session,
)
from core.model.slot import Slot
from core.model.version import CallVersion
from core.store.erasing.messenger import is_sent_by
from core.store.rows import Record, record_of
from core.store.tables import (
    aliases,
    batches,
    call_versions,
    chats,
    conversations,
    held,
    inbox,
    log,
    orders,
    outbox,
    participations,
    people,
    proposals,
    sessions,
    slots,
    tokens,
    updates,
)
from core.store.text import address_key, person_key

_Kept = TypeVar("_Kept", bound=Record)
_RISING = ("seq", "created_at", "since", "held_at", "given_at", "made_at", "starts_at", "version")
"""Columns by which the rows of a table are in the order in which they came."""
_CO_PROPONENT = proposals.c["values"]["co_proponent.email"].as_string()


class SqlKeeping:
    """Reads what hangs on a person; changes nothing."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, person_id: str) -> Kept:
        key = await self._key(person_id)
        own = await self._rows(ProposalRecord, proposals, proposals.c.proponent_id == person_id)
        places = await self._rows(Participation, participations, participations.c.person_id == person_id)
        theirs = await self._rows(Chat, chats, chats.c.person_id == person_id)
        numbers = [chat.id for chat in theirs]
        subjects = [person_id, *(place.id for place in places)]
        about = {*(record.id for record in own), *(place.proposal_id for place in places)}
        known_as = await self._rows(Alias, aliases, aliases.c.person_id == person_id)
        keys = {key, *await self._theirs_alone(person_id, known_as)}
        office = f"secretariat:{person_id}"
        return Kept(
            proposals=own,
            naming=await self._naming(person_id, key),
            places=places,
            slots=await self._rows(Slot, slots, slots.c.proposal_id.in_(about)),
            conversations=await self._rows(ConversationRecord, conversations, conversations.c.person_id == person_id),
            chats=theirs,
            sessions=await self._rows(Session, sessions, sessions.c.person_id == person_id),
            tokens=await self._rows(Invitation, tokens, tokens.c.subject.in_(subjects)),
            aliases=known_as,
            letters=await self._letters(person_id, keys),
            held=await self._held({place.id for place in places}, keys),
            updates=await self._updates(person_id, frozenset(numbers)),
            notices=await self._notices(person_id, key, numbers),
            log=await self._rows(
                LogEntry, log, or_(log.c.person_id == person_id, log.c.actor.in_([person_id, office]))
            ),
            orders=await self._rows(GivenOrder, orders, orders.c.person_id == person_id),
            batches=await self._rows(Batch, batches, batches.c.made_by == person_id),
            versions=await self._rows(CallVersion, call_versions, call_versions.c.by == office),
        )

    async def _key(self, person_id: str) -> str:
        """Return the form of their address in which it is compared; that of somebody who has none is nobody's."""
        found = await self._connection.execute(select(people.c.address_key).where(people.c.id == person_id))
        return found.scalar_one_or_none() or person_key(person_id, "")

    async def _theirs_alone(self, person_id: str, known_as: Sequence[Alias]) -> set[str]:
        """Return their other addresses as they are compared, but for one by which somebody else is known here."""
        keys = {address_key(alias.address) for alias in known_as}
        others = select(people.c.address_key).where(people.c.address_key.in_(keys), people.c.id != person_id)
        return keys - {*(await self._connection.execute(others)).scalars()}

    async def _naming(self, person_id: str, key: str) -> tuple[ProposalRecord, ...]:
        named = await self._rows(
            ProposalRecord, proposals, proposals.c.proponent_id != person_id, _CO_PROPONENT.is_not(None)
        )
        return tuple(one for one in named if address_key(str(one.values["co_proponent.email"])) == key)

    async def _letters(self, person_id: str, keys: Collection[str]) -> tuple[IncomingLetter, ...]:
        """Letters handled as theirs, or sent from an address of theirs."""
        senders = await self._connection.execute(select(inbox.c.seq, inbox.c.mail_from))
        from_them = [seq for seq, sender in senders if address_key(sender) in keys]
        handled = inbox.c.person_id == person_id
        return await self._rows(IncomingLetter, inbox, or_(handled, inbox.c.seq.in_(from_them)))

    async def _held(self, places: Collection[str], keys: Collection[str]) -> tuple[HeldLetter, ...]:
        senders = await self._connection.execute(select(held.c.fingerprint, held.c.sender))
        from_them = [fingerprint for fingerprint, sender in senders if address_key(sender) in keys]
        in_their_name = held.c.participation_id.in_(places)
        return await self._rows(HeldLetter, held, or_(in_their_name, held.c.fingerprint.in_(from_them)))

    async def _updates(self, person_id: str, numbers: frozenset[int]) -> tuple[IncomingUpdate, ...]:
        """Return what came from them: in their own chats, and in groups, whose numbers are negative."""
        in_groups = await self._connection.execute(select(updates.c.seq, updates.c.raw).where(updates.c.chat < 0))
        by_them = [seq for seq, raw in in_groups if is_sent_by(numbers, raw)]
        theirs = or_(updates.c.person_id == person_id, updates.c.chat.in_(numbers), updates.c.seq.in_(by_them))
        return await self._rows(IncomingUpdate, updates, theirs)

    async def _notices(self, person_id: str, key: str, numbers: Sequence[int]) -> tuple[Notice, ...]:
        threads = [f"{Channel.MESSENGER}:{number}" for number in numbers]
        to_them = or_(outbox.c.person_id == person_id, outbox.c.address_key == key, outbox.c.thread.in_(threads))
        return await self._rows(Notice, outbox, to_them)

    async def _rows(self, kind: type[_Kept], table: Table, *where: ColumnElement[bool]) -> tuple[_Kept, ...]:
        oldest = [table.c[name] for name in _RISING if name in table.c]
        found = await self._connection.execute(
            select(table).where(*where).order_by(*oldest, *table.primary_key.columns)
        )
        return tuple(record_of(kind, row) for row in found.mappings())
