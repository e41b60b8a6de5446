"""Why a letter did not reach somebody: the one vocabulary of relays' answers and of delivery reports."""

from __future__ import annotations

from enum import StrEnum


class Undelivered(StrEnum):
    """What kept a letter from arriving, as far as a mail system told it."""

    NO_MAILBOX = "no_mailbox"
    """Nobody has that address, or nobody any more."""
    NO_DOMAIN = "no_domain"
    """What stands behind the @ does not exist, or takes no mail."""
    FULL = "full"
    """There is no room left in the mailbox."""
    REFUSED = "refused"
    """The mail system over there wants no such letter: it takes it for spam, or has a rule."""
    OTHER = "other"
    """Something else, or nothing that anybody could read."""


TELLING_WHY = frozenset({"participant_bounced", "letter_bounced", "letter_failed"})
"""Kinds of lines of the log whose fact `why` is one of these."""
