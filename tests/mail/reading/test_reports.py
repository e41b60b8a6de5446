"""Reports of mail systems, whatever stands around them."""

from __future__ import annotations

import pytest

from core.model.letter import Bounce, LetterKind
from core.model.undelivered import Undelivered
from tests.mail.reading.test_answers import letter, understood

FIELDS = "Final-Recipient: rfc822; luis@nowhere.org\r\nAction: {action}\r\nStatus: {status}\r\n{more}"


def report(words: str, action: str = "failed", status: str = "5.1.1", more: str = "") -> bytes:
    return (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.org\r\nSubject: Undelivered Mail\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/plain\r\n\r\n{words}\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.org\r\n\r\n"
        f"{FIELDS.format(action=action, status=status, more=more)}\r\n--b--\r\n"
    ).encode()


def test_a_long_report_is_read_by_its_fields_alone() -> None:
    reading = understood(report("<ana@elsewhere.org>: user unknown\r\n" * 40_000))
    assert (reading.kind, reading.bounce) == (
        LetterKind.BOUNCE,
        Bounce(recipients=("luis@nowhere.org",), status="5.1.1", permanent=True, why=Undelivered.NO_MAILBOX),
    )


def test_why_is_told_by_what_the_other_system_answered_before_what_its_messenger_concludes() -> None:
    diagnosis = "Diagnostic-Code: smtp; 452-4.2.2 The recipient's inbox is out of storage\r\n space.\r\n"
    reading = understood(report("user unknown? We tried for five days.", status="4.4.7", more=diagnosis))
    assert reading.bounce == Bounce(
        recipients=("luis@nowhere.org",), status="4.4.7", permanent=True, why=Undelivered.FULL
    )
    assert reading.reasons == ("delivery_status", "full")


def test_where_no_answer_is_told_the_reports_own_words_say_why() -> None:
    bounce = understood(report("El buzón del destinatario está lleno.", status="5.0.0")).bounce
    assert bounce is not None
    assert bounce.why is Undelivered.FULL


def test_our_own_letter_within_a_report_says_nothing_of_why() -> None:
    ours = (
        "It could not be delivered.\r\n\r\n--- Below is a copy of your letter.\r\n\r\nMi casilla está llena: spam.\r\n"
    )
    bounce = understood(report(ours, status="5.0.0")).bounce
    assert bounce is not None
    assert bounce.why is Undelivered.OTHER


@pytest.mark.parametrize(
    ("action", "status", "permanent"),
    [
        ("failed", "5.1.1", True),
        ("failed (no such box)", "5.2.1", True),
        ("failed", "4.4.7", True),
        ("delayed", "4.2.2", False),
        ("delivered", "2.0.0", False),
        ("relayed", "2.0.0", False),
        ("expanded", "2.0.0", False),
        ("delayed", "5.0.0", False),
    ],
)
def test_only_a_failure_that_is_not_for_now_is_for_good(action: str, status: str, permanent: bool) -> None:
    bounce = understood(report("Sorry.", action, status)).bounce
    assert bounce is not None
    assert (bounce.recipients, bounce.status, bounce.permanent) == (("luis@nowhere.org",), status, permanent)


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Undelivered Mail Returned to Sender",
        "RE: Mensaje no entregado: Invitación",
        "Re: Confirmación de lectura",
        "Re: Estoy de vacaciones",
        "Entrega del informe",
        "Ausente no, presente",
    ],
)
def test_a_person_who_answers_under_such_a_subject_is_heard(subject: str) -> None:
    raw = letter("Sí, acepto").replace(b"Subject: Re: x", f"Subject: {subject}".encode())
    assert understood(raw).kind is LetterKind.REPLY
