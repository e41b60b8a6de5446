"""Bytes that claim to be JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.call.document import Problem, read_json
from core.call.document.places import MAXIMUM_LEVELS
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
        (b"\n{} {}", Problem("not_json", "", {"line": 2, "column": 4})),
        (b'{"a": 1}\n\n{"b": 2}', Problem("several", "", {"line": 3, "column": 1})),
        (b"{} \x0c", Problem("not_json", "", {"line": 1, "column": 4})),
        (b'{"a": 1, "b": {"c": 1,\n "c": 2}}', Problem("duplicate_key", "", {"name": "c", "line": 2, "column": 2})),
        (b'{"a": 1, "\\u0061": {"c": 1}}', Problem("duplicate_key", "", {"name": "a", "line": 1, "column": 10})),
        (
            b'{"c": {"c": [{"c": 1}, {"c": 2}]},\n"c": "c"}',
            Problem("duplicate_key", "", {"name": "c", "line": 2, "column": 1}),
        ),
        (b'{"NaN": "NaN",\n "a": NaN}', Problem("not_a_number", "", {"name": "NaN", "line": 2, "column": 7})),
        (b"[-Infinity]", Problem("not_a_number", "", {"name": "-Infinity", "line": 1, "column": 2})),
        (b"[" * 100_000, Problem("too_deep", "", {"line": 1, "column": MAXIMUM_LEVELS + 1})),
        (b'{"a":' * 100_000, Problem("too_deep", "", {"line": 1, "column": 5 * MAXIMUM_LEVELS + 1})),
        (b"9" * 5000, Problem("number_too_long", "", {"line": 1, "column": 1})),
        (b'["\\"' + b"9" * 5000 + b'",\n -' + b"9" * 5000, Problem("number_too_long", "", {"line": 2, "column": 2})),
        (b'{"a": "\\ud800"}', Problem("half_character", "", {"code": "\\ud800", "line": 1, "column": 8})),
        (b'{"\\udc00": 1}', Problem("half_character", "", {"code": "\\udc00", "line": 1, "column": 3})),
        (
            b'["\\ud83d\\ude00 \\\\ud800",\n"\\ud83d\\uD83E\\ude00"]',
            Problem("half_character", "", {"code": "\\ud83d", "line": 2, "column": 2}),
        ),
        (b'["\\uDE00\\ud83d"]', Problem("half_character", "", {"code": "\\ude00", "line": 1, "column": 3})),
        (b'{"a":\n "\xc3\xb1\xff"}', Problem("not_utf8", "", {"line": 2, "column": 4})),
        (b'\xef\xbb\xbf{"a\xff', Problem("not_utf8", "", {"line": 1, "column": 4})),
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


ODD = st.recursive(
    st.sampled_from(["NaN", "-Infinity", "1", "9" * 5000, '"\\ud800"', '"\\udfff\\\\"', '"a"', "null", "tru"]),
    lambda inner: (
        st.lists(inner, max_size=4).map(lambda items: f"[{','.join(items)}]")
        | st.lists(st.tuples(st.sampled_from("ab"), inner), max_size=3).map(
            lambda items: "{" + ", \n".join(f'"{key}" :{value}' for key, value in items) + "}"
        )
    ),
)


@given(ODD)
def test_whatever_is_odd_is_placed_where_it_stands(text: str) -> None:
    problem = read_json(text.encode())
    if isinstance(problem, Problem):
        line = text.split("\n")[int(str(problem.facts["line"])) - 1]
        there = line[int(str(problem.facts["column"])) - 1 :]
        begins = {
            "duplicate_key": f'"{problem.facts.get("name")}" :', "not_a_number": str(problem.facts.get("name")),
            "number_too_long": "9" * 5000, "half_character": str(problem.facts.get("code")), "not_json": "tru",
        }  # fmt: skip
        assert there.startswith(begins[problem.kind])
