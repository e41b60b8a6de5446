"""The calls that come with the service; each is a file that an organiser can copy."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from core.call.definition import Call
from core.call.faults import Refused
from core.call.load import parse_call


def shipped_ids() -> tuple[str, ...]:
    """Return the ids of the shipped calls, in alphabetical order."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def shipped_text(call_id: str) -> str:
    """Return the TOML of a shipped call; an id that is not shipped raises KeyError."""
    if call_id not in shipped_ids():
        raise KeyError(call_id)
    return files(__name__).joinpath(f"{call_id}.toml").read_text("utf-8")


@cache
def shipped_call(call_id: str) -> Call:
    """Return a shipped call; an id that is not shipped raises KeyError."""
    found = parse_call(shipped_text(call_id), name=call_id)
    if isinstance(found, Refused):
        raise ValueError(found)  # a call of ours that is wrong is our own bug
    return found
