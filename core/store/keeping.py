"""Everything that is kept about one person, table by table: what an erasure blanks, read instead."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import ColumnElement, Table, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.chats import Chat, IncomingUpdate
from core.model.held import Alias
from core.model.kept import Kept
from core.model.records import (
    ConversationRecord,
    IncomingLetter,
    Invitation,
    LogEntry,
    Notice,
    Participation,
    ProposalRecord,
    Session,
)
from core.store.rows import Record, record_of
from core.store.tables import (
    aliases,
    chats,
    conversations,
    inbox,
    log,
    outbox,
    participations,
    people,
    proposals,
    sessions,
    tokens,
    updates,
)
from core.store.text import address_key, person_key

_Kept = TypeVar("_Kept", bound=Record)
_CO_PROPONENT = proposals.c["values"]["co_proponent.email"].as_string()


class SqlKeeping:
    """Reads what hangs on a person; changes nothing."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, person_id: str) -> Kept:
        key = await self._key(person_id)
        places = await self._rows(Participation, participations, participations.c.person_id == person_id)
        theirs = await self._rows(Chat, chats, chats.c.person_id == person_id)
        numbers = [chat.id for chat in theirs]
        subjects = [person_id, *(place.id for place in places)]
        return Kept(
            proposals=await self._rows(ProposalRecord, proposals, proposals.c.proponent_id == person_id),
            naming=await self._naming(person_id, key),
            places=places,
            conversations=await self._rows(ConversationRecord, conversations, conversations.c.person_id == person_id),
            chats=theirs,
            sessions=await self._rows(Session, sessions, sessions.c.person_id == person_id),
            tokens=await self._rows(Invitation, tokens, tokens.c.subject.in_(subjects)),
            aliases=await self._rows(Alias, aliases, aliases.c.person_id == person_id),
            letters=await self._letters(person_id, key),
            updates=await self._rows(
                IncomingUpdate, updates, or_(updates.c.person_id == person_id, updates.c.chat.in_(numbers))
            ),
            notices=await self._rows(Notice, outbox, or_(outbox.c.person_id == person_id, outbox.c.address_key == key)),
            log=await self._rows(LogEntry, log, or_(log.c.person_id == person_id, log.c.actor == person_id)),
        )

    async def _key(self, person_id: str) -> str:
        """Return the form of their address in which it is compared; that of somebody who has none is nobody's."""
        found = await self._connection.execute(select(people.c.address_key).where(people.c.id == person_id))
        return found.scalar_one_or_none() or person_key(person_id, "")

    async def _naming(self, person_id: str, key: str) -> tuple[ProposalRecord, ...]:
        named = await self._rows(
            ProposalRecord, proposals, proposals.c.proponent_id != person_id, _CO_PROPONENT.is_not(None)
        )
        return tuple(one for one in named if address_key(str(one.values["co_proponent.email"])) == key)

    async def _letters(self, person_id: str, key: str) -> tuple[IncomingLetter, ...]:
        """Letters handled as theirs, or sent from their address."""
        senders = await self._connection.execute(select(inbox.c.seq, inbox.c.mail_from))
        from_them = [seq for seq, sender in senders if address_key(sender) == key]
        handled = inbox.c.person_id == person_id
        return await self._rows(IncomingLetter, inbox, or_(handled, inbox.c.seq.in_(from_them)))

    async def _rows(self, kind: type[_Kept], table: Table, *where: ColumnElement[bool]) -> tuple[_Kept, ...]:
        oldest = table.c.get("seq", table.c.get("created_at", next(iter(table.primary_key.columns))))
        found = await self._connection.execute(select(table).where(*where).order_by(oldest))
        return tuple(record_of(kind, row) for row in found.mappings())
