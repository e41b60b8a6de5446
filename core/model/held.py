"""Letters that wait for a word of the person in whose name they came, and addresses that are theirs besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class HeldState(StrEnum):
    """What the person said of a held letter: nothing yet, that it is theirs, or that it is not."""

    OPEN = "open"
    THEIRS = "theirs"
    NOT_THEIRS = "not_theirs"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLetter:
    """A reply without effect, of which the invited address was asked whether it is theirs.

    `fingerprint` is of the token in the reply address of that question. `said` is what the reply would do: 'decision',
    'fields', 'unknown', 'stop'; it is emptied once the question is answered.
    """

    fingerprint: str
    participation_id: str
    sender: str
    said: Mapping[str, object]
    held_at: datetime
    state: HeldState = HeldState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Another address that a person says is theirs: their letters count from it, nothing is sent to it."""

    person_id: str
    address: str
    since: datetime
