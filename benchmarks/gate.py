"""The gate in proposals a second, against `json.loads` of the same lines in the same run."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from datetime import datetime
from statistics import median
from time import process_time
from typing import Any

from core.call.document import parse_document, read_json
from core.call.shipped import shipped_call
from core.model.proposal import Proposal
from core.rules.gate import check

LINES = 2000
ROUNDS = 7
AT = datetime.fromisoformat("2025-08-20T10:00:00-03:00")
CALL = shipped_call("lacigf-2025")
WORDS = (
    *("redes", "comunitarias", "y", "acceso", "significativo", "en", "zonas", "rurales"),
    *("de", "toda", "la", "región", "con", "voces", "locales"),
)


def main() -> None:
    """Print a table; each figure is the median of several rounds of processor time, taken in turn."""
    lines = [json.dumps(_document(random.Random(seed)), ensure_ascii=False).encode() for seed in range(LINES)]
    decoded = [json.loads(line) for line in lines]
    proposals = [proposal for raw in decoded if isinstance(proposal := parse_document(CALL, raw), Proposal)]
    assert len(proposals) == LINES
    work: dict[str, tuple[Callable[[Any], object], Sequence[Any]]] = {
        "json.loads": (json.loads, lines),
        "read_json (strict)": (read_json, lines),
        "parse_document": (lambda raw: parse_document(CALL, raw), decoded),
        "check": (lambda proposal: check(CALL, proposal, now=AT), proposals),
        "parse + check": (_checked, decoded),
        "all three": (lambda line: _checked(read_json(line)), lines),
    }
    seconds: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(ROUNDS):
        for name, (task, inputs) in work.items():
            seconds[name].append(_timed(task, inputs))
    _print(lines, {name: median(taken) for name, taken in seconds.items()})


def _checked(raw: object) -> object:
    proposal = parse_document(CALL, raw)
    assert isinstance(proposal, Proposal)
    return check(CALL, proposal, now=AT)


def _timed(task: Callable[[Any], object], inputs: Sequence[Any]) -> float:
    """Return what one pass takes; nothing is kept, as when lines stream through."""
    began = process_time()
    for item in inputs:
        task(item)
    return process_time() - began


def _print(lines: Sequence[bytes], seconds: dict[str, float]) -> None:
    base = seconds["json.loads"]
    print(f"gate: {len(lines)} proposals of {sum(map(len, lines)) // len(lines)} bytes on average")
    print(f"{'':20} {'a second':>10} {'µs each':>9} {'× json.loads':>13}")
    for name, taken in seconds.items():
        each = taken / len(lines)
        print(f"{name:20} {1 / each:>10,.0f} {each * 1e6:>9.1f} {taken / base:>13.2f}")


def _document(chance: random.Random) -> dict[str, Any]:
    """A proposal as people send them: mostly complete, of any type, with texts of some hundred characters."""
    kind = chance.choice(CALL.session_types)
    modality = chance.choice(kind.modalities)
    roles = [role for role, number in {**kind.minima, "speaker": 4}.items() for _ in range(number)]
    return {
        "call": CALL.id,
        "session_type": kind.key,
        "modality": modality,
        "duration": chance.choice(kind.durations),
        "topic": chance.choice(CALL.topics).key,
        "answers": {
            "title": _text(chance, 8),
            "policy_issues": [_text(chance, 20) for _ in range(chance.randint(1, 3))],
            "interaction_minutes": chance.choice([None, 10, 20, 30]),
            "duration_justification": _text(chance, 30),
            "participation_strategy": _text(chance, 40),
            **{key: _text(chance, 90) for key in ("description", "objectives", "relevance", "methodology")},
            "expected_results": _text(chance, 60) if chance.random() < 0.9 else None,
        },
        "proponent": {
            "name": "Ana",
            "email": "ana@example.org",
            "country": "AR",
            "organisation": "Red",
            "phone": "+54",
        },
        "participants": [_person(chance, place, role) for place, role in enumerate(roles)],
        "history": {"sent_by_proponent": chance.randint(0, 2), "sent_by_organisation": 1, "reports_owed": []},
    }


def _person(chance: random.Random, place: int, role: str) -> dict[str, Any]:
    return {
        "id": f"p{place}",
        "name": _text(chance, 2),
        "email": f"p{place}@example.org",
        "roles": [role],
        "attendance": chance.choice(["in_person", "in_person", "online"]),
        "status": chance.choice(["confirmed", "confirmed", "invited", "declined"]),
        "sector": chance.choice(["academia", "private", "civil_society", None]),
        "country": chance.choice(["AR", "BR", "UY"]),
        "gender": chance.choice(["female", "male", "non_binary", None]),
        "organisation": "Red",
    }


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words))
