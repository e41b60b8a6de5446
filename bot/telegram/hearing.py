"""Reading a raw update of the Bot API: total, whatever somebody made it of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.telegram.heard import (
    Change,
    Commanded,
    Edited,
    FileSent,
    Heard,
    Membership,
    Migration,
    OtherSent,
    Said,
    TappedButton,
    What,
)

OTHERS = (
    "animation", "audio", "checklist", "contact", "dice", "game", "invoice", "location", "paid_media", "photo", "poll",
    "sticker", "story", "venue", "video", "video_note", "voice",
)  # fmt: skip
"""What a message can hold apart from text and documents."""

_CHATS = frozenset({"private", "group", "supergroup", "channel"})
_OUT = frozenset({"left", "kicked"})
_IN = frozenset({"creator", "administrator", "member", "restricted"})
_LARGEST = 2**63
"""Numbers beyond this are no ids: nothing could keep them."""
_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<bot>[A-Za-z0-9_]{1,64}))?(?:[ \t]+(?P<argument>.*))?")
_SURROGATE = re.compile("[\ud800-\udfff]")

_Json = Mapping[str, object]


def heard(update: Mapping[str, object]) -> Heard | None:
    """Return what an update says; None where it says nothing to us or is not whole. Never raises."""
    for kind, read in _READERS.items():
        body = _mapping(update, kind)
        if body:
            return _whole(update, body, read(body))
    return None


def _whole(update: _Json, body: _Json, what: What | None) -> Heard | None:
    message = _mapping(body, "message") or body
    chat, sender = _mapping(message, "chat"), _mapping(body, "from")
    update_id, chat_id, chat_type = _number(update, "update_id"), _number(chat, "id"), _text(chat, "type")
    if what is None or update_id is None or not chat_id or chat_type not in _CHATS:
        return None
    language = _text(sender, "language_code")
    return Heard(
        update_id=update_id,
        chat_id=chat_id,
        chat_type=chat_type,
        user_id=None if sender.get("is_bot") is True else _number(sender, "id"),
        language=language if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}", language) else "",
        message_id=_number(message, "message_id"),
        what=what,
    )


def _message(message: _Json) -> What | None:
    if (moved := _migration(message)) is not None:
        return moved
    if text := _text(message, "text"):
        return _said(text)
    if kind := _first(OTHERS, message):
        return OtherSent(kind)
    return _file(_mapping(message, "document"), _text(message, "caption"))


def _migration(message: _Json) -> Migration | None:
    here = _number(_mapping(message, "chat"), "id")
    there, before = _number(message, "migrate_to_chat_id"), _number(message, "migrate_from_chat_id")
    if here and there:
        return Migration(here, there)
    return Migration(before, here) if here and before else None


def _said(text: str) -> Said | Commanded:
    found = _COMMAND.fullmatch(text.rstrip())
    if found is None:
        return Said(text)
    return Commanded(found["name"], (found["argument"] or "").strip(), found["bot"] or "", text)


def _file(document: _Json, caption: str) -> FileSent | None:
    file_id, size = _text(document, "file_id"), _number(document, "file_size")
    if not file_id:
        return None
    return FileSent(file_id, _text(document, "file_name"), size, _text(document, "mime_type"), caption)


def _edited(message: _Json) -> Edited | None:
    text = _text(message, "text")
    return Edited(text) if text else None


def _tap(query: _Json) -> TappedButton | None:
    query_id = _text(query, "id")
    if not query_id:
        return None
    return TappedButton(query_id, _text(query, "data"), _number(_mapping(query, "message"), "date") or None)


def _membership(member: _Json) -> Membership | None:
    before, now = (_is_in(_mapping(member, name)) for name in ("old_chat_member", "new_chat_member"))
    if before is None or now is None or before == now:
        return None
    if _text(_mapping(member, "chat"), "type") == "private":
        return Membership(Change.UNBLOCKED if now else Change.BLOCKED)
    return Membership(Change.ADDED if now else Change.REMOVED)


def _is_in(member: _Json) -> bool | None:
    """Whether a member is one; who is restricted may have left all the same."""
    status = _text(member, "status")
    if status not in _IN | _OUT:
        return None
    return status in _IN and member.get("is_member") is not False


_READERS = {"message": _message, "edited_message": _edited, "callback_query": _tap, "my_chat_member": _membership}


def _mapping(within: _Json, name: str) -> _Json:
    found = within.get(name)
    return found if isinstance(found, Mapping) else {}


def _text(within: _Json, name: str) -> str:
    """Return a text that can be kept (no half characters), '' where there is none."""
    found = within.get(name)
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", found) if isinstance(found, str) else ""


def _number(within: _Json, name: str) -> int | None:
    found = within.get(name)
    if not isinstance(found, int) or isinstance(found, bool):
        return None
    return found if abs(found) < _LARGEST else None


def _first(names: Iterable[str], within: _Json) -> str | None:
    return next((name for name in names if within.get(name)), None)
