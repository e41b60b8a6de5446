"""Rules about the past: how many proposals were sent, and what is still owed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from unicodedata import category

from core.call.blank import is_blank
from core.call.definition import Call, Rule
from core.call.rule_kinds import LimitPer, ProposalLimit
from core.model.finding import Finding
from core.model.folding import folded
from core.rules.gate.case import Case, blank


def proposal_limit(case: Case, rule: Rule, asked: ProposalLimit) -> Iterator[Finding]:
    """L01, L02, Z13, Z14: the others that were sent and not withdrawn, and this one, are at most the maximum."""
    history, of_organisation = case.proposal.history, asked.per is LimitPer.ORGANISATION
    sent = history.sent_by_organisation if of_organisation else history.sent_by_proponent
    if sent < asked.maximum or (of_organisation and is_independent(case.call, case.proposal.proponent.organisation)):
        return
    yield case.found(rule, "proponent", maximum=asked.maximum, sent=sent)


def report_owed(case: Case, rule: Rule, _: object) -> Iterator[Finding]:
    """O04, Z27: a report never delivered bars the main proponent; a blank text names no session."""
    owed = [session for session in case.proposal.history.reports_owed if not blank(session)]
    if owed:
        yield case.found(rule, "proponent", sessions=owed)


def is_independent(call: Call, organisation: str | None) -> bool:
    """Whether an organisation's name means 'none' (L02); nothing, or nothing but punctuation, means it too."""
    name = _bare(organisation or "")
    return not name or name in _all_bare(call.independent_aliases)


@cache  # a call's aliases stay, and every screen of a proposal asks
def _all_bare(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_bare, names))


def _bare(name: str) -> str:
    """Return a name folded, without the spaces and the punctuation around it: '(Independiente).' is 'independiente'."""
    text = folded(name)
    seen = [place for place, sign in enumerate(text) if not is_blank(sign) and not category(sign).startswith("P")]
    return text[seen[0] : seen[-1] + 1] if seen else ""
