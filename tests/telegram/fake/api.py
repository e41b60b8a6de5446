"""One call from the name of its method to its answer."""

from __future__ import annotations

import hmac
import inspect
import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.telegram.fake.chats import Json
from tests.telegram.fake.doing import looking, profile, queries, sending
from tests.telegram.fake.doing.polling import Polling
from tests.telegram.fake.doing.webhook import Webhook
from tests.telegram.fake.faults import Fails, Fate, Loses
from tests.telegram.fake.schema.methods import METHODS, named
from tests.telegram.fake.schema.refusals import Refused, flooded
from tests.telegram.fake.world import DONE, LOST, Call, Impatient, World

WRITING = frozenset(
    {
        "sendMessage",
        "sendDocument",
        "sendPhoto",
        "sendChatAction",
        "editMessageText",
        "editMessageReplyMarkup",
        "deleteMessage",
    }
)
"""What a 429 closes a chat for."""
SLACK = 0.01
"""Seconds that a call may come before its time: clocks are not that exact."""
REASONS = {500: "Internal Server Error", 502: "Bad Gateway", 429: "Too Many Requests"}
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{35}")

Handler = Callable[[World, Json], Any]


class Api:
    """Reads, refuses, does and records calls."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.polling = Polling(world)
        self.webhook = Webhook(world, self.polling)
        self._handlers: Mapping[str, Handler] = {
            "getMe": looking.get_me,
            "logOut": looking.log_out,
            "close": looking.close,
            "getUpdates": self.polling.get_updates,
            "setWebhook": self.webhook.set_webhook,
            "deleteWebhook": self.webhook.delete_webhook,
            "getWebhookInfo": self.webhook.get_webhook_info,
            "sendMessage": sending.send_message,
            "sendDocument": sending.send_document,
            "sendPhoto": sending.send_photo,
            "sendChatAction": sending.send_chat_action,
            "editMessageText": sending.edit_message_text,
            "editMessageReplyMarkup": sending.edit_message_reply_markup,
            "deleteMessage": sending.delete_message,
            "answerCallbackQuery": queries.answer_callback_query,
            "getFile": looking.get_file,
            "setMyCommands": profile.set_my_commands,
            "getMyCommands": profile.get_my_commands,
            "deleteMyCommands": profile.delete_my_commands,
            "setMyDescription": profile.set_my_description,
            "setMyShortDescription": profile.set_my_short_description,
            "setChatMenuButton": profile.set_chat_menu_button,
            "getChat": looking.get_chat,
            "getChatMember": looking.get_chat_member,
            "leaveChat": looking.leave_chat,
        }

    def fate(self, method: str) -> Fate | None:
        """Return what befalls the next call of the method."""
        world = self.world
        return world.script.draw(method) or world.faults.draw(method, writes=method in WRITING)

    async def answer(self, token: str, name: str, form: Mapping[str, Any], fate: Fate | None) -> tuple[int, Json]:
        """Return the code and the body of the answer, and record the call."""
        shown = {key: value[0] if isinstance(value, tuple) else value for key, value in form.items()}
        try:
            method = self._method(token, name)
            done = self._done(method, form, fate)
            result = await done if inspect.isawaitable(done) else done
        except Refused as refusal:
            call = Call(name, shown, refusal.code, refusal.description)
            self.world.heard(call, violation=refusal.fault_of_caller)
            return refusal.code, refusal.body()
        self.world.heard(Call(method, shown, LOST if isinstance(fate, Loses) else DONE), violation=False)
        return 200, {"ok": True, "result": result}

    def check_token(self, token: str) -> None:
        if not hmac.compare_digest(token.encode(), self.world.token.encode()):
            known = _TOKEN.fullmatch(token)
            raise Refused(*((401, "Unauthorized") if known else (404, "Not Found")), fault_of_caller=True)

    def _method(self, token: str, name: str) -> str:
        self.check_token(token)
        if self.world.logged_out:
            raise Refused(400, "Bad Request: Logged out")
        return named(name)

    def _done(self, method: str, form: Mapping[str, Any], fate: Fate | None) -> Any:
        values = METHODS[method].read(form)
        chat_id = values.get("chat_id") if method in WRITING else None
        self._refuse_while_closed(method, chat_id)
        if isinstance(fate, Fails):
            raise self._failure(fate, chat_id)
        return self._handlers[method](self.world, values)

    def _refuse_while_closed(self, method: str, chat_id: int | None) -> None:
        early = self.world.closed_until.get(chat_id or 0, 0.0) - self.world.clock.now()
        if chat_id is not None and early > SLACK:
            self.world.impatient.append(Impatient(method, chat_id, early))
            raise flooded(math.ceil(early))

    def _failure(self, fate: Fails, chat_id: int | None) -> Refused:
        if fate.code != 429:
            return Refused(fate.code, fate.description or REASONS.get(fate.code, "Bad Request"))
        if chat_id is not None:
            self.world.closed_until[chat_id] = self.world.clock.now() + fate.retry_after
        return flooded(fate.retry_after)
