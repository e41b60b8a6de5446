"""Why a document cannot be read, in words."""

from __future__ import annotations

from core.call.document import Problem
from templates.words import Words


def problem_told(problem: Problem, words: Words, line: int | None = None) -> str:
    """Say where the problem is, what it is and what would mend it, in one line.

    `line` is that of the document in a file of one document a line.
    """
    facts = dict(problem.facts)
    if problem.kind == "wrong_type":
        facts |= {name: words(f"check.type.{facts[name]}") for name in ("wanted", "found")}
    parts = [words(f"check.problem.{problem.kind}", **facts)]
    if "suggestion" in facts:
        parts.append(words("check.problem.suggestion", suggestion=facts["suggestion"]))
    elif facts.get("known"):
        parts.append(words("check.problem.known", known=facts["known"]))
    said = " ".join(parts)
    if problem.place:
        said = words("check.problem.at", place=problem.place, problem=said)
    if "column" in facts:
        key = "spot" if line is None else "in_line_spot"
        return words(f"check.problem.{key}", line=line or facts["line"], column=facts["column"], problem=said)
    return said if line is None else words("check.problem.in_line", line=line, problem=said)
