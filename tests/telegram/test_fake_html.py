"""HTML is read as Telegram reads it."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from tests.telegram.fake.schema.html import parse


def test_tags_become_entities_measured_in_utf16() -> None:
    text, entities = parse('😀 <b>ñ<i>a</i></b> <a href="https://igf.example/?a=1&amp;b=2">ver</a>')
    assert text == "😀 ña ver"
    assert entities == [
        {"type": "bold", "offset": 3, "length": 2},
        {"type": "italic", "offset": 4, "length": 1},
        {"type": "text_link", "offset": 6, "length": 3, "url": "https://igf.example/?a=1&b=2"},
    ]


def test_only_four_names_are_references_and_the_others_stay() -> None:
    assert parse("&lt;&gt;&amp;&quot; &nbsp;&apos;&copy; &#241;&#xF1; &#0; &").__getitem__(0) == (
        '<>&" &nbsp;&apos;&copy; ññ &#0; &'
    )


def test_tags_are_known_in_any_case_and_an_end_tag_may_lack_its_name() -> None:
    assert parse("<B>a</b><CODE>b</>")[1] == [
        {"type": "bold", "offset": 0, "length": 1},
        {"type": "code", "offset": 1, "length": 1},
    ]


def test_a_link_without_address_links_to_its_own_text_and_an_empty_tag_is_nothing() -> None:
    assert parse("<a>igf.example</a><u></u>") == (
        "igf.example",
        [{"type": "text_link", "offset": 0, "length": 11, "url": "igf.example"}],
    )


@given(st.text())
def test_what_is_escaped_comes_back_as_it_was(text: str) -> None:
    assert parse(html.escape(text, quote=False)) == (text, [])
