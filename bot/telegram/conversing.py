"""One update in a private chat, carried out in an open unit of work; and the card that a chat should show."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from bot.telegram.card import Card
from bot.telegram.drawing import drawn
from bot.telegram.heard import Change, Edited, FileSent, Heard, Membership, OtherSent, TappedButton
from bot.telegram.meaning import event_of, explained
from core.dialogue.entering import Entry, draw_entry
from core.dialogue.events import Event, Text
from core.dialogue.screen import Block, BlockKind, Phrase, Screen
from core.model.chats import Chat
from core.ports import UnitOfWork
from core.usecases.converse import converse, look
from core.usecases.desk import Desk
from core.usecases.linking import go_on
from templates.words import LANGUAGES, SOURCE, Words

CHANNEL = "telegram"
_TAG_LENGTH = 6


class Conversing:
    """The conversation of every private chat."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def carry_out(self, work: UnitOfWork, heard: Heard, files: Mapping[str, str]) -> str | None:
        """Carry an update out; return whose it was, None for nobody known. `files` are the texts of files by id."""
        chat = await work.chats.get(heard.chat_id) or self._new(heard)
        if isinstance(heard.what, Membership):
            closed = self._desk.clock.now() if heard.what.change is Change.BLOCKED else None
            await work.chats.put(replace(chat, closed_at=closed))
            return chat.person_id
        chat = replace(chat, closed_at=None, notice={})
        event = await self._event(work, chat, heard, files)
        if event is None:
            chat = replace(chat, notice=_unread(heard))
        elif chat.person_id is None:
            chat = await go_on(self._desk, work, chat, event)
        else:
            screen = await converse(self._desk, work, chat.person_id, CHANNEL, event)
            chat = replace(chat, language=screen.language)
        await work.chats.put(chat.wanting(fresh=not isinstance(heard.what, TappedButton)))
        return chat.person_id

    async def card_of(self, work: UnitOfWork, chat: Chat) -> Card:
        """Return what a chat should show now."""
        screen = await self._screen(work, chat)
        words = Words(screen.language)
        if chat.notice:
            told = Block(BlockKind.NOTE, Phrase(own=_told(chat.notice, words)))
            screen = replace(screen, blocks=(told, *screen.blocks))
        return drawn(screen, words, self._desk.call, tag=tag_of(chat))

    async def _screen(self, work: UnitOfWork, chat: Chat) -> Screen:
        if chat.person_id is None:
            return draw_entry(self._desk.call, Entry.from_json(chat.entry, chat.language))
        return await look(self._desk, work, chat.person_id, CHANNEL)

    async def _event(self, work: UnitOfWork, chat: Chat, heard: Heard, files: Mapping[str, str]) -> Event | None:
        match heard.what:
            case FileSent(file_id):
                return Text(files[file_id]) if file_id in files else None
            case Edited() | OtherSent():
                return None
        screen = await self._screen(work, chat)
        return event_of(heard, screen, Words(screen.language), self._desk.call, tag=tag_of(chat))

    def _new(self, heard: Heard) -> Chat:
        spoken = heard.language.partition("-")[0].lower()
        language = spoken if spoken in LANGUAGES and spoken in self._desk.call.languages else SOURCE
        return Chat(id=heard.chat_id, opened_at=self._desk.clock.now(), language=language)


def tag_of(chat: Chat) -> str:
    """Return the short mark of whose card it is: a card of before the chat was linked is another's."""
    return hashlib.sha256(f"{chat.id}:{chat.person_id}".encode()).hexdigest()[:_TAG_LENGTH]


def _unread(heard: Heard) -> Mapping[str, object]:
    match heard.what:
        case OtherSent(kind):
            return {"kind": kind}
        case FileSent():
            return {"kind": "file"}
        case _:
            return {"kind": "edited"}


def _told(notice: Mapping[str, object], words: Words) -> str:
    kind = str(notice.get("kind", ""))
    if kind in {"file", "edited"}:
        return words(f"telegram.unread.{kind}")
    return explained(OtherSent(kind), words)
