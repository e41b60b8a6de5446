"""The gate against a slow and literal second reading of the contract, over random proposals."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.call.document import parse_document
from core.model.finding import Stage
from core.model.proposal import Proposal
from core.rules.gate import check
from tests.core.rules.gate.documents import documents
from tests.core.rules.gate.naive import judge
from tests.core.rules.gate.proposals import LACIGF

MOMENTS = st.sampled_from(
    [
        datetime(2025, 7, 29, 2, 59, 59, tzinfo=UTC),
        datetime(2025, 7, 29, 3, tzinfo=UTC),
        datetime(2025, 8, 25, 2, 59, 59, tzinfo=UTC),
        datetime(2025, 8, 25, 3, tzinfo=UTC),
    ]
)


@settings(max_examples=600, deadline=None)
@given(document=documents(), at=MOMENTS, stage=st.sampled_from(Stage))
def test_the_gate_says_what_the_contract_says(document: dict[str, Any], at: datetime, stage: Stage) -> None:
    proposal = parse_document(LACIGF, document)
    assert isinstance(proposal, Proposal)
    found = check(LACIGF, proposal, now=at, stage=stage)
    short = sum(item.facts["required"] - item.facts["found"] for item in found if item.rule == "role_minimum")  # type: ignore[operator] # both are numbers
    said = [(item.rule, item.severity.value, dict(item.facts)) for item in found if item.rule != "role_minimum"]
    said += [("role_minimum", "blocks", {"places": short})] if short else []
    assert _in_order(said) == _in_order(judge(document, at, stage.value))


def _in_order(found: list[Any]) -> list[str]:
    return sorted(json.dumps(item, sort_keys=True) for item in found)
