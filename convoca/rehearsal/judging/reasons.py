"""Why people are to be reminded, read from what they did and were told: when each reason began, and when it ended.

Nothing here asks the service what it thinks: what is open follows from people's acts alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from convoca.rehearsal.acting.acts import SENT, Begin, CloseChat, Enter, Post, Send
from convoca.rehearsal.log import Did, Log, Told
from convoca.rehearsal.people.cast import Cast
from convoca.rehearsal.staging.owed import owed_by_evaluators, owed_for_sessions
from core.model.letter import Decision, LetterKind
from core.model.matter import MatterKind

INVITING = frozenset({"invitation", "invitation_changed"})
Ref = tuple[MatterKind, str, int]


@dataclass(slots=True, kw_only=True)
class Reason:
    """Something open: since when, for whom, and until when."""

    kind: MatterKind
    subject: str
    generation: int
    address: str
    since: datetime
    ended: datetime | None = None
    ended_by: int | None = None
    """The place in the log of the act that ended it; None where it is open, or ended by itself at a moment."""

    @property
    def ref(self) -> Ref:
        """What its reminders name it by."""
        return self.kind, self.subject, self.generation


@dataclass(slots=True)
class Known:
    """What is known of people, by address, each with since when."""

    country: dict[str, datetime] = field(default_factory=dict)
    chat: dict[str, datetime] = field(default_factory=dict)
    chat_closed: dict[str, datetime] = field(default_factory=dict)
    muted: dict[str, datetime] = field(default_factory=dict)
    bounced: dict[str, datetime] = field(default_factory=dict)
    asked: dict[tuple[str, str], list[datetime]] = field(default_factory=dict)
    """When somebody was asked for an answer by an invitation, by (address, participation)."""


class Reasons:
    """All that was open in a rehearsal."""

    def __init__(self, log: Log, cast: Cast, *, seed: int) -> None:
        self.all: dict[Ref, Reason] = {}
        self.known = Known()
        self._by_subject: dict[tuple[MatterKind, str], list[Reason]] = {}
        self._drafts: dict[str, str] = {}
        self._proponents: dict[str, str] = {}
        self._proposal_of: dict[str, str] = {}
        self._place = 0
        for self._place, happened in enumerate(log.happened):
            if isinstance(happened, Did):
                self._did(happened)
            else:
                self._told(happened)
        self._phases(log, cast, seed)

    def _did(self, did: Did) -> None:
        match did.act:
            case Enter(address=address, chat=chat):
                self.known.country.setdefault(address, did.at)
                if chat is not None:
                    self.known.chat.setdefault(address, did.at)
            case CloseChat(address=address):
                self.known.chat_closed.setdefault(address, did.at)
            case Begin(key=key, address=address) if did.came:
                self._drafts[key], self._proponents[did.came] = did.came, address
                self._open(MatterKind.DRAFT, did.came, 0, address, did.at)
            case Send(proposal=begun) if did.came == SENT:
                self._end(MatterKind.DRAFT, self._drafts[begun], did.at)
            case Post():
                self._posted(did.act, did.at)
            case _:
                pass

    def _told(self, told: Told) -> None:
        if told.kind in INVITING and told.token is not None:
            subject, generation = str(told.token["subject"]), int(str(told.token["generation"]))
            self._proposal_of[subject] = told.proposal_id or ""
            self.known.asked.setdefault((told.address, subject), []).append(told.queued_at)
            self._open(MatterKind.INVITATION, subject, generation, told.address, told.queued_at)

    def _posted(self, post: Post, at: datetime) -> None:
        invitation = next((item for item in self._about(post.about, MatterKind.INVITATION)), None)
        if invitation is None:
            return
        address, reading = invitation.address, post.reading
        if reading.kind is LetterKind.BOUNCE:
            if reading.bounce is not None and reading.bounce.permanent:
                self._bounced(invitation, at)
        elif reading.kind is LetterKind.REPLY and reading.stop:
            self.known.muted.setdefault(address, at)
        elif reading.kind is LetterKind.REPLY:
            self._answered(invitation, reading.decision, reading.fields, at)

    def _answered(self, invitation: Reason, decision: Decision | None, fields: Mapping[str, str], at: datetime) -> None:
        address, subject = invitation.address, invitation.subject
        if fields:
            self.known.country.setdefault(address, at)
        if decision is Decision.DECLINE:
            self._end(MatterKind.INVITATION, subject, at)
            self._end(MatterKind.PROFILE, subject, at)
        elif decision is Decision.ACCEPT:
            self._end(MatterKind.INVITATION, subject, at)
            if fields:
                self._end(MatterKind.PROFILE, subject, at)
            else:  # how they attend is asked anew for each list, whatever is known of them
                self._open(MatterKind.PROFILE, subject, invitation.generation, address, at)
        elif fields and self._about(subject, MatterKind.PROFILE):
            self._end(MatterKind.PROFILE, subject, at)

    def _bounced(self, invitation: Reason, at: datetime) -> None:
        """An address known not to work fails from the moment somebody is asked there."""
        first = self.known.bounced.setdefault(invitation.address, at)
        self._end(MatterKind.INVITATION, invitation.subject, at)
        proponent = self._proponents[self._proposal_of[invitation.subject]]
        since = max(first, invitation.since)
        self._open(MatterKind.BOUNCED, invitation.subject, invitation.generation, proponent, since)

    def _phases(self, log: Log, cast: Cast, seed: int) -> None:
        """What phases to come leave open, and until when, is the rehearsal's own invention."""
        _, call = log.calls[-1]
        sent = [(did.came, did.act) for did in log.did if isinstance(did.act, Send) and did.came == SENT]
        ids = [self._drafts[act.proposal] for _, act in sent]
        owed = (
            *owed_by_evaluators(call, cast, seed=seed),
            *owed_for_sessions(call, cast, [(key, self._proponents[key]) for key in ids], seed=seed),
        )
        for item in owed:
            self._open(item.kind, item.subject, 0, item.address, item.opens)
            if item.done_at is not None:
                self.all[item.kind, item.subject, 0].ended = item.done_at

    def _about(self, subject: str, kind: MatterKind) -> list[Reason]:
        return self._by_subject.get((kind, subject), [])

    def _open(self, kind: MatterKind, subject: str, generation: int, address: str, at: datetime) -> None:
        reason = Reason(kind=kind, subject=subject, generation=generation, address=address, since=at)
        if reason.ref not in self.all:
            self.all[reason.ref] = reason
            self._by_subject.setdefault((kind, subject), []).append(reason)

    def _end(self, kind: MatterKind, subject: str, at: datetime) -> None:
        for reason in self._about(subject, kind):
            if reason.ended is None:
                reason.ended, reason.ended_by = at, self._place
