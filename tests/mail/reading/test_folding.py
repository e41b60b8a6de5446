"""What is taken out of a text before it is read."""

from __future__ import annotations

import sys
import unicodedata

from mail.reading.folding import cleaned, folded


def test_every_mark_that_nobody_sees_is_taken_out_wherever_it_stands() -> None:
    unseen = [chr(code) for code in range(sys.maxunicode) if unicodedata.category(chr(code)) in {"Cc", "Cf"}]
    breaks = set("\r\n\x0b\x0c\x1c\x1d\x1e\x85")
    assert [mark for mark in unseen if mark not in breaks | {"\t"} and cleaned(f"S{mark}í") != "Sí"] == []
    assert [mark for mark in breaks if cleaned(f"S{mark}í") != "S\ní"] == []


def test_plain_words_are_compared_as_words_with_accents_are() -> None:
    assert (folded("  SI,  Acepto! "), folded("  SÍ,  Acepto! ")) == ("si acepto", "si acepto")
