"""What a person did, as they take it along; what they did for the secretariat is told in their own words alone."""

from __future__ import annotations

from core.model.batch import Batch
from core.model.order import GivenOrder
from core.model.own_data import Announced, CallChanged, Line, Ordered
from core.model.records import LogEntry
from core.model.version import CallVersion

_OWN_WORDS = frozenset({"text", "reason", "place"})
"""Facts of a line of the log that were typed by who acted."""


def line(entry: LogEntry, person_id: str) -> Line:
    """Return a line of the log."""
    is_for_office = entry.actor == f"secretariat:{person_id}"
    facts = entry.facts
    return Line(
        at=entry.at,
        kind=entry.kind,
        channel=entry.channel,
        is_own_act=is_for_office or entry.actor == person_id,
        proposal_id=entry.proposal_id,
        facts={key: facts[key] for key in facts if key in _OWN_WORDS} if is_for_office else facts,
    )


def ordered(order: GivenOrder) -> Ordered:
    """Return an order; what undoing it needs are ids of ours."""
    return Ordered(
        given_at=order.given_at,
        changed_at=order.changed_at,
        verb=order.verb,
        state=order.state,
        batch=order.batch,
        said=order.said,
    )


def announced(batch: Batch) -> Announced:
    """Return a letter to many."""
    return Announced(made_at=batch.made_at, audience=batch.audience, state=batch.state, texts=batch.texts)


def call_changed(version: CallVersion) -> CallChanged:
    """Return a version of the call; what changed in it is the call's."""
    return CallChanged(at=version.at, call=version.call, version=version.version, reason=version.reason)
