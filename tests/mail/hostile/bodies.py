"""Bodies: parts in parts, bombs, lines and tags without end, and charsets that are none."""

from __future__ import annotations

import base64
import gzip
import zlib
from collections.abc import Callable, Mapping

from tests.mail.hostile.making import (
    ALMOST_ALL,
    HTML,
    MANY_LINES,
    MEGABYTE,
    PLAIN,
    YES,
    attached,
    encoded,
    in_charset,
    letter,
    mixed,
    nested,
    zipped,
)

REPORT = b"Content-Type: multipart/report; report-type=delivery-status; boundary=b"
STATUS = b"--b\r\nContent-Type: message/delivery-status\r\n"
FAILED = b"X-Failed-Recipients: x"
DAEMON = b"From: MAILER-DAEMON@x.example"
BASE64 = b"Content-Transfer-Encoding: base64"
FLOWED = b"Content-Type: text/plain; format=flowed; charset=utf-8"

BODIES: Mapping[str, Callable[[], bytes]] = {
    "3,000 nested parts": lambda: nested(3_000),
    "nineteen nested parts": lambda: nested(19),
    "nested letters": lambda: nested(0) + b"\r\nContent-Type: message/rfc822\r\n\r\n" * 3_000,
    "three thousand parts": lambda: mixed(*[PLAIN + b"\r\n\r\nx"] * 3_000),
    "two hundred parts": lambda: mixed(*[PLAIN + b"\r\n\r\n" + b"x\r\n" * 400] * 199),
    "two hundred alternatives": lambda: mixed(*[HTML + b"\r\n\r\n<p>x" + b"<div>" * 5_000] * 199, kind=b"alternative"),
    "boundary of itself": lambda: mixed(*[b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'] * 18),
    "boundaries that begin alike": lambda: letter(
        b"Content-Type: multipart/mixed; boundary=-", body=b"\r\n-" + b"-" * ALMOST_ALL
    ),
    "boundary lines in a bare CR": lambda: letter(
        b"Content-Type: multipart/mixed; boundary=b", body=b"\r--b" * 2_000_000
    ),
    "delivery status without end": lambda: letter(
        REPORT,
        body=STATUS + b"\r\n" + b"Action: failed\r\nStatus: \r\n\r\n" * 50_000,
    ),
    "delivery status of empty lines": lambda: letter(
        REPORT,
        body=STATUS + b"\r\n" * 4_000_000,
    ),
    "bounce without end": lambda: letter(
        FAILED, body=b"<bruno@example.org>:\r\n550 no\r\n" * 190_000, sender=DAEMON
    ),
    "bounce of spaces": lambda: letter(
        FAILED, body=b" " * ALMOST_ALL, sender=DAEMON
    ),
    "base64 without end": lambda: letter(PLAIN, BASE64, body=b"QUJD" * 2_400_000),
    "base64 with a mark between": lambda: letter(PLAIN, BASE64, body=b"Q!=" * 3_000_000),
    "base64, a character a line": lambda: letter(PLAIN, BASE64, body=b"Q\r\n" * 3_000_000),
    "quoted-printable without end": lambda: letter(
        PLAIN, b"Content-Transfer-Encoding: quoted-printable", body=b"=41=\r\n" * MANY_LINES
    ),
    "quoted-printable of signs": lambda: letter(
        PLAIN, b"Content-Transfer-Encoding: quoted-printable", body=b"=" * ALMOST_ALL
    ),
    "uuencoded": lambda: letter(
        PLAIN, b"Content-Transfer-Encoding: x-uuencode", body=b"begin 644 x\r\nM" + b"!" * 60 + b"\r\n" * 3_000_000
    ),
    "a zip bomb": lambda: attached(b"answer.zip", b"application/zip", zipped(100)),
    "a gzip bomb said to be text": lambda: encoded(gzip.compress(bytes(100 * MEGABYTE))),
    "a zlib bomb said to be a charset": lambda: letter(
        b"Content-Type: text/plain; charset=zlib", b"Content-Transfer-Encoding: base64",
        body=base64.encodebytes(zlib.compress(bytes(300 * MEGABYTE), 1)),
    ),
    "winmail.dat": lambda: attached(b"winmail.dat", b"application/ms-tnef", b"\x78\x9f\x3e\x22" + b"\xff" * MEGABYTE),
    "HTML, tags in tags": lambda: letter(HTML, body=b"<div>" * 100_000 + b"no" + b"</div>" * 100_000),
    "HTML, tags in tags of many kinds": lambda: letter(HTML, body=b"<b><i><p><td>" * 20_000 + b"</table>" * 10_000),
    "HTML, never closed": lambda: letter(HTML, body=b"<" * ALMOST_ALL),
    "HTML, an attribute without end": lambda: letter(HTML, body=b'<a b="' + b"x" * ALMOST_ALL),
    "HTML, attributes without end": lambda: letter(HTML, body=b"<a " + b"b=c " * 1_000_000 + b">"),
    "HTML, comments": lambda: letter(HTML, body=b"<!--" * 1_000_000),
    "HTML, signs in words": lambda: letter(HTML, body=b"&#x41" * 1_000_000 + b"&" * 1_000_000),
    "HTML, a number beyond all": lambda: letter(HTML, body=b"&#" + b"9" * 90_000 + b";"),
    "PGP without end": lambda: letter(PLAIN, body=b"-----BEGIN PGP SIGNED MESSAGE-----\r\n" * 100_000),
    "PGP headers without end": lambda: letter(
        PLAIN, body=b"-----BEGIN PGP SIGNED MESSAGE-----\r\n" + b"Hash: x\r\n" * 100_000
    ),
    "flowed without end": lambda: letter(FLOWED, body=b"x \r\n" * MANY_LINES),
    "empty lines": lambda: letter(PLAIN, body=b"\r\n" * 4_000_000),
    "empty lines, as many as are read": lambda: letter(PLAIN, body=b"\r\n" * MANY_LINES),
    "one line": lambda: letter(PLAIN, body=b"x" * ALMOST_ALL),
    "one line of spaces": lambda: letter(PLAIN, body=b" " * ALMOST_ALL + b"x"),
    "quotes in quotes": lambda: letter(PLAIN, body=b">" * ALMOST_ALL),
    "attributions": lambda: letter(PLAIN, body=b"On Tue, Mar 3, 2026 at 10:15 AM Foro\r\n" * 100_000),
    "labels": lambda: letter(PLAIN, body=b"Sector: academia\r\n" * MANY_LINES),
    "colons": lambda: letter(PLAIN, body=b":" * 5_000_000),
    "accents": lambda: letter(PLAIN, body=("a" + "\u0301" * 4_000_000).encode()),
    "letters of only CR": lambda: letter(PLAIN, body=b"\r" * 5_000_000).replace(b"\r\n", b"\r"),
    "bare LF": lambda: letter(PLAIN, body=b"\n" * 5_000_000).replace(b"\r\n", b"\n"),
    "LF and a dot": lambda: letter(PLAIN, body=b"x\n.\r\nMAIL FROM:<a@b.org>\r\nDATA\r\n" + YES),
    "NUL everywhere": lambda: letter(PLAIN, body=b"\x00" * 5_000_000),
    "all controls": lambda: letter(PLAIN, body=bytes({*range(32)} - {10, 13}) * 100_000),
    "surrogates": lambda: letter(PLAIN, body=b"\xed\xa0\x80" * 1_000_000),
    "directions": lambda: letter(PLAIN, body=("\u202e" * 500_000 + "Sí").encode()),
    **{
        f"names in {charset.decode()}": lambda charset=charset: in_charset(charset, b"x-" + b"ga" * 2_000_000)
        for charset in (b"punycode", b"-punycode", b"(Punycode)", b"idna", b"-idna")
    },
    "UTF-7": lambda: in_charset(b"utf-7", b"+AFMA7Q-" * 500_000),
    "UTF-7, half a word": lambda: in_charset(b"utf-7", b"+" + b"A" * 5_000_000),
    **{
        f"charset {charset.decode()}": lambda charset=charset: in_charset(charset, YES * 40_000)
        for charset in (
            b"zlib", b"bz2", b"hex", b"base64", b"quopri", b"uu", b"rot13", b"idna", b"punycode", b"unicode_escape",
            b"raw_unicode_escape", b"undefined", b"mbcs", b"utf-16", b"utf-32", b"iso2022_jp_ext", b"hz", b"gb18030",
            b"x-unknown", b"../../etc/passwd", b"\x00", b"a" * 50_000, b'"', b"utf-8''%ff", b"big5hkscs", b"utf_8_sig",
        )
    },
}  # fmt: skip
