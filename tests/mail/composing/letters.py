"""A letter to compose, where only what a test is about needs to be said, and its bytes read by somebody else."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from mail.composing.message import Envelope, compose

TEXT = "Hola, Ana:\n\n¿Participa?\n"
HTML = "<p>Hola, Ana:</p>"


def an_envelope(**given: Any) -> Envelope:
    made = {
        "to": "ana@example.org",
        "sender": "convoca@convoca.test",
        "sender_name": "LACIGF 2025",
        "reply_to": "r+token@convoca.test",
        "message_id": "<n1@convoca.test>",
        "date": datetime(2025, 8, 1, 12, tzinfo=UTC),
        "language": "es",
    }
    return Envelope(**{**made, **given})


def composed(subject: str = "Una invitación", text: str = TEXT, html: str = HTML, **given: Any) -> bytes:
    return compose(an_envelope(**given), subject, text, html)


def read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)  # type: ignore[return-value]  # what this policy makes


def headers(raw: bytes) -> dict[str, str]:
    return {name: str(value) for name, value in read(raw).items()}


def bodies(raw: bytes) -> list[tuple[str, str]]:
    return [(part.get_content_type(), part.get_content().replace("\r\n", "\n")) for part in read(raw).iter_parts()]
