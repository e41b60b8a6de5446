"""News as kept (plain JSON facts) made ready to be said: keys named, times read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from core.call.definition import Call, Moment
from core.dialogue.screen import Phrase
from core.dialogue.wording import name_of, title_of
from core.rules.calendar.standing import CLOSE, closing_at

_BY_CAUSE = {
    "chat.news.participant_bounced": "undelivered.news",
    "chat.news.own_address_bounced": "undelivered.own_news",
    "reminding.chat.bounced": "undelivered.reminding",
}
"""News of letters that did not arrive, by why; those that were queued before causes were known tell none."""


def news_said(call: Call, news: Phrase) -> Phrase:
    """Return the phrase of a chat notice with its facts made speakable (a name or title may be unknown)."""
    why, by_cause = news.facts.get("why"), _BY_CAUSE.get(news.key)
    key = f"{by_cause}.{why}" if by_cause and why else news.key
    return Phrase(key, {name: _fact(call, name, value) for name, value in news.facts.items()})


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
            return _close(call, datetime.fromisoformat(value))
        case "until" if isinstance(value, str):
            return closing_on(call, datetime.fromisoformat(value))
        case "at" if isinstance(value, str):
            return datetime.fromisoformat(value)
        case _:
            return value


def _reminded(call: Call, item: Mapping[str, Any]) -> Phrase:
    """Return what one thing of a reminder asks the reader to do, until when, and how much time is left where known."""
    said = news_said(call, Phrase(f"reminding.chat.{item['kind']}", item))
    if not item["deadline"]:
        return said
    until = closing_at(call.moments[CLOSE], datetime.fromisoformat(item["deadline"]), call.zone)
    facts = {"what": said, "until": until}
    left = item.get("left")
    if not left:
        return Phrase("reminding.chat.until", facts)
    return Phrase(f"time_left.chat.{left['unit']}", {**facts, "count": left["count"]})


def _close(call: Call, told: datetime) -> Moment | datetime:
    """Return the close as it is now, which the news may be older than; of a proposal with more time its own."""
    end = call.moments.get("submission_closes")
    if end is None:
        return told
    return closing_at(end, told, call.zone) if end.at and told > end.at else end


def closing_on(call: Call, last: datetime) -> Moment:
    """Return the close for sending as if `last` were its last second: what was told of it keeps its date."""
    end = call.moments["submission_closes"]
    return closing_at(end, last.astimezone(UTC) + timedelta(seconds=1), call.zone)


def field_name(call: Call, key: str) -> Phrase:
    """Return what a profile field is called: 'name' and 'attendance' in our words, an attribute in the call's."""
    attribute = call.attribute(key)
    return Phrase(local=attribute.label) if attribute else Phrase(f"chat.field.{key}")
