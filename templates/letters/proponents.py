"""Letters to proponents: entering, receipts with a full copy, reminders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.model.finding import Finding, Severity
from templates.findings import told
from templates.letters.blocks import Block, Button, Draft, Items, Para, Rows, Small, Title
from templates.letters.pen import Pen


def sign_in(pen: Pen) -> Draft:
    """The one-time link into the chat."""
    return _entering(pen, "sign_in")


def prove_address(pen: Pen) -> Draft:
    """Ask somebody to show that the address is theirs: invitations wait for it."""
    return _entering(pen, "prove_address")


def receipt(pen: Pen) -> Draft:
    """Say that the proposal was sent, under which number, with a full copy."""
    return _receipt(pen, "receipt")


def receipt_changes(pen: Pen) -> Draft:
    """The same for changes to a proposal that was sent."""
    return _receipt(pen, "receipt_changes")


def withdrawn(pen: Pen) -> Draft:
    """Say that the proposal was withdrawn."""
    number = pen.facts.get("number") or 0
    return Draft(
        subject=pen("withdrawn.subject", title=pen.title),
        preview=pen("withdrawn.lead", title=pen.title, number=number),
        blocks=(Para(pen.greeting()), Para(pen("withdrawn.lead", title=pen.title, number=number))),
    )


def draft_reminder(pen: Pen) -> Draft:
    """Remind of a draft before the close, with what is still missing."""
    closes = pen.when("closes")
    return Draft(
        subject=pen("draft_reminder.subject"),
        preview=pen("draft_reminder.preview", closes=closes),
        blocks=(
            Para(pen.greeting()),
            Para(pen("draft_reminder.lead", closes=closes)),
            *(block for draft in pen.many("drafts") for block in _draft(pen, draft)),
            Button(pen("draft_reminder.button"), pen.links.home),
        ),
    )


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
    number = int(pen.facts["number"])
    closes = (Para(pen("receipt.until", closes=pen.when("closes"))),) if pen.text("closes") else ()
    return Draft(
        subject=pen(f"{kind}.subject", number=number, title=pen.title),
        preview=pen(f"{kind}.preview", number=number),
        blocks=(
            Para(pen.greeting()),
            Para(pen(f"{kind}.lead", number=number, title=pen.title, at=pen.when("sent_at"))),
            *closes,
            Button(pen("receipt.button"), pen.links.home),
            Title(pen("receipt.copy")),
            *copy_of(pen, pen.facts["document"]),
        ),
    )


def _draft(pen: Pen, draft: Mapping[str, Any]) -> tuple[Block, ...]:
    findings = [
        Finding(
            rule=item["rule"], kind=item["kind"], severity=Severity(item["severity"]), field=item["field"],
            facts=item["facts"],
        )
        for item in draft["findings"]
    ]  # fmt: skip
    lines = tuple(told(finding, pen.call, pen.words).message for finding in findings if pen.call.rule(finding.rule))
    title = pen("title", title=draft["title"]) if draft["title"] else pen("untitled")
    if not lines:
        return (Title(title), Para(pen("draft_reminder.nothing_missing")))
    return (Title(title), Para(pen("draft_reminder.missing")), Items(lines))


def copy_of(pen: Pen, document: Mapping[str, Any]) -> tuple[Block, ...]:
    """Return a whole proposal in the call's words; what only concerns a person themselves (gender) is left out."""
    call = pen.call
    rows = [
        (pen.words("chat.field.session_type"), pen.option(call.session_types, document.get("session_type"))),
        (pen.words("chat.field.modality"), pen.option(call.modalities, document.get("modality"))),
        (pen.words("chat.field.duration"), pen.option(call.durations, document.get("duration"))),
        (pen.words("chat.field.topic"), pen.option(call.topics, document.get("topic"))),
    ]
    answers = document.get("answers") or {}
    for field in call.fields:
        value = answers.get(field.key)
        shown = "\n".join(f"– {item}" for item in value) if isinstance(value, list) else value
        if shown not in (None, ""):
            rows.append((field.label.said_in(pen.language), str(shown)))
    people = tuple(_person(pen, entry) for entry in document.get("participants") or ())
    return (Rows(tuple(rows)), Title(pen("receipt.people")), Items(people))


def _person(pen: Pen, entry: Mapping[str, Any]) -> str:
    roles = ", ".join(pen.option(pen.call.roles, role) for role in entry.get("roles") or ())
    attendance = pen.value("attendance", entry["attendance"]) if entry.get("attendance") else ""
    status = pen.words(f"chat.status.{entry['status']}")
    return pen(
        "receipt.person",
        name=entry.get("name") or pen("somebody"),
        more=" · ".join(filter(None, (roles, attendance, status))),
    )
