"""What happens in a conversation's world without the person doing anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from core.call.definition import Call
from core.dialogue.world import InvitationSeen
from core.model.proposal import ParticipationStatus
from core.model.records import Participation
from tests.core.dialogue.stage import CLOSED, OPEN, Stage


def confirm_all(stage: Stage) -> None:
    stage.people = {key: _confirmed(item) for key, item in stage.people.items()}


def _confirmed(item: Participation) -> Participation:
    asked = item.status is ParticipationStatus.INVITED
    return replace(item, status=ParticipationStatus.CONFIRMED, accepted_at=OPEN) if asked else item


def come_back(stage: Stage) -> None:
    """The letter to somebody who was asked comes back."""
    _answers(stage, ParticipationStatus.BOUNCED, "participant_bounced", address="x@example.org")


def decline(stage: Stage) -> None:
    """Somebody who was asked will not take part."""
    _answers(stage, ParticipationStatus.DECLINED, "participant_declined")


def _answers(stage: Stage, status: ParticipationStatus, kind: str, **facts: object) -> None:
    asked = next((item for item in stage.people.values() if item.status is ParticipationStatus.INVITED), None)
    if asked is not None and asked.proposal_id in stage.records:
        stage.people[asked.id] = replace(asked, status=status, accepted_at=None)
        stage.happens(kind, asked, **facts)


def complete(stage: Stage) -> None:
    """What was lacking is there: the proposal at hand can be sent, they say."""
    if stage.state.proposal_id in stage.records:
        stage.happens("sendable")


def vanish(stage: Stage) -> None:
    """Whoever was listed first is no longer there."""
    stage.people = dict(list(stage.people.items())[1:])


def come_or_go(stage: Stage) -> None:
    """An invitation of somebody else stands, or is taken back."""
    asked = Participation(id="asked", proposal_id="x", position=1, created_at=OPEN, name="A", roles=("speaker",))
    seen = InvitationSeen(participation=asked, proposal_title=None, proponent_name="Luz", session_type="panel")
    stage.foreign = [] if stage.foreign else [seen]


ELSEWHERE: Mapping[str, Callable[[Stage], None]] = {
    "somebody confirms": confirm_all,
    "a letter comes back": come_back,
    "somebody declines": decline,
    "nothing lacks": complete,
    "somebody is taken off": vanish,
    "an invitation comes or goes": come_or_go,
}


def within(call: Call) -> datetime:
    """Return a moment at which proposals can be sent."""
    opens, closes = call.moments["submission_opens"].at, call.moments["submission_closes"].at
    return opens or (closes - timedelta(days=1) if closes else OPEN)


def after_all(call: Call) -> datetime:
    """Return a moment at which nothing can be sent any more, where the call has an end."""
    return call.moments["submission_closes"].at or CLOSED
