"""What people type into titles and names, on its way through headers: it arrives as text, whatever it looks like."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mail.composing.headers import one_line
from tests.mail.composing.letters import composed, headers, read

SMUGGLED = "=?utf-8?q?hola=0ABcc=3A_x=40y?="
NAMES = list(headers(composed()))


def test_an_encoded_word_typed_as_a_title_arrives_as_literal_text() -> None:
    raw = composed(f"Ana le propone participar en «{SMUGGLED}»")
    assert list(headers(raw)) == NAMES
    assert headers(raw)["Subject"] == "Ana le propone participar en «= ?utf-8?q?hola=0ABcc=3A_x=40y?=»"


@pytest.mark.parametrize(
    ("typed", "arrives"),
    [
        ("una\nlínea\r\nBcc: x@example.org", "una línea Bcc: x@example.org"),
        ("tab\ty \x00nulo\x1b[0m", "tab y nulo [0m"),
        ("sepa\u00adrado\u200b y\u2028otra\u2029más", "separado y otra más"),
        ("\u202eodidnetni\u202c", "odidnetni"),
        ("n\u0303andu\u0301", "ñandú"),
        ("familia 👩\u200d👩\u200d👧 y نمی\u200cخواهم", "familia 👩\u200d👩\u200d👧 y نمی\u200cخواهم"),
        ("media \ud83d mitad", "media ? mitad"),
        ("שלום, LACIGF", "שלום, LACIGF"),
        ("  muchos   espacios\u00a0 ", "muchos espacios"),
        ("a" * 300, "a" * 250),
        (SMUGGLED.replace("=?", "==??"), "== ??utf-8?q?hola=0ABcc=3A_x=40y?="),
        ("", ""),
    ],
)
def test_titles_arrive_as_one_line_of_text(typed: str, arrives: str) -> None:
    raw = composed(typed)
    assert headers(raw)["Subject"] == arrives
    assert list(headers(raw)) == NAMES


@pytest.mark.parametrize(
    ("name", "arrives"),
    [
        ("LACIGF 2025", "LACIGF 2025"),
        ('Foro "Sur", ABC', 'Foro "Sur", ABC'),
        ("Foro Juventud Iberoamérica · educación y participación", "Foro Juventud Iberoamérica · educación y p"),
        ("x\r\nBcc: y@example.org", "x Bcc: y@example.org"),
        ("x <y@example.org>", "x <y@example.org>"),
        (f"Foro ñ {SMUGGLED}", "Foro ñ = ?utf-8?q?hola=0ABcc=3A_x=40y?="),
    ],
)
def test_the_senders_name_is_only_a_name(name: str, arrives: str) -> None:
    sender = read(composed(sender_name=name))["From"].addresses
    assert [(item.display_name, item.addr_spec) for item in sender] == [(arrives, "convoca@convoca.test")]


@settings(max_examples=150, deadline=None)
@example(text="=" * 260 + "?")
@example(text=f"{SMUGGLED}\r\n {SMUGGLED}")
@given(
    text=st.text(st.characters(exclude_categories=()), max_size=300)
    | st.text("=?utf8qQbB_: \r\n\t@<>,ñ\u202e", max_size=300)
)
def test_any_text_at_all_is_one_subject_one_name_and_one_body(text: str) -> None:
    raw = composed(text, text=text, html=text, sender_name=text)
    found = read(raw)
    assert list(found) == NAMES
    assert str(found["Subject"]).split() == one_line(text).split()
    assert [item.addr_spec for item in found["To"].addresses] == ["ana@example.org"]
    assert [item.addr_spec for item in found["From"].addresses] == ["convoca@convoca.test"]


@settings(max_examples=100, deadline=None)
@given(text=st.text(st.characters(exclude_categories=()), max_size=200))
def test_one_line_holds_no_controls_and_stays_as_it_is(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line
    assert "=?" not in line
    assert not [mark for mark in line if unicodedata.category(mark) in {"Cc", "Cs", "Zl", "Zp"}]
