"""Everything that the store keeps about one person, whole, as rows of their own."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.chats import Chat, IncomingUpdate
from core.model.held import Alias
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What hangs on a person, each oldest first. `places` are theirs on any list; `naming` proposals of others that
    name their address as co-proponent's.
    """

    proposals: tuple[ProposalRecord, ...] = ()
    naming: tuple[ProposalRecord, ...] = ()
    places: tuple[Participation, ...] = ()
    conversations: tuple[ConversationRecord, ...] = ()
    chats: tuple[Chat, ...] = ()
    sessions: tuple[Session, ...] = ()
    tokens: tuple[Invitation, ...] = ()
    aliases: tuple[Alias, ...] = ()
    letters: tuple[IncomingLetter, ...] = ()
    updates: tuple[IncomingUpdate, ...] = ()
    notices: tuple[Notice, ...] = ()
    """Whatever was queued for them, through any channel."""
    log: tuple[LogEntry, ...] = ()
    """Lines about them or by them."""
