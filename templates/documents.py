"""Why a document cannot be read, in words."""

from __future__ import annotations

from core.call.document import Problem
from templates.words import Words


def problem_told(problem: Problem, words: Words) -> str:
    """Say where the problem is, what it is and what would mend it, in one line."""
    facts = dict(problem.facts)
    if problem.kind == "wrong_type":
        facts |= {name: words(f"check.type.{facts[name]}") for name in ("wanted", "found")}
    parts = [words(f"check.problem.{problem.kind}", **facts)]
    if "suggestion" in facts:
        parts.append(words("check.problem.suggestion", suggestion=facts["suggestion"]))
    elif facts.get("known"):
        parts.append(words("check.problem.known", known=facts["known"]))
    said = " ".join(parts)
    return words("check.problem.at", place=problem.place, problem=said) if problem.place else said
