"""Open things that people are to be reminded of, and what `core.rules.due` says is to be said about them now.

Moments are aware datetimes. A thing that is done is simply not among the matters.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MatterKind(StrEnum):
    """What is open; each is the name of a section `[reminders.…]` of the call."""

    DRAFT = "draft"
    """A proposal with something in it that was not sent. Its proponent is reminded."""
    INVITATION = "invitation"
    """Somebody who was asked and is silent. The invited person is reminded."""
    PROFILE = "profile"
    """Somebody who said yes and owes details. The invited person is reminded."""
    BOUNCED = "bounced"
    """Somebody whose address does not work. The proponent is reminded."""
    EVALUATION = "evaluation"
    """Evaluations that somebody has still to give (`count` of them)."""
    CONFIRMATION = "confirmation"
    """A preselected session that its proponent has not confirmed."""
    REPORT = "report"
    """A session's report (relatoría) that its proponent has not sent."""
    TASK = "task"
    """Something that only the secretariat can do: nobody else hears of it."""


class Way(StrEnum):
    """How a step of a reminder reaches people, from the mildest to the strongest."""

    CHAT = "chat"
    MAIL = "mail"
    SECRETARIAT = "secretariat"
    """No letter of its own: an item of the secretariat's digest that a human should look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """An open thing, and who is to be reminded of it."""

    kind: MatterKind
    subject: str
    """The id of the proposal, participation, assignment or task."""
    person_id: str | None
    """Whom the reminders go to; None for a task."""
    since: datetime
    """When it became open: the draft was begun, the letter left, the yes came, the session was selected."""
    generation: int = 0
    """Rises whenever the same thing is asked anew: then its reminders begin again."""
    deadline: datetime | None = None
    """The first instant that is too late, where it differs from the call's own (an extension for this one)."""
    asked_at: datetime | None = None
    """When somebody last asked for it, by itself or by hand: it rests for `mail.hours_between_reminders` from then."""
    count: int = 1


class Wants(StrEnum):
    """How much of reminders somebody wants."""

    ALL = "all"
    ONE_BEFORE_DEADLINE = "one_before_deadline"
    """Of each matter only the last one that still leaves time to act."""
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """What must be known of somebody to remind them."""

    person_id: str
    zone: str
    """IANA name of the zone they live by (`core.model.zones.zone_of`)."""
    has_chat: bool = False
    """Whether a messenger's chat of theirs is open."""
    can_mail: bool = True
    """Whether letters reach them: the address is proved where it must be, and has not bounced."""
    wants: Wants = Wants.ALL
    """`NONE` also for whoever asked not to be written to again."""
    told: tuple[datetime, ...] = ()
    """When reminders were said to them in the last seven days, in any order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All that is open, who is concerned, and the ledger keys of what was said or dropped already."""

    matters: tuple[Matter, ...]
    recipients: Mapping[str, Recipient]
    """By person; somebody who is missing here cannot be reached."""
    done: Collection[str] = frozenset()
    """Those of other matters may be among them, and those that nobody planned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One step of one matter. `key` is unique for ever and goes into the ledger once it is said or dropped."""

    matter: Matter
    day: int
    """The step, as the call's file counts it from the anchor (-3: three days before)."""
    way: Way
    """How it is said, after all: a step of the chat goes by mail to whoever has no chat."""
    key: str
    """`kind:subject:generation:anchor's date:day`, so that an anchor that moves is planned anew."""
    at: datetime
    """The moment that was planned; it may be said later (quiet hours, caps, downtime), never sooner."""
    deadline: datetime | None = None
    """The first instant that is too late to act, where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """All that is to be said to one person now, as one message by one way."""

    person_id: str
    way: Way
    """The strongest of its duties'; never the secretariat."""
    duties: tuple[Duty, ...]
    """At least one; the nearest deadline first."""

    @property
    def key(self) -> str:
        """Unique for ever, like those of its duties, also of a message that is left of a larger one: for the outbox."""
        return f"reminder:{self.person_id}:{min(duty.key for duty in self.duties)}"


class Why(StrEnum):
    """Why a step is not said."""

    LATE = "late"
    """A later step of the same matter has come, or was said."""
    NO_HELP = "no_help"
    """Its deadline is too near, or over."""
    MUTED = "muted"
    """The person does not want it."""
    UNREACHABLE = "unreachable"
    """Neither chat nor mail reaches the person; the secretariat hears of it instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A step that will never be said to the person; it goes into the ledger and the log."""

    duty: Duty
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What is to be done now. The keys of all duties named here go into the ledger as soon as that is done."""

    messages: tuple[Message, ...] = ()
    for_secretariat: tuple[Duty, ...] = ()
    """Items for the digest's “needs a human”; those of people who cannot be reached are in `dropped` too."""
    dropped: tuple[Dropped, ...] = ()
    next_at: datetime | None = None
    """Not before this moment is there anything new to say about this state, be the above done; None: never."""
