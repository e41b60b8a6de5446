"""A person sees what the chat shows, taps only that, and is heard as Telegram would tell it."""

from __future__ import annotations

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.ext import ExtBot

from tests.telegram.fake import BOT_NAME, FakeTelegram, Person

ANA = 11


def keyboard(*rows: list[str]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label) for label in row] for row in rows])


@pytest.fixture
async def ana(fake: FakeTelegram) -> Person:
    person = fake.person(ANA, "Ana")
    await person.opens()
    return person


async def test_the_screen_shows_texts_and_rows_of_buttons(bot: ExtBot[None], ana: Person) -> None:
    await bot.send_message(
        ANA, "<b>¿Qué tipo?</b>", parse_mode="HTML", reply_markup=keyboard(["Taller", "Panel"], ["Atrás"])
    )
    await ana.sends_sticker()
    assert ana.screen() == "Ana: /start\n\nbot: ¿Qué tipo?\n[Taller] [Panel]\n[Atrás]\n\nAna: <sticker>"
    assert ana.screen(1) == "Ana: <sticker>"
    assert [message.text for message in ana.keyboards] == ["¿Qué tipo?"]
    assert (await ana.sees("Panel")).labels == ["Taller", "Panel", "Atrás"]


async def test_only_what_is_visible_now_can_be_tapped(bot: ExtBot[None], ana: Person) -> None:
    old = await bot.send_message(ANA, "Uno", reply_markup=keyboard(["Sí"], ["No"]))
    await bot.edit_message_reply_markup(ANA, old.message_id, reply_markup=keyboard(["No"]))
    with pytest.raises(AssertionError, match="no button 'Sí'; the chat shows"):
        await ana.taps("Sí")
    await bot.delete_message(ANA, old.message_id)
    with pytest.raises(AssertionError, match="no button 'No'"):
        await ana.taps("No")


async def test_two_buttons_of_one_name_cannot_be_told_apart(bot: ExtBot[None], ana: Person) -> None:
    await bot.send_message(ANA, "Uno", reply_markup=keyboard(["Sí", "Sí"]))
    with pytest.raises(AssertionError, match="two buttons 'Sí'"):
        await ana.taps("Sí")


async def test_the_lowest_button_of_a_name_is_tapped(bot: ExtBot[None], ana: Person) -> None:
    await bot.send_message(ANA, "Uno", reply_markup=keyboard(["Sí"]))
    second = await bot.send_message(ANA, "Dos", reply_markup=keyboard(["Sí"]))
    await ana.taps("Sí")
    tapped = (await bot.get_updates())[-1].callback_query
    assert tapped is not None
    assert tapped.message is not None
    assert (tapped.data, tapped.message.message_id, tapped.from_user.id) == ("Sí", second.message_id, ANA)
    assert tapped.message.is_accessible


async def test_a_stale_tap_reaches_the_bot_with_what_it_was(bot: ExtBot[None], ana: Person) -> None:
    await bot.send_message(ANA, "Uno", reply_markup=keyboard(["Sí"]))
    message = ana.last
    await ana.deletes(message)
    await ana.taps_old(message, "gone")
    tapped = (await bot.get_updates())[-1].callback_query
    assert tapped is not None
    assert tapped.message is not None
    assert (tapped.data, tapped.message.message_id, tapped.message.is_accessible) == ("gone", message.id, False)


async def test_what_people_send_comes_as_its_kind(bot: ExtBot[None], ana: Person) -> None:
    await ana.sends_file("tesis.txt", b"texto", caption="Aqui va")
    await ana.sends_sticker()
    await ana.sends_voice()
    await ana.sends_photo(caption="Foto")
    _, file, sticker, voice, photo = [update.message for update in await bot.get_updates()]
    assert file is not None
    assert file.document is not None
    assert (file.document.file_name, file.caption) == ("tesis.txt", "Aqui va")
    assert sticker is not None
    assert sticker.sticker
    assert voice is not None
    assert voice.voice
    assert photo is not None
    assert (len(photo.photo), photo.caption) == (2, "Foto")


async def test_a_long_text_arrives_in_pieces(bot: ExtBot[None], ana: Person) -> None:
    assert [len(message.text) for message in await ana.types("a" * 10_000)] == [4096, 4096, 1808]
    assert len(await bot.get_updates()) == 4


async def test_edits_are_told_with_the_new_text(bot: ExtBot[None], ana: Person) -> None:
    [message] = await ana.types("Redes")
    await ana.edits(message, "Redes comunitarias")
    edited = (await bot.get_updates())[-1].edited_message
    assert edited is not None
    assert (edited.message_id, edited.text) == (message.id, "Redes comunitarias")
    with pytest.raises(AssertionError, match="one's own"):
        await ana.edits(ana.messages[0].__class__(ana.chat, 9, {"id": 1, "is_bot": True}, 0.0), "x")


async def test_a_reply_keyboard_types_its_label_while_it_is_shown(bot: ExtBot[None], ana: Person) -> None:
    await bot.send_message(ANA, "¿País?", reply_markup=ReplyKeyboardMarkup([["Perú", "Chile"]]))
    await ana.taps("Perú")
    assert ana.last.text == "Perú"
    await bot.send_message(ANA, "Gracias", reply_markup=ReplyKeyboardRemove())
    with pytest.raises(AssertionError, match="no button 'Chile'"):
        await ana.taps("Chile")


async def test_deep_links_press_start_with_their_payload(fake: FakeTelegram, bot: ExtBot[None]) -> None:
    luis = fake.person(12, "Luis", "pt")
    await luis.opens("i_abc-9")
    message = (await bot.get_updates())[0].message
    assert message is not None
    assert message.from_user is not None
    assert (message.text, message.from_user.language_code) == ("/start i_abc-9", "pt")
    assert message.entities[0].type == "bot_command"
    for payload in ("a" * 65, "a b", "ñ"):
        with pytest.raises(AssertionError):
            await luis.opens(payload)


async def test_typing_is_seen_and_whoever_waits_in_vain_is_shown_the_chat(bot: ExtBot[None], ana: Person) -> None:
    await bot.send_chat_action(ANA, "typing")
    assert ana.chat.actions == ["typing"]
    with pytest.raises(AssertionError, match="it did not come; the chat shows:\nAna: /start"):
        await ana.until(lambda: False, seconds=0.01)


async def test_the_menu_is_of_the_narrowest_scope_in_ones_own_language(
    fake: FakeTelegram, bot: ExtBot[None], ana: Person
) -> None:
    luis = fake.person(12, "Luis", "pt")
    private = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand("ayuda", "Ayuda")])
    await bot.set_my_commands([BotCommand("ayuda", "Ajuda")], language_code="pt")
    await bot.set_my_commands([BotCommand("nueva", "Nova")], scope=private, language_code="pt")
    await bot.set_my_commands([BotCommand("resumen", "Resumen")], scope=BotCommandScopeChat(ANA))
    assert ana.commands == {"resumen": "Resumen"}
    assert luis.commands == {"nueva": "Nova"}
    await bot.delete_my_commands(scope=private, language_code="pt")
    assert luis.commands == {"ayuda": "Ajuda"}
    assert await bot.get_my_commands() == (BotCommand("ayuda", "Ayuda"),)


async def test_how_the_bot_shows_itself_is_kept(fake: FakeTelegram, bot: ExtBot[None]) -> None:
    await bot.set_my_description("Propuestas", language_code="es")
    await bot.set_my_short_description("Propuestas")
    await bot.set_my_short_description("")
    await bot.set_chat_menu_button()
    assert fake.profile.descriptions == {"es": "Propuestas"}
    assert fake.profile.short_descriptions == {}
    assert fake.profile.menu_buttons == {None: {"type": "default"}}


async def test_in_a_group_the_bot_hears_commands_and_replies_to_it(
    fake: FakeTelegram, bot: ExtBot[None], ana: Person
) -> None:
    group = fake.group(-200, "Secretaría")
    seat = group.joins(ana, "administrator")
    await group.adds_bot(ana)
    await bot.send_message(-200, "Hola")
    said = seat.last
    await seat.types("buenas")
    await seat.types("/resumen")
    await seat.types("/resumen@otro_bot")
    await seat.types(f"/pendientes@{BOT_NAME} 3")
    await seat.types("gracias", reply_to=said)
    await group.promotes_bot(ana)
    await seat.types("todo se oye")
    heard = [update.message.text for update in await bot.get_updates() if update.message and update.message.text]
    assert heard == ["/start", "/resumen", f"/pendientes@{BOT_NAME} 3", "gracias", "todo se oye"]


async def test_in_a_group_a_link_to_the_bot_opens_the_private_chat(
    fake: FakeTelegram, bot: ExtBot[None], ana: Person
) -> None:
    group = fake.group(-200, "Foro", private_to_commands=False)
    seat = group.joins(ana)
    await group.adds_bot(ana)
    link = InlineKeyboardButton("En privado", url=f"https://t.me/{BOT_NAME}?start=g1")
    await bot.send_message(-200, "Sigamos", reply_markup=InlineKeyboardMarkup([[link]]))
    assert await seat.taps("En privado") is None
    assert ana.last.text == "/start g1"
    assert group.screen() == "Ana: <new_chat_members>\n\nbot: Sigamos\n[En privado]"
