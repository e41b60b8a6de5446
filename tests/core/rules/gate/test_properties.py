"""What holds of every proposal: more help never hurts, and order does not matter."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.call.document import parse_document
from core.model.proposal import Proposal
from core.rules.gate import check, sendable
from tests.core.rules.gate.documents import documents
from tests.core.rules.gate.naive import ROLES
from tests.core.rules.gate.proposals import DURING, LACIGF, findings, somebody, told_by, with_people

RANDOM = settings(max_examples=100, deadline=None)


def read(document: dict[str, Any]) -> Proposal:
    proposal = parse_document(LACIGF, document)
    assert isinstance(proposal, Proposal)
    return proposal


def short_of(proposal: Proposal) -> int:
    """How many places are empty."""
    return sum(item["required"] - item["found"] for item in told_by("role_minimum", proposal))  # type: ignore[operator, misc] # numbers


NEVER_WORSE = ("confirmations", "in_person_minimum", "diversity", "sector_minimum", "single_gender")


@RANDOM
@given(document=documents(), role=st.sampled_from(ROLES))
def test_one_more_confirmed_person_on_site_never_hurts(document: dict[str, Any], role: str) -> None:
    before = read(document)
    newcomer = somebody("new", role, sector="government", country="MX", gender="other")
    after = with_people(before, newcomer)
    assert short_of(after) <= short_of(before)
    rules_before = {item.rule for item in findings(before)}
    assert {item.rule for item in findings(after)} & set(NEVER_WORSE) <= rules_before


@RANDOM
@given(document=documents(), role=st.sampled_from(ROLES))
def test_somebody_in_a_role_that_lacks_people_fills_a_place(document: dict[str, Any], role: str) -> None:
    before = read(document)
    lacking = [item["role"] for item in told_by("role_minimum", before)]
    after = with_people(before, somebody("new", role))
    assert short_of(after) == short_of(before) - 1 if role in lacking else short_of(after) <= short_of(before)


@RANDOM
@given(document=documents(), order=st.randoms())
def test_the_order_of_people_without_double_entries_does_not_matter(document: dict[str, Any], order: Random) -> None:
    alone = {item["id"]: {**item, "email": None} for item in document.get("participants", ())}
    proposal = read({**document, "participants": list(alone.values())})
    mixed = list(proposal.participants)
    order.shuffle(mixed)
    assert _bag(replace(proposal, participants=tuple(mixed))) == _bag(proposal)


def _bag(proposal: Proposal) -> Counter[str]:
    return Counter(f"{item.rule} {item.field} {dict(item.facts)}" for item in findings(proposal))


@RANDOM
@given(document=documents())
def test_findings_stand_in_the_order_of_the_call(document: dict[str, Any]) -> None:
    order = [rule.name for rule in LACIGF.rules]
    places = [order.index(item.rule) for item in findings(read(document))]
    assert places == sorted(places)


@RANDOM
@given(document=documents())
def test_sendable_is_nothing_that_blocks(document: dict[str, Any]) -> None:
    found = check(LACIGF, read(document), now=DURING)
    assert sendable(found) is not any(item.severity.value == "blocks" for item in found)
