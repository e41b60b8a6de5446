"""The methods that the project calls, with the parameters that it may give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.fake.schema.refusals import Refused, broken
from tests.telegram.fake.schema.shapes import (
    Check,
    any_of,
    array,
    boolean,
    chat_id,
    integer,
    read_field,
    record,
    string,
    told_by_type,
    uploaded,
)

USER = record({"id": integer, "is_bot": boolean, "first_name": string})
ENTITY = record(
    {"type": string, "offset": integer, "length": integer},
    {"url": string, "language": string, "user": USER, "custom_emoji_id": string},
)
INLINE_BUTTON = record(
    {"text": string}, {"callback_data": string, "url": string, "copy_text": record({"text": string}), "style": string}
)
INLINE_KEYBOARD = record({"inline_keyboard": array(array(INLINE_BUTTON))})
KEYBOARD_BUTTON = record({"text": string}, {"request_contact": boolean, "style": string})
REPLY_KEYBOARD = record(
    {"keyboard": array(array(KEYBOARD_BUTTON))},
    {
        "is_persistent": boolean,
        "resize_keyboard": boolean,
        "one_time_keyboard": boolean,
        "input_field_placeholder": string,
        "selective": boolean,
    },
)
REMOVED_KEYBOARD = record({"remove_keyboard": boolean}, {"selective": boolean})
FORCED_REPLY = record({"force_reply": boolean}, {"input_field_placeholder": string, "selective": boolean})
ANY_MARKUP = any_of(
    {
        "inline_keyboard": INLINE_KEYBOARD,
        "keyboard": REPLY_KEYBOARD,
        "remove_keyboard": REMOVED_KEYBOARD,
        "force_reply": FORCED_REPLY,
    }
)
REPLY = record({"message_id": integer}, {"chat_id": chat_id, "allow_sending_without_reply": boolean, "quote": string})
PREVIEW = record(
    {},
    {
        "is_disabled": boolean,
        "url": string,
        "prefer_small_media": boolean,
        "prefer_large_media": boolean,
        "show_above_text": boolean,
    },
)
COMMAND = record({"command": string, "description": string})
_TYPE = {"type": string}
SCOPE = told_by_type(
    {
        "default": record(_TYPE),
        "all_private_chats": record(_TYPE),
        "all_group_chats": record(_TYPE),
        "all_chat_administrators": record(_TYPE),
        "chat": record({**_TYPE, "chat_id": chat_id}),
        "chat_administrators": record({**_TYPE, "chat_id": chat_id}),
        "chat_member": record({**_TYPE, "chat_id": chat_id, "user_id": integer}),
    }
)
MENU_BUTTON = told_by_type(
    {
        "default": record(_TYPE),
        "commands": record(_TYPE),
        "web_app": record({**_TYPE, "text": string, "web_app": record({"url": string})}),
    }
)

_SENDING = {
    "message_thread_id": integer,
    "disable_notification": boolean,
    "protect_content": boolean,
    "reply_parameters": REPLY,
    "reply_markup": ANY_MARKUP,
}
_WORDING = {"parse_mode": string, "entities": array(ENTITY), "link_preview_options": PREVIEW}
_CAPTION = {"caption": string, "parse_mode": string, "caption_entities": array(ENTITY)}
_LOCAL = {"language_code": string}


@dataclass(frozen=True, slots=True)
class Method:
    """The parameters of a method."""

    required: Mapping[str, Check] = field(default_factory=dict)
    optional: Mapping[str, Check] = field(default_factory=dict)

    def read(self, form: Mapping[str, Any]) -> dict[str, Any]:
        """Return the checked values; raises Refused at the first that is unknown, lacking or of another type."""
        known = {**self.required, **self.optional}
        for unknown in form.keys() - known.keys():
            raise broken(f'unknown parameter "{unknown}"')
        for lacking in self.required.keys() - form.keys():
            raise broken("message text is empty" if lacking == "text" else f"{lacking} is empty")
        return {name: read_field(known[name], raw, name) for name, raw in form.items()}


METHODS: Mapping[str, Method] = {
    "getMe": Method(),
    "logOut": Method(),
    "close": Method(),
    "getUpdates": Method(
        {}, {"offset": integer, "limit": integer, "timeout": integer, "allowed_updates": array(string)}
    ),
    "setWebhook": Method(
        {"url": string},
        {
            "max_connections": integer,
            "allowed_updates": array(string),
            "drop_pending_updates": boolean,
            "secret_token": string,
        },
    ),
    "deleteWebhook": Method({}, {"drop_pending_updates": boolean}),
    "getWebhookInfo": Method(),
    "sendMessage": Method({"chat_id": chat_id, "text": string}, {**_SENDING, **_WORDING}),
    "sendDocument": Method(
        {"chat_id": chat_id, "document": uploaded},
        {**_SENDING, **_CAPTION, "disable_content_type_detection": boolean},
    ),
    "sendPhoto": Method(
        {"chat_id": chat_id, "photo": uploaded},
        {**_SENDING, **_CAPTION, "show_caption_above_media": boolean, "has_spoiler": boolean},
    ),
    "sendChatAction": Method({"chat_id": chat_id, "action": string}, {"message_thread_id": integer}),
    "editMessageText": Method(
        {"chat_id": chat_id, "message_id": integer, "text": string}, {**_WORDING, "reply_markup": INLINE_KEYBOARD}
    ),
    "editMessageReplyMarkup": Method({"chat_id": chat_id, "message_id": integer}, {"reply_markup": INLINE_KEYBOARD}),
    "deleteMessage": Method({"chat_id": chat_id, "message_id": integer}),
    "answerCallbackQuery": Method(
        {"callback_query_id": string}, {"text": string, "show_alert": boolean, "url": string, "cache_time": integer}
    ),
    "getFile": Method({"file_id": string}),
    "setMyCommands": Method({"commands": array(COMMAND)}, {"scope": SCOPE, **_LOCAL}),
    "getMyCommands": Method({}, {"scope": SCOPE, **_LOCAL}),
    "deleteMyCommands": Method({}, {"scope": SCOPE, **_LOCAL}),
    "setMyDescription": Method({}, {"description": string, **_LOCAL}),
    "setMyShortDescription": Method({}, {"short_description": string, **_LOCAL}),
    "setChatMenuButton": Method({}, {"chat_id": integer, "menu_button": MENU_BUTTON}),
    "getChat": Method({"chat_id": chat_id}),
    "getChatMember": Method({"chat_id": chat_id, "user_id": integer}),
    "leaveChat": Method({"chat_id": chat_id}),
}
_BY_LOWER_NAME = {name.lower(): name for name in METHODS}


def named(name: str) -> str:
    """Return the method's own spelling; Telegram does not mind the case."""
    if name.lower() not in _BY_LOWER_NAME:
        raise Refused(404, "Not Found: method not found", fault_of_caller=True)
    return _BY_LOWER_NAME[name.lower()]
