"""Header values: what people typed made harmless, what we made ourselves held to a strict shape."""

from __future__ import annotations

import re
import unicodedata
from email.header import Header
from email.utils import formataddr

LONGEST_SUBJECT = 250
LONGEST_NAME = 60
_ONE_ENCODED_WORD = 45
"""Bytes of a name that travel as one encoded word: readers disagree on how two of them join in a name."""
LONGEST_IDENTITY = 250
"""Characters of a Message-ID that is repeated; a longer one is left out, for a folded line could not hold it."""
_LONGEST_WORD = 60
"""Characters that fit a folded line with room to spare; a longer word travels encoded, which may be broken."""
_JOINERS = "\u200c\u200d"
"""Invisible, and yet part of words (Persian) and of pictures (families): they stay."""
_IDENTITY = re.compile(r"<[!-;=?-~]+@[!-;=?-~]+>")
_MACHINE_MADE = re.compile(r"[!-~]+( [!-~]+)*")


class UnsafeLetterError(ValueError):
    """A letter whose bytes would not say what was meant: it is not sent, and people look at it. Names the header."""


def one_line(text: str, longest: int = LONGEST_SUBJECT) -> str:
    """Return text fit for a header: one line, no control or direction marks, no encoded word that was typed in."""
    whole = text.encode("utf-8", "replace").decode("utf-8")  # halves of surrogate pairs can't travel
    kept = "".join(_mark(mark) for mark in unicodedata.normalize("NFC", whole))
    return " ".join(kept.replace("=?", "= ?").split())[:longest].rstrip()


def subject_header(text: str) -> str:
    """Return a subject, folded, out of what `one_line` gave."""
    plain = text.isascii() and all(len(word) < _LONGEST_WORD for word in text.split())
    return Header(text, "us-ascii" if plain else "utf-8", header_name="Subject").encode()


def sender_header(name: str, address: str) -> str:
    """Return From: a display name, cut to one encoded word where it needs encoding, and the address."""
    if name.isascii():
        return formataddr((name, machine_made("From", address)))
    fitting = name.encode()[:_ONE_ENCODED_WORD].decode("utf-8", "ignore").rstrip()
    header = Header(fitting, "utf-8", header_name="From")
    header.append(f"<{machine_made('From', address)}>", "us-ascii")
    return header.encode()


def machine_made(name: str, value: str) -> str:
    """Return a value of ours: printable ASCII on one line; raises UnsafeLetterError naming the header for any other."""
    if "=?" in value or not _MACHINE_MADE.fullmatch(value):
        raise UnsafeLetterError(name)
    return value


def address_header(name: str, address: str) -> str:
    """Return an address that our letters may go to or come from.

    Addresses travel in ASCII: the domain as punycode, which is how the conversation keeps them, and a local part
    outside ASCII is refused there, since few relays can carry it. Raises UnsafeLetterError for any other.
    """
    if " " in address or "," in address:
        raise UnsafeLetterError(name)
    return machine_made(name, address)


def identity_header(name: str, identity: str) -> str:
    """Return a Message-ID of ours; raises UnsafeLetterError where it has not the shape of one."""
    if not is_identity(identity):
        raise UnsafeLetterError(name)
    return identity


def is_identity(text: str) -> bool:
    """Whether a text is a Message-ID that can be repeated as it is; somebody else's may hold anything."""
    return len(text) <= LONGEST_IDENTITY and "=?" not in text and _IDENTITY.fullmatch(text) is not None


def _mark(mark: str) -> str:
    kind = unicodedata.category(mark)
    if kind in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if kind == "Cf" and mark not in _JOINERS else mark
