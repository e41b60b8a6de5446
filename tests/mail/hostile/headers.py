"""Headers that are too long, too many, too deep, or two where one may be."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.mail.hostile.making import ALMOST_ALL_HEADERS, PLAIN, YES, letter, mixed

HEADERS: Mapping[str, Callable[[], bytes]] = {
    "To of a megabyte": lambda: letter(b"To: " + b"<a@b.org>, " * 95_000),
    "To of all that is let in": lambda: letter(b"To: " + b"<a@b.org>, " * 5_600),
    "From of all that is let in": lambda: letter(sender=b"From: " + b"<" * ALMOST_ALL_HEADERS),
    "From of quotes": lambda: letter(sender=b"From: " + b'"\\' * 30_000 + b" <bruno@example.org>"),
    "From of commas": lambda: letter(sender=b"From: " + b"," * ALMOST_ALL_HEADERS),
    "Subject of encoded words": lambda: letter(b"Subject: " + b"=?utf-8?q?a?= " * 50_000),
    "Subject of encoded words that is let in": lambda: letter(b"Subject: " + b"=?utf-8?q?a?= " * 4_400),
    "Subject of broken encoded words": lambda: letter(b"Subject: " + b"=?utf-8?b?====?==?" * 3_400),
    "Subject in a trick charset": lambda: letter(
        b"Subject: =?unicode_escape?q?=5Cu202e?= =?zlib?b?eJw=?= =?idna?q?x?="
    ),
    "Received of two megabytes": lambda: letter(b"Received: " + b"from a by b; " * 160_000),
    "Received again and again": lambda: letter(*[b"Received: from a by b"] * 2_700),
    "ten thousand headers": lambda: letter(*[b"X-%d: y" % number for number in range(10_000)]),
    "five thousand short headers": lambda: letter(*[b"X: y"] * 9_000),
    "headers without end": lambda: b"X: y\r\n" * 500_000,
    "no headers": lambda: b"\r\n" + YES,
    "nested comments": lambda: letter(sender=b"From: " + b"(" * 30_000 + b")" * 30_000 + b" bruno@example.org"),
    "nested comments everywhere": lambda: letter(
        b"Date: " + b"(" * 9_000,
        b"Message-ID: " + b"(" * 9_000,
        b"Content-Type: " + b"(" * 9_000,
        b"Authentication-Results: " + b"(" * 9_000,
        b"Content-Transfer-Encoding: " + b"(" * 9_000,
    ),
    "Authentication-Results of all that is let in": lambda: letter(
        b"Authentication-Results: mx.example.org" + b"; dmarc=pass header.from=x" * 2_300
    ),
    "boundary of 60 kB": lambda: mixed(PLAIN + b"\r\n\r\n" + YES, boundary=b"b" * 60_000),
    "boundary of 100 kB": lambda: mixed(PLAIN + b"\r\n\r\n" + YES, boundary=b"b" * 100_000),
    "parameters without end": lambda: letter(b"Content-Type: text/plain" + b"; a*0*=utf-8''%41" * 3_300),
    "numbered parameters": lambda: letter(
        b"Content-Type: text/plain" + b"".join(b"; charset*%d=x" % number for number in range(3_500))
    ),
    "References without end": lambda: letter(b"References: " + b"<1@x> " * 10_000),
    "folded a space a line": lambda: letter(b"X-Folded:" + b"\r\n x" * 15_000),
    "lines of 998 and more": lambda: letter(b"X-Long: " + b"x" * 50_000, body=b"y" * 500_000),
    "eight bits in headers": lambda: letter(b"Subject: " + bytes(range(128, 256)) * 400),
    "surrogates in headers": lambda: letter(
        b"Subject: " + b"\xed\xa0\x80\xed\xb0\x80" * 9_000, sender=b"From: \xed\xa0\x80"
    ),
    "all controls in headers": lambda: letter(b"Subject: " + bytes({*range(32)} - {10, 13}) * 50),
    "directions in names": lambda: letter(sender="From: \u202egro.elpmaxe@onurb\u202c <bruno@example.org>".encode()),
    "Message-ID of nothing": lambda: letter(b"Message-ID: <>", b"To: a@[1", b"Date: x"),
    "two From": lambda: letter(b"From: eva@example.org"),
    "two From, one in capitals": lambda: letter(b"FROM : bruno@example.org"),
    "two Message-ID": lambda: letter(b"Message-ID: <2@x.example>"),
    "NUL in a name": lambda: letter(sender=b"From: Bru\x00no <bruno@example.org>"),
}
