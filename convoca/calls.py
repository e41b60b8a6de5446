"""Finding a call by id or file, and saying in words what is wrong with one."""

from __future__ import annotations

from pathlib import Path

from convoca.refusal import Refusal
from core.call.definition import Call
from core.call.faults import Fault, Refused
from core.call.load import parse_call
from core.call.reading.source import MAXIMUM_CHARACTERS
from core.call.shipped import shipped_ids, shipped_text
from templates.words import Words


def find_call(name_or_path: str) -> Call:
    """Return the call of that shipped id, else of that file.

    Raises Refusal where there is no such call, it cannot be read or it is not valid; it names the first place to mend.
    """
    found = read_call(name_or_path)
    if isinstance(found, Refused):
        first = found.faults[0]
        raise Refusal(
            "call.refused.wrong", name=found.name, line=first.line, place=first.key or "—", faults=len(found.faults)
        )
    return found


def read_call(name_or_path: str) -> Call | Refused:
    """Return the call, or every fault of its definition; raises Refusal where there is nothing to read."""
    return parse_call(call_text(name_or_path), name=name_or_path)


def call_text(name_or_path: str) -> str:
    """Return the TOML of a shipped id, else of a file; never reads more of a file than a call may measure."""
    if name_or_path in shipped_ids():
        return shipped_text(name_or_path)
    try:
        with Path(name_or_path).open("rb") as file:
            raw = file.read(MAXIMUM_CHARACTERS + 1)
    except (FileNotFoundError, ValueError):  # ValueError: a name that holds a NUL
        raise Refusal("call.refused.unknown", name=_shown(name_or_path), known=", ".join(shipped_ids())) from None
    except OSError:
        raise Refusal("call.refused.unreadable", name=_shown(name_or_path)) from None
    if len(raw) > MAXIMUM_CHARACTERS:
        raise Refusal("call.refused.too_large", name=_shown(name_or_path), maximum=MAXIMUM_CHARACTERS // 1024)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line = raw.count(b"\n", 0, wrong.start) + 1
        raise Refusal("call.refused.not_text", name=_shown(name_or_path), line=line) from None


def told(fault: Fault, words: Words) -> str:
    """Say a fault and its mend in one paragraph."""
    facts = {**fault.facts}
    for name in ("wanted", "found"):
        if fault.problem == "wrong_type":
            facts[name] = words(f"call.types.{facts[name]}")
    parts = [words(f"call.faults.{fault.problem}", **facts)]
    if "suggestion" in facts:
        parts.append(words("call.faults.suggestion", suggestion=facts["suggestion"]))
    elif "known" in facts:
        parts.append(words("call.faults.known", known=facts["known"]))
    return " ".join(parts)


def _shown(name: str) -> str:
    """Return a file name that fits on one line whatever it holds."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)[:200]
