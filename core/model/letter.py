"""What was understood from a letter: the value that mail hands to the use cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.model.order import Misread, Order
from core.model.undelivered import Undelivered


class LetterKind(StrEnum):
    """What sort of letter it is; only `REPLY` and `CALENDAR_REPLY` can say yes or no."""

    REPLY = "reply"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    LIST = "list"
    CALENDAR_REPLY = "calendar_reply"
    COMPLAINT = "complaint"
    UNREADABLE = "unreadable"


class Decision(StrEnum):
    """What a human reply decides; anything that is not a plain yes or no is `UNCLEAR`."""

    ACCEPT = "accept"
    DECLINE = "decline"
    UNCLEAR = "unclear"


class Dmarc(StrEnum):
    """What our own mail server found of the sender; `NONE` where the domain has no policy, or nobody is to check."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    FAIL = "fail"
    NONE = "none"


class CalendarAnswer(StrEnum):
    """What somebody told their calendar to answer; only the first two are plain."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"
    COUNTER = "counter"
    """They propose another time."""
    OTHER = "other"
    """That somebody else goes in their place, or nothing that a calendar usually says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarReply:
    """What a calendar answers about one event; `attendee` is in lower case, None where a counter names several.

    `starts_at` is when the event begins that they saw, in UTC; None where their calendar tells it in another zone.
    """

    uid: str
    attendee: str | None
    answer: CalendarAnswer
    sequence: int
    starts_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """A delivery report: which addresses failed, with which enhanced status, for good or for now, and why."""

    recipients: tuple[str, ...] = ()
    status: str | None = None
    permanent: bool = False
    why: Undelivered = Undelivered.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The pure reading of one raw letter.

    `fields` maps attribute keys of the call (plus 'attendance', 'name') to canonical values; `unknown_fields` lists the
    labelled lines whose value was not understood, as written. `decision` is None where the letter is no reply, neither
    a person's nor their calendar's.
    `sender` is the one parser-clean address of From in lower case, None where there is not exactly one.
    `text` is the person's own words, for people to read.
    """

    kind: LetterKind
    decision: Decision | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    unknown_fields: tuple[str, ...] = ()
    text: str = ""
    sender: str | None = None
    message_id: str | None = None
    language: str | None = None
    """The language that the answering line is plainly in; None where it does not tell."""
    stop: bool = False
    """The person asks not to be written to again (one of the whole-line ways our letters name)."""
    is_bare: bool = False
    """The answering line is the bare word for yes or no: it says nothing else that could be meant."""
    dmarc: Dmarc = Dmarc.NONE
    bounce: Bounce | None = None
    calendar: CalendarReply | None = None
    """Of a calendar's reply: what it says; None where that is not plain."""
    orders: tuple[Order | Misread, ...] = ()
    """What the secretariat orders, line by line; read only in a letter to an address that takes orders."""
    reasons: tuple[str, ...] = ()
    """Machine-readable keys telling why this and not that, in order."""
