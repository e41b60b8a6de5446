"""What a relay's refusal means for a letter: try later, never, or there is nobody at that address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

import aiosmtplib

PERMANENT = range(500, 600)
"""A number beyond is no answer of SMTP, and says nothing of the letter."""
_UNKNOWN_RECIPIENT = frozenset({550, 551, 553})
"""Codes that mean an unknown recipient where no enhanced status says otherwise (550 is also said of spam)."""
_ABOUT_THE_SENDER = frozenset({"5.1.7", "5.1.8"})
"""Statuses of our own address: Postfix says them to RCPT, where it answers for MAIL too."""
_NO_RELAY = re.compile(
    r"\brelay\w*\b.{0,80}\b(?:denied|not permitted|not allowed|prohibited)|unable to relay", re.IGNORECASE
)
"""What a relay says to every letter of somebody whose letters it does not carry, under whatever code."""
_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})\b")


class Fate(StrEnum):
    """What becomes of a letter that was not taken."""

    LATER = "later"
    NEVER = "never"
    NOBODY_THERE = "nobody_there"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A fate and the codes that led to it; the relay's own words are left out, for they may hold addresses."""

    fate: Fate
    codes: str


def meaning(failure: aiosmtplib.SMTPException) -> Refusal:
    """Return what a failed try means.

    A refused sender, or a relay that carries nothing of ours, is about us and not about the letter (a relay that wants
    to know us first, a setting of ours): it waits, as for any relay that does not work, until the days of trying are
    over.
    """
    if isinstance(failure, aiosmtplib.SMTPRecipientsRefused):
        refused = failure.recipients[0]
        return Refusal(_of_recipient(refused.code, refused.message), _codes(refused.code, refused.message))
    if isinstance(failure, aiosmtplib.SMTPResponseException):
        about_us = isinstance(failure, aiosmtplib.SMTPSenderRefused | aiosmtplib.SMTPHeloError)
        permanent = failure.code in PERMANENT and not about_us
        return Refusal(Fate.NEVER if permanent else Fate.LATER, _codes(failure.code, failure.message))
    return Refusal(Fate.LATER, type(failure).__name__)


def _of_recipient(code: int, message: str) -> Fate:
    status = _status(message)
    if code not in PERMANENT or status in _ABOUT_THE_SENDER or _NO_RELAY.search(message):
        return Fate.LATER
    unknown = code in _UNKNOWN_RECIPIENT if status is None else status.startswith("5.1.") or status == "5.2.1"
    return Fate.NOBODY_THERE if unknown else Fate.NEVER


def _status(message: str) -> str | None:
    found = _ENHANCED.match(message)
    return found.group(1) if found else None


def _codes(code: int, message: str) -> str:
    status = _status(message)
    return f"{code} {status}" if status else str(code)
