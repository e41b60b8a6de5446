"""What `convoca doctor` finds about a call: whether proposals can be sent today, and what is still to be confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.call.definition import Call, ToConfirm
from core.call.rule_kinds import SubmissionWindow
from core.model.proposal import Proposal
from core.rules.gate import check
from templates.say import moment
from templates.words import Words


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: 'fine', 'attention', or 'wrong' (then serving could not work)."""

    state: str
    text: str


def window_examined(call: Call, now: datetime, words: Words) -> Finding:
    """Say whether a proposal could be sent now as far as the date goes: the gate itself is asked."""
    opens, closes = call.moments["submission_opens"], call.moments["submission_closes"]
    told = {"opens": moment(opens, words, call), "closes": moment(closes, words, call)}
    findings = check(call, Proposal(call=call.id), now=now)
    if any(finding.blocks and finding.kind == SubmissionWindow.kind for finding in findings):
        ahead = opens.at is not None and now < opens.at
        return Finding("attention", words(f"commands.doctor.window_{'ahead' if ahead else 'over'}", **told))
    if closes.at is None or now >= closes.at:
        return Finding("attention", words("commands.doctor.window_endless"))
    return Finding("fine", words("commands.doctor.window", **told))


def to_confirm_examined(call: Call, words: Words) -> list[Finding]:
    """Say of each open reading what holds meanwhile."""
    return [Finding("attention", _open_reading(item, words)) for item in call.to_confirm]


def _open_reading(item: ToConfirm, words: Words) -> str:
    question = item.question.said_in(words.language)
    if item.reading:
        return words("commands.doctor.to_confirm", question=question, key=item.key, reading=item.reading)
    return words("commands.doctor.to_confirm_section", question=question, key=item.key)
