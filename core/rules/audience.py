"""Who belongs to the readers of a letter to many, and who of them is not written to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from core.model.batch import Audience
from core.model.proposal import ParticipationStatus
from core.model.records import Participation, Person, ProposalState


class Why(StrEnum):
    """Why somebody of an audience is not written to."""

    MUTED = "muted"
    STOPPED = "stopped"
    BOUNCED = "bounced"
    UNPROVED = "unproved"
    """A proponent who never showed that the address is theirs: it may be anybody's."""
    NO_ADDRESS = "no_address"


def takes_proponents(audience: Audience, state: ProposalState) -> bool:
    """Whether the proponents of proposals in a state belong to it."""
    return state in _PROPOSING.get(audience, ())


def takes_listed(audience: Audience, item: Participation) -> bool:
    """Whether somebody on a list belongs to it."""
    takes = _LISTED.get(audience)
    return takes is not None and takes(item)


def why_not(person: Person, *, is_asked: bool) -> Why | None:
    """Return why somebody is left out, None where nothing speaks against it; `is_asked`: they stand on a list."""
    if not person.address:
        return Why.NO_ADDRESS
    if person.muted_at is not None:
        return Why.MUTED
    if person.announcements_stopped_at is not None:
        return Why.STOPPED
    if person.bounced_at is not None:
        return Why.BOUNCED
    return Why.UNPROVED if person.proved_at is None and not is_asked else None


def _is_unanswered(item: Participation) -> bool:
    if item.status is ParticipationStatus.BOUNCED or _has_only_a_name(item):
        return True
    return item.status is ParticipationStatus.INVITED and item.accepted_at is None


def _is_confirmed(item: Participation) -> bool:
    return item.status is ParticipationStatus.CONFIRMED


def _was_asked(item: Participation) -> bool:
    return _is_unanswered(item) or item.status in (ParticipationStatus.INVITED, ParticipationStatus.CONFIRMED)


def _has_only_a_name(item: Participation) -> bool:
    return item.status is ParticipationStatus.LISTED and item.person_id is None


_PROPOSING: Mapping[Audience, frozenset[ProposalState]] = {
    Audience.DRAFTS: frozenset({ProposalState.DRAFT}),
    Audience.SENT: frozenset({ProposalState.SENT}),
    Audience.EVERYBODY: frozenset({ProposalState.DRAFT, ProposalState.SENT}),
}
_LISTED: Mapping[Audience, Callable[[Participation], bool]] = {
    Audience.UNANSWERED: _is_unanswered,
    Audience.CONFIRMED: _is_confirmed,
    Audience.EVERYBODY: _was_asked,
}
