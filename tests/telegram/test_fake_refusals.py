"""What Telegram refuses is refused, in its words, and remembered as a violation."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import InputFile
from telegram.error import BadRequest, EndPointNotFound, InvalidToken, NetworkError
from telegram.ext import ExtBot

from tests.telegram.fake import FakeTelegram

ANA = 11
RAW_CALLS = pytest.mark.filterwarnings("ignore:Please use 'Bot")
"""The library would rather have its own methods called, but they would not let us err so."""


def button(**parts: Any) -> dict[str, Any]:
    return {"text": "Sí", "callback_data": "v1|1", **parts}


def keyboard(*rows: list[Any]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def message(**parts: Any) -> tuple[str, dict[str, Any]]:
    return "sendMessage", {"chat_id": ANA, "text": "Hola", **parts}


def buttons(*rows: list[Any]) -> tuple[str, dict[str, Any]]:
    return message(reply_markup=keyboard(*rows))


def html(text: str) -> tuple[str, dict[str, Any]]:
    return message(text=text, parse_mode="HTML")


def commands(*pairs: tuple[str, str], **parts: Any) -> tuple[str, dict[str, Any]]:
    listed = [{"command": command, "description": description} for command, description in pairs]
    return "setMyCommands", {"commands": listed, **parts}


def png(width: int, height: int, end: bytes = b"IEND") -> InputFile:
    """What a PNG says of its size, and that it is whole."""
    header = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return InputFile(b"\x89PNG\r\n\x1a\n" + bytes(4) + header + bytes(9) + end + bytes(4), filename="a.png")


REFUSED = [
    # the schema
    (message(words="Hola"), 'unknown parameter "words"'),
    (("sendMessage", {"text": "Hola"}), "chat_id is empty"),
    (("sendMessage", {"chat_id": ANA}), "message text is empty"),
    (("editMessageText", {"chat_id": ANA, "text": "Hola"}), "message_id is empty"),
    (message(chat_id="Ana"), "chat not found"),
    (message(disable_notification="perhaps"), "can't parse disable_notification json"),
    (message(disable_notification=1), "disable_notification must be of type boolean"),
    (("deleteMessage", {"chat_id": ANA, "message_id": "last"}), "can't parse message_id json"),
    (("deleteMessage", {"chat_id": ANA, "message_id": 1.5}), "message_id must be of type integer"),
    (message(entities={"type": "bold"}), "entities must be an array"),
    (message(entities=[{"type": "bold", "offset": 0}]), 'can\'t find field "length" of entities[0]'),
    (message(entities=[{"type": "loud", "offset": 0, "length": 1}]), "unsupported type"),
    (message(entities=[{"type": "bold", "offset": 2, "length": 3}]), "entity beyond the text"),
    (message(link_preview_options={"off": True}), 'link_preview_options has no field "off"'),
    (message(reply_markup={"buttons": []}), "object expected as reply markup"),
    (message(reply_markup=[]), "object expected as reply markup"),
    (("getUpdates", {"allowed_updates": ["messages"]}), 'unknown update type "messages"'),
    # texts
    (message(text=""), "message text is empty"),
    (message(text=" \n "), "message text is empty"),
    (message(text="a" * 4097), "message is too long"),
    (message(text="ñ" * 4097), "message is too long"),
    (message(text="<b></b>", parse_mode="HTML"), "message text is empty"),
    (html("<b>" + "a" * 4097 + "</b>"), "message is too long"),
    (html("a" * 4000 + "&amp;" * 6000), "text is too long"),
    (message(parse_mode="Markup"), "unsupported parse_mode"),
    (html("<b>a</b>" * 101), "entities_too_long"),
    # HTML
    (html("año <p>"), 'unsupported start tag "p" at byte offset 5'),
    (html("1 < 2"), 'unsupported start tag "" at byte offset 2'),
    (html("<br/>"), 'unsupported start tag "br/" at byte offset 0'),
    (html("ñ</b>"), "unexpected end tag at byte offset 2"),
    (html("<b><i>a</b></i>"), 'unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    (html("<b>a"), 'can\'t find end tag corresponding to start tag "b"'),
    (html("a <b"), "unclosed start tag at byte offset 2"),
    (html("<a href>x</a>"), "expected equal sign"),
    (html('<span class="big">x</span>'), 'tag "span" must have class "tg-spoiler"'),
    # buttons
    (buttons([button(text="")]), "button text must be non-empty"),
    (buttons([button(text=" ")]), "button text must be non-empty"),
    (buttons([{"callback_data": "a"}]), 'can\'t find field "text"'),
    (buttons([{"text": "Sí"}]), "text buttons are unallowed in the inline keyboard"),
    (buttons([button(url="https://igf.example")]), "button_type_invalid"),
    (buttons([button(callback_data="")]), "button_data_invalid"),
    (buttons([button(callback_data="a" * 65)]), "button_data_invalid"),
    (buttons([button(callback_data="ñ" * 33)]), "button_data_invalid"),
    (buttons([{"text": "Web", "url": "http://localhost:8000/"}]), "wrong http url"),
    (buttons([{"text": "Web", "url": "igf.example"}]), "wrong http url"),
    (buttons([{"text": "Aquí", "url": "https://t.me/convoca_test_bot?start=" + "a" * 65}]), "start_param_invalid"),
    (html('<a href="https://t.me/convoca_test_bot?start=a.b">x</a>'), "start_param_invalid"),
    (buttons([button(style="blue")]), "invalid button style"),
    (buttons([button(color="blue")]), 'has no field "color"'),
    (buttons([button()] * 9), "button_row_too_wide"),
    (buttons(*[[button()]] * 101), "reply markup is too long"),
    (message(reply_markup={"keyboard": [[]]}), "reply keyboard must have at least one button"),
    # documents, taps, actions
    (("sendDocument", {"chat_id": ANA, "document": "no such", "caption": "a" * 1025}), "caption is too long"),
    (("sendDocument", {"chat_id": ANA}), "document is empty"),
    # photos
    (("sendPhoto", {"chat_id": ANA}), "photo is empty"),
    (("sendPhoto", {"chat_id": ANA, "photo": png(10, 10), "filename": "a.png"}), 'unknown parameter "filename"'),
    (("sendPhoto", {"chat_id": ANA, "photo": png(10, 10), "caption": "a" * 1025}), "caption is too long"),
    (("sendPhoto", {"chat_id": ANA, "photo": InputFile(b"GIF89a", filename="a.png")}), "image_process_failed"),
    (("sendPhoto", {"chat_id": ANA, "photo": png(10, 10, end=b"")}), "image_process_failed"),
    (("sendPhoto", {"chat_id": ANA, "photo": png(9_000, 1_001)}), "photo_invalid_dimensions"),
    (("sendPhoto", {"chat_id": ANA, "photo": png(2_100, 100)}), "photo_invalid_dimensions"),
    (("answerCallbackQuery", {"callback_query_id": "1", "text": "a" * 201}), "message_too_long"),
    (("sendChatAction", {"chat_id": ANA, "action": "thinking"}), "wrong parameter action"),
    # how the bot shows itself
    (commands(("Nueva", "Empezar")), "bot_command_invalid"),
    (commands(("mis-propuestas", "Ver")), "bot_command_invalid"),
    (commands(("/nueva", "Empezar")), "bot_command_invalid"),
    (commands(("a" * 33, "Ver")), "bot_command_invalid"),
    (commands(("nueva", "Empezar"), ("nueva", "Otra vez")), "bot_command_invalid"),
    (commands(("nueva", "")), "bot_command_description_invalid"),
    (commands(("nueva", "a" * 257)), "bot_command_description_invalid"),
    (commands(*((f"c{number}", "Ver") for number in range(101))), "bot_commands_too_much"),
    (commands(("nueva", "Empezar"), scope={"type": "everybody"}), "scope has an unknown type"),
    (commands(("nueva", "Empezar"), language_code="es-CO"), "invalid language code"),
    (("setMyDescription", {"description": "a" * 513}), "bot description is too long"),
    (("setMyShortDescription", {"short_description": "a" * 121}), "bot short description is too long"),
    (("setChatMenuButton", {"menu_button": {"type": "big"}}), "menu_button has an unknown type"),
    # the webhook
    (("setWebhook", {"url": "http://igf.example/hook"}), "an https url must be provided"),
    (("setWebhook", {"url": "https://igf.example:9000/hook"}), "only on ports 80, 88, 443 or 8443"),
    (("setWebhook", {"url": "https://igf.example/hook", "secret_token": "a b"}), "unallowed characters"),
    (("setWebhook", {"url": "https://igf.example/hook", "max_connections": 101}), "out of range"),
]


@RAW_CALLS
@pytest.mark.parametrize(("call", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
async def test_what_breaks_the_schema_or_a_limit_is_refused_and_remembered(
    fake: FakeTelegram, bot: ExtBot[None], call: tuple[str, dict[str, Any]], reason: str
) -> None:
    ana = fake.person(ANA, "Ana")
    await ana.opens()
    method, parameters = call
    with pytest.raises(BadRequest):
        await bot.do_api_request(method, api_kwargs=parameters)
    [violation] = fake.violations
    assert (violation.method, violation.outcome) == (method, 400)
    assert reason in violation.description.lower()
    assert ana.screen() == "Ana: /start"


ACCEPTED = [
    message(text="a" * 4096),
    message(text="😀" * 4096),
    message(text=" " * 10 + "a" * 4096 + "\n"),
    html("<b>" + "a" * 4096 + "</b>"),
    html("&lt;" * 4096),
    html("&nbsp; &#241; <blockquote expandable>x</blockquote> <tg-spoiler>y</tg-spoiler>"),
    buttons([button(callback_data="a" * 64)] * 8),
    buttons([button(callback_data="ñ" * 32)]),
    buttons(*[[button()]] * 100),
    buttons([{"text": "Web", "url": "http://127.0.0.1:8000/"}, {"text": "Yo", "url": "tg://user?id=1"}]),
    message(entities=[{"type": "bold", "offset": 0, "length": 4}]),
    message(reply_markup={"keyboard": [[{"text": "Sí"}]], "resize_keyboard": True}),
    ("sendChatAction", {"chat_id": ANA, "action": "typing"}),
    commands(("a" * 32, "a" * 256)),
    commands(("nueva", "Empezar"), scope={"type": "chat", "chat_id": ANA}, language_code="es"),
    ("setMyDescription", {"description": "a" * 512, "language_code": "pt"}),
    ("setMyShortDescription", {"short_description": "a" * 120}),
    ("setChatMenuButton", {"menu_button": {"type": "commands"}}),
]


@RAW_CALLS
async def test_what_is_just_within_the_limits_is_taken(fake: FakeTelegram, bot: ExtBot[None]) -> None:
    await fake.person(ANA, "Ana").opens()
    for method, parameters in ACCEPTED:
        assert await bot.do_api_request(method, api_kwargs=parameters)
    assert fake.refusals == []


async def test_a_wrong_token_and_a_malformed_one_are_told_apart(fake: FakeTelegram) -> None:
    wrong = ExtBot("1:" + "w" * 35, base_url=fake.base_url)
    malformed = ExtBot("secret", base_url=fake.base_url)
    for other in (wrong, malformed):
        with pytest.raises(InvalidToken):
            await other.initialize()
        await other.shutdown()
    assert [call.outcome for call in fake.violations] == [401, 404]
    assert "w" * 35 not in str(fake.violations)


async def test_a_method_that_does_not_exist_is_refused(fake: FakeTelegram, bot: ExtBot[None]) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendLove")
    assert [call.outcome for call in fake.violations] == [404]


async def test_an_upload_has_bytes_and_not_too_many(fake: FakeTelegram, bot: ExtBot[None]) -> None:
    await fake.person(ANA, "Ana").opens()
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(ANA, b"")
    with pytest.raises(NetworkError, match="Too Large"):
        await bot.send_document(ANA, b"a" * (50 * 1024 * 1024 + 1))
    assert [call.outcome for call in fake.violations] == [400, 413]


async def test_after_logging_out_nothing_more_is_done(fake: FakeTelegram, bot: ExtBot[None]) -> None:
    assert await bot.close()
    assert await bot.log_out()
    with pytest.raises(BadRequest, match="Logged out"):
        await bot.get_me()
