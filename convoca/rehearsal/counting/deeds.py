"""What people did in a rehearsal, counted: a secretary knows from it how alike a call of theirs may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from convoca.rehearsal.acting.acts import (
    DONE,
    SENT,
    Begin,
    Choose,
    Correct,
    GiveTime,
    Post,
    Replace,
    Send,
    Withdraw,
)
from convoca.rehearsal.log import Did
from core.model.letter import Decision, LetterKind, Reading

DEEDS = (
    "begun", "sent", "withdrawn", "more_time", "accepted", "declined", "bounced", "corrected", "replaced", "fewer",
    "stopped",
)  # fmt: skip
"""In the order in which they are told."""
_DONE = {
    Withdraw: "withdrawn", GiveTime: "more_time", Correct: "corrected", Replace: "replaced", Choose: "fewer",
}  # fmt: skip


def deeds(did: Iterable[Did]) -> Mapping[str, int]:
    """Return how often each thing was done, those that were."""
    counted = Counter(deed for item in did if (deed := _deed(item)) is not None)
    return {deed: counted[deed] for deed in DEEDS if counted[deed]}


def _deed(did: Did) -> str | None:
    match did.act:
        case Begin():
            return "begun" if did.came else None
        case Send():
            return "sent" if did.came == SENT else None
        case Post(reading=reading):
            return _answer(reading)
    return _DONE.get(type(did.act)) if did.came == DONE else None


def _answer(reading: Reading) -> str | None:
    if reading.kind is LetterKind.BOUNCE:
        return "bounced" if reading.bounce is not None and reading.bounce.permanent else None
    if reading.kind is not LetterKind.REPLY or reading.stop:
        return "stopped" if reading.stop else None
    return {Decision.ACCEPT: "accepted", Decision.DECLINE: "declined"}.get(reading.decision or Decision.UNCLEAR)
