"""A letter to many: typed by the secretariat, previewed, held, and let go or thrown away by a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.model.words import LANGUAGES

LONGEST_SUBJECT = 150
LONGEST_TEXT = 4_000
"""Characters of an announcement's subject and of its text, in each language."""
ANNOUNCEMENT = "announcement"
"""The kind of its letters."""


class Audience(StrEnum):
    """Who is written to."""

    DRAFTS = "drafts"
    """Proponents who have a draft that was not sent."""
    SENT = "sent"
    """Proponents of a proposal that was sent."""
    UNANSWERED = "unanswered"
    """People who were invited and have not answered."""
    CONFIRMED = "confirmed"
    """People who take part."""
    EVERYBODY = "everybody"
    """All of these, and people whose yes still lacks something of their profile."""


class BatchState(StrEnum):
    """Where it stands: only a held one has letters in the outbox, and only a released one's may leave."""

    PREVIEW = "preview"
    HELD = "held"
    RELEASED = "released"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What was typed in one language; paragraphs of the text stand apart by a blank line."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One letter to many people of a call. `texts` maps a language to 'subject' and 'text'."""

    id: str
    call: str
    audience: Audience
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    made_at: datetime
    made_by: str
    """The id of the person who typed it."""
    state: BatchState = BatchState.PREVIEW
    changed_at: datetime
    changed_by: str
    """The id of the person who brought it to its state."""

    def language_for(self, wanted: str) -> str:
        """Return the language in which somebody is written to: theirs where it was typed in that, else Spanish."""
        return wanted if wanted in self.texts else LANGUAGES[0]

    def wording(self, language: str) -> Wording:
        """Return the words of one of its languages."""
        return Wording(**self.texts[language])
