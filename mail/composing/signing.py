"""DKIM: a letter bears a signature by which a receiver knows that it is ours and as we wrote it (RFC 6376).

RSA only. Most receivers can't check Ed25519 (RFC 8463), so that such a signature would have to stand beside an RSA one
and add nothing.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

import dkim
from dkim.crypto import UnparsableKeyError, parse_pem_private_key

SIGNED = (
    b"from", b"to", b"cc", b"subject", b"date", b"message-id", b"reply-to", b"mime-version", b"content-type",
    b"in-reply-to", b"references", b"auto-submitted", b"content-language",
)  # fmt: skip
"""Signed once more than they are there: nobody on the way can add another From, or a Reply-To where there was none."""
SIGNED_IF_THERE = (b"list-unsubscribe", b"list-unsubscribe-post")
"""Signed once more as well, as one-click asks for (RFC 8058). Where they are not there, they may be added: some
relays add theirs to whatever passes, and the signature shall outlive it.
"""
_RELAXED = (b"relaxed", b"relaxed")
"""Relays fold headers and trim spaces: what they may do to a letter does not break its signature."""
_RSA = bytes.fromhex("300d06092a864886f70d0101010500")
"""What says, before a public key in DER, that it is one of RSA."""
_INTEGER, _BITS, _SEQUENCE = 0x02, 0x03, 0x30
_SHORT = 0x80
_PROBE = b"From: a@b.example\r\n\r\n"


class UnusableKeyError(ValueError):
    """A text that is no private RSA key of 1024 bits or more in PEM, without a password; shows nothing of it."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs for a domain: that of From, by which receivers judge (DMARC, RFC 7489)."""

    domain: str
    selector: str
    _key: bytes = field(repr=False)

    @classmethod
    def of(cls, domain: str, selector: str, pem: bytes) -> Signer:
        """Return a signer whose signatures were seen to hold; raises UnusableKeyError."""
        signer = cls(domain.lower(), selector, pem.replace(b"\r\n", b"\n"))
        try:
            record = signer.record.encode()
            holds = dkim.DKIM(signer.signed(_PROBE)).verify(dnsfunc=lambda *_, **__: record)
        except (UnparsableKeyError, dkim.DKIMException, ArithmeticError, AssertionError, ValueError, TypeError):
            holds = False  # dkimpy trips over a damaged key in any of these ways
        if not holds:
            raise UnusableKeyError
        return signer

    def signed(self, raw: bytes) -> bytes:
        """Return a letter under its signature; it bears the time, so sign once and keep what came of it."""
        letter = dkim.DKIM(raw)
        there = [name.lower() for name, _ in letter.headers]
        names = (*SIGNED, *(name for name in SIGNED_IF_THERE if name in there))
        headers = [name for name in names for _ in range(there.count(name) + 1)]
        signature: bytes = letter.sign(
            self.selector.encode(), self.domain.encode(), self._key, canonicalize=_RELAXED, include_headers=headers
        )
        return signature + raw

    @property
    def place(self) -> str:
        """The name under which the record is published."""
        return f"{self.selector}._domainkey.{self.domain}"

    @property
    def record(self) -> str:
        """The TXT record by which receivers check: the public half of the key."""
        key = parse_pem_private_key(self._key)
        numbers = _der(_SEQUENCE, _integer(key["modulus"]) + _integer(key["publicExponent"]))
        public = _der(_SEQUENCE, _RSA + _der(_BITS, b"\0" + numbers))
        return f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"


def _integer(number: int) -> bytes:
    return _der(_INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _der(kind: int, content: bytes) -> bytes:
    """Return a value as DER writes it: kind, length, content."""
    length = len(content)
    if length < _SHORT:
        return bytes((kind, length)) + content
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((kind, _SHORT | len(size))) + size + content
