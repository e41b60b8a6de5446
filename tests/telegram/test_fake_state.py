"""What depends on the state of a chat: refused as Telegram does, and no violation."""

from __future__ import annotations

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden
from telegram.ext import ExtBot

from tests.telegram.fake import FakeTelegram, Person

ANA = 11
KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Sí", callback_data="yes")]])


@pytest.fixture
async def ana(fake: FakeTelegram) -> Person:
    person = fake.person(ANA, "Ana")
    await person.opens()
    return person


async def test_a_bot_cannot_write_first(fake: FakeTelegram, bot: ExtBot[None]) -> None:
    luis = fake.person(12, "Luis")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(luis.id, "Hola")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(13, "Hola")
    await luis.opens()
    await bot.send_message(luis.id, "Hola")
    assert luis.screen() == "Luis: /start\n\nbot: Hola"
    assert fake.violations == []


async def test_who_has_blocked_the_bot_gets_nothing_until_they_unblock_it(bot: ExtBot[None], ana: Person) -> None:
    await ana.blocks()
    for call in (bot.send_message(ANA, "Hola"), bot.send_chat_action(ANA, "typing"), bot.delete_message(ANA, 1)):
        with pytest.raises(Forbidden, match="blocked by the user"):
            await call
    await ana.unblocks()
    await bot.send_message(ANA, "Hola")
    told = [
        (each.my_chat_member.old_chat_member.status, each.my_chat_member.new_chat_member.status)
        for each in await bot.get_updates()
        if each.my_chat_member
    ]
    assert told == [("member", "kicked"), ("kicked", "member")]


async def test_opening_the_chat_again_unblocks_the_bot(bot: ExtBot[None], ana: Person) -> None:
    await ana.blocks()
    await ana.opens("again")
    kinds = [
        "my_chat_member" if each.my_chat_member else each.message and each.message.text
        for each in await bot.get_updates()
    ]
    assert kinds == ["/start", "my_chat_member", "my_chat_member", "/start again"]


async def test_an_edit_must_change_something(fake: FakeTelegram, bot: ExtBot[None], ana: Person) -> None:
    sent = await bot.send_message(ANA, "<b>Hola</b>", parse_mode="HTML", reply_markup=KEYBOARD)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text(" <b>Hola</b> ", ANA, sent.message_id, parse_mode="HTML", reply_markup=KEYBOARD)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(ANA, sent.message_id, reply_markup=KEYBOARD)
    edited = await bot.edit_message_text("Hola", ANA, sent.message_id)
    assert isinstance(edited, Message)
    assert (edited.text, edited.reply_markup, ana.screen(1)) == ("Hola", None, "bot: Hola")
    assert fake.violations == []


async def test_what_is_gone_or_not_the_bots_own_cannot_be_edited(bot: ExtBot[None], ana: Person) -> None:
    sent = await bot.send_message(ANA, "Hola")
    await ana.deletes(ana.last)
    for call in (bot.edit_message_text("Ya", ANA, sent.message_id), bot.edit_message_text("Ya", ANA, 999)):
        with pytest.raises(BadRequest, match="Message to edit not found"):
            await call
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("Ya", ANA, ana.last.id)
    document = await bot.send_document(ANA, b"texto", caption="Uno")
    with pytest.raises(BadRequest, match="no text in the message to edit"):
        await bot.edit_message_text("Ya", ANA, document.message_id)


async def test_a_message_can_be_deleted_once_and_for_two_days(
    fake: FakeTelegram, bot: ExtBot[None], ana: Person
) -> None:
    first, second = await bot.send_message(ANA, "Uno"), await bot.send_message(ANA, "Dos")
    assert await bot.delete_message(ANA, first.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(ANA, first.message_id)
    fake.later(48 * 3600 + 1)
    with pytest.raises(BadRequest, match="can't be deleted for everyone"):
        await bot.delete_message(ANA, second.message_id)
    assert ana.screen() == "Ana: /start\n\nbot: Dos"


async def test_a_tap_is_answered_once(fake: FakeTelegram, bot: ExtBot[None], ana: Person) -> None:
    await bot.send_message(ANA, "¿Ya?", reply_markup=KEYBOARD)
    tap = await ana.taps("Sí")
    assert tap is not None
    assert fake.unanswered == [tap]
    await bot.answer_callback_query(tap.id, "Guardado")
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(tap.id)
    assert (ana.toasts, ana.unanswered, fake.violations) == (["Guardado"], [], [])


async def test_a_tap_waits_150_seconds_for_its_answer(fake: FakeTelegram, bot: ExtBot[None], ana: Person) -> None:
    await bot.send_message(ANA, "¿Ya?", reply_markup=KEYBOARD)
    tap = await ana.taps("Sí")
    assert tap is not None
    fake.later(151)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(tap.id)


async def test_a_reply_needs_the_message_that_it_replies_to(bot: ExtBot[None], ana: Person) -> None:
    answer = await bot.send_message(ANA, "Hola", reply_parameters=ReplyParameters(ana.last.id))
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.text == "/start"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(ANA, "Hola", reply_parameters=ReplyParameters(99))
    await bot.send_message(ANA, "Hola", reply_parameters=ReplyParameters(99, allow_sending_without_reply=True))


async def test_files_go_both_ways(fake: FakeTelegram, bot: ExtBot[None], ana: Person) -> None:
    sent = await bot.send_document(ANA, "año".encode(), filename="a.txt", caption="<i>Uno</i>", parse_mode="HTML")
    assert ana.screen(1) == "bot: <a.txt> Uno"
    assert sent.document is not None
    again = await bot.send_document(ANA, sent.document.file_id)
    came = await ana.sends_file("b.txt", b"respuesta", caption="Aqui")
    large = await ana.sends_file("c.txt", b"", size=20 * 1024 * 1024 + 1)
    read = await bot.get_file(came.media["document"]["file_id"])
    assert again.document == sent.document
    assert bytes(await read.download_as_bytearray()) == b"respuesta"
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(large.media["document"]["file_id"])
    with pytest.raises(BadRequest, match="Wrong file_id"):
        await bot.get_file("no such")
    assert fake.violations == []


async def test_a_group_that_became_a_supergroup_names_its_new_id(
    fake: FakeTelegram, bot: ExtBot[None], ana: Person
) -> None:
    group = fake.group(-200, "Secretaría")
    with pytest.raises(Forbidden):
        await bot.send_message(-200, "Hola")
    group.joins(ana, "creator")
    await group.adds_bot(ana)
    await bot.send_message(-200, "Hola")
    new = await group.migrates(-100200)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(-200, "Resumen")
    assert moved.value.new_chat_id == -100200
    await bot.send_message(-100200, "Resumen")
    assert new.screen().endswith("bot: Resumen")
    told = [each.message.migrate_to_chat_id for each in await bot.get_updates() if each.message]
    assert -100200 in told


async def test_members_are_told_and_a_removed_bot_cannot_write(
    fake: FakeTelegram, bot: ExtBot[None], ana: Person
) -> None:
    group, luis = fake.group(-200, "Secretaría"), fake.person(12, "Luis")
    group.joins(ana, "administrator")
    await group.adds_bot(ana)
    assert (await bot.get_chat_member(-200, ANA)).status == "administrator"
    assert (await bot.get_chat_member(-200, luis.id)).status == "left"
    assert (await bot.get_chat_member(-200, bot.id)).status == "member"
    assert (await bot.get_chat(-200)).title == "Secretaría"
    assert await bot.leave_chat(-200)
    with pytest.raises(Forbidden, match="kicked from the group chat"):
        await bot.send_message(-200, "Hola")
    await group.adds_bot(ana)
    await group.removes_bot(ana)
    with pytest.raises(Forbidden):
        await bot.get_chat_member(-200, ANA)
