"""The methods that write in a chat."""

from __future__ import annotations

from typing import Any

from tests.telegram.fake.chats import Chat, Json, Message
from tests.telegram.fake.schema.keyboards import Rows, check_markup, inline_rows
from tests.telegram.fake.schema.refusals import Refused, broken, not_now
from tests.telegram.fake.schema.text import Said, said
from tests.telegram.fake.world import BOT, StoredFile, World

LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
MOST_PIXELS, MOST_LONG = 10_000, 20
"""Of width and height together; and how many times one may be the other."""
PNG = b"\x89PNG\r\n\x1a\n"
DELETABLE = 48 * 3600.0
"""Seconds during which a message can be deleted for everybody."""
ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def send_message(world: World, values: Json) -> Json:
    text = said(values, "text")
    check_markup(values.get("reply_markup"))
    return _post(world, values, said=text)


def send_document(world: World, values: Json) -> Json:
    caption = said(values, "caption")
    check_markup(values.get("reply_markup"))
    world.writable(values["chat_id"])
    stored = _stored(world, values["document"])
    document = {
        "file_id": stored.id,
        "file_unique_id": f"u{stored.id}",
        "file_name": stored.name,
        "file_size": stored.size,
    }
    return _post(world, values, said=caption, media={"document": document})


def send_photo(world: World, values: Json) -> Json:
    caption = said(values, "caption")
    check_markup(values.get("reply_markup"))
    world.writable(values["chat_id"])
    if isinstance(values["photo"], str):
        raise not_now("wrong file identifier/HTTP URL specified")
    if len(values["photo"][1]) > LARGEST_PHOTO:
        raise Refused(413, "Request Entity Too Large", fault_of_caller=True)
    stored = _stored(world, values["photo"])
    width, height = _size_of(values["photo"][1])
    size = {"file_id": stored.id, "file_unique_id": f"u{stored.id}", "file_size": stored.size}
    return _post(world, values, said=caption, media={"photo": [{**size, "width": width, "height": height}]})


def _size_of(data: bytes) -> tuple[int, int]:
    """Return what a PNG says of itself; this Telegram looks at no other pictures, and at none of an odd shape."""
    if not data.startswith(PNG) or data[12:16] != b"IHDR" or b"IEND" not in data[-12:]:
        raise broken("IMAGE_PROCESS_FAILED")
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if not min(width, height) or width + height > MOST_PIXELS or max(width, height) > min(width, height) * MOST_LONG:
        raise broken("PHOTO_INVALID_DIMENSIONS")
    return width, height


def send_chat_action(world: World, values: Json) -> bool:
    if values["action"] not in ACTIONS:
        raise broken("wrong parameter action in request")
    world.writable(values["chat_id"]).actions.append(values["action"])
    return True


def edit_message_text(world: World, values: Json) -> Json:
    text, rows = said(values, "text"), inline_rows(values.get("reply_markup"))
    message = _editable(world, values)
    if message.media:
        raise not_now("there is no text in the message to edit")
    return _edit(world, message, text, rows)


def edit_message_reply_markup(world: World, values: Json) -> Json:
    rows = inline_rows(values.get("reply_markup"))
    message = _editable(world, values)
    return _edit(world, message, message.said, rows)


def delete_message(world: World, values: Json) -> bool:
    message = _found(world, values, "delete")
    others = not message.by_bot and message.chat.type != "private" and message.chat.bot_status != "administrator"
    if others:
        raise not_now("message can't be deleted")
    if world.clock.now() - message.date > DELETABLE:
        raise not_now("message can't be deleted for everyone")
    message.gone = True
    message.chat.changes.tell()
    return True


def _post(world: World, values: Json, **parts: Any) -> Json:
    chat = world.writable(values["chat_id"])
    markup = values.get("reply_markup") or {}
    message = world.add_message(
        chat,
        BOT,
        rows=inline_rows(markup),
        reply_to=_replied(chat, values.get("reply_parameters")),
        **parts,
    )
    if "keyboard" in markup:
        chat.reply_keyboard = [button["text"] for row in markup["keyboard"] for button in row]
    if "remove_keyboard" in markup:
        chat.reply_keyboard = []
    chat.changes.tell()
    return message.json()


def _replied(chat: Chat, asked: Json | None) -> Message | None:
    if asked is None:
        return None
    message = chat.messages.get(asked["message_id"])
    if message is not None and not message.gone:
        return message
    if asked.get("allow_sending_without_reply"):
        return None
    raise not_now("message to be replied not found")


def _stored(world: World, document: Any) -> StoredFile:
    if isinstance(document, str):
        if document not in world.files:
            raise not_now("wrong file identifier/HTTP URL specified")
        return world.files[document]
    name, data = document
    if not data:
        raise broken("file must be non-empty")
    if len(data) > LARGEST_UPLOAD:
        raise Refused(413, "Request Entity Too Large", fault_of_caller=True)
    return world.add_file(name, data)


def _found(world: World, values: Json, verb: str) -> Message:
    message = world.writable(values["chat_id"]).messages.get(values["message_id"])
    if message is None or message.gone:
        raise not_now(f"message to {verb} not found")
    return message


def _editable(world: World, values: Json) -> Message:
    message = _found(world, values, "edit")
    if not message.by_bot:
        raise not_now("message can't be edited")
    return message


def _edit(world: World, message: Message, text: Said, rows: Rows) -> Json:
    if (message.said, message.rows) == (text, rows):
        raise not_now(UNCHANGED)
    message.said, message.rows, message.edited = text, rows, world.clock.now()
    message.chat.changes.tell()
    return message.json()
