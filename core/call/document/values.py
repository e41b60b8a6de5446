"""What a value of a document may be: each reader answers the value or raises what is wrong, naming the place.

A reader takes the JSON object, the path of that object with its final dot ('participants[2].'), and the key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, TypeVar

from core.call.blank import tells_nothing
from core.call.definition import Option

MAXIMUM_NUMBER = 10**9
MAXIMUM_SHOWN = 60
"""Characters of what somebody wrote that a problem repeats."""

Member = TypeVar("Member")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a document cannot be read.

    `kind` names the words, `place` is the dotted path ('participants[2].sector', '' for the whole), `facts` are what
    the words need, safe to show on one line.
    """

    kind: str
    place: str
    facts: Mapping[str, object] = field(default_factory=dict)


class Unreadable(Exception):  # noqa: N818 - it carries a problem of the document out of the depth, no fault of ours
    """A problem on its way to the door; nothing outside this room sees it."""

    def __init__(self, kind: str, place: str, **facts: object) -> None:
        super().__init__(kind)
        self.problem = Problem(kind, place, facts)


def shown(value: str, longest: int = MAXIMUM_SHOWN) -> str:
    """Return what somebody wrote, short and on one line."""
    text = "".join(sign if sign.isprintable() else "?" for sign in value[: longest + 1])
    return text if len(text) <= longest else text[: longest - 1] + "…"


def table_at(value: object, place: str, keys: Mapping[str, object] | None) -> dict[str, Any] | None:
    """Return a JSON object all of whose keys are known (None as `keys` lets any pass), or None for null."""
    if value is None:
        return None
    if not isinstance(value, dict):
        raise _wrong_type(place, "object", value)
    if keys is not None:
        for key in value:
            if key not in keys:
                raise _unknown_key(place, key, tuple(keys))
    return value


def list_at(given: Mapping[str, Any], at: str, key: str) -> list[Any]:
    """Return a list, empty where it is unknown."""
    value = given.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise _wrong_type(at + key, "list", value)
    return value


def texts_at(given: Mapping[str, Any], at: str, key: str) -> tuple[str, ...]:
    """Return a list of texts without its nulls."""
    items = list_at(given, at, key)
    for place, item in enumerate(items):
        if item is not None and not isinstance(item, str):
            raise _wrong_type(f"{at}{key}[{place}]", "text", item)
    return tuple(item for item in items if item is not None)


def text_at(given: Mapping[str, Any], at: str, key: str) -> str | None:
    """Return a text as it stands, blank or not."""
    value = given.get(key)
    if value is None or isinstance(value, str):
        return value
    raise _wrong_type(at + key, "text", value)


def whole_at(given: Mapping[str, Any], at: str, key: str, least: int = -MAXIMUM_NUMBER) -> int | None:
    """Return a whole number."""
    value = given.get(key)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        raise _wrong_type(at + key, "whole", value)
    if not least <= value <= MAXIMUM_NUMBER:
        raise Unreadable("out_of_range", at + key, least=least, most=MAXIMUM_NUMBER)
    return value


def option_at(given: Mapping[str, Any], at: str, key: str, options: Sequence[Option]) -> str | None:
    """Return the key of one of the options of the call."""
    value = text_at(given, at, key)
    if value is None:
        return None
    for option in options:
        if option.key == value:
            return value
    if known(value) is None:
        return None
    raise not_an_option(at + key, value, [option.key for option in options])


def member_at(given: Mapping[str, Any], at: str, key: str, members: Mapping[str, Member]) -> Member | None:
    """Return one of the values that every call shares."""
    value = text_at(given, at, key)
    if value is None:
        return None
    member = members.get(value)
    if member is not None or known(value) is None:
        return member
    raise not_an_option(at + key, value, tuple(members))


def known(value: str | None) -> str | None:
    """Return a value, None where it tells nothing."""
    return None if value is None or tells_nothing(value) else value


def is_country(value: str) -> bool:
    """Whether a text has the shape of an ISO 3166 alpha-2 code, in either case."""
    return len(value) == 2 and value.isascii() and value.isalpha()


def _wrong_type(place: str, wanted: str, value: object) -> Unreadable:
    return Unreadable("wrong_type", place, wanted=wanted, found=_type_of(value))


def _type_of(value: object) -> str:
    if isinstance(value, bool):
        return "flag"
    names = {dict: "object", list: "list", str: "text", int: "whole", float: "decimal"}
    return names.get(type(value), "null")


def _unknown_key(place: str, key: str, keys: Sequence[str]) -> Unreadable:
    return Unreadable("unknown_key", place, name=shown(key), known=", ".join(keys), **_suggested(key, keys))


def not_an_option(place: str, value: str, keys: Sequence[str]) -> Unreadable:
    """Return the complaint about a value that is none of `keys`."""
    return Unreadable("unknown_option", place, value=shown(value), known=", ".join(keys), **_suggested(value, keys))


def _suggested(written: str, keys: Sequence[str]) -> dict[str, str]:
    close = get_close_matches(written[:MAXIMUM_SHOWN], keys, n=1)
    return {"suggestion": close[0]} if close else {}
