"""What erasing a person does to everything around them: told before it happens, and once more when it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.model.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class SentProposal:
    """A proposal of theirs that was sent: it stays, as joint work and part of the call's record."""

    id: str
    title: str | None
    number: int
    is_withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLeft:
    """Somebody else's list that they are taken off; `lacks` is what that proposal then has too little of."""

    title: str | None
    proponent: str | None
    lacks: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Everything that an erasure touches. `data` are keys of `privacy.data`, `drafts` titles of those never sent."""

    data: tuple[str, ...] = ()
    drafts: tuple[str | None, ...] = ()
    sent: tuple[SentProposal, ...] = ()
    lists: tuple[ListLeft, ...] = ()
    chats: int = 0

    @property
    def counts(self) -> Mapping[str, int]:
        """How much of each kind there was: all that may be told once the names are gone."""
        return {"drafts": len(self.drafts), "sent": len(self.sent), "lists": len(self.lists)}
