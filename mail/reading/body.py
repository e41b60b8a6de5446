"""Which of a letter's parts hold what the person wrote, and as which text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.model.caps import MOST_PARTS
from mail.reading.folding import cleaned
from mail.reading.markup import read_html
from mail.reading.parts import Part, inside, is_attachment, parameter, text_of

_SIGNED = re.compile(
    r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[\w-]+: .*\n)*+\n(?P<words>(?:(?!-----BEGIN PGP).*\n)*+)"
    r"-----BEGIN PGP SIGNATURE-----$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Body:
    """`text` as lines; `other` is the same said once more in HTML, where the letter holds both."""

    text: str
    other: str | None = None
    struck: bool = False
    """Some of the person's own words are struck out, which plain text does not show."""


def body_of(message: Part) -> Body:
    """Return what the letter says, of alternatives the plain one; letters inside it are left out."""
    text, struck = _joined(message, "plain")
    other, struck_there = _joined(message, "html")
    if not text.strip():
        text, other = other, ""
    return Body(text, None if other == text else other, struck or struck_there)


def _joined(message: Part, wanted: str) -> tuple[str, bool]:
    read = [_read(part) for part in _texts(message, wanted)]
    return "\n\n".join(text for text, _ in read), any(struck for _, struck in read)


def _read(part: Part) -> tuple[str, bool]:
    if part.get_content_subtype() == "html":
        text, struck = read_html(text_of(part))
        return cleaned(text), struck
    text = _unsigned(cleaned(text_of(part)))
    return (_unflowed(text) if parameter(part, "format") == "flowed" else text), False


def _unsigned(text: str) -> str:
    """Return the words of a text that is signed in the old way, within it (OpenPGP)."""
    found = _SIGNED.search(text)
    return text if found is None else found["words"]


def _texts(part: Part, wanted: str) -> Iterator[Part]:
    """Yield text parts in order; of alternatives the wanted sort, or the only one there is."""
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        choices = [list(_texts(child, wanted)) for child in inside(part)[:MOST_PARTS]]
        if part.get_content_subtype() == "alternative":
            choices = _alternatives([choice for choice in choices if choice], wanted)
        for choice in choices:
            yield from choice
    elif part.get_content_type() in {"text/plain", "text/html"} and not is_attachment(part):
        yield part


def _alternatives(choices: list[list[Part]], wanted: str) -> list[list[Part]]:
    alike = [choice for choice in choices if any(part.get_content_subtype() == wanted for part in choice)]
    return (alike or choices)[:1]


def _unflowed(text: str) -> str:
    """Join the lines that a program broke (RFC 3676): those that end in a space, except the signature's dashes."""
    joined: list[str] = []
    broken = False
    for line in text.split("\n"):
        own = line.removeprefix(" ")
        if broken and not line.startswith(">"):
            joined[-1] += own
        else:
            joined.append(own)
        broken = line.endswith(" ") and not line.startswith(">") and line != "-- "
    return "\n".join(joined)
