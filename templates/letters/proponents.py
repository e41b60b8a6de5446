"""Letters to proponents: entering, receipts, reminders, news."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from core.dialogue.news import news_said
from core.dialogue.reading.cleaning import one_line
from core.dialogue.screen import Phrase
from core.model.finding import Finding, Severity
from templates.findings import told
from templates.letters.blocks import Block, Button, Code, Draft, Items, Link, Para, Rows, Small, Title
from templates.letters.copying import copy_of
from templates.letters.pen import LONGEST_IN_SUBJECT, Pen
from templates.letters.reminding import choosing, left_said
from templates.say import moment, say

CLOSES = "submission_closes"
COMING_DATES = 4
"""How many of the call's next dates a receipt names."""


def sign_in(pen: Pen) -> Draft:
    """The one-time link into the chat."""
    return _entering(pen, "sign_in")


def prove_address(pen: Pen) -> Draft:
    """Ask somebody to show that the address is theirs: invitations wait for it."""
    return _entering(pen, "prove_address")


def chat_code(pen: Pen) -> Draft:
    """The code by which a chat is shown to belong to an address."""
    code = f"{pen.links.code[:3]} {pen.links.code[3:]}"
    return Draft(
        subject=pen("chat_code.subject", code=code, call=pen.call.short_name),
        preview=pen("chat_code.preview"),
        blocks=(
            Para(pen.greeting()),
            Para(pen("chat_code.lead", call=pen.call.name.said_in(pen.language))),
            Code(code),
            Small(pen("chat_code.after")),
        ),
    )


def receipt(pen: Pen) -> Draft:
    """Say that the proposal was sent, under which number, with a full copy."""
    return _receipt(pen, "receipt")


def receipt_changes(pen: Pen) -> Draft:
    """The same for changes to a proposal that was sent."""
    return _receipt(pen, "receipt_changes")


def withdrawn(pen: Pen) -> Draft:
    """Say that the proposal was withdrawn."""
    number = pen.facts.get("number")
    lead = pen("withdrawn.lead", title=pen.title)
    return Draft(
        subject=pen("withdrawn.subject", title=pen.short_title),
        preview=pen("withdrawn.preview"),
        blocks=(
            Para(pen.greeting()),
            Para(pen("withdrawn.lead_numbered", title=pen.title, number=pen.amount(number)) if number else lead),
            Para(pen("withdrawn.after")),
            Button(pen("home_button"), pen.links.home),
        ),
    )


def draft_reminder(pen: Pen) -> Draft:
    """Remind of a draft before the close, with what is still missing."""
    drafts, closes = pen.many("drafts"), pen.closes
    title = pen.titled(drafts[0].get("title") if drafts else None, LONGEST_IN_SUBJECT)
    due: Mapping[str, Any] = next(iter(pen.many("about")), {})
    lead = left_said(pen, due, "draft.lead", closes=closes) or pen("draft_reminder.lead", closes=closes)
    return Draft(
        subject=left_said(pen, due, "draft.subject", title=title) or pen("draft_reminder.subject", title=title),
        preview=pen("draft_reminder.preview", day=pen.last_day) if pen.last_day else pen("draft_reminder.preview_open"),
        blocks=(
            Para(pen.greeting()),
            *((Para(lead),) if closes else ()),
            *(block for draft in drafts for block in _draft(pen, draft)),
            Button(pen("draft_reminder.button"), pen.links.home),
            Small(pen("draft_reminder.after")),
            *choosing(pen),
        ),
    )


def news(pen: Pen) -> Draft:
    """Say what happened, in the words of the chat, which the reader has closed."""
    items = tuple(_news(pen, item) for item in pen.many("news"))
    return Draft(
        subject=pen("news.subject", count=pen.amount(len(items)), call=pen.call.short_name),
        preview=items[-1],
        blocks=(
            Para(pen.greeting()),
            Para(pen("news.lead")),
            Items(items),
            Button(pen("news.button"), pen.links.home),
            Small(pen("news.why")),
        ),
    )


def _news(pen: Pen, item: Mapping[str, Any]) -> str:
    phrase = news_said(pen.call, Phrase(f"chat.news.{item['kind']}", item["facts"]))
    said = one_line(say(phrase, pen.words, pen.call))
    return said[:1].upper() + said[1:]


def _entering(pen: Pen, kind: str) -> Draft:
    name = pen.call.name.said_in(pen.language)
    return Draft(
        subject=pen(f"{kind}.subject", call=pen.call.short_name),
        preview=pen(f"{kind}.preview"),
        blocks=(
            Para(pen.greeting()),
            Para(pen(f"{kind}.lead", call=name)),
            Button(pen(f"{kind}.button"), pen.links.enter),
            Small(pen(f"{kind}.after")),
        ),
    )


def _receipt(pen: Pen, kind: str) -> Draft:
    number, closes = pen.amount(pen.facts["number"]), pen.closes
    until = (Para(pen("receipt.until", closes=closes)),) if closes and pen.call.policies.edit_sent_until_close else ()
    coming = _coming(pen)
    return Draft(
        subject=pen(f"{kind}.subject", number=number, title=pen.short_title),
        preview=pen(f"{kind}.preview", number=number),
        blocks=(
            Para(pen.greeting()),
            Para(pen(f"{kind}.lead", number=number, title=pen.title, at=pen.when("sent_at"))),
            *until,
            Button(pen("home_button"), pen.links.home),
            *((Title(pen("receipt.coming")), Rows(coming), _subscribe(pen)) if coming else ()),
            Title(pen("receipt.copy")),
            *copy_of(pen, pen.facts["document"]),
        ),
    )


def _subscribe(pen: Pen) -> Link:
    """The way to have the dates in one's own calendar, which follows when they move."""
    return Link(pen.words("calendar.letter.subscribe"), f"{pen.links.home}calendar")


def _coming(pen: Pen) -> tuple[tuple[str, str], ...]:
    """Return the call's next dates after the sending."""
    sent = datetime.fromisoformat(str(pen.facts["sent_at"]))
    ahead = [item for item in pen.call.moments.values() if item.at and item.at > sent and item.key != CLOSES]
    ahead.sort(key=lambda item: (item.day or date.max, item.key))
    told = ((item.name.said_in(pen.language), moment(item, pen.words, pen.call)) for item in ahead)
    return tuple(told)[:COMING_DATES]


def _draft(pen: Pen, draft: Mapping[str, Any]) -> tuple[Block, ...]:
    """Return what keeps a draft from being sent; where nothing does, that it can be, and what might be better."""
    findings = [_finding(item) for item in draft["findings"] if pen.call.rule(item["rule"])]
    blocking = [item for item in findings if item.blocks]
    title, lines = pen.titled(draft["title"]), tuple(_sentence(pen, item) for item in blocking or findings)
    if blocking:
        return (Para(pen("draft_reminder.missing", title=title, count=pen.amount(len(blocking)))), Items(lines))
    advice = (Para(pen("draft_reminder.advice")), Items(lines)) if lines else ()
    return (Para(pen("draft_reminder.ready", title=title)), *advice)


def _sentence(pen: Pen, finding: Finding) -> str:
    said = told(finding, pen.call, pen.words)
    return f"{said.message} {said.cure}"


def _finding(item: Mapping[str, Any]) -> Finding:
    return Finding(
        rule=item["rule"],
        kind=item["kind"],
        severity=Severity(item["severity"]),
        field=item["field"],
        facts=item["facts"],
    )
