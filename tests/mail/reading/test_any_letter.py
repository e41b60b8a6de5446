"""Whatever arrives: reading ends, says nothing for somebody who did not, and what is quoted changes nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from core.model.letter import Decision, LetterKind
from tests.mail.reading.test_answers import QUOTES, letter, understood

MARKS = (
    *(
        "<",
        ">",
        "(",
        '"',
        "=",
        ":",
        "-",
        "_",
        "&#",
        "<!--",
        "</div>",
        "<blockquote>",
        "<a b='",
        "=?utf-8?q?",
        "?=",
        "\n",
    ),
    *("\u0301", "\u200b", "\u2028", "\x00", "\x85", "Sector:", "De:", "El 1", "escribió:", "Sí", "No", "a@b.org", "  "),
)
PIECES = st.lists(st.sampled_from(MARKS), max_size=40).map("".join)
WORDS = st.sampled_from(
    (
        "sí",
        "no",
        "acepto",
        "gracias",
        "Sector: Academia",
        "tal vez",
        "el martes",
        "Hola Ana,",
        "não",
        "yes",
        "¿y si no?",
    )
)
SAID = st.lists(WORDS, min_size=1, max_size=5).map("\n".join)
KINDS = st.sampled_from(["text/plain", "text/html", "text/calendar", "multipart/mixed; boundary=-"])
BY_A_MACHINE = st.sampled_from(
    ["Auto-Submitted: auto-replied", "Precedence: bulk", "List-Id: <x.example>", "Mailing-List: x"]
)


@settings(deadline=None)
@given(st.binary(max_size=2_000))
def test_any_bytes_are_read_and_decide_nothing(raw: bytes) -> None:
    assert understood(raw).decision in {Decision.UNCLEAR, None}


@settings(deadline=None)
@given(PIECES, PIECES, KINDS)
def test_any_pieces_of_letters_are_read(value: str, body: str, kind: str) -> None:
    header = "".join(mark for mark in value if mark.isprintable())
    reading = understood(letter(body, f"X-Any: {header}", sender=header, kind=kind))
    assert (reading.kind, reading.decision is None) == (LetterKind.REPLY, False)


@settings(deadline=None)
@given(PIECES, SAID, BY_A_MACHINE, KINDS)
def test_whatever_a_machine_says_decides_nothing(value: str, body: str, header: str, kind: str) -> None:
    more = "".join(mark for mark in value if mark.isprintable())
    reading = understood(letter(body, header, f"X-Any: {more}", kind=kind))
    assert (reading.kind is LetterKind.REPLY, reading.decision, dict(reading.fields)) == (False, None, {})


@settings(deadline=None)
@given(SAID, st.sampled_from(QUOTES), st.sampled_from(["", "Enviado desde mi iPhone\n\n"]))
def test_what_is_quoted_below_changes_nothing(said: str, quote: str, footer: str) -> None:
    alone, answering = understood(letter(said)), understood(letter(f"{said}\n\n{footer}{quote}"))
    assert (answering.decision, answering.fields) == (alone.decision, alone.fields)


@settings(deadline=None)
@given(SAID, st.sampled_from(["pero solo el martes", "mas só se for on-line", "unless it rains", "tal vez", "No"]))
def test_no_yes_survives_a_second_thought(said: str, thought: str) -> None:
    assert understood(letter(f"Sí, acepto\n{said}\n{thought}")).decision is Decision.UNCLEAR
