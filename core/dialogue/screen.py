"""A screen: what a person sees at one moment, neutral of any channel and with no words in it.

The dialogue draws screens from the facts; Telegram, web and terminal only show them. Words are named by `Phrase`
and found where they are shown (`templates.say`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.model.finding import Finding
from core.model.proposal import Proposal
from core.model.words import LocalText


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something to say: a key of the catalogues with its facts, or a text of the call, or somebody's own words.

    Exactly one of `key`, `local` and `own` is set. A fact may be a Phrase, a LocalText, a Moment of the call, an aware
    datetime, a date, an Hour, a number, a Country, a tuple of any of these (told as a list), the Cause or the Cure of a
    finding, or somebody's own text.
    """

    key: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    local: LocalText | None = None
    own: str | None = None


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166 alpha-2 code, to be named where it is shown."""

    code: str


@dataclass(frozen=True, slots=True)
class Hour:
    """A time of today or tomorrow, of which the hour alone is told; whoever says it says which day."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Cause:
    """What is wrong, as a finding has it; `proposal` knows the names of the people in it."""

    finding: Finding
    proposal: Proposal | None = None


@dataclass(frozen=True, slots=True)
class Cure:
    """What would mend a finding."""

    finding: Finding
    proposal: Proposal | None = None


class BlockKind(StrEnum):
    """How a block is meant; a channel decides how it looks."""

    TEXT = "text"
    QUESTION = "question"
    HELP = "help"
    NOTE = "note"
    ERROR = "error"
    GOOD = "good"
    ROW = "row"
    """One line of a list: `label` and, apart from it, `detail`; `action` leads there."""
    ANSWER = "answer"
    """An answer given before, in `trail`."""
    HEADING = "heading"


class Style(StrEnum):
    """How much an action weighs."""

    PRIMARY = "primary"
    PLAIN = "plain"
    DANGER = "danger"
    NAVIGATION = "navigation"


@dataclass(frozen=True, slots=True)
class Action:
    """Something that the person can tap. A tap travels back as verb, argument and the screen's revision."""

    verb: str
    label: Phrase
    argument: str = ""
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a screen, in reading order; `more` are further actions about the same, after `action`."""

    kind: BlockKind
    label: Phrase
    detail: tuple[Phrase, ...] = ()
    action: Action | None = None
    more: tuple[Action, ...] = ()

    @property
    def actions(self) -> tuple[Action, ...]:
        """Everything that can be tapped in it."""
        return (*((self.action,) if self.action else ()), *self.more)


class Expects(StrEnum):
    """What free input the screen takes, if any; `LIST` is one item a line."""

    NOTHING = "nothing"
    TEXT = "text"
    LONG_TEXT = "long_text"
    LIST = "list"
    INTEGER = "integer"
    ADDRESS = "address"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Input:
    """The free input that a screen takes; `typed` is what stands there already (kept after a refusal)."""

    expects: Expects = Expects.NOTHING
    typed: str = ""
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the form is: required steps answered, of all required steps."""

    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Everything that one moment of a conversation shows.

    `rows` are the actions, row by row. `trail` are the latest answers, oldest first, as a chat would show them.
    `missing` are the gate's findings for the proposal at hand, blocking ones first. `toast` is a passing word about
    the last act ('saved'). `language` is the one to say everything in.
    """

    place: str
    revision: int
    title: Phrase
    blocks: tuple[Block, ...] = ()
    rows: tuple[tuple[Action, ...], ...] = ()
    input: Input = Input()
    progress: Progress | None = None
    missing: tuple[Finding, ...] = ()
    trail: tuple[Block, ...] = ()
    toast: Phrase | None = None
    proposal_id: str | None = None
    news: tuple[Phrase, ...] = ()
    """What happened since the person last did something here ('Luis confirmed'), newest first."""
    language: str = "es"
    zone: str | None = None
    """The zone of the reader's clock, by which deadlines are told; None where it is not known."""

    @property
    def actions(self) -> tuple[Action, ...]:
        """Everything that can be tapped, in reading order: the order by which typed numbers choose."""
        within = tuple(action for block in self.blocks for action in block.actions)
        return within + tuple(action for row in self.rows for action in row)
