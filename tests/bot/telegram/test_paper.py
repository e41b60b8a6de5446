"""Sharing the room of one message."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.paper import LEAST, Look, Piece, Rank, fitted, harmless, laid_out, sheets

PIECES = st.builds(
    Piece, text=st.text("ab ", min_size=1, max_size=200), rank=st.sampled_from(Rank), before=st.sampled_from(["", "\n"])
)


@given(st.lists(PIECES, max_size=30), st.integers(0, 1000))
def test_what_is_kept_fits_in_its_order_and_nothing_is_lost_where_all_fits(pieces: list[Piece], room: int) -> None:
    kept = fitted(pieces, room)
    cost = sum(len(piece.before) + len(piece.text) for piece in pieces)
    assert sum(len(piece.before) + len(piece.text) for piece in kept) <= room
    assert (kept == pieces) or cost > room


def test_higher_ranks_are_whole_before_lower_ones_get_anything() -> None:
    pieces = [Piece("t" * 40, Rank.TRAIL), Piece("a" * 100, Rank.ANSWER), Piece("q" * 50, Rank.NEEDED)]
    assert fitted(pieces, 100) == [Piece("a" * 47 + "…", Rank.ANSWER), Piece("q" * 50, Rank.NEEDED)]


def test_too_little_room_tells_nothing() -> None:
    assert fitted([Piece("a" * 100, Rank.ANSWER, before="")], LEAST - 1) == []


@pytest.mark.parametrize("letter", ["e\u0301", "🇦🇷", "👍🏽", "👩\u200d👧"])
def test_no_letter_is_cut_in_two(letter: str) -> None:
    text = laid_out([Piece(letter * 4000, Rank.ANSWER, before="")])
    assert text == letter * ((len(text) - 1) // len(letter)) + "…"
    assert len(text) > 4000


def test_more_than_a_hundred_different_looks_are_plain() -> None:
    assert laid_out([Piece("x", Rank.SAID, Look.BOLD)] * 120).count("<b>") == 100


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("uno dos\ntres\n\ncinco seis", ["uno dos\ntres", "cinco seis"]),
        ("uno dos tres\ncinco seis", ["uno dos tres", "cinco seis"]),
        ("uno dos tres cuatro", ["uno dos tres", "cuatro"]),
        ("x" * 30, ["x" * 14, "x" * 14, "xx"]),
        ("a <b> & c", ["a &lt;b&gt; &amp; c"]),
        ("", []),
    ],
)
def test_a_long_text_is_broken_between_paragraphs_then_lines_then_words(text: str, pieces: list[str]) -> None:
    assert sheets(text, 14) == pieces


@given(st.text("ab \n", max_size=400), st.integers(1, 60))
def test_of_a_long_text_no_letter_is_lost_and_every_piece_fits(text: str, room: int) -> None:
    pieces = sheets(text, room)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(0 < len(piece) <= room for piece in pieces)


def test_nothing_that_steers_is_left_of_any_text() -> None:
    every = harmless("".join(map(chr, (*range(0x2100), *range(0xD700, 0xE000)))))
    assert {char for char in every if unicodedata.category(char) in {"Cc", "Cs"}} == {"\n"}
    assert not {*every} & {*"\u2028\u2029\u202a\u202e\u2066\u2069"}
    assert harmless(" a\r\nb\u2028c\0d\ud800e \u202e") == "a\nb\nc d\ufffde"
