"""What a relay's refusal means for a letter: try later or never, and what it says of the address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

import aiosmtplib

from core.model.undelivered import Undelivered
from mail.reading.causes import cause_of

PERMANENT = range(500, 600)
"""A number beyond is no answer of SMTP, and says nothing of the letter."""
_ABOUT_THE_SENDER = frozenset({"5.1.7", "5.1.8"})
"""Statuses of our own address: Postfix says them to RCPT, where it answers for MAIL too."""
_NO_RELAY = re.compile(
    r"\brelay\w*\b.{0,80}\b(?:denied|not permitted|not allowed|prohibited)|unable to relay", re.IGNORECASE
)
"""What a relay says to every letter of somebody whose letters it does not carry, under whatever code."""
_ABOUT_US = re.compile(r"client host|\bauthenticat|\bsender\b|\bstarttls\b", re.IGNORECASE)
"""Words of a relay that minds who we are, not whom we write to."""
_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})\b")


class Fate(StrEnum):
    """What becomes of a letter that was not taken."""

    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A fate and the codes that led to it; the relay's own words are left out, for they may hold addresses.

    `why` says what is the matter with the recipient, None where it is rather with us or with the letter.
    """

    fate: Fate
    codes: str
    why: Undelivered | None = None


def meaning(failure: aiosmtplib.SMTPException) -> Refusal:
    """Return what a failed try means.

    A refused sender, or a relay that carries nothing of ours, is about us and not about the letter (a relay that wants
    to know us first, a setting of ours): it waits, as for any relay that does not work, until the days of trying are
    over.
    """
    if isinstance(failure, aiosmtplib.SMTPRecipientsRefused):
        refused = failure.recipients[0]
        return _of_recipient(refused.code, refused.message)
    if isinstance(failure, aiosmtplib.SMTPResponseException):
        about_us = isinstance(failure, aiosmtplib.SMTPSenderRefused | aiosmtplib.SMTPHeloError)
        permanent = failure.code in PERMANENT and not about_us
        why = None if about_us else _why(failure.message)
        return Refusal(Fate.NEVER if permanent else Fate.LATER, _codes(failure.code, failure.message), why)
    return Refusal(Fate.LATER, type(failure).__name__)


def _of_recipient(code: int, message: str) -> Refusal:
    codes = _codes(code, message)
    if _status(message) in _ABOUT_THE_SENDER or _NO_RELAY.search(message):
        return Refusal(Fate.LATER, codes)
    return Refusal(Fate.NEVER if code in PERMANENT else Fate.LATER, codes, _why(message, code))


def _why(message: str, code: int | None = None) -> Undelivered | None:
    """Return what an answer says of the recipient; what says nothing of them may as well be said of the letter."""
    if _ABOUT_US.search(message):
        return None
    status = _status(message)
    found = cause_of([status] if status else [], message, code=code)
    return None if found is Undelivered.OTHER else found


def _status(message: str) -> str | None:
    found = _ENHANCED.match(message)
    return found.group(1) if found else None


def _codes(code: int, message: str) -> str:
    status = _status(message)
    return f"{code} {status}" if status else str(code)
