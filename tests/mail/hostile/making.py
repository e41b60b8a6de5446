"""Making letters that no mail program makes."""

from __future__ import annotations

import base64
import io
import zipfile

MEGABYTE = 1024 * 1024
BRUNO = b"From: Bruno <bruno@example.org>"
YES = "Sí, acepto\r\n".encode()
PLAIN = b"Content-Type: text/plain; charset=utf-8"
HTML = b"Content-Type: text/html; charset=utf-8"
ALMOST_ALL_HEADERS = 63_000
"""Just below what may stand before the body."""
MANY_LINES = 390_000
"""Just below as many as are read."""
ALMOST_ALL = 10 * MEGABYTE - 70_000
"""Just below the largest letter that is taken."""


def letter(*headers: bytes, body: bytes = YES, sender: bytes = BRUNO) -> bytes:
    head = (sender, b"To: r+x@convoca.test", b"Subject: Re: x", b"Message-ID: <1@x.example>", *headers)
    return b"\r\n".join(head) + b"\r\n\r\n" + body + b"\r\n"


def mixed(*parts: bytes, boundary: bytes = b"b", kind: bytes = b"mixed") -> bytes:
    """A letter of parts, each with its own headers and body."""
    joined = b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts)
    kind_of_it = b"MIME-Version: 1.0\r\nContent-Type: multipart/" + kind + b'; boundary="' + boundary + b'"'
    return letter(kind_of_it, body=joined + b"--" + boundary + b"--")


def nested(depth: int, kind: bytes = b"multipart/mixed") -> bytes:
    """Parts in parts in parts, the word at the bottom."""
    opening = b"".join(
        b"Content-Type: " + kind + b"; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level) for level in range(depth)
    )
    return BRUNO + b"\r\nMIME-Version: 1.0\r\n" + opening + PLAIN + b"\r\n\r\n" + YES


def encoded(body: bytes, kind: bytes = PLAIN) -> bytes:
    return letter(kind, b"Content-Transfer-Encoding: base64", body=base64.encodebytes(body).replace(b"\n", b"\r\n"))


def in_charset(charset: bytes, body: bytes = YES) -> bytes:
    return letter(b"Content-Type: text/plain; charset=" + charset, body=body)


def attached(name: bytes, kind: bytes, content: bytes) -> bytes:
    file = b"Content-Type: " + kind + b"\r\nContent-Disposition: attachment; filename=" + name
    return mixed(
        PLAIN + b"\r\n\r\n" + YES,
        file + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(content),
    )


def zipped(megabytes: int) -> bytes:
    """Zeros that take a thousandth of their size."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("answer.txt", bytes(megabytes * MEGABYTE))
    return file.getvalue()
