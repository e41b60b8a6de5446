"""Delivery reports: which addresses failed, with which status, for good or for now (RFC 3464, and older manners)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from flufl.bounce import all_failures

from core.model.caps import MOST_PARTS
from core.model.letter import Bounce
from core.model.undelivered import Undelivered
from mail.reading.causes import cause_of
from mail.reading.parts import LONGEST_BODY, Part, header, inside, leaves, text_of

_STATED = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)")
"""A status by RFC 3463 within words."""
_NO_FAILURE = {"delayed", "delivered", "relayed", "expanded"}
_OUR_LETTER = re.compile(r"^(?:Received|Return-Path):|^-+ .*\b(?:copy|original|unsent)\b", re.MULTILINE | re.IGNORECASE)
"""Where a report without parts begins to repeat the letter that it is about."""
_LOOKED_AT = 4_000
"""Characters of a report in words in which the status stands, if anywhere: what follows is our own letter."""


def bounce_of(message: Part) -> Bounce:
    """Return which addresses failed and for how long; an unknown report is taken for a temporary one.

    'Action: failed' is for good whatever its status: who tried for days in vain reports 4.4.7, and tries no more.
    """
    told = list(_blocks(message))
    recipients = [address for block in told if (address := _recipient(block))]
    statuses = [_first_word(header(block, "Status")) for block in told if header(block, "Status")]
    actions = {_first_word(header(block, "Action")).lower() for block in told if header(block, "Action")}
    temporary, permanent = _scanned(message)
    status = statuses[-1] if statuses else _stated(message) if temporary or permanent else None
    has_failed = "failed" in actions or bool(permanent) or (status or "").startswith("5")
    is_for_now = bool(actions and actions <= _NO_FAILURE) or (
        "failed" not in actions and (status or "").startswith("4")
    )
    return Bounce(
        recipients=tuple(dict.fromkeys(recipients or [*permanent, *temporary])),
        status=status,
        permanent=has_failed and not is_for_now,
        why=_cause(message, told, statuses),
    )


def _cause(message: Part, told: list[Part], statuses: list[str]) -> Undelivered:
    """Return why, by what the other system answered where that is told: who gave up after days says only 4.4.7."""
    answers = [header(block, "Diagnostic-Code") for block in told if header(block, "Diagnostic-Code")]
    words = answers[-1] if answers else _in_words(message)
    within = _STATED.search(words[:_LOOKED_AT])
    return cause_of([*([within[0]] if within else []), *statuses[-1:]], words)


def _recipient(block: Part) -> str:
    """Return the address of a block of fields without its type and brackets; '' where it names none."""
    told = header(block, "Final-Recipient") or header(block, "Original-Recipient")
    return told.rpartition(";")[2].strip(" <>")


def finds_failures(message: Part) -> bool:
    """Whether the words of a letter tell, in one of the manners that are known, whom it could not be delivered to."""
    return any(_scanned(message))


def _stated(message: Part) -> str | None:
    """Return the first status that stands in the words of a report without fields."""
    for part in islice(leaves(message), MOST_PARTS):
        if part.get_content_maintype() == "text" and (found := _STATED.search(text_of(part)[:_LOOKED_AT])):
            return found[0]
    return None


def _in_words(message: Part) -> str:
    """Return what a report says to people, as far as our own letter is not in it."""
    first = next((part for part in leaves(message) if part.get_content_maintype() == "text"), None)
    return _OUR_LETTER.split(text_of(first)[:_LOOKED_AT], maxsplit=1)[0] if first is not None else ""


def _blocks(message: Part) -> Iterator[Part]:
    """Yield the blocks of fields of the report: the parser gives each as a letter of headers alone."""
    for part in islice(message.walk(), MOST_PARTS):
        if part.get_content_type() == "message/delivery-status":
            yield from inside(part)


def _first_word(value: str) -> str:
    return value.split()[0]


def _scanned(message: Part) -> tuple[list[str], list[str]]:
    """Ask flufl.bounce, which knows many shapes and raises on some: what it can't read it says nothing about.

    It takes every line of a letter to every shape: one longer than a report with our letter in it is not given to it.
    """
    parts = islice(message.walk(), MOST_PARTS)
    if sum(len(inner) for part in parts if isinstance(inner := part.get_payload(), str)) > LONGEST_BODY:
        return [], []
    try:
        temporary, permanent = all_failures(message)
    except Exception:  # noqa: BLE001 - third-party detectors over hostile input; no answer is a fine answer here
        return [], []
    return sorted(_text(item) for item in temporary), sorted(_text(item) for item in permanent)


def _text(address: object) -> str:
    return address.decode("ascii", "replace") if isinstance(address, bytes) else str(address)
