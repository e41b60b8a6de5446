"""News as kept (plain JSON facts) made ready to be said: keys named, times read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from core.call.definition import Call, Moment
from core.dialogue.screen import Phrase
from core.dialogue.wording import name_of, title_of
from core.rules.calendar.standing import CLOSE, closing_at


def news_said(call: Call, news: Phrase) -> Phrase:
    """Return the phrase of a chat notice with its facts made speakable (a name or title may be unknown)."""
    return Phrase(news.key, {name: _fact(call, name, value) for name, value in news.facts.items()})


def _fact(call: Call, name: str, value: object) -> object:
    match name:
        case "title":
            return title_of(value if isinstance(value, str) else None)
        case "name" | "proponent":
            return name_of(value if isinstance(value, str) else None)
        case "about" if isinstance(value, Iterable):
            return tuple(_reminded(call, item) for item in value)
        case "missing" if isinstance(value, Iterable):
            return tuple(field_name(call, str(key)) for key in value)
        case "closes" if isinstance(value, str):
            return call.moments.get("submission_closes") or datetime.fromisoformat(value)
        case "until" if isinstance(value, str):
            return closing_on(call, datetime.fromisoformat(value))
        case "at" if isinstance(value, str):
            return datetime.fromisoformat(value)
        case _:
            return value


def closing_on(call: Call, last: datetime) -> Moment:
    """Return the close for sending as if `last` were its last second: what was told of it keeps its date."""
    end = call.moments["submission_closes"]
    return closing_at(end, last.astimezone(UTC) + timedelta(seconds=1), call.zone)


def field_name(call: Call, key: str) -> Phrase:
    """Return what a profile field is called: 'name' and 'attendance' in our words, an attribute in the call's."""
    attribute = call.attribute(key)
    return Phrase(local=attribute.label) if attribute else Phrase(f"chat.field.{key}")
