"""Erasing a person from the letters that came in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy import RowMapping

from core.model.records import InboxState
from core.store.erasing.traces import Traces

_SENDER_LINES = re.compile(r"^(?:from|sender|reply-to|return-path):.*(?:\r?\n[ \t].*)*", re.IGNORECASE | re.MULTILINE)
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")


def letter_without(person_id: str, traces: Traces, letter: RowMapping) -> Mapping[str, object]:
    """Return the columns of a letter as they shall be once the person is erased.

    Their own letters are emptied, and count as handled. A letter of somebody else's that names them is emptied as
    soon as it has been read: until then it is an answer that must not be lost.
    """
    theirs = letter["person_id"] == person_id or traces.is_address(letter["mail_from"]) or _is_from(traces, letter)
    named = letter["state"] != InboxState.WAITING and traces.are_in(letter["raw"].decode("utf-8", "replace"))
    if not theirs and not named:
        return {}
    state = InboxState.DONE if letter["state"] == InboxState.WAITING else letter["state"]
    sender = "" if theirs else letter["mail_from"]
    key = f"erased:{letter['id']}" if traces.are_in(letter["key"]) else letter["key"]
    return {"raw": b"", "note": "", "mail_from": sender, "state": state, "key": key}


def _is_from(traces: Traces, letter: RowMapping) -> bool:
    headers = _END_OF_HEADERS.split(letter["raw"], maxsplit=1)[0].decode("utf-8", "replace")
    return any(traces.are_in(lines) for lines in _SENDER_LINES.findall(headers))
