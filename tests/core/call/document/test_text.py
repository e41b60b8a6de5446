"""Bytes that claim to be JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.call.document import Problem, read_json
from core.call.document.text import MAXIMUM_BYTES

SIMPLE = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(SIMPLE)
def test_plain_json_is_read(value: object) -> None:
    assert read_json(json.dumps(value).encode()) == value
    assert read_json(json.dumps(value, ensure_ascii=False).encode()) == value


def test_a_byte_order_mark_is_no_fault() -> None:
    assert read_json(b'\xef\xbb\xbf{"call": "fib"}') == {"call": "fib"}


def test_a_whole_surrogate_pair_is_a_character() -> None:
    assert read_json(b'"\\ud83d\\ude00 \\\\ud800"') == "\U0001f600 \\ud800"


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", Problem("empty", "")),
        (b" \n ", Problem("empty", "")),
        (b'{"a": 1,\n "b" 2}', Problem("not_json", "", {"line": 2, "column": 6})),
        (b"{} {}", Problem("not_json", "", {"line": 1, "column": 4})),
        (b'{"a": 1, "b": {"c": 1, "c": 2}}', Problem("duplicate_key", "", {"name": "c"})),
        (b'{"a": NaN}', Problem("not_a_number", "", {"name": "NaN"})),
        (b"[-Infinity]", Problem("not_a_number", "", {"name": "-Infinity"})),
        (b"[" * 100_000, Problem("too_deep", "")),
        (b'{"a":' * 100_000, Problem("too_deep", "")),
        (b"9" * 5000, Problem("number_too_long", "")),
        (b'{"a": "\\ud800"}', Problem("half_character", "", {"code": "\\ud800"})),
        (b'{"\\udc00": 1}', Problem("half_character", "", {"code": "\\udc00"})),
        (b'{"a":\n "\xff"}', Problem("not_utf8", "", {"line": 2, "column": 3})),
        ("{}".encode("utf-16"), Problem("not_utf8", "", {"line": 1, "column": 1})),
        (b" " * (MAXIMUM_BYTES + 1), Problem("too_large", "", {"maximum": 4096})),
    ],
)
def test_what_is_no_plain_json_is_refused(raw: bytes, problem: Problem) -> None:
    assert read_json(raw) == problem


@given(st.binary(max_size=200))
def test_any_bytes_get_an_answer(raw: bytes) -> None:
    value = read_json(raw)
    if not isinstance(value, Problem):
        json.dumps(value, ensure_ascii=False).encode()
