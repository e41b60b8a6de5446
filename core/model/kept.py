"""Everything that the store keeps about one person, whole, as rows of their own."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.batch import Batch
from core.model.chats import Chat, IncomingUpdate
from core.model.held import Alias, HeldLetter
from core.model.order import GivenOrder
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
from core.model.slot import Slot
from core.model.version import CallVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What hangs on a person, each oldest first. `places` are theirs on any list; `naming` proposals of others that
    name their address as co-proponent's; `slots` of proposals that are theirs or that they have a place in.
    """

    proposals: tuple[ProposalRecord, ...] = ()
    naming: tuple[ProposalRecord, ...] = ()
    places: tuple[Participation, ...] = ()
    slots: tuple[Slot, ...] = ()
    conversations: tuple[ConversationRecord, ...] = ()
    chats: tuple[Chat, ...] = ()
    sessions: tuple[Session, ...] = ()
    tokens: tuple[Invitation, ...] = ()
    aliases: tuple[Alias, ...] = ()
    letters: tuple[IncomingLetter, ...] = ()
    held: tuple[HeldLetter, ...] = ()
    """Replies in their name, and those from an address of theirs in another's."""
    updates: tuple[IncomingUpdate, ...] = ()
    notices: tuple[Notice, ...] = ()
    """Whatever was queued for them, through any channel."""
    log: tuple[LogEntry, ...] = ()
    """Lines about them or by them, also what they did for the secretariat."""
    orders: tuple[GivenOrder, ...] = ()
    batches: tuple[Batch, ...] = ()
    versions: tuple[CallVersion, ...] = ()
    """Of the call, made by them."""
