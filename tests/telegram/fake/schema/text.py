"""What a message says: how Telegram cleans a text, and how long it may be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.telegram.fake.schema.html import Entity, parse, utf16
from tests.telegram.fake.schema.links import carries_too_much
from tests.telegram.fake.schema.refusals import broken

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
MOST_ENTITIES = 100
LARGEST_SOURCE = 32_768
"""Bytes that a text may have before it is parsed."""

ENTITY_KINDS = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    ]
)


@dataclass(frozen=True, slots=True)
class Said:
    """A text as it is shown, and its entities."""

    text: str = ""
    entities: tuple[Entity, ...] = field(default=())


def said(values: dict[str, Any], name: str) -> Said:
    """Return what the call's `text` or `caption` comes to; raises Refused."""
    text, entities = values.get(name, ""), _entities_given(values, name)
    if len(text.encode()) > LARGEST_SOURCE:
        raise broken("Text is too long")
    mode = values.get("parse_mode", "")
    if mode.lower() == "html":
        text, entities = parse(text)
    elif mode:
        raise broken("unsupported parse_mode")
    cleaned = _trimmed(_without_controls(text), entities)
    _check_length(cleaned, name)
    return cleaned


def _entities_given(values: dict[str, Any], name: str) -> list[Entity]:
    key = "entities" if name == "text" else "caption_entities"
    entities: list[Entity] = values.get(key, [])
    length = utf16(values.get(name, ""))
    for entity in entities:
        if entity["type"] not in ENTITY_KINDS:
            raise broken("can't parse MessageEntity: unsupported type")
        if entity["offset"] < 0 or entity["length"] <= 0 or entity["offset"] + entity["length"] > length:
            raise broken("entity beyond the text")
    return entities


def _check_length(cleaned: Said, name: str) -> None:
    if name == "text" and not cleaned.text:
        raise broken("message text is empty")
    if name == "text" and len(cleaned.text) > LONGEST_TEXT:
        raise broken("message is too long")
    if name == "caption" and len(cleaned.text) > LONGEST_CAPTION:
        raise broken("message caption is too long")
    if any(carries_too_much(entity.get("url", "")) for entity in cleaned.entities):
        raise broken("START_PARAM_INVALID")
    if len(cleaned.entities) > MOST_ENTITIES:
        raise broken("ENTITIES_TOO_LONG")


def _without_controls(text: str) -> str:
    """Replace control characters, one for one, so that offsets stay."""
    return "".join(" " if ord(each) < 32 and each != "\n" else each for each in text)


def _trimmed(text: str, entities: list[Entity]) -> Said:
    start = utf16(text[: len(text) - len(text.lstrip())])
    shown = text.strip()
    end = utf16(shown)
    kept = []
    for entity in entities:
        first = max(entity["offset"] - start, 0)
        last = min(entity["offset"] + entity["length"] - start, end)
        if last > first:
            kept.append({**entity, "offset": first, "length": last - first})
    return Said(shown, tuple(kept))
