"""What a stored letter says, however it is encoded; what is no letter is read as it stands."""

from __future__ import annotations

import pytest

from core.model.raw_letter import LONGEST, decoded, everything, subject_and_text

PLAIN = "Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"

MIXED = b"\r\n".join(
    (
        b"Content-Type: multipart/mixed; boundary=b\r\n",
        b"--b\r\n\r\nYes",
        b"--b\r\nContent-Type: text/html\r\n\r\n<p>Yes</p>",
        b"--b\r\nContent-Type: image/png\r\n\r\nx",
        b"--b--",
    )
)


def letter(text: bytes, charset: str = "utf-8", encoding: str = "8bit", subject: str = "Hola") -> bytes:
    return f"Subject: {subject}\r\n{PLAIN.format(charset=charset, encoding=encoding)}".encode() + text


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (letter("Sí".encode()), ("Hola", "Sí")),
        (letter(b"S=C3=AD", encoding="quoted-printable"), ("Hola", "Sí")),
        (letter(b"U8Ot", encoding="base64"), ("Hola", "Sí")),
        (letter("Sí".encode("latin-1"), charset="iso-8859-1"), ("Hola", "Sí")),
        (letter(b"S\xed", charset="no-such-charset"), ("Hola", "S\ufffd")),
        (letter(b"Yes", subject="=?utf-8?q?=C2=A1Hola!?="), ("¡Hola!", "Yes")),
        (letter(b"Yes", subject="=?nowhere?q?x?="), ("=?nowhere?q?x?=", "Yes")),
        (b"Content-Type: text/html\r\n\r\n<p>Yes</p>", ("", "<p>Yes</p>")),
        (MIXED, ("", "Yes")),
        (b"", ("", "")),
        (b"\x00\xff\xfe", ("", "\x00\ufffd\ufffd")),
    ],
)
def test_subject_and_text_are_read_leniently(raw: bytes, said: tuple[str, str]) -> None:
    assert subject_and_text(raw) == said


def test_a_letter_as_long_as_a_book_is_read_to_the_cap() -> None:
    assert len(subject_and_text(letter(b"a" * (LONGEST + 9)))[1]) == LONGEST


def test_everything_is_its_bytes_and_whatever_they_encode() -> None:
    raw = letter(b"U8Ot", encoding="base64", subject="=?utf-8?b?wqFIb2xhIQ==?=")
    assert {part for part in ("U8Ot", "Sí", "¡Hola!", "wqFIb2xhIQ==") if part not in everything(raw)} == set()


@pytest.mark.parametrize("header", ["", "=?", "=?utf-8?b?!!!?=", "=?utf-8?q?\udcff?=", "a\r\n b"])
def test_no_header_is_too_odd(header: str) -> None:
    assert isinstance(decoded(header), str)


def test_a_letter_within_a_letter_ever_deeper_is_still_answered() -> None:
    nested = b"Content-Type: message/rfc822\r\n\r\n" * 3000 + b"deep"
    assert "deep" in everything(nested)
    assert isinstance(subject_and_text(nested)[1], str)
