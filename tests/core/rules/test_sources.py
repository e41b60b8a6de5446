"""The table of rules holds every id that the code and the calls quote, and every rule that the gate asks."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import core
from core.call.shipped import shipped_call

ROOT = Path(core.__file__).parent.parent
TABLE = (ROOT / "docs" / "rules.md").read_text("utf-8")
ROWS = Counter(re.findall(r"^\| ([A-Z]\d\d) \|", TABLE, re.MULTILINE))
QUOTED = re.compile(r"\b([CDEFGIKLMNOPRSTUVZ]\d\d)\b")
SOURCES = [*(ROOT / "core").rglob("*.py"), ROOT / "core" / "call" / "shipped" / "lacigf-2025.toml"]


def test_all_rules_and_readings_have_one_row() -> None:
    assert set(ROWS.values()) == {1}
    assert Counter("Z" if key.startswith("Z") else "rule" for key in ROWS) == {"rule": 166, "Z": 35}


def test_every_id_that_is_quoted_is_in_the_table() -> None:
    quoted = {str(source.relative_to(ROOT)): set(QUOTED.findall(source.read_text("utf-8"))) for source in SOURCES}
    assert {source: unknown for source, ids in quoted.items() if (unknown := ids - set(ROWS))} == {}


def test_every_rule_of_the_gate_is_in_the_table() -> None:
    asked = re.findall(r"^\| \*\*(\w+)\*\* \|", TABLE, re.MULTILINE)
    assert asked == [rule.name for rule in shipped_call("lacigf-2025").rules]


def test_the_source_of_every_rule_is_in_the_table() -> None:
    assert [rule.name for rule in shipped_call("lacigf-2025").rules if rule.source not in ROWS] == []
