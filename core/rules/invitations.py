"""Who may be written to, and when: the service is no cannon for spam."""

from __future__ import annotations

from enum import StrEnum

from core.call.definition import MailPolicy
from core.model.proposal import ParticipationStatus
from core.model.records import Participation, Person, ProposalRecord, ProposalState


class NotNow(StrEnum):
    """Why no letter leaves; the first that holds is told."""

    WITHDRAWN = "withdrawn"
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
) -> NotNow | None:
    """Return why a participant may not be written to now, None where nothing speaks against it.

    `asked_for` says that the proponent asked explicitly, which is the one way to write to somebody who declined.
    """
    declined = participation.status is ParticipationStatus.DECLINED
    return next(
        (
            reason
            for reason, holds in (
                (NotNow.WITHDRAWN, record.state is ProposalState.WITHDRAWN),
                (NotNow.WITHDRAWN, participation.status is ParticipationStatus.WITHDRAWN),
                (NotNow.NO_NAME, not participation.name),
                (NotNow.NO_ROLE, not participation.roles),
                (NotNow.NO_ADDRESS, person is None),
                (NotNow.NO_TITLE, not record.values.get("answers.title")),
                (NotNow.NOT_PROVED, proponent.proved_at is None),
                (NotNow.MUTED, person is not None and person.muted_at is not None),
                (NotNow.DECLINED, declined and not asked_for),
                (NotNow.TOO_MANY_TODAY, invited_today >= policy.invitations_per_day_person),
                (NotNow.TOO_MANY_PEOPLE, invited_people >= policy.invitations_per_proposal),
                (NotNow.TOO_MANY_LETTERS, letters_today >= policy.letters_per_day_address),
            )
            if holds
        ),
        None,
    )
