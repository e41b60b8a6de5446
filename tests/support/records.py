"""Builders of records: only what a test is about needs to be said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from core.model.batch import Audience, Batch
from core.model.records import Channel, IncomingLetter, LogEntry, Notice, Participation, Person, ProposalRecord

NOON = datetime(2025, 8, 1, 12, tzinfo=UTC)
CALL = "lacigf-2025"


def a_person(key: str = "ana", /, **given: Any) -> Person:
    return Person(**{"id": key, "address": f"{key}@example.org", "created_at": NOON, **given})


def a_proposal(key: str = "p1", /, *, of: str = "ana", **given: Any) -> ProposalRecord:
    made = {"id": key, "call": CALL, "proponent_id": of, "created_at": NOON, "changed_at": NOON}
    return ProposalRecord(**{**made, **given})


def a_participation(key: str = "x1", /, *, on: str = "p1", **given: Any) -> Participation:
    return Participation(**{"id": key, "proposal_id": on, "position": 1, "created_at": NOON, **given})


def a_notice(key: str = "n1", /, **given: Any) -> Notice:
    made = {"id": key, "key": f"key of {key}", "channel": Channel.MAIL, "kind": "invitation", "created_at": NOON}
    return Notice(**{**made, **given})


def a_letter(key: str = "l1", /, **given: Any) -> IncomingLetter:
    made = {"received_at": NOON, "mail_from": "ana@example.org", "recipient": "r+t@convoca.test", "raw": b"Yes"}
    return IncomingLetter(**{"id": key, "key": f"key of {key}", **made, **given})


def a_batch(key: str = "b1", /, **given: Any) -> Batch:
    made = {"call": CALL, "audience": Audience.DRAFTS, "made_at": NOON, "made_by": "clerk", "changed_at": NOON}
    return Batch(**{"id": key, **made, "changed_by": "clerk", **given})


def a_line(kind: str = "proposal_changed", /, **given: Any) -> LogEntry:
    return LogEntry(**{"at": NOON, "kind": kind, "actor": "ana", **given})
