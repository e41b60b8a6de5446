"""Every step from a letter's arrival to that of its echo: at each of them the service is killed.

Those of the wire are known to who is at its other end ('in: …', 'out: …'); the others are operations on the store,
each the moment before it is done, and both ends of every transaction.
"""

from __future__ import annotations

from enum import Enum


class Place(Enum):
    """What is done next when the service dies; `since` is what must have happened in that life before."""

    def __init__(self, operation: str, since: str = "") -> None:
        self.operation, self.since = operation, since

    @property
    def told(self) -> dict[str, str]:
        """What a life must know of it: what happens on the wire, others see."""
        return {} if ": " in self.operation else {"dies_at": self.operation, "since": self.since}


class Step(Place):
    """Of a letter that comes and goes."""

    CALL_IN_FORCE = "commit versions.newest versions.add"
    CALL_IN_FORCE_FOR_GOOD = "committed versions.newest versions.add"

    IN_GREETED = "in: greeted"
    IN_HELO = "in: helo"
    IN_MAIL = "in: mail"
    RECIPIENT_TO_BE_CHECKED = "tokens.among"
    IN_RCPT = "in: rcpt"
    IN_DATA_BEGUN = "in: data"
    IN_DATA_HALF = "in: half"
    LETTER_WHOLE = "inbox.add"
    ROW_ADDED = "commit inbox.add"
    STORED_BUT_NOT_SAID = "committed inbox.add"
    IN_ACKNOWLEDGED = "in: acknowledged"

    TO_BE_TAKEN = "inbox.waiting", "committed inbox.add"
    TAKEN = "tokens.get", "inbox.waiting"
    READ = "inbox.done", "inbox.waiting"
    TO_BE_ACTED_ON = "participations.save", "inbox.waiting"
    TO_BE_LOGGED = "log.add", "inbox.waiting"
    LOGGED = "outbox.put", "inbox.waiting"
    HANDLED = "commit inbox.done", "inbox.waiting"
    HANDLED_FOR_GOOD = "committed inbox.done", "inbox.waiting"

    TO_BE_CLAIMED = "outbox.claim", "committed inbox.done"
    CLAIMED = "commit outbox.claim", "committed inbox.done"
    CLAIMED_FOR_GOOD = "committed outbox.claim", "committed inbox.done"
    OUT_CONNECTED = "out: connected"
    OUT_GREETED = "out: ehlo"
    RENDERED = "outbox.keep_rendered"
    KEPT = "commit outbox.keep_rendered"
    KEPT_FOR_GOOD = "committed outbox.keep_rendered"
    OUT_MAIL = "out: mail"
    OUT_RCPT = "out: rcpt"
    OUT_DATA = "out: data"
    OUT_DATA_HALF = "out: half"
    OUT_DOT = "out: dot"
    TAKEN_BUT_NOT_NOTED = "outbox.sent"
    NOTED = "commit outbox.sent"
    NOTED_FOR_GOOD = "committed outbox.sent"
    OUT_QUIT = "out: quit"


class OfARefusal(Place):
    """Of one that the relay refuses."""

    TO_BE_PUT_OFF = "outbox.retry"
    PUT_OFF = "commit outbox.retry"
    PUT_OFF_FOR_GOOD = "committed outbox.retry"
    TO_BE_GIVEN_UP = "outbox.fail"
    TO_BE_TOLD = "log.add", "outbox.fail"
    GIVEN_UP = "commit outbox.fail"
    GIVEN_UP_FOR_GOOD = "committed outbox.fail"
