"""One proposal document in, one answer out: what `convoca check` says of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from core.call.definition import Call
from core.call.document import Problem, named_call, parse_document, read_json
from core.call.document.values import shown
from core.call.shipped import shipped_call, shipped_ids
from core.model.finding import Stage
from core.model.proposal import Proposal
from core.rules.gate import check, sendable
from templates.findings import told
from templates.words import Words


class Checking:
    """What is asked of every document of one run.

    `call` judges them all; where it is None, each is judged by the shipped call that it names. `now` counts as the
    moment of the act, told in the call's zone; `at` does so instead where it is given, told as it was given.
    """

    def __init__(self, call: Call | None, stage: Stage, words: Words, *, now: datetime, at: datetime | None) -> None:
        self._call, self._stage, self._words = call, stage, words
        self._now, self._at = now, at

    def answer(self, raw: bytes) -> dict[str, Any] | Problem:
        """Return the answer of the contract as JSON-able values, or why the document cannot be read."""
        document = read_json(raw)
        if isinstance(document, Problem):
            return document
        call = self._call or _call_of(document)
        if isinstance(call, Problem):
            return call
        proposal = parse_document(call, document)
        return proposal if isinstance(proposal, Problem) else self._judged(call, proposal)

    def _judged(self, call: Call, proposal: Proposal) -> dict[str, Any]:
        at = self._at or self._now.astimezone(ZoneInfo(call.zone))
        findings = check(call, proposal, now=at, stage=self._stage)
        said = ((finding, told(finding, call, self._words, proposal)) for finding in findings)
        return {
            "sendable": sendable(findings),
            "stage": self._stage.value,
            "at": at.isoformat(),
            "findings": [
                {
                    "rule": finding.rule,
                    "severity": finding.severity.value,
                    "field": finding.field,
                    "facts": dict(finding.facts),
                    "message": words.message,
                    "cure": words.cure,
                }
                for finding, words in said
            ],
        }


def _call_of(document: object) -> Call | Problem:
    """Return the shipped call that a document names; what a document says never makes us open a file."""
    wanted = named_call(document)
    if isinstance(wanted, Problem):
        return wanted
    known = ", ".join(shipped_ids())
    if wanted is None:
        return Problem("no_call", "", {"names": known})
    if wanted not in shipped_ids():
        return Problem("unknown_call", "call", {"name": shown(wanted), "names": known})
    return shipped_call(wanted)


def lines(answer: dict[str, Any], name: str, words: Words) -> list[str]:
    """Return an answer for people: first whether it passes, then what blocks, then the warnings."""
    findings = cast(list[dict[str, Any]], answer["findings"])
    blocking = [item for item in findings if item["severity"] == "blocks"]
    warning = [item for item in findings if item["severity"] == "warns"]
    heading = f"check.answer.{answer['stage']}.{'blocked' if blocking else 'fine'}"
    told_of = [words(heading, file=name, count=len(blocking))]
    for item in (*blocking, *warning):
        told_of.append(words(f"check.answer.finding.{item['severity']}", message=item["message"]))
        told_of.append(words("check.answer.finding.cure", cure=item["cure"]))
    return told_of
