"""The bytes of a letter, as any mail program reads them."""

from __future__ import annotations

import pytest

from mail.composing.message import UnsafeLetterError
from tests.mail.composing.letters import HTML, TEXT, bodies, composed, headers, read

OURS = ["From", "To", "Reply-To", "Subject", "Date", "Message-ID"]
MARKS = ["Content-Language", "Auto-Submitted", "X-Auto-Response-Suppress"]


def test_a_letter_bears_our_headers_and_no_others() -> None:
    raw = composed()
    assert headers(raw) == {
        "Content-Type": 'multipart/alternative; boundary="' + str(read(raw).get_boundary()) + '"',
        "MIME-Version": "1.0",
        "From": "LACIGF 2025 <convoca@convoca.test>",
        "To": "ana@example.org",
        "Reply-To": "r+token@convoca.test",
        "Subject": "Una invitación",
        "Date": "Fri, 01 Aug 2025 12:00:00 +0000",
        "Message-ID": "<n1@convoca.test>",
        "Content-Language": "es",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }


def test_plain_text_comes_first_and_both_bodies_are_as_they_were_written() -> None:
    raw = composed()
    assert bodies(raw) == [("text/plain", TEXT), ("text/html", HTML)]
    assert [part["Content-Transfer-Encoding"] for part in read(raw).iter_parts()] == ["quoted-printable"] * 2


def test_an_answer_names_what_it_answers_and_calls_itself_one() -> None:
    raw = composed(is_answer=True, in_reply_to="<a1@example.org>", references=("<p1.ana@convoca.test>",))
    found = headers(raw)
    assert found["In-Reply-To"] == "<a1@example.org>"
    assert found["References"] == "<p1.ana@convoca.test> <a1@example.org>"
    assert found["Auto-Submitted"] == "auto-replied"


def test_a_letter_of_a_thread_names_the_thread_only() -> None:
    found = headers(composed(references=("<p1.ana@convoca.test>",)))
    assert found["References"] == "<p1.ana@convoca.test>"
    assert "In-Reply-To" not in found


def test_a_letter_that_cannot_be_answered_has_no_reply_address() -> None:
    assert "Reply-To" not in headers(composed(reply_to=None))


@pytest.mark.parametrize("length", [40, 400, 750])
def test_the_link_that_ends_letters_stands_on_one_line_however_long(length: int) -> None:
    """Folded or encoded, mail programs no longer see it, and hide their button."""
    link = f"https://convoca.test/u/{'a' * length}"
    raw = composed(unsubscribe=link)
    assert f"\r\nList-Unsubscribe: <{link}>\r\n".encode() in raw
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
    assert headers(raw)["List-Unsubscribe"] == f"<{link}>"
    assert max(map(len, raw.partition(b"\r\n\r\n")[2].split(b"\r\n"))) <= 78


def test_a_letter_bears_no_such_link_by_itself() -> None:
    assert b"List-Unsubscribe" not in composed()


def test_the_same_letter_is_the_same_bytes() -> None:
    assert composed() == composed()


@pytest.mark.parametrize("text", ["ñ" * 5_000, "a" * 5_000, "x = y\n" * 3, ".\n..\nFrom here\n", "--=_x--\n", ""])
def test_whatever_the_text_the_bytes_are_short_ascii_lines(text: str) -> None:
    raw = composed(text=text)
    lines = raw.split(b"\r\n")
    body = raw.split(b"\r\n\r\n", 1)[1].split(b"\r\n")
    assert raw.isascii()
    assert b"\n" not in b"".join(lines)
    assert max(map(len, body)) <= 78
    assert bodies(raw)[0][1] == text


def test_a_body_holds_whole_characters_and_nothing_that_a_terminal_obeys() -> None:
    raw = composed(text="uno\x00\x1b[31m\r\ndos\rtres\ud800 נ \u202eאב\u202c\tfin")
    assert bodies(raw)[0][1] == "uno[31m\ndos\ntres? נ \u202eאב\u202c\tfin"


@pytest.mark.parametrize(
    ("given", "header"),
    [
        ({"to": "ana@example.org\r\nBcc: x@example.org"}, "To"),
        ({"to": "ana@example.org, x@example.org"}, "To"),
        ({"to": "ana@example.org>,<x@example.org"}, "To"),
        ({"to": "=?utf-8?q?x=40y?=@example.org"}, "To"),
        ({"to": "josé@example.org"}, "To"),
        ({"to": "ana@ñandú.example"}, "To"),
        ({"to": ""}, "To"),
        ({"reply_to": "r+token@convoca.test\nBcc: x@example.org"}, "Reply-To"),
        ({"sender": "convoca@convoca.test\nBcc: x@example.org"}, "From"),
        ({"message_id": "<n1@convoca.test>\nBcc: x@example.org"}, "Message-ID"),
        ({"message_id": "n1"}, "Message-ID"),
        ({"unsubscribe": "http://convoca.test/u/a"}, "List-Unsubscribe"),
        ({"unsubscribe": "https://convoca.test/u/ñ"}, "List-Unsubscribe"),
        ({"unsubscribe": "https://convoca.test/u/a>, <mailto:x@example.org"}, "List-Unsubscribe"),
        ({"unsubscribe": "https://convoca.test/u/a\r\nBcc: x@example.org"}, "List-Unsubscribe"),
        ({"unsubscribe": f"https://convoca.test/u/{'a' * 900}"}, "List-Unsubscribe"),
        ({"references": ("<p1 ana@convoca.test>",)}, "References"),
        ({"language": "es\nBcc: x@example.org"}, "Content-Language"),
    ],
)
def test_what_we_make_ourselves_has_its_shape_or_no_letter_leaves(given: dict[str, object], header: str) -> None:
    with pytest.raises(UnsafeLetterError, match=f"^{header}$"):
        composed(**given)


@pytest.mark.parametrize(
    "identity",
    [
        "",
        "a1@example.org",
        "<>",
        "<a1>",
        "<a 1@example.org>",
        "<ñ@example.org>",
        "<a1@example.org>\nBcc: x@example.org",
        "=?utf-8?q?=3Ca=40b=3E=0ABcc:_x?=",
        "<=?utf-8?q?a=0ABcc:_x?=@example.org>",
        f"<{'a' * 900}@example.org>",
    ],
)
def test_a_strangers_message_id_is_repeated_only_in_its_plain_shape(identity: str) -> None:
    raw = composed(is_answer=True, in_reply_to=identity, references=("<p1.ana@convoca.test>",))
    assert list(headers(raw))[2:] == [*OURS, "References", *MARKS]
    assert headers(raw)["References"] == "<p1.ana@convoca.test>"


def test_a_long_address_stands_on_the_line_of_its_header() -> None:
    address = f"{'a' * 64}@{('b' * 60 + '.') * 3}org"
    assert f"\r\nTo: {address}\r\n".encode() in composed(to=address)
