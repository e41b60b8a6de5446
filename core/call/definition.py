"""The typed definition of a call: what a TOML file says, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from core.call.rule_kinds import RuleParameters
from core.model.finding import Severity, Stage
from core.model.matter import MatterKind, Way
from core.model.proposal import ParticipationStatus
from core.model.words import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One value of a closed list, with the names people know it by (Z30: compared accent- and case-blind)."""

    key: str
    name: LocalText
    help: LocalText = LocalText()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration(Option):
    """A duration code; codes are never compared as numbers (Z05)."""

    minutes: int | None = None
    to_specify: bool = False
    """True where the person must give minutes and a text (U03)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionType(Option):
    """One row of the table of session types."""

    minima: Mapping[str, int]
    """role -> people needed, whatever the modality."""
    minima_by_modality: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """modality -> role -> people needed; the larger of the two counts (R05)."""
    maxima: Mapping[str, int] = field(default_factory=dict)
    modalities: tuple[str, ...] = ()
    durations: tuple[str, ...] = ()
    duration_justified: bool = False
    weights: Mapping[str, int] = field(default_factory=dict)
    """criterion -> percent; 0 is a value; they add up to 100."""


class FieldKind(StrEnum):
    """How an answer is asked for and read."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    LIST = "list"
    INTEGER = "integer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of the form whose answer lives under `answers.<key>`."""

    key: str
    kind: FieldKind
    group: str
    label: LocalText
    help: LocalText = LocalText()
    maximum: int | None = None
    """Characters of a text (of each item in a list); the largest value of an integer."""
    minimum_items: int = 0
    maximum_items: int | None = None
    required: bool = False
    required_for: tuple[str, ...] = ()
    """Session types that require it; `required` means all."""
    shown_for: tuple[str, ...] = ()
    """Session types whose form shows it; empty means all."""
    shown_for_modalities: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The dotted name that findings use."""
        return f"answers.{self.key}"

    def required_in(self, session_type: str | None) -> bool:
        """Whether a proposal of this session type must answer it."""
        return self.required or (session_type is not None and session_type in self.required_for)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """Something known about a participant that rules can count (sector, country, gender, organisation, ...)."""

    key: str
    label: LocalText
    help: LocalText = LocalText()
    options: tuple[Option, ...] = ()
    """Closed vocabulary; empty means free text, or ISO 3166 alpha-2 where `is_country`."""
    is_country: bool = False
    only_from_person: bool = False
    """True where nobody but the person may say it (sector and gender in LACIGF)."""
    required_to_confirm: bool = False
    private: bool = False
    """True where it is never shown to other people (gender)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date of the call, resolved. `at` is None while unknown.

    An end (`ends`) includes the day or the second that it names: `at` is the first instant AFTER it, so that
    `now >= at` means that it is over, whether the file gives a day or an hour.
    """

    key: str
    name: LocalText
    at: datetime | None
    """Aware, in the call's zone."""
    written: str
    """As the file says it: a date, a relative expression or 'unknown'."""
    day: date | None = None
    """The calendar day people are told, in the call's zone; of an end, the last day that counts."""
    whole_day: bool = False
    """True where the file gives a day without an hour."""
    ends: bool = False
    end_of_day: bool | None = None
    """Where the file itself says whether the day counts whole; None where the key's name decides (`*_closes` does)."""

    @property
    def last_second(self) -> datetime | None:
        """The moment as people are told it: of an end the last second that counts ('23:59:59'), else `at`."""
        if self.at is None or not self.ends:
            return self.at
        return (self.at.astimezone(UTC) - timedelta(seconds=1)).astimezone(self.at.tzinfo)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToConfirm:
    """A reading that the organisers have not confirmed: which key of the file, and the question to ask."""

    key: str
    question: LocalText
    reading: str = ""
    """What the file says there today, as written; empty for a whole section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the call: its name, whether it is on, how it weighs at each stage, and its parameters.

    A stage that is absent from `severity` does not ask the rule.
    """

    name: str
    enabled: bool
    severity: Mapping[Stage, Severity]
    parameters: RuleParameters
    source: str = ""
    """Id of the rule in the call's source, for docs (for example 'C02')."""

    @property
    def kind(self) -> str:
        """The kind of rule; findings carry it so that words can be found."""
        return self.parameters.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion(Option):
    """One evaluation criterion; weights by type live on the session type."""


ACTS: Mapping[MatterKind, str] = {
    MatterKind.DRAFT: "begun",
    MatterKind.INVITATION: "invited",
    MatterKind.PROFILE: "accepted",
    MatterKind.BOUNCED: "bounced",
    MatterKind.EVALUATION: "assigned",
    MatterKind.CONFIRMATION: "selected",
    MatterKind.REPORT: "held",
    MatterKind.TASK: "opened",
}
"""What a call's file calls the moment at which a matter begins (`Matter.since`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """When to say a thing again: `days` before (negative) or after (positive) the anchor moment or act."""

    key: str
    """A kind of matter (`core.model.matter.MatterKind`)."""
    anchor: str
    """A moment's key ('submission_closes'), or the act with which matters of this kind begin (`ACTS`)."""
    days: tuple[int, ...]
    """In rising order."""
    ways: tuple[Way, ...] = (Way.MAIL,)
    """The first day goes the first way, and so on; the last way repeats. Never empty."""

    @property
    def by_act(self) -> bool:
        """Whether its days are counted from the moment at which each matter began, not from a date of the call."""
        return self.anchor in ACTS.values()

    def way(self, place: int) -> Way:
        """Return how the day at that place of `days` is said."""
        return self.ways[min(place, len(self.ways) - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminding:
    """At which hours and how often people are reminded; hours are those of the person's own zone."""

    at: time = time(10, 0)
    """When the reminders of a day go."""
    quiet_from: time = time(21, 0)
    quiet_until: time = time(8, 0)
    """From the one hour up to the other nobody is reminded; where they are equal, there are no quiet hours."""
    messages_per_week: int = 3
    """Messages to one person in any seven days; a message holds all that is due."""
    hours_before_deadline: int = 2
    """What would come later than this before a deadline no longer helps."""

    def is_quiet(self, shown: time) -> bool:
        """Whether nobody is to be disturbed whose clock shows this hour."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= shown < self.quiet_until
        return shown >= self.quiet_from or shown < self.quiet_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """How many may be selected together, per proponent, per organisation and per participant (L03-L06)."""

    per_proponent: int | None = None
    per_organisation: int | None = None
    per_participant: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policies:
    """Readings about the life of a proposal after it was sent, each a switch."""

    edit_sent_until_close: bool = True
    """The proponent may change what was sent until the close; the gate is asked again (Z28)."""
    rescore_after_change: bool = False
    """A change after the evaluation asks for new scores (Z38)."""
    anonymise_proponents: bool = False
    """Evaluators do not see who proposes (Z29)."""
    tie_breakers: tuple[str, ...] = ()
    """Answers (`nri_origin`) or 'proponent_diversity' that decide between equal scores, in order (Z21)."""
    notify_not_selected: bool = True
    """Who is not selected hears it the day the results go out (Z22)."""
    lapse_unconfirmed: bool = False
    """A selected session that nobody confirms in time loses its place by itself; else people decide (Z23)."""
    late_report_bars: bool = False
    """A report that came late bars like one that never came (Z27)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPolicy:
    """Caps that keep the service from being a cannon for spam."""

    invitations_per_day_person: int = 40
    invitations_per_proposal: int = 25
    letters_per_day_address: int = 10
    hours_between_reminders: int = 24
    """How long somebody who was asked is left in peace before a reminder, by itself or by hand, may follow."""
    digest_at: time = time(8, 0)
    """Local time of the daily digest, in the call's zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A whole call."""

    id: str
    name: LocalText
    short_name: str
    edition: str
    zone: str
    """IANA name; every date of the call is read in it."""
    languages: tuple[str, ...]
    contact: str
    place: LocalText
    moments: Mapping[str, Moment]
    """Always holds 'submission_opens' and 'submission_closes' (and 'event_starts', 'event_ends', maybe unknown)."""
    topics: tuple[Option, ...]
    roles: tuple[Option, ...]
    modalities: tuple[Option, ...]
    durations: tuple[Duration, ...]
    session_types: tuple[SessionType, ...]
    groups: tuple[Option, ...]
    """Sections of the form, in order."""
    fields: tuple[Field, ...]
    attributes: tuple[Attribute, ...]
    rules: tuple[Rule, ...]
    """In the order in which findings are told."""
    criteria: tuple[Criterion, ...] = ()
    combinable_roles: tuple[frozenset[str], ...] = ()
    """Pairs of roles that one person may hold, filling a place in each (Z08)."""
    counted_statuses: tuple[ParticipationStatus, ...] = tuple(item for item in ParticipationStatus if item.counts)
    """Whose entries count for minima, presence and diversity (Z06)."""
    independent_aliases: tuple[str, ...] = ()
    """Organisation names that mean 'none' (L02: no organisation limit)."""
    hybrid_modalities: tuple[str, ...] = ()
    in_person_modalities: tuple[str, ...] = ()
    remote_host_role: str | None = None
    """The role that links remote people with the room (LACIGF: online_moderator)."""
    speaker_role: str = "speaker"
    selection: Selection = Selection()
    policies: Policies = Policies()
    scale: tuple[int, int] | None = None
    """Lowest and highest score an evaluator may give; None while unknown."""
    reminders: tuple[Reminder, ...] = ()
    reminding: Reminding = Reminding()
    report_days: int | None = None
    """Days after the event's end by which the report is due (O02)."""
    consent: LocalText = LocalText()
    """What accepting an invitation includes, in plain words."""
    mail: MailPolicy = MailPolicy()
    to_confirm: tuple[ToConfirm, ...] = ()

    def session_type(self, key: str | None) -> SessionType | None:
        """Return the session type of that key, or None."""
        return next((item for item in self.session_types if item.key == key), None)

    def duration(self, key: str | None) -> Duration | None:
        """Return the duration of that key, or None."""
        return next((item for item in self.durations if item.key == key), None)

    def attribute(self, key: str) -> Attribute | None:
        """Return the attribute of that key, or None."""
        return next((item for item in self.attributes if item.key == key), None)

    def rule(self, name: str) -> Rule | None:
        """Return the rule of that name, or None."""
        return next((item for item in self.rules if item.name == name), None)
