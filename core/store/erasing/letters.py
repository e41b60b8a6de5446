"""Erasing a person from the letters that came in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy import RowMapping

from core.model.raw_letter import everything
from core.model.records import InboxState
from core.model.token import fingerprint, token_of
from core.store.erasing.traces import Traces

_SENDER_LINES = re.compile(r"^(?:from|sender|reply-to|return-path):.*(?:\r?\n[ \t].*)*", re.IGNORECASE | re.MULTILINE)
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")


def letter_without(
    person_id: str, traces: Traces, fingerprints: frozenset[str], letter: RowMapping
) -> Mapping[str, object]:
    """Return the columns of a letter as they shall be once the person is erased; `fingerprints` are of their tokens.

    Their own letters, and whatever came to a reply address of theirs, are emptied and count as handled. A letter of
    somebody else's that names them is emptied as soon as it has been read: until then it is an answer that must not be
    lost.
    """
    theirs = (
        letter["person_id"] == person_id
        or traces.is_address(letter["mail_from"])
        or _is_from(traces, letter)
        or _is_to(fingerprints, letter["recipient"])
    )
    named = letter["state"] != InboxState.WAITING and traces.are_in(everything(letter["raw"]))
    if not theirs and not named:
        return {}
    sender = "" if theirs else letter["mail_from"]
    key = f"erased:{letter['id']}" if traces.are_in(letter["key"]) else letter["key"]
    return {"raw": b"", "note": "", "mail_from": sender, "state": InboxState.DONE, "key": key}


def _is_to(fingerprints: frozenset[str], recipient: str) -> bool:
    found = token_of(recipient.rpartition("@")[0])
    return found is not None and fingerprint(found[1]) in fingerprints


def _is_from(traces: Traces, letter: RowMapping) -> bool:
    headers = _END_OF_HEADERS.split(letter["raw"], maxsplit=1)[0].decode("utf-8", "replace")
    return any(traces.are_in(lines) for lines in _SENDER_LINES.findall(headers))
