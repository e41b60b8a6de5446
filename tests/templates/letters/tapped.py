"""A button of a letter, pressed: the answer that it opens, as different mail programs send it."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import parse_qs, unquote, urlsplit

from templates.letters import Letter
from tests.templates.letters.html import seen

CARD = "Dra. Marta Quiroga Ibáñez\nUniversidad del Río\nTel.: +54 351 555 1234\nWeb: https://uni.example.org\n"


def begun(letter: Letter, place: int) -> EmailMessage:
    """Return what a mail program shows after the press of the first (0) or the second (1) button."""
    url = urlsplit(list(seen(letter.html).taps.values())[place])
    told = parse_qs(url.query, keep_blank_values=True, strict_parsing=True)
    assert set(told) == {"subject", "body"}
    message = EmailMessage(policy=SMTP)
    message["From"], message["Message-ID"] = "bruno@example.org", "<b1@example.org>"
    message["To"], message["Subject"] = unquote(url.path), told["subject"][0]
    message.set_content(told["body"][0].replace("\r\n", "\n"))
    return message


def _with(words: str) -> Callable[[EmailMessage], EmailMessage]:
    """A program that puts its own words below."""
    return lambda message: _said(message, f"{message.get_content()}\n{words}")


def _said(message: EmailMessage, text: str, subtype: str = "plain") -> EmailMessage:
    message.set_content(text, subtype=subtype)
    return message


def _as_html(message: EmailMessage) -> EmailMessage:
    """A program that writes HTML only, a line in a block."""
    lines = message.get_content().splitlines()
    return _said(message, "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line in lines), subtype="html")


def _as_both(message: EmailMessage) -> EmailMessage:
    """A program that writes both, without the spaces at the ends of lines."""
    text = message.get_content()
    _said(message, "\n".join(line.rstrip() for line in text.splitlines()))
    message.add_alternative("<p>" + "<br>".join(html.escape(line) for line in text.splitlines()), subtype="html")
    return message


def _wrapped(message: EmailMessage) -> EmailMessage:
    """A program that breaks lines."""
    return _said(message, "\n".join("\n".join(textwrap.wrap(line, 72)) for line in message.get_content().splitlines()))


def _flowed(message: EmailMessage) -> EmailMessage:
    """A program that breaks lines and says so (RFC 3676); spaces at the ends of lines would join them."""
    lines = [" \n".join(textwrap.wrap(line.rstrip(), 60)) for line in message.get_content().splitlines()]
    message = _said(message, "\n".join(lines))
    message.set_param("format", "flowed")
    return message


def _called_flowed(message: EmailMessage) -> EmailMessage:
    """A program that says that it breaks lines, and sends them as they were begun."""
    message.set_param("format", "flowed")
    return message


PROGRAMS: Mapping[str, Callable[[EmailMessage], EmailMessage]] = {
    "as it is": lambda message: message,
    "iPhone, English": _with("Sent from my iPhone"),
    "iPhone, Spanish": _with("Enviado desde mi iPhone"),
    "Android, Portuguese": _with("Enviado do meu Android"),
    "Outlook for Android": _with("Obtener Outlook para Android<https://aka.ms/AAb9ysg>"),
    "Yahoo": _with("Enviado desde Yahoo Mail para iPhone"),
    "signature": _with(f"-- \n{CARD}"),
    "signature without dashes": _with(CARD),
    "HTML only": _as_html,
    "both": _as_both,
    "wrapped": _wrapped,
    "flowed": _flowed,
    "flowed, as begun": _called_flowed,
}
