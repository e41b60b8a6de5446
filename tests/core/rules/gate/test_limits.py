"""What was sent before, and what is still owed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.call.shipped import shipped_call, shipped_ids
from core.model.proposal import History, Proposal
from core.rules.gate.limits import is_independent
from tests.core.rules.gate.proposals import ANA, a_proposal, told


def with_past(organisation: str | None = "Red Sur", **past: object) -> Proposal:
    return a_proposal(
        proponent=replace(ANA, organisation=organisation),
        history=History(**past),  # type: ignore[arg-type] # the test says which
    )


@pytest.mark.parametrize(("sent", "refused"), [(3, False), (4, True), (7, True)])
def test_four_proposals_a_person(sent: int, refused: bool) -> None:
    finding = ("proposal_limit_person", "blocks", "proponent", {"maximum": 4, "sent": sent})
    assert told(with_past(sent_by_proponent=sent)) == ([finding] if refused else [])


@pytest.mark.parametrize(("sent", "refused"), [(3, False), (4, True)])
def test_four_proposals_an_organisation(sent: int, refused: bool) -> None:
    finding = ("proposal_limit_organisation", "blocks", "proponent", {"maximum": 4, "sent": sent})
    assert told(with_past(sent_by_organisation=sent)) == ([finding] if refused else [])


@pytest.mark.parametrize(
    "name",
    [
        "independiente", "INDEPENDIENTE", "  Independente ", "independent", "Sin organizacion", "a titulo  Personal",
        "Ninguno", "ninguna", "nenhum", "Nenhuma", "Independiente.", "(independiente)", "«Ninguna»…", "—", "\u200eNone",
    ],
)  # fmt: skip
def test_independents_have_no_limit_per_organisation(name: str) -> None:
    assert told(with_past(name, sent_by_organisation=9)) == []


@pytest.mark.parametrize("name", ["Independientes del Sur", "Ninguna Red", "Red Sur.", "C++"])
def test_an_organisation_that_is_called_something_like_it_is_limited(name: str) -> None:
    assert [rule for rule, *_ in told(with_past(name, sent_by_organisation=9))] == ["proposal_limit_organisation"]


@pytest.mark.parametrize("call_id", shipped_ids())
def test_every_shipped_call_knows_who_is_independent(call_id: str) -> None:
    names = ("Independiente.", "independente", "Independent", "Ninguno", "ninguna", "nenhum", "Nenhuma", "none")
    assert [name for name in names if not is_independent(shipped_call(call_id), name)] == []


@pytest.mark.parametrize("name", [None, "", " "])
def test_no_organisation_has_no_limit_either(name: str | None) -> None:
    rules = [rule for rule, *_ in told(with_past(name, sent_by_organisation=9))]
    assert rules == ["required_field"]


def test_independents_still_have_their_own_limit() -> None:
    assert [rule for rule, *_ in told(with_past("independiente", sent_by_proponent=4))] == ["proposal_limit_person"]


@pytest.mark.parametrize("owed", [("",), (" ", "\u200b")])
def test_a_blank_text_is_no_report(owed: tuple[str, ...]) -> None:
    assert told(with_past(reports_owed=owed)) == []
    some = told(with_past(reports_owed=(*owed, "Redes 2024")))
    assert some == [("report_owed", "blocks", "proponent", {"sessions": ["Redes 2024"]})]


def test_a_report_that_is_owed_bars_the_proponent() -> None:
    owed = ("Redes 2024", "Taller 2024")
    assert told(with_past(reports_owed=owed)) == [("report_owed", "blocks", "proponent", {"sessions": list(owed)})]
