"""Doors of the core: what use cases ask of the store, the clock and the source of ids.

A `UnitOfWork` is one transaction: leaving it cleanly commits, an exception rolls everything back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.model.batch import Batch, BatchState
from core.model.chats import Chat, IncomingUpdate
from core.model.held import Alias, HeldLetter, HeldState
from core.model.history import Happened
from core.model.kept import Kept
from core.model.lease import Lease
from core.model.order import GivenOrder, OrderState
from core.model.records import (
    ConversationRecord,
    IncomingLetter,
    Invitation,
    LogEntry,
    Notice,
    OutboxState,
    Participation,
    Person,
    ProposalRecord,
    Session,
)
from core.model.sent import SentCounts
from core.model.slot import Slot
from core.model.version import CallVersion, Changed


class Clock(Protocol):
    """The one way to learn the time."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class Ids(Protocol):
    """The one source of new ids and secrets."""

    def new(self) -> str:
        """Return a new opaque id: short, unique, safe in addresses and links, sortable by time of birth."""
        ...

    def secret(self) -> str:
        """Return a new unguessable secret of at least 128 bits, safe in cookies and links."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFilter:
    """What the secretariat asks for; None means any. `text` looks into titles, names and addresses."""

    state: str | None = None
    session_type: str | None = None
    topic: str | None = None
    text: str | None = None


class People(Protocol):
    """People, by id or address; two spellings of one address are one person (docs/store.md)."""

    async def get(self, person_id: str) -> Person | None: ...
    async def by_address(self, address: str) -> Person | None: ...
    async def add(self, person: Person) -> None: ...
    async def save(self, person: Person) -> None: ...
    async def many(self, person_ids: Sequence[str]) -> Mapping[str, Person]: ...
    async def all(self) -> Sequence[Person]: ...


class Proposals(Protocol):
    """Proposals of all calls."""

    async def get(self, proposal_id: str) -> ProposalRecord | None: ...
    async def many(self, proposal_ids: Collection[str]) -> Mapping[str, ProposalRecord]: ...
    async def add(self, proposal: ProposalRecord) -> None: ...
    async def save(self, proposal: ProposalRecord) -> None: ...
    async def of_proponent(self, call: str, person_id: str) -> Sequence[ProposalRecord]: ...
    async def of_proponents(self, call: str, person_ids: Collection[str]) -> Sequence[ProposalRecord]:
        """Return what these people propose, oldest first."""
        ...

    async def find(self, call: str, wanted: ProposalFilter) -> Sequence[ProposalRecord]: ...
    async def next_number(self, call: str) -> int:
        """Return the next proposal number of the call, from 1; a number is never given twice."""
        ...

    async def sent_counts(self, call: str, proponents: Collection[Person]) -> SentCounts:
        """Return how much was sent and not withdrawn by these people, and for their organisations (L01, L02)."""
        ...

    async def to_look_at(self, call: str, now: datetime, limit: int) -> Sequence[str]:
        """Return proposals about which there may be something to say now, those that wait longest first.

        Whatever is stored about a proposal, its list or the people around it makes it one of them.
        """
        ...

    async def look_again(self, at: Mapping[str, datetime | None]) -> None:
        """Say not before when there can be something to say about each; None: not before something about it changes."""
        ...

    async def next_look(self, call: str) -> datetime | None:
        """Return not before when any proposal of a call is worth a look; None: not before something changes."""
        ...

    async def look_anew(self, call: str) -> None:
        """Ask for a look at every proposal of a call: its dates or its rules have changed."""
        ...

    async def look_for(self, person_id: str) -> None:
        """Ask for a look at every proposal that a person makes or is asked to be part of."""
        ...

    async def remove(self, proposal_id: str) -> None:
        """Remove a draft that was never sent, with its participations."""
        ...


class Versions(Protocol):
    """Versions of calls, from 1; they are only ever added."""

    async def number(self, call: str) -> int:
        """Return the number of the version in force, 0 where there is none yet."""
        ...

    async def newest(self, call: str, limit: int = 1) -> Sequence[CallVersion]:
        """Return the last ones, newest first."""
        ...

    async def changes(self, call: str) -> Sequence[Changed]:
        """Return what every version changed, the oldest first."""
        ...

    async def add(self, version: CallVersion) -> None: ...


class Slots(Protocol):
    """When and where sessions take place, by proposal."""

    async def get(self, proposal_id: str) -> Slot | None: ...
    async def many(self, proposal_ids: Collection[str]) -> Mapping[str, Slot]: ...
    async def put(self, slot: Slot) -> None:
        """Store or replace."""
        ...


class Participations(Protocol):
    """People on proposals' lists, in list order."""

    async def get(self, participation_id: str) -> Participation | None: ...
    async def add(self, participation: Participation) -> None: ...
    async def save(self, participation: Participation) -> None: ...
    async def remove(self, participation_id: str) -> None: ...
    async def of_proposal(self, proposal_id: str) -> Sequence[Participation]: ...
    async def of_proposals(self, proposal_ids: Sequence[str]) -> Mapping[str, Sequence[Participation]]: ...
    async def of_person(self, person_id: str) -> Sequence[Participation]: ...
    async def of_people(self, person_ids: Collection[str]) -> Sequence[Participation]:
        """Return the places that these people have on lists, list by list."""
        ...


class Conversations(Protocol):
    """Where each person is, channel by channel."""

    async def get(self, person_id: str, channel: str) -> ConversationRecord | None: ...
    async def save(self, conversation: ConversationRecord) -> None: ...


class Updates(Protocol):
    """What came in from a messenger: stored before it is acknowledged, handled later."""

    async def add(self, updates: Sequence[IncomingUpdate]) -> None:
        """Store many in one statement; an id already there is no error and no second row."""
        ...

    async def waiting(self, limit: int) -> Sequence[IncomingUpdate]:
        """Return what waits, in the order in which it was stored: of every chat its oldest first.

        A chat that sends very much has no more than its turn while others wait.
        """
        ...

    async def waiting_in(self, chat_id: int, limit: int) -> Sequence[IncomingUpdate]:
        """Return the oldest that wait of one chat."""
        ...

    async def done(self, whose: Mapping[int, str | None]) -> None:
        """Mark as handled, each by its id with whose it was, where that is known (erasing blanks them)."""
        ...

    async def failed_once(self, update_id: int, note: str) -> int:
        """Count a failed try; return how many there have been."""
        ...

    async def quarantine(self, update_id: int, note: str) -> None: ...


class Chats(Protocol):
    """Chats of a messenger, and what each is to show."""

    async def get(self, chat_id: int) -> Chat | None: ...
    async def put(self, chat: Chat) -> None:
        """Store or replace."""
        ...

    async def of_person(self, person_id: str) -> Sequence[Chat]: ...
    async def to_draw(self, now: datetime, limit: int) -> Sequence[Chat]:
        """Return chats that show less than is wanted and may be tried, in no order."""
        ...

    async def with_open(self, person_ids: Collection[str]) -> Collection[str]:
        """Return those of these people who have an open chat."""
        ...

    async def call_for(self, person_id: str) -> int:
        """Want a fresh card in every open chat of a person; return in how many."""
        ...

    async def closed(self) -> Mapping[str, datetime]:
        """Return the people whose chats are all closed, each with when the last one was."""
        ...

    async def move(self, chat_id: int, to: int) -> None:
        """Follow a chat that got a new id."""
        ...


class Tokens(Protocol):
    """What the tokens in addresses and links stand for, by fingerprint."""

    async def get(self, fingerprint: str) -> Invitation | None: ...
    async def of(self, purpose: str, subject: str) -> Sequence[Invitation]:
        """Return every generation of one purpose for one participation or person, the oldest first."""
        ...

    async def among(self, fingerprints: Collection[str]) -> Sequence[Invitation]:
        """Return those of these that there are, in one statement and in any order."""
        ...

    async def put(self, *invitations: Invitation) -> None:
        """Store or replace, all of them in one statement."""
        ...

    async def use(self, fingerprint: str, now: datetime) -> bool:
        """Mark a one-time token as used; False where it already was (or is unknown)."""
        ...

    async def forget(self, purpose: str, now: datetime) -> None:
        """Drop the tokens of one purpose that have expired."""
        ...


class Sessions(Protocol):
    """Signed-in browsers."""

    async def get(self, fingerprint: str) -> Session | None: ...
    async def add(self, session: Session) -> None: ...
    async def remove(self, fingerprint: str) -> None: ...
    async def forget(self, now: datetime) -> None:
        """Drop the sessions that have ended."""
        ...


class Inbox(Protocol):
    """Letters that came in: stored raw before they are acknowledged, handled later."""

    async def add(self, letters: Sequence[IncomingLetter]) -> None:
        """Store many in one statement; a key already there is no error and no second row."""
        ...

    async def waiting(self, limit: int, most_bytes: int | None = None) -> Sequence[IncomingLetter]:
        """Return the oldest letters that wait: as many as begin within `most_bytes` of them, so at least one."""
        ...

    async def get(self, letter_id: str) -> IncomingLetter | None: ...
    async def done(self, letter_id: str, note: str = "", *, person_id: str | None = None) -> bool:
        """Mark as handled; False where it already was: the caller then does nothing more.

        `person_id` is whose letter it turned out to be, where that is known (erasing the person blanks it).
        """
        ...

    async def quarantine(self, letter_id: str, note: str) -> None: ...
    async def failed_once(self, letter_id: str, note: str) -> int:
        """Count a failed try; return how many there have been."""
        ...

    async def requeue(self, letter_id: str) -> bool:
        """Let a letter that was put apart be read once more; False where there is no such letter."""
        ...

    async def quarantined(self) -> Sequence[IncomingLetter]:
        """Return what was put apart, oldest first, without its bytes (`get` has them): there may be a lot of them."""
        ...


class Held(Protocol):
    """Replies that wait for a word of the person in whose name they came."""

    async def add(self, letter: HeldLetter) -> None: ...
    async def get(self, fingerprint: str) -> HeldLetter | None: ...
    async def settle(self, fingerprint: str, state: HeldState) -> bool:
        """Note what the person said, and forget what the reply says; False where the question was answered before."""
        ...

    async def of_participation(self, participation_id: str) -> Sequence[HeldLetter]:
        """Return those of one place on a list, oldest first."""
        ...

    async def forget(self, before: datetime) -> None:
        """Forget what was held before a moment and never spoken for."""
        ...


class Aliases(Protocol):
    """Other addresses that people say are theirs, compared as their first ones are."""

    async def add(self, alias: Alias) -> None:
        """Remember; one that is known already is no error."""
        ...

    async def knows(self, person_id: str, address: str) -> bool: ...
    async def of_person(self, person_id: str) -> Sequence[Alias]:
        """Return them, oldest first."""
        ...


class Outbox(Protocol):
    """What is to be said, and to whom."""

    async def put(self, notice: Notice) -> bool:
        """Queue; False where a notice with the same key is there already (then nothing changes)."""
        ...

    async def put_all(self, notices: Sequence[Notice]) -> None:
        """Queue many in one statement; one whose key is there already changes nothing."""
        ...

    async def claim(self, channel: str, now: datetime, lease_until: datetime, limit: int) -> Sequence[Notice]:
        """Lease what is due, oldest first and letters to many last; what waits behind another of its thread is not due.

        `attempts` of what comes back counts this try, so that a letter that kills its courier is counted too.
        """
        ...

    async def keep_rendered(self, notice_id: str, message_id: str, rendered: bytes) -> bool:
        """Keep the bytes of a leased letter; False where it was cancelled meanwhile: then it must not leave."""
        ...

    async def renew(self, notice_ids: Sequence[str], lease_until: datetime) -> None:
        """Lengthen the lease of those that are still under way."""
        ...

    async def sent(self, notice_id: str, now: datetime) -> None:
        """Note that it has left; forget the rendered bytes, which hold the token."""
        ...

    async def forget(self, notice_id: str) -> None:
        """Blank what a notice told and whom; its kind and moments stay."""
        ...

    async def retry(self, notice_id: str, next_at: datetime, error: str, *, counted: bool = True) -> None:
        """Let it wait until `next_at`; with `counted` False it was no try of its own (nobody could be reached)."""
        ...

    async def fail(self, notice_id: str, error: str) -> None: ...
    async def cancel(self, notice_id: str) -> None:
        """Cancel one notice that has not left."""
        ...

    async def rewrite(self, notice_id: str, facts: Mapping[str, object]) -> None:
        """Let a letter that is under way tell something else, and wait anew; it keeps its Message-ID."""
        ...

    async def release(self, person_id: str) -> int:
        """Let go what this person's proposals hold until their address is proved; return how many.

        What is held for a letter to many stays held.
        """
        ...

    async def drop(self, *, participation_id: str) -> int:
        """Cancel the letters for a participation that have not left yet; return how many."""
        ...

    async def hold_back(self, notice_ids: Collection[str], until: datetime) -> None:
        """Let notices that were not tried yet wait until a moment."""
        ...

    async def take_back(self, notice_ids: Collection[str]) -> int:
        """Cancel those of these notices that were never tried; return how many."""
        ...

    async def drop_kind(self, person_id: str, kind: str) -> int:
        """Cancel a person's letters of one kind that have not left yet, held ones too; return how many."""
        ...

    async def of_person(self, person_id: str, channel: str, limit: int) -> Sequence[Notice]:
        """Return the newest notices of a person first (the web chat reads its channel here)."""
        ...

    async def newest_to(self, person_ids: Collection[str], channel: str) -> Mapping[str, datetime]:
        """Return when the newest notice to each of these people was queued, of those who have any."""
        ...

    async def of_proposal(self, proposal_id: str) -> Sequence[Notice]: ...
    async def of_kinds(self, kinds: Collection[str]) -> Sequence[Notice]:
        """Return the notices of these kinds, oldest first; it looks through all there are."""
        ...

    async def letters_of(self, participation_id: str, newest: int) -> Sequence[Notice]:
        """Return the newest letters about one place on a list, the newest first, however many there are in all."""
        ...

    async def failed(self) -> Sequence[Notice]:
        """Return the letters that will not be tried again."""
        ...

    async def count_to(self, address: str, since: datetime) -> int:
        """How many letters were queued to an address since a moment (daily cap), those to many not counted.

        A person lets those go by hand; some that are held never leave, and none may cost anybody the answer to theirs.
        """
        ...


class Batches(Protocol):
    """Letters to many, and what the outbox holds of them."""

    async def add(self, batch: Batch) -> None: ...
    async def get(self, batch_id: str) -> Batch | None: ...
    async def newest(self, call: str, limit: int) -> Sequence[Batch]:
        """Return the last ones, newest first."""
        ...

    async def move(
        self, batch_id: str, before: Sequence[BatchState], after: BatchState, now: datetime, by: str
    ) -> bool:
        """Bring it from one of these states to another; False where it is in none of them: nothing changes then."""
        ...

    async def release(self, batch_id: str, now: datetime, to: Collection[str]) -> int:
        """Let its held letters to these people go as of now, and cancel the others; return how many go."""
        ...

    async def drop(self, batch_id: str) -> int:
        """Cancel its held letters; return how many."""
        ...

    async def counts(self, batch_ids: Sequence[str]) -> Mapping[str, Mapping[OutboxState, int]]:
        """Return how many letters of each are in which state."""
        ...


class History(Protocol):
    """What happened between the service and one person."""

    async def of(self, person_id: str, without: Collection[str], skip: int, limit: int) -> Sequence[Happened]:
        """Return lines, newest first; `without` are kinds of the log that are left out."""
        ...


class Log(Protocol):
    """The append-only log."""

    async def add(self, entry: LogEntry) -> None: ...
    async def since(self, seq: int, limit: int = 10_000) -> Sequence[LogEntry]: ...
    async def of_kinds(self, kinds: Collection[str]) -> Sequence[LogEntry]: ...
    async def of_proposal(self, proposal_id: str) -> Sequence[LogEntry]: ...
    async def to_people(
        self, kinds: Collection[str], person_ids: Collection[str], since: datetime
    ) -> Sequence[LogEntry]:
        """Return the lines of these kinds about these people after a moment, in order."""
        ...

    async def people_of(self, actor: str, kinds: Collection[str], since: datetime, *, besides: str) -> int:
        """How many people, `besides` one, somebody did such things to since then; who left every list counts too."""
        ...


class Ledger(Protocol):
    """What was already done once, by key (reminders, digests)."""

    async def enter(self, key: str, now: datetime, note: str = "") -> bool:
        """Write a key; False where it was there: the thing was already done."""
        ...

    async def known(self, prefix: str) -> Mapping[str, str]:
        """Return the keys that begin with `prefix`, with their notes."""
        ...

    async def known_of(self, prefixes: Collection[str]) -> frozenset[str]:
        """Return the keys that begin with any of these."""
        ...


class Orders(Protocol):
    """What the secretariat ordered, so that it can be undone or confirmed."""

    async def add(self, order: GivenOrder) -> None: ...
    async def of_batch(self, person_id: str, batch: int) -> Sequence[GivenOrder]:
        """Return the orders of one letter, in their order; () where there are none of that number."""
        ...

    async def next_batch(self, person_id: str) -> int:
        """Return the number of this person's next letter of orders, from 1."""
        ...

    async def move(
        self, order: GivenOrder, after: OrderState, now: datetime, did: Mapping[str, object] | None = None
    ) -> bool:
        """Bring an order from the state in which it was read to another; False where it is in it no more.

        `did` is what undoing it needs from now on; None leaves it as it is.
        """
        ...


class Leases(Protocol):
    """Which process may do what alone, and until when."""

    async def get(self, name: str) -> Lease | None: ...
    async def put(self, lease: Lease) -> None:
        """Store or replace, whoever held it."""
        ...

    async def drop(self, name: str, holder: str) -> None:
        """Forget a lease, if this holder's it is."""
        ...


class Keeping(Protocol):
    """Everything that is kept about one person."""

    async def of(self, person_id: str) -> Kept: ...


class Erasure(Protocol):
    """Erasing a person: personal values are blanked everywhere, order and kinds stay."""

    async def erase(self, person_id: str, now: datetime) -> None: ...


class UnitOfWork(Protocol):
    """One transaction over everything that is kept."""

    people: People
    proposals: Proposals
    versions: Versions
    slots: Slots
    participations: Participations
    conversations: Conversations
    tokens: Tokens
    sessions: Sessions
    inbox: Inbox
    held: Held
    aliases: Aliases
    updates: Updates
    chats: Chats
    outbox: Outbox
    batches: Batches
    history: History
    log: Log
    ledger: Ledger
    orders: Orders
    leases: Leases
    keeping: Keeping
    erasure: Erasure

    def apart(self) -> AbstractAsyncContextManager[None]:
        """Begin a part of the transaction that is undone alone where it raises: the rest of it may go on.

        After StoreTroubleError nothing may: it is the transaction's trouble, not the part's.
        """
        ...


class StoreTroubleError(Exception):
    """The store can't do it now: it is locked, full or out of reach. Nothing was changed; later it may well pass."""


class Store(Protocol):
    """Where units of work come from; both ways raise StoreTroubleError, whatever was asked of them."""

    def work(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open a transaction that may write; commits durably on a clean exit, rolls back on an exception."""
        ...

    def look(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open a read-only view."""
        ...
