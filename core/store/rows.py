"""Rows to records and back: a column bears the name of the record's field."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from sqlalchemy import RowMapping
from sqlalchemy.engine import CursorResult

if TYPE_CHECKING:
    from dataclasses import Field


class Record(Protocol):
    """Any dataclass of `core.model.records`."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Kept = TypeVar("Kept", bound=Record)


def row_of(record: Record, **further: object) -> dict[str, object]:
    """Return a record's fields by name, with columns that the record does not have."""
    return {name: getattr(record, name) for name in _names(type(record))} | further


def record_of(kind: type[Kept], row: RowMapping) -> Kept:
    """Return the record that a row holds; columns that it does not have are passed over."""
    return kind(**{name: row[name] for name in _names(kind)})


def changed_one(result: CursorResult[Any], what: str) -> None:
    """Raise LookupError where a statement that must change one row changed none: a bug of the caller's."""
    if result.rowcount != 1:
        raise LookupError(f"there is no {what} to change")


@cache
def _names(kind: type[Record]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
