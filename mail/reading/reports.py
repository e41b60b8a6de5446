"""What mail systems write about a letter of ours: that it failed, was opened, was complained of."""

from __future__ import annotations

import re

from core.model.caps import MOST_PARTS
from core.model.letter import LetterKind
from mail.reading.bounces import finds_failures
from mail.reading.parts import Part, header, inside, parameter
from mail.reading.senders import decoded
from mail.reading.subjects import is_complaint, is_failure

_BY_PART = {
    "message/feedback-report": (LetterKind.COMPLAINT, "feedback_report"),
    "message/delivery-status": (LetterKind.BOUNCE, "delivery_status"),
    "message/global-delivery-status": (LetterKind.BOUNCE, "delivery_status"),
    "message/disposition-notification": (LetterKind.AUTO_REPLY, "read_receipt"),
    "message/global-disposition-notification": (LetterKind.AUTO_REPLY, "read_receipt"),
}
_DAEMON = re.compile(
    r"mailer[- ]?daemon|\bmdaemon\b|\bpost_?master\b|mail delivery|delivery (?:sub)?system|system administrator"
    r"|administrador d[eo]l? (?:sistema|correo)|administrateur syst[eè]me"
)


def report_of(message: Part) -> tuple[LetterKind, str] | None:
    """Return the kind of a report and the key of what told it; None for a letter that is none."""
    told = _by_parts(message)
    if told is not None:
        return told
    if message.get("X-Failed-Recipients"):
        return LetterKind.BOUNCE, "delivery_status"
    subject = decoded(header(message, "Subject"))
    if is_complaint(subject) and message.is_multipart():
        return LetterKind.COMPLAINT, "subject_of_a_complaint"
    by_daemon = _DAEMON.search(decoded(header(message, "From")).casefold()) is not None
    of_failure = is_failure(subject)
    if by_daemon and (of_failure or header(message, "Return-Path") == "<>"):
        return LetterKind.BOUNCE, "from_the_mail_system"
    if (by_daemon or of_failure) and finds_failures(message):
        return LetterKind.BOUNCE, "failure_in_words"
    if message.get_content_type() == "multipart/report":
        return LetterKind.AUTO_REPLY, "report"
    # Nobody answers us under such a subject, yet without a name there is nothing to mark.
    return (LetterKind.AUTO_REPLY, "subject_of_a_failure") if of_failure else None


def _by_parts(message: Part) -> tuple[LetterKind, str] | None:
    """Tell a report by the parts it holds: some programs leave out of which type it is, or tell it wrong."""
    types = {part.get_content_type() for part in inside(message)[:MOST_PARTS]}
    is_report = message.get_content_type() == "multipart/report"
    named = f"message/{parameter(message, 'report-type')}" if is_report else ""
    is_of_a_machine = is_report or header(message, "Return-Path") == "<>"
    for content, told in _BY_PART.items():
        if content == named or (content in types and is_of_a_machine):
            return told
    return None
