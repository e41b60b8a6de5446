"""Ways to reach people: mail addresses and telephones, judged by their form only."""

from __future__ import annotations

import re

import phonenumbers

from core.dialogue.reading import cleaning
from core.dialogue.reading.refused import Refused
from core.dialogue.state import Said

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?")


def read_address(text: str) -> str | Refused:
    """Read one mail address, also out of 'Ana <ana@example.org>' or a mailto: link; the form only is judged."""
    line = cleaning.one_line(text)
    within = re.fullmatch(r"[^<>]*<([^<>]*)>", line)
    address = (within.group(1) if within else line).strip().removeprefix("mailto:").rstrip(".,;")
    local, at, domain = address.rpartition("@")
    if not at:
        return Refused(Said("chat.problem.address_at"))
    if " " in address or "@" in local:
        return Refused(Said("chat.problem.address_one"))
    labels = domain.split(".")
    if len(labels) < 2 or labels[-1].isdigit() or not all(_is_label(label) for label in labels):
        return Refused(Said("chat.problem.address_domain", {"domain": cleaning.shortened(domain, 60)}))
    if len(local) > 64 or len(address.encode()) > 254 or not _LOCAL.fullmatch(local):
        return Refused(Said("chat.problem.address_local", {"local": cleaning.shortened(local, 60)}))
    return f"{local}@{domain if domain.isascii() else domain.encode('idna').decode('ascii')}"


def _is_label(label: str) -> bool:
    """Whether one part of a domain can stand in a name server, accents allowed (they travel as punycode)."""
    if not _LABEL.fullmatch(label):
        return False
    try:
        return label.isascii() or len(label.encode("idna")) <= 63
    except UnicodeError:
        return False


def read_phone(text: str, region: str | None) -> str | Refused:
    """Read a telephone number; the answer is international (+54…)."""
    line = cleaning.one_line(text)
    if len(line) > 40:
        return Refused(Said("chat.problem.phone"))
    if line.startswith("00"):
        line = "+" + line[2:]
    try:
        number = phonenumbers.parse(line, region)
    except phonenumbers.NumberParseException as error:
        without_code = error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE
        return Refused(Said("chat.problem.phone_code" if without_code else "chat.problem.phone"))
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason == phonenumbers.ValidationResult.TOO_SHORT:
        return Refused(Said("chat.problem.phone_short"))
    if reason == phonenumbers.ValidationResult.TOO_LONG:
        return Refused(Said("chat.problem.phone_long"))
    if not phonenumbers.is_possible_number(number):
        return Refused(Said("chat.problem.phone"))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
