"""Whatever a document holds, the answer is the contract's shape in every language."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convoca.checking import Checking, lines
from core.call.document import Problem
from core.model.finding import Stage
from templates.words import LANGUAGES, Words
from tests.core.rules.gate.documents import documents
from tests.core.rules.gate.proposals import DURING

NOW = datetime.fromisoformat("2025-08-20T13:00:00+00:00")


def checking(language: str = "es", stage: Stage = Stage.SUBMISSION, at: datetime | None = None) -> Checking:
    return Checking(None, stage, Words(language), now=NOW, at=at)


@settings(max_examples=100, deadline=None)
@given(document=documents(), language=st.sampled_from(LANGUAGES), stage=st.sampled_from(Stage))
def test_every_answer_has_the_shape_of_the_contract(document: dict[str, Any], language: str, stage: Stage) -> None:
    answer = checking(language, stage).answer(json.dumps(document).encode())
    assert not isinstance(answer, Problem)
    again = json.loads(json.dumps(answer))
    assert again == answer
    assert list(answer) == ["sendable", "stage", "at", "findings"]
    for finding in answer["findings"]:
        assert list(finding) == ["rule", "severity", "field", "facts", "message", "cure"]
        assert finding["message"]
        assert finding["cure"]
    blocking = sum(item["severity"] == "blocks" for item in answer["findings"])
    assert answer["sendable"] is (blocking == 0)
    assert len(lines(answer, "x.json", Words(language))) == 1 + 2 * len(answer["findings"])


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (None, "2025-08-20T10:00:00-03:00"),
        (DURING, "2025-08-20T10:00:00-03:00"),
        (NOW, "2025-08-20T13:00:00+00:00"),
    ],
)
def test_the_moment_is_told_as_given_else_in_the_zone_of_the_call(at: datetime | None, told: str) -> None:
    answer = checking(at=at).answer(b'{"call": "lacigf-2025"}')
    assert not isinstance(answer, Problem)
    assert answer["at"] == told


def test_each_document_is_judged_by_the_call_that_it_names() -> None:
    counts = []
    for call in ("fib", "igf-2023", "lacigf-2025"):
        answer = checking().answer(json.dumps({"call": call}).encode())
        assert not isinstance(answer, Problem)
        counts.append(sum(item["rule"] == "required_field" for item in answer["findings"]))
    assert len(set(counts)) == 3
