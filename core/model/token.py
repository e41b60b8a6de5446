"""Reply and link tokens: derived from the service's key, so that a reminder can repeat one and nobody can forge one.

A token is 128 bits of HMAC-SHA256 over purpose, subject and generation, written as 26 characters of lower-case base32
(safe in addresses, which many programs fold to lower case, and in links). The database holds only its fingerprint.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

REPLY = "reply"
"""The address that an answer to a letter goes to."""
BOUNCE = "bounce"
"""The envelope sender, where delivery reports go."""
OWN_BOUNCE = "own_bounce"
"""The envelope sender of letters that belong to no invitation."""
HELD = "held"
"""The address that an answer to 'was this you?' goes to."""
WHICH = "which"
"""The address that answers go to of a letter about an invitation and more: nothing is accepted by it."""
ORDERS = "orders"
"""The address for a secretary's orders: of one digest of theirs, or of the echo of one letter of theirs."""
PAGE = "page"
"""The link to the invitation's page."""
CHAT = "chat"
"""The one-time link that opens a messenger for somebody known by their address."""
SIGN_IN = "sign_in"
"""The one-time link that opens the chat."""
STOP_DIGEST = "stop_digest"
"""The link that ends the daily digest."""
STOP_ANNOUNCEMENTS = "stop_announcements"
"""The link that ends announcements."""
CALENDAR = "calendar"
"""The link to somebody's own calendar of the call, for programs that subscribe to it."""
CODE = "code"
"""The digits that prove an address in a chat."""
CODE_DIGITS = 6

_BYTES = 16
_TOKEN = re.compile(r"[a-z2-7]{26}")
_SOMEWHERE = re.compile(r"(?<![a-z2-7])[a-z2-7]{26}(?![a-z2-7])", re.IGNORECASE)
_PREFIX_OF = {REPLY: "r", BOUNCE: "b", OWN_BOUNCE: "p", HELD: "q", WHICH: "w", ORDERS: "o"}
_PURPOSE_OF = {prefix: purpose for purpose, prefix in _PREFIX_OF.items()}


def code_of(key: bytes, subject: str, generation: int) -> str:
    """Return the six digits that prove an address in a chat (`subject` tells both): few, so they are tried rarely."""
    message = "\x1f".join((CODE, subject, str(generation))).encode()
    return f"{int.from_bytes(hmac.new(key, message, hashlib.sha256).digest()) % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def derive(key: bytes, purpose: str, subject: str, generation: int) -> str:
    """Return the token of a purpose, a subject (a participation's or person's id) and a generation."""
    message = "\x1f".join((purpose, subject, str(generation))).encode()
    return _base32(hmac.new(key, message, hashlib.sha256).digest()[:_BYTES])


def fingerprint(token: str) -> str:
    """Return what the database keeps to find what a token stands for; the token can't be had back from it."""
    return hashlib.sha256(token.encode()).hexdigest()


def local_part(purpose: str, token: str) -> str:
    """Return the local part of the address for a token: 'r+…' for replies, 'b+…' and 'p+…' for delivery reports, 'q+…'
    for what answers a question about a letter, 'o+…' for the secretariat's orders.
    """
    return f"{_PREFIX_OF[purpose]}+{token}"


def token_of(local: str) -> tuple[str, str] | None:
    """Return (purpose, token) of a local part that has the shape of ours, whatever its case; None for any other."""
    prefix, plus, rest = local.lower().partition("+")
    if plus and prefix in _PURPOSE_OF and _TOKEN.fullmatch(rest):
        return _PURPOSE_OF[prefix], rest
    return None


def without_tokens(text: str) -> str:
    """Return a text with a mark in place of what could be a token: who reads it could answer in somebody's name."""
    return _SOMEWHERE.sub("…", text)


def is_token(text: str) -> bool:
    """Whether a text has the shape of a token (for links)."""
    return _TOKEN.fullmatch(text) is not None


def _base32(raw: bytes) -> str:
    return base64.b32encode(raw).decode("ascii").rstrip("=").lower()
