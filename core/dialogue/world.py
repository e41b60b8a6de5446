"""The facts that a conversation is drawn from, gathered afresh for every event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.call.definition import Call
from core.dialogue.account import Account
from core.dialogue.screen import Phrase
from core.model.finding import Finding
from core.model.ours import NO_MAIL, OurMail
from core.model.proposal import Proposal
from core.model.records import Participation, Person, ProposalRecord
from core.model.slot import Slot

NOTHING = Account()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One of the person's proposals, whole: as kept, as the rules see it, and what the gate says of it."""

    record: ProposalRecord
    participations: tuple[Participation, ...]
    proposal: Proposal
    findings: tuple[Finding, ...]
    changed_since_sent: bool = False
    """Whether a sent proposal has edits that were not sent yet."""
    replacing: Mapping[str, str] = field(default_factory=dict)
    """Who is to take whose place once their address is known: participation of the newcomer -> of the other."""
    slot: Slot | None = None
    """When and where the session is, where it has a date that stands; gathered for one's own proposals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationSeen:
    """Somebody's proposal that this person is asked to be part of."""

    participation: Participation
    proposal_title: str | None
    proponent_name: str | None
    session_type: str | None
    slot: Slot | None = None
    closes: datetime | None = None
    """Until when it can be sent, as far as that is known."""
    is_held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A chat notice for this person ('Luis confirmed'); `phrase` is ready to be said (`core.dialogue.news`).

    `kind`, `proposal_id` and `participation_id` say what it is about, where it is about a list of the person's own.
    """

    at: datetime
    phrase: Phrase
    unread: bool
    kind: str = ""
    proposal_id: str | None = None
    participation_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything a screen may speak of. `drafts` are all proposals of the person, and `news`, newest first."""

    call: Call
    now: datetime
    person: Person
    drafts: tuple[Draft, ...] = ()
    invitations: tuple[InvitationSeen, ...] = ()
    news: tuple[News, ...] = ()
    acted_at: datetime | None = None
    """When the person last did something in this channel: what came since is news on any screen."""
    ours: OurMail = NO_MAIL
    """The service's own addresses: no answer to a question for somebody's."""
    account: Account = NOTHING
    """What erasing the person would touch; gathered only where it is shown."""
    calendar: str = ""
    """Where programs fetch the person's own calendar, '' where there is no link; gathered only where it is shown."""

    def draft(self, proposal_id: str | None) -> Draft | None:
        """Return the person's proposal of that id, or None."""
        return next((item for item in self.drafts if item.record.id == proposal_id), None)
