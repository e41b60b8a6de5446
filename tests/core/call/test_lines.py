"""Where keys stand: every shape that TOML allows, line ends of every kind, and text that is no TOML at all."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.call.faults import Path
from core.call.reading.lines import outline

SHAPES = '''\
a = 1
b.c = 2 # dotted
"quoted key" = 3
[table]
text = """
several
key = 9
[not.a.table]
"""
literal = \'\'\'
x = 1\'\'\'
inline = { d = 1, e.f = 2, g = { h = 3 } }
array = [
  1, # one
  { i = 4 },
  [5, 6],
]
after = "it's [fine] = here"
[[list]]
j = 1
[[list]]
j = 2
[list.sub]
k = 3
[[list.inner]]
l = 4
[ spaced . header ]
date = 2025-08-24T10:00:00.5-03:00
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 1),
        (("b", "c"), 2),
        (("b",), 2),
        (("quoted key",), 3),
        (("table",), 4),
        (("table", "text"), 5),
        (("table", "literal"), 10),
        (("table", "inline", "d"), 12),
        (("table", "inline", "e", "f"), 12),
        (("table", "inline", "g", "h"), 12),
        (("table", "array"), 13),
        (("table", "array", 0), 14),
        (("table", "array", 1, "i"), 15),
        (("table", "array", 2, 1), 16),
        (("table", "after"), 18),
        (("list", 0, "j"), 20),
        (("list", 1), 21),
        (("list", 1, "j"), 22),
        (("list", 1, "sub", "k"), 24),
        (("list", 1, "inner", 0, "l"), 26),
        (("spaced", "header", "date"), 28),
    ],
)
def test_a_key_is_found_on_its_line(path: Path, line: int) -> None:
    assert outline(SHAPES).lines[path] == line


def test_nothing_is_found_that_is_not_there() -> None:
    def leaves(value: object, path: Path) -> set[Path]:
        below: set[Path] = {path}
        if isinstance(value, dict):
            below |= {leaf for key, item in value.items() for leaf in leaves(item, (*path, key))}
        if isinstance(value, list):
            below |= {leaf for position, item in enumerate(value) for leaf in leaves(item, (*path, position))}
        return below

    assert set(outline(SHAPES).lines) == leaves(tomllib.loads(SHAPES), ()) - {()}


def test_a_path_that_is_missing_is_told_at_the_table_around_it() -> None:
    assert outline(SHAPES).line_of(("list", 1, "missing", "deep")) == 21
    assert outline(SHAPES).line_of(("nowhere",)) == 1


def test_statements_know_their_first_and_last_line() -> None:
    found = {item.path: (item.first, item.last) for item in outline(SHAPES).statements}
    assert found[("table", "text")] == (5, 9)
    assert found[("table", "array")] == (13, 17)


@pytest.mark.parametrize(
    "text", ["a = [" + "[" * 40, "a = " + "{b=" * 40, ".".join("a" * 40) + " = 1", "[" + "a." * 40]
)
def test_what_nests_too_deeply_is_told(text: str) -> None:
    assert outline("x = 1\n" + text).too_deep == 2


@given(st.text(alphabet="ab.=[]{}\"'#\n\\, 1-", max_size=200))
def test_any_text_has_an_outline(text: str) -> None:
    seen = outline(text)
    assert all(1 <= item.first <= item.last <= text.count("\n") + 1 for item in seen.statements)
