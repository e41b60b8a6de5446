"""The store: where units of work come from."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection

from core.ports import (
    Aliases,
    Batches,
    Chats,
    Conversations,
    Erasure,
    Held,
    History,
    Inbox,
    Keeping,
    Leases,
    Ledger,
    Log,
    Orders,
    Outbox,
    Participations,
    People,
    Proposals,
    Sessions,
    Slots,
    StoreTroubleError,
    Tokens,
    Updates,
    Versions,
)
from core.store.engine import PATIENCE_SECONDS, database_url, empty_journal, is_sqlite, reading_engine, writing_engine
from core.store.erasing.erasure import SqlErasure
from core.store.keeping import SqlKeeping
from core.store.migrate import check, upgrade
from core.store.repositories.batches import SqlBatches
from core.store.repositories.chats import SqlChats
from core.store.repositories.conversations import SqlConversations
from core.store.repositories.held import SqlAliases, SqlHeld
from core.store.repositories.history import SqlHistory
from core.store.repositories.inbox import SqlInbox
from core.store.repositories.leases import SqlLeases
from core.store.repositories.ledger import SqlLedger
from core.store.repositories.log import SqlLog
from core.store.repositories.orders import SqlOrders
from core.store.repositories.outbox import SqlOutbox
from core.store.repositories.participations import SqlParticipations
from core.store.repositories.people import SqlPeople
from core.store.repositories.proposals import SqlProposals
from core.store.repositories.sessions import SqlSessions
from core.store.repositories.slots import SqlSlots
from core.store.repositories.tokens import SqlTokens
from core.store.repositories.updates import SqlUpdates
from core.store.repositories.versions import SqlVersions
from core.store.trouble import trouble_told


class SqlUnitOfWork:
    """One transaction on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.people: People = SqlPeople(connection)
        self.proposals: Proposals = SqlProposals(connection)
        self.versions: Versions = SqlVersions(connection)
        self.slots: Slots = SqlSlots(connection)
        self.participations: Participations = SqlParticipations(connection)
        self.conversations: Conversations = SqlConversations(connection)
        self.tokens: Tokens = SqlTokens(connection)
        self.sessions: Sessions = SqlSessions(connection)
        self.inbox: Inbox = SqlInbox(connection)
        self.held: Held = SqlHeld(connection)
        self.aliases: Aliases = SqlAliases(connection)
        self.updates: Updates = SqlUpdates(connection)
        self.chats: Chats = SqlChats(connection)
        self.outbox: Outbox = SqlOutbox(connection)
        self.batches: Batches = SqlBatches(connection)
        self.history: History = SqlHistory(connection)
        self.log: Log = SqlLog(connection)
        self.ledger: Ledger = SqlLedger(connection)
        self.orders: Orders = SqlOrders(connection)
        self.leases: Leases = SqlLeases(connection)
        self.keeping: Keeping = SqlKeeping(connection)
        self._erasure = SqlErasure(connection)
        self.erasure: Erasure = self._erasure
        self._connection = connection

    @asynccontextmanager
    async def apart(self) -> AsyncIterator[None]:
        """Begin a part of the transaction that is undone alone where it raises: the rest of it may go on.

        Raises StoreTroubleError as a unit of work does. Then it ends with the transaction: where the disk is full or
        the server gone, there is nothing to go back to.
        """
        with trouble_told():
            part = await self._connection.begin_nested()
            try:
                with trouble_told():
                    yield
            except StoreTroubleError:
                raise
            except Exception:  # a cancelled task is done with its whole transaction
                await part.rollback()
                raise
            await part.commit()

    @property
    def erased_somebody(self) -> bool:
        """Whether what was blanked must leave the journal too."""
        return self._erasure.happened


class SqlStore:
    """SQLite or PostgreSQL. `database` is a file path, a sqlite: URL or a postgresql: URL.

    Writers go one at a time, in both databases and across processes: a use case reads, decides and writes, and
    nothing moves under it in between. Tasks of one process queue in order; other processes are waited for, for so many
    seconds as `patience` says.
    """

    def __init__(self, database: str, *, patience: float = PATIENCE_SECONDS, lasting: bool = True) -> None:
        url = database_url(database)
        self._writing = writing_engine(url, patience, lasting=lasting)
        self._reading = reading_engine(url, lasting=lasting)
        self._queue = asyncio.Lock()
        self._writer: asyncio.Task[object] | None = None

    @classmethod
    async def open(cls, database: str, *, lasting: bool = True) -> SqlStore:
        """Return a store that is ready: a SQLite file is made or brought up to date, a server only looked at.

        Raises StoreRefusal where the database cannot be used as it is.
        """
        await (upgrade if is_sqlite(database_url(database)) else check)(database)
        return cls(database, lasting=lasting)

    @asynccontextmanager
    async def work(self) -> AsyncIterator[SqlUnitOfWork]:
        """Open a transaction that may write; commits durably on a clean exit, rolls back on an exception.

        Raises RuntimeError inside another `work` of the same task, which would wait for itself.
        """
        if self._writer is not None and self._writer is asyncio.current_task():
            raise RuntimeError("a unit of work is open already: hand it on instead of opening another")
        async with self._queue:
            self._writer = asyncio.current_task()
            try:
                with trouble_told():
                    async with self._writing.begin() as connection:
                        unit = SqlUnitOfWork(connection)
                        yield unit
                if unit.erased_somebody:
                    await empty_journal(self._writing.url)
            finally:
                self._writer = None

    @asynccontextmanager
    async def look(self) -> AsyncIterator[SqlUnitOfWork]:
        """Open a read-only view of one moment; it never waits for a writer."""
        with trouble_told():
            async with self._reading.begin() as connection:
                yield SqlUnitOfWork(connection)

    async def close(self) -> None:
        """Close every connection; the last one to leave a SQLite file empties its journal."""
        await self._reading.dispose()
        await self._writing.dispose()
