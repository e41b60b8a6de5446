"""Which things of a reminder are still to be done: news that nobody has read yet keep quiet about the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from core.dialogue.world import Draft, InvitationSeen
from core.model.matter import MatterKind
from core.model.proposal import ParticipationStatus
from core.model.records import Participation, ProposalState

Item = Mapping[str, Any]


def still_to_do(
    about: Sequence[Item], drafts: Sequence[Draft], invitations: Sequence[InvitationSeen], now: datetime
) -> tuple[Item, ...]:
    """Return those that are open, as far as the person's own screens can know, and not too late."""
    records = {draft.record.id: draft.record for draft in drafts}
    listed = {item.id: item for draft in drafts for item in draft.participations}
    places = {seen.participation.id: seen.participation for seen in invitations}

    def is_open(item: Item) -> bool:
        if item["deadline"] and datetime.fromisoformat(item["deadline"]) <= now:
            return False
        match item["kind"]:
            case MatterKind.DRAFT:
                record = records.get(item["subject"])
                return record is not None and record.state is ProposalState.DRAFT
            case MatterKind.BOUNCED:
                return _stands(listed.get(item["subject"]), item, ParticipationStatus.BOUNCED)
            case MatterKind.INVITATION | MatterKind.PROFILE as kind:
                place = places.get(item["subject"])
                said_yes = place is not None and place.accepted_at is not None
                return _stands(place, item, ParticipationStatus.INVITED) and said_yes is (kind is MatterKind.PROFILE)
            case _:
                return True

    return tuple(item for item in about if is_open(item))


def _stands(place: Participation | None, item: Item, status: ParticipationStatus) -> bool:
    return place is not None and place.status is status and place.generation == item["generation"]
