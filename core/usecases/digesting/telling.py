"""What a digest tells, as plain values: the same for the letter, the page and the chat; JSON on the way there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from core.rules.figures import Figure, for_letter


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalLine:
    """One proposal. `waits_for` counts who has not answered."""

    id: str
    number: int | None
    title: str | None
    proponent: str | None
    waits_for: int = 0
    is_held: bool = False
    """The secretariat holds it: nobody is reminded about it."""


class ProblemKind(StrEnum):
    """What needs a human.

    Some are a calendar's answers that are neither yes nor no; those that wait are what people were reminded of in vain.
    """

    BOUNCED = "bounced"
    FAILED = "failed"
    UNREAD = "quarantined"
    ERASED = "erased"
    TENTATIVE = "tentative"
    COUNTER = "counter"
    OTHER = "other"
    WAITING_DRAFT = "waiting_draft"
    WAITING_INVITATION = "waiting_invitation"
    WAITING_PROFILE = "waiting_profile"
    WAITING_EVALUATION = "waiting_evaluation"
    WAITING_CONFIRMATION = "waiting_confirmation"
    WAITING_REPORT = "waiting_report"
    WAITING_TASK = "waiting_task"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that needs a human, or `count` alike; of an erasure not even who."""

    kind: ProblemKind
    name: str | None = None
    title: str | None = None
    number: int | None = None
    count: int = 1
    why: str = ""
    """Of somebody whom no letter reaches: the cause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The first lines of a list, how many things there are in all, and how many of them no line tells."""

    count: int = 0
    lines: tuple[ProposalLine | Problem, ...] = ()
    beyond: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A date of the call that comes within days: its key, when (ISO, in the call's zone) and in how many days.

    `unsure` ones are a reading of the call that nobody has confirmed.
    """

    key: str
    at: str
    days: int
    unsure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated:
    """A date that nobody knows yet, and of how much it keeps the service from planning."""

    key: str
    blocks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """The call changed: why, and what (as the calendar's log has it)."""

    reason: str
    changes: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """How often what happened since the last digest."""

    new: int = 0
    sent: int = 0
    withdrawn: int = 0
    extended: int = 0
    confirmed: int = 0
    declined: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How the call stands; `invited` have not answered."""

    drafts: int = 0
    sent: int = 0
    invited: int = 0
    confirmed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One digest whole. Days are ISO; `since` is that of the one before, None where there was none."""

    day: str
    since: str | None
    changed: Changed
    totals: Totals
    problems: Section = Section()
    new: Section = Section()
    sent: Section = Section()
    withdrawn: Section = Section()
    extended: Section = Section()
    """Those that were given time of their own since, and still have it."""
    held: Section = Section()
    """Those on hold, whenever that was."""
    waiting: Section = Section()
    versions: Sequence[NewVersion] = ()
    deadlines: Sequence[Deadline] = ()
    undated: Sequence[Undated] = ()
    reminders: int = 0
    """How many reminders go out in the days that `deadlines` looks ahead, if nothing changes meanwhile."""
    figures: Sequence[Figure] = ()

    @property
    def facts(self) -> Mapping[str, object]:
        """The same as JSON, with the pictures of a letter: what a notice bears."""
        return asdict(replace(self, figures=for_letter(self.figures)))
