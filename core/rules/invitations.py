"""Who may be written to, and when: the service is no cannon for spam."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from core.call.definition import MailPolicy
from core.model.proposal import ParticipationStatus
from core.model.records import Participation, Person, ProposalRecord, ProposalState


class NotNow(StrEnum):
    """Why no letter leaves; the first that holds is told."""

    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    CONFIRMED = "confirmed"
    NO_NAME = "no_name"
    NO_ROLE = "no_role"
    NO_ADDRESS = "no_address"
    NO_TITLE = "no_title"
    NOT_PROVED = "not_proved"
    MUTED = "muted"
    DECLINED = "declined"
    TOO_MANY_TODAY = "too_many_today"
    TOO_MANY_PEOPLE = "too_many_people"
    TOO_MANY_LETTERS = "too_many_letters"
    TOO_SOON = "too_soon"
    """A reminder so shortly after the last letter that asked."""


PASSING = frozenset({NotNow.TOO_MANY_TODAY, NotNow.TOO_MANY_LETTERS})
"""Reasons that end by themselves, as the day goes on."""


def waits_for_letter(participation: Participation) -> bool:
    """Whether nothing was written yet about what now stands (a letter may leave once nothing speaks against it)."""
    waiting = (ParticipationStatus.LISTED, ParticipationStatus.INVITED)
    return participation.invited_at is None and participation.status in waiting


def is_waited_for(participation: Participation) -> bool:
    """Whether somebody was asked and has not answered, or said yes and has not completed their profile."""
    return participation.status is ParticipationStatus.INVITED


def may_be_replaced(participation: Participation) -> bool:
    """Whether somebody else may be put in their place: they said no, cannot be reached, or are silent."""
    gone = (ParticipationStatus.DECLINED, ParticipationStatus.BOUNCED)
    return participation.status in gone or (is_waited_for(participation) and participation.accepted_at is None)


def reminded_from(policy: MailPolicy, last: datetime | None, now: datetime) -> datetime | None:
    """Return from when on somebody may be reminded whom the `last` letter asked then; None where it is so now."""
    again = last + timedelta(hours=policy.hours_between_reminders) if last else now
    return again if again > now else None


def why_not(
    policy: MailPolicy,
    record: ProposalRecord,
    participation: Participation,
    *,
    proponent: Person,
    person: Person | None,
    invited_today: int,
    invited_people: int,
    letters_today: int,
    asked_for: bool,
    asked_before: bool,
    closed: bool,
    too_soon: bool = False,
) -> NotNow | None:
    """Return why a participant may not be written to now, None where nothing speaks against it.

    `asked_for` says that the proponent asked explicitly, which is the one way to write to somebody who declined;
    `asked_before` that this way was used already. `closed` says that the window is over: then a draft invites nobody.
    `too_soon` is asked of reminders alone (`reminded_from`).
    """
    declined = participation.status is ParticipationStatus.DECLINED
    confirmed = participation.status is ParticipationStatus.CONFIRMED
    return next(
        (
            reason
            for reason, holds in (
                (NotNow.WITHDRAWN, record.state is ProposalState.WITHDRAWN),
                (NotNow.WITHDRAWN, participation.status is ParticipationStatus.WITHDRAWN),
                (NotNow.CLOSED, closed and record.state is ProposalState.DRAFT),
                (NotNow.CONFIRMED, confirmed),
                (NotNow.NO_NAME, not participation.name),
                (NotNow.NO_ROLE, not participation.roles),
                (NotNow.NO_ADDRESS, person is None),
                (NotNow.NO_TITLE, not record.values.get("answers.title")),
                (NotNow.NOT_PROVED, proponent.proved_at is None),
                (NotNow.MUTED, person is not None and person.muted_at is not None),
                (NotNow.DECLINED, declined and (asked_before or not asked_for)),
                (NotNow.TOO_MANY_TODAY, invited_today >= policy.invitations_per_day_person),
                (NotNow.TOO_MANY_PEOPLE, invited_people >= policy.invitations_per_proposal),
                (NotNow.TOO_MANY_LETTERS, letters_today >= policy.letters_per_day_address),
                (NotNow.TOO_SOON, too_soon),
            )
            if holds
        ),
        None,
    )
