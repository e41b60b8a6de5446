"""Column types that give both databases the same values in and out."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from core.store.text import storable, storable_json

Choice = TypeVar("Choice", bound=StrEnum)

Rising = BigInteger().with_variant(Integer, "sqlite")
"""A number that the database gives; only a plain INTEGER key rises by itself in SQLite."""


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; SQLite knows none, and keeps fixed-width text that sorts by time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment to be stored must be aware of its zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text of any length and script; see `storable` for the little that is changed."""

    impl = Text()
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class Ordered(Words):
    """Text that compares by code point in both databases, so that all keys with one prefix are one range."""

    impl = Text().with_variant(Text(collation="C"), "postgresql")
    cache_ok = True


class OneOf(TypeDecorator[Choice], Generic[Choice]):
    """A member of an enumeration, kept as its text."""

    impl = Text
    cache_ok = True

    def __init__(self, choices: type[Choice]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: Choice | None, dialect: Dialect) -> str | None:
        return None if value is None else self.choices(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Choice | None:
        return None if value is None else self.choices(value)


class JsonValue(TypeDecorator[Any]):
    """Any JSON value; tuples come back as lists."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> object:
        return storable_json(value)

    def coerce_compared_value(self, op: Any, value: Any) -> TypeEngine[Any]:
        return self.impl_instance.coerce_compared_value(op, value)


class Texts(JsonValue):
    """A tuple of texts, kept as a JSON list."""

    cache_ok = True

    def process_result_value(self, value: list[str] | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(value)


class Answers(JsonValue):
    """Answers by path: a list inside comes back as the tuple that it was."""

    cache_ok = True

    def process_result_value(self, value: dict[str, object] | None, dialect: Dialect) -> dict[str, object] | None:
        if value is None:
            return None
        return {path: tuple(answer) if isinstance(answer, list) else answer for path, answer in value.items()}
