"""The letters: `render` turns a notice's kind and facts into a subject, plain text and HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core.call.definition import Call
from templates.letters import bulk, deadlines, office, orders, people, proponents, reminding, sessions
from templates.letters.blocks import Draft, Picture
from templates.letters.dress import as_html, as_text
from templates.letters.pen import ZONE, Links, Pen
from templates.letters.sessions import Event, event_of
from templates.words import Words

__all__ = ["KINDS", "Event", "Letter", "Links", "Picture", "plain_text", "render"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter in words; `preview` is hidden in the HTML, for the line that phones show."""

    subject: str
    preview: str
    text: str
    html: str
    event: Event | None = None
    """What the reader's calendar is to show, where the letter brings it something."""
    pictures: tuple[Picture, ...] = ()


KINDS: Mapping[str, Callable[[Pen], Draft]] = {
    "sign_in": proponents.sign_in,
    "prove_address": proponents.prove_address,
    "chat_code": proponents.chat_code,
    "invitation": people.invitation,
    "invitation_changed": people.invitation_changed,
    "invitation_reminder": people.invitation_reminder,
    "profile_missing": people.profile_missing,
    "echo_accepted": people.echo_accepted,
    "echo_declined": people.echo_declined,
    "unclear": people.unclear,
    "was_this_you": people.was_this_you,
    "removed": people.removed,
    "withdrawn_participant": people.withdrawn_participant,
    "muted": people.muted,
    "receipt": proponents.receipt,
    "receipt_changes": proponents.receipt_changes,
    "withdrawn": proponents.withdrawn,
    "draft_reminder": proponents.draft_reminder,
    "reminder": reminding.reminder,
    "deadline": deadlines.deadline,
    "deadline_own": deadlines.deadline,
    "news": proponents.news,
    "digest": office.digest,
    "announcement": bulk.announcement,
    "orders_echo": orders.echo,
    "orders_unheard": orders.unheard,
    "session_dated": sessions.session_dated,
    "session_moved": sessions.session_moved,
    "session_cancelled": sessions.session_cancelled,
}
"""Every kind of letter there is."""


def render(kind: str, language: str, facts: Mapping[str, Any], call: Call, links: Links) -> Letter:
    """Return the letter of a notice; raises KeyError for a kind or a fact that is not there (a bug of ours)."""
    pen = Pen(Words(language, facts.get(ZONE)), call, facts, links)
    draft = KINDS[kind](pen)
    text, html = as_text(draft, pen), as_html(draft, pen)
    pictures = tuple(block for block in draft.blocks if isinstance(block, Picture))
    return Letter(
        subject=draft.subject, preview=draft.preview, text=text, html=html, event=event_of(pen), pictures=pictures
    )


def plain_text(kind: str, language: str, facts: Mapping[str, Any], call: Call, links: Links) -> str:
    """Return what `render` has for text, without the much longer work of dressing it."""
    pen = Pen(Words(language, facts.get(ZONE)), call, facts, links)
    return as_text(KINDS[kind](pen), pen)
