"""The types of the Bot API, as far as the project sends them: what is unknown or of another type is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.telegram.fake.schema.refusals import broken

Check = Callable[[Any, str], Any]
"""Takes a value and its name; returns the value, or raises Refused."""


def string(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise broken(f"{name} must be of type String")
    return value


def integer(value: Any, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise broken(f"{name} must be of type Integer")
    return value


def boolean(value: Any, name: str) -> bool:
    if not isinstance(value, bool):
        raise broken(f"{name} must be of type Boolean")
    return value


def chat_id(value: Any, name: str) -> int | str:
    """A number, or the @name of something public."""
    if isinstance(value, str) and re.fullmatch(r"-?[1-9][0-9]{0,18}", value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value:
        return value
    if isinstance(value, str) and re.fullmatch(r"@[A-Za-z0-9_]{4,}", value):
        return value
    raise broken("chat_id is empty" if value in ("", 0) else "chat not found")


def uploaded(value: Any, name: str) -> Any:
    """A file of the form, or the file_id of one that Telegram has."""
    if isinstance(value, str) and not value:
        raise broken(f"there is no {name} in the request")
    return value


def array(item: Check) -> Check:
    def check(value: Any, name: str) -> list[Any]:
        if not isinstance(value, list):
            raise broken(f"{name} must be an Array")
        return [item(each, f"{name}[{index}]") for index, each in enumerate(value)]

    return check


def record(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    known = {**required, **(optional or {})}

    def check(value: Any, name: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise broken(f"{name} must be an Object")
        for lacking in required.keys() - value.keys():
            raise broken(f'can\'t find field "{lacking}" of {name}')
        for unknown in value.keys() - known.keys():
            raise broken(f'{name} has no field "{unknown}"')
        return {key: known[key](part, f"{name}.{key}") for key, part in value.items()}

    return check


def told_by_type(kinds: Mapping[str, Check]) -> Check:
    """An object whose field `type` tells its shape."""

    def check(value: Any, name: str) -> Any:
        kind = str(value.get("type")) if isinstance(value, dict) else ""
        if kind not in kinds:
            raise broken(f"{name} has an unknown type")
        return kinds[kind](value, name)

    return check


def any_of(shapes: Mapping[str, Check]) -> Check:
    """An object that is told by the one field that only its shape has."""

    def check(value: Any, name: str) -> Any:
        for telling, shape in shapes.items():
            if isinstance(value, dict) and telling in value:
                return shape(value, name)
        raise broken("object expected as reply markup")

    return check


PLAIN = (string, chat_id, uploaded)
"""What a form spells as it is; everything else is spelled as JSON."""


def read_field(check: Check, raw: Any, name: str) -> Any:
    """Return the value of one field of a form."""
    if check not in PLAIN:
        try:
            raw = json.loads(raw)
        except (ValueError, TypeError):
            raise broken(f"can't parse {name} JSON") from None
    return check(raw, name)
