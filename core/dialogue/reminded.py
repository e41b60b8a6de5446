"""Which things of a reminder are still to be done: news that nobody has read yet keep quiet about the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from core.call.definition import Call
from core.dialogue.world import Draft, InvitationSeen
from core.model.matter import MatterKind
from core.model.proposal import ParticipationStatus
from core.model.records import Participation, ProposalRecord, ProposalState
from core.rules.calendar.standing import CLOSE, as_it_stands_for

Item = Mapping[str, Any]


def still_to_do(
    call: Call, about: Sequence[Item], drafts: Sequence[Draft], invitations: Sequence[InvitationSeen], now: datetime
) -> tuple[Item, ...]:
    """Return those that are open, as far as the person's own screens can know, with the deadline that holds now.

    What is on hold asks nobody for anything. A draft whose close moved is planned anew: then it is told anew.
    """
    own = {draft.record.id: draft.record for draft in drafts}
    listed = {item.id: item for draft in drafts for item in draft.participations}
    asked = {seen.participation.id: seen for seen in invitations}

    def as_it_is(item: Item) -> Item | None:
        match item["kind"]:
            case MatterKind.DRAFT:
                record = own.get(item["subject"])
                is_open = record is not None and record.state is ProposalState.DRAFT and record.held_at is None
                return item if record and is_open and _until(item, _close(call, record)) == item else None
            case MatterKind.BOUNCED:
                place = listed.get(item["subject"])
                record = own.get(place.proposal_id) if place else None
                is_open = record is not None and record.held_at is None
                bounced = is_open and _stands(place, item, ParticipationStatus.BOUNCED)
                return _until(item, _close(call, record)) if record and bounced else None
            case MatterKind.INVITATION | MatterKind.PROFILE as kind:
                seen = asked.get(item["subject"])
                is_open = seen is not None and not seen.is_held and _is_asked(seen.participation, item, kind)
                return _until(item, seen.closes) if seen and is_open else None
            case _:
                return item

    found = [as_it_is(item) for item in about]
    return tuple(item for item in found if item and not _is_over(item, now))


def _close(call: Call, record: ProposalRecord) -> datetime | None:
    return as_it_stands_for(call, record).moments[CLOSE].at


def _until(item: Item, closes: datetime | None) -> Item:
    """Return a thing with the deadline that holds now; what never had one has none."""
    if not item["deadline"] or (closes and datetime.fromisoformat(item["deadline"]) == closes):
        return item
    return {**item, "deadline": closes.isoformat() if closes else None}


def _is_over(item: Item, now: datetime) -> bool:
    return bool(item["deadline"]) and datetime.fromisoformat(item["deadline"]) <= now


def _is_asked(place: Participation, item: Item, kind: MatterKind) -> bool:
    said_yes = place.accepted_at is not None
    return _stands(place, item, ParticipationStatus.INVITED) and said_yes is (kind is MatterKind.PROFILE)


def _stands(place: Participation | None, item: Item, status: ParticipationStatus) -> bool:
    return place is not None and place.status is status and place.generation == item["generation"]
