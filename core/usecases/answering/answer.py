"""What a person may answer about their place on a list, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.model.records import Participation

BY_CALENDAR = "calendar"
"""The channel of what somebody answered by a click in their calendar."""


class Came(StrEnum):
    """What an answer led to."""

    CONFIRMED = "confirmed"
    INCOMPLETE = "incomplete"
    DECLINED = "declined"
    PROFILE = "profile"
    """Something about themselves was noted, and neither yes nor no had been said."""
    GONE = "gone"
    """The proposal was withdrawn, or the person taken off: nothing is answered any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person answered: `accept` is None where they only speak of themselves, `unknown` is told back.

    `taken_back` are attributes that they had given and would rather not (gender). `language` is the one they
    answered in, where that is plain: what we write to them next follows it.
    """

    accept: bool | None
    profile: Mapping[str, str]
    unknown: tuple[str, ...] = ()
    taken_back: tuple[str, ...] = ()
    channel: str
    in_reply_to: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Where the participation stands after an answer, and which given values were not the call's."""

    came: Came
    participation: Participation
    missing: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
