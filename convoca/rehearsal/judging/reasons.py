"""Why people are to be reminded, read from what they did and were told: when each reason began, and when it ended.

Nothing here asks the service what it thinks: what is open follows from people's acts alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from convoca.rehearsal.acting.acts import (
    SENT,
    Begin,
    Choose,
    CloseChat,
    Correct,
    Enter,
    GiveTime,
    Post,
    Replace,
    Send,
    Withdraw,
)
from convoca.rehearsal.judging.known import Known
from convoca.rehearsal.judging.places import INVITING, REMOVED, WITHDRAWN, Places
from convoca.rehearsal.log import Did, Log, Told
from convoca.rehearsal.people.cast import Cast
from convoca.rehearsal.staging.owed import owed_by_evaluators, owed_for_sessions
from core.model.letter import Decision, LetterKind
from core.model.matter import MatterKind

Ref = tuple[MatterKind, str, int]
OF_A_PLACE = (MatterKind.INVITATION, MatterKind.PROFILE, MatterKind.BOUNCED)


@dataclass(slots=True, kw_only=True)
class Reason:
    """Something open: since when, for whom, and until when."""

    kind: MatterKind
    subject: str
    generation: int
    address: str
    since: datetime
    proposal: str = ""
    """Whose own close it goes by, where that has one."""
    ended: datetime | None = None
    ended_by: int | None = None
    """The place in the log of the act that ended it; None where it is open, or ended by itself at a moment."""

    @property
    def ref(self) -> Ref:
        """What its reminders name it by."""
        return self.kind, self.subject, self.generation


class Reasons:
    """All that was open in a rehearsal."""

    def __init__(self, log: Log, cast: Cast, *, seed: int) -> None:
        self.all: dict[Ref, Reason] = {}
        self.known = Known()
        self.places = Places()
        self.given: dict[str, list[tuple[datetime, int]]] = {}
        """When proposals were given how many days more."""
        self.idle: set[str] = set()
        """Acts that came too late to change anything, by their keys."""
        self._by_subject: dict[tuple[MatterKind, str], list[Reason]] = {}
        self._drafts: dict[str, str] = {}
        self._proponents: dict[str, str] = {}
        self._sent: dict[str, datetime] = {}
        self._withdrawn: dict[str, datetime] = {}
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
            case Choose(address=address, wants=wants) if did.came:
                self.known.chosen.setdefault(address, []).append((did.at, wants))
            case Begin(key=key, address=address) if did.came:
                self._drafts[key], self._proponents[did.came] = did.came, address
                self._open(MatterKind.DRAFT, did.came, 0, address, did.at, did.came)
            case Send(proposal=begun) if did.came == SENT:
                self._sent.setdefault(self._drafts[begun], did.at)
                self._end(MatterKind.DRAFT, self._drafts[begun], did.at)
            case Post():
                self._posted(did.act, did.at)
            case Withdraw() | GiveTime() | Correct() | Replace() if did.came:
                self._changed(did.act, self._drafts[did.act.proposal], did.at)
            case _:
                pass

    def _told(self, told: Told) -> None:
        if told.kind in INVITING and told.token is not None:
            subject, generation = str(told.token["subject"]), int(str(told.token["generation"]))
            self.places.asked(told, subject)
            self.known.asked.setdefault((told.address, subject), []).append(told.queued_at)
            proposal = told.proposal_id or ""
            self._open(MatterKind.INVITATION, subject, generation, told.address, told.queued_at, proposal)

    def _changed(self, act: Withdraw | GiveTime | Correct | Replace, proposal: str, at: datetime) -> None:
        match act:
            case GiveTime(days=days):
                self.given.setdefault(proposal, []).append((at, days))
            case Withdraw():
                self._withdrawn[proposal] = at
                self._end(MatterKind.DRAFT, proposal, at)
                for participation in self.places.of_proposal(proposal):
                    self._vacated(participation, at)
                    self.places.ends(participation, WITHDRAWN, self._place, at)
            case Correct(participation=participation, address=address):
                self._vacated(participation, at)
                self.places.moves(participation, address, self._place, at)
            case Replace(participation=participation, address=address):
                self._vacated(participation, at)
                self.places.ends(participation, REMOVED, self._place, at)
                self.places.awaits(address, proposal, at)

    def _vacated(self, participation: str, at: datetime) -> None:
        """Nobody is waited for any more who was asked about a place so far."""
        for kind in OF_A_PLACE:
            self._end(kind, participation, at)

    def _posted(self, post: Post, at: datetime) -> None:
        reading, bounce = post.reading, post.reading.bounce
        sender = bounce.recipients[0] if bounce is not None else reading.sender
        asked = [item for item in self._about(post.about, MatterKind.INVITATION) if item.address == sender]
        if reading.kind is LetterKind.REPLY and reading.stop:
            self.known.muted.setdefault(str(sender), at)
        elif not asked or post.about in self.places.gone or self.places.all[post.about].address != sender:
            self.idle.add(post.key)
        elif reading.kind is LetterKind.BOUNCE:
            if bounce is not None and bounce.permanent:
                self._bounced(asked[-1], at)
        elif reading.kind is LetterKind.REPLY:
            self._answered(asked[-1], reading.decision, reading.fields, at)

    def _answered(self, invitation: Reason, decision: Decision | None, fields: Mapping[str, str], at: datetime) -> None:
        address, subject = invitation.address, invitation.subject
        if fields:
            self.known.country.setdefault(address, at)
        if decision is Decision.DECLINE:
            self._end(MatterKind.INVITATION, subject, at)
            self._end(MatterKind.PROFILE, subject, at)
            self.places.drops_out(subject)
        elif decision is Decision.ACCEPT:
            self.places.comes_back(subject)
            self._end(MatterKind.INVITATION, subject, at)
            if fields:
                self._end(MatterKind.PROFILE, subject, at)
            else:  # how they attend is asked anew for each list, whatever is known of them
                self._open(MatterKind.PROFILE, subject, invitation.generation, address, at, invitation.proposal)
        elif fields and self._about(subject, MatterKind.PROFILE):
            self._end(MatterKind.PROFILE, subject, at)

    def _bounced(self, invitation: Reason, at: datetime) -> None:
        """An address known not to work fails from the moment somebody is asked there."""
        first = self.known.bounced.setdefault(invitation.address, at)
        self._end(MatterKind.INVITATION, invitation.subject, at)
        self.places.drops_out(invitation.subject)
        proponent = self._proponents[invitation.proposal]
        since = max(first, invitation.since)
        subject, generation = invitation.subject, invitation.generation
        self._open(MatterKind.BOUNCED, subject, generation, proponent, since, invitation.proposal)

    def _phases(self, log: Log, cast: Cast, seed: int) -> None:
        """What phases to come leave open, and until when, is the rehearsal's own invention."""
        _, call = log.calls[-1]
        results = call.moments.get("results")
        ids = [key for key, at in self._sent.items() if results and results.at and at < results.at]
        owed = (
            *owed_by_evaluators(call, cast, seed=seed),
            *owed_for_sessions(call, cast, [(key, self._proponents[key]) for key in ids], seed=seed),
        )
        for item in owed:
            gone = self._withdrawn.get(item.subject)
            if gone is None or gone > item.opens:
                self._open(item.kind, item.subject, 0, item.address, item.opens)
                ends = [at for at in (item.done_at, gone) if at is not None]
                self.all[item.kind, item.subject, 0].ended = min(ends, default=None)

    def _about(self, subject: str, kind: MatterKind) -> list[Reason]:
        return self._by_subject.get((kind, subject), [])

    def _open(
        self, kind: MatterKind, subject: str, generation: int, address: str, at: datetime, proposal: str = ""
    ) -> None:
        reason = Reason(kind=kind, subject=subject, generation=generation, address=address, since=at, proposal=proposal)
        if reason.ref not in self.all:
            self.all[reason.ref] = reason
            self._by_subject.setdefault((kind, subject), []).append(reason)

    def _end(self, kind: MatterKind, subject: str, at: datetime) -> None:
        for reason in self._about(subject, kind):
            if reason.ended is None:
                reason.ended, reason.ended_by = at, self._place
