"""One update in a private chat, carried out in an open unit of work; and the card that a chat should show."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.telegram.card import Card
from bot.telegram.commands import FRESH, key_of
from bot.telegram.drawing import drawn
from bot.telegram.heard import Change, Commanded, Edited, FileSent, Heard, Membership, OtherSent, Said, TappedButton
from bot.telegram.meaning import event_of, explained
from bot.telegram.office import answer_office, language_of
from bot.telegram.paper import sheets
from core.dialogue.account import Account
from core.dialogue.effects import SetLanguage
from core.dialogue.events import Amend, Command, Event, Text
from core.dialogue.hearing import answer_kept
from core.dialogue.screen import Block, BlockKind, Expects, Phrase, Screen
from core.dialogue.state import Place
from core.dialogue.wording import DETAIL_CAP
from core.model.chats import Chat
from core.ports import UnitOfWork
from core.rules.due.hours import is_quiet
from core.usecases.converse import heard as conversed
from core.usecases.converse import look, standing
from core.usecases.desk import Desk
from core.usecases.entering.arriving import entry_screen, followed
from core.usecases.entering.linking import TELEGRAM, go_on
from core.usecases.entering.sign_in import is_secretary
from core.usecases.moving import is_office
from core.usecases.speaking import say_in
from templates.words import Words

GOODBYE = "goodbye"
"""The message to somebody who was erased (`bot.telegram.composing`)."""
_TAG_LENGTH = 6
_OWN_WORDS = frozenset({"file", "caption", "edited", "edited_entry", "fresh", "in_place", "other_link"})
"""Notices that are not about the kind of what was sent."""


class Conversing:
    """The conversation of every private chat."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def carry_out(self, work: UnitOfWork, heard: Heard, files: Mapping[str, str]) -> str | None:
        """Carry an update out; return whose it was, None for nobody known. `files` are the texts of files by id."""
        chat = await work.chats.get(heard.chat_id) or self._new(heard)
        match heard.what:
            case Membership(change):
                after = replace(chat, closed_at=self._desk.clock.now() if change is Change.BLOCKED else None)
            case Commanded() as command if await self._asks_for_office(work, chat, heard, command):
                after = replace(chat, closed_at=None)
            case Commanded(name) if key_of(name) == FRESH:
                after = _otherwise_fresh(chat)
            case what:
                on = self._conversed if chat.person_id else self._entered
                went_on = await on(work, replace(chat, closed_at=None, notice={}), heard, files)
                if went_on is None:
                    return None
                after = went_on.wanting(fresh=not isinstance(what, TappedButton))
        await work.chats.put(after)
        return after.person_id

    async def _entered(self, work: UnitOfWork, chat: Chat, heard: Heard, files: Mapping[str, str]) -> Chat:
        """Go on with somebody whose chat is not linked yet."""
        event = self._event(chat, heard, files, await entry_screen(self._desk, work, chat))
        if event is None:
            notice = {"kind": "edited_entry"} if isinstance(heard.what, Edited) else _unread(heard)
            return replace(chat, notice=notice)
        return await go_on(self._desk, work, chat, event)

    async def _conversed(self, work: UnitOfWork, chat: Chat, heard: Heard, files: Mapping[str, str]) -> Chat | None:
        """Go on with somebody who is known; None where they erased themselves, and the chat is forgotten."""
        at = await standing(self._desk, work, chat.person_id or "", TELEGRAM)
        heard = _as_changed(chat, heard)
        event = self._event(chat, heard, files, at.screen)
        if isinstance(heard.what, Said) and chat.revision not in (None, at.screen.revision):
            event = Text(heard.what.text, chat.revision)  # another chat of theirs has moved on: not what is asked here
        if isinstance(event, Command) and event.name == "start" and event.argument:
            followed_link = await followed(work, chat, event.argument, at.world.now)
            if followed_link is None:
                chat = replace(chat, notice={"kind": "other_link"})
            event = followed_link or Command("start")
        if event is None:
            chat = _with_change(chat, heard)
            return replace(chat, notice=_unread(heard))
        outcome = await conversed(self._desk, work, at, event, chat_id=chat.id)
        if outcome.erased is not None:
            await self._say_goodbye(work, chat, heard, outcome.erased)
            return None
        spoken = (effect.language for effect in outcome.effects if isinstance(effect, SetLanguage))
        chat = replace(chat, language=next(spoken, at.world.person.language), revision=outcome.state.revision)
        if isinstance(heard.what, FileSent) and heard.what.caption:
            chat = replace(chat, notice={"kind": "caption"})
        answer = answer_kept(outcome.state)
        if answer is not None and isinstance(heard.what, Said) and heard.message_id is not None:
            chat = chat.remembering(heard.message_id, answer)
        return chat

    async def _say_goodbye(self, work: UnitOfWork, chat: Chat, heard: Heard, account: Account) -> None:
        """Queue the last message: how much was erased; the chat has no card any more that could tell it."""
        now, key = self._desk.clock.now(), str(heard.update_id)
        await say_in(self._desk, work, chat.id, GOODBYE, account.counts, now, key=key, language=chat.language)

    async def _asks_for_office(self, work: UnitOfWork, chat: Chat, heard: Heard, command: Commanded) -> bool:
        """Answer somebody of the secretariat; to anybody else those commands do not exist."""
        if await is_office(self._desk, work, chat.id):
            return await answer_office(self._desk, work, heard, command)
        person = await work.people.get(chat.person_id) if chat.person_id else None
        if person is None or not is_secretary(self._desk, person):
            return False
        return await answer_office(self._desk, work, heard, command)

    async def card_of(self, work: UnitOfWork, chat: Chat) -> Card:
        """Return what a chat should show now; what comes while its reader may sleep wakes nobody."""
        screen, now = await self._screen(work, chat), self._desk.clock.now()
        card = self._drawn(screen, chat)
        sleeps = screen.zone is not None and is_quiet(now, self._desk.call.reminding, ZoneInfo(screen.zone))
        return replace(card, is_silent=True) if sleeps else card

    def _drawn(self, screen: Screen, chat: Chat) -> Card:
        words = Words(screen.language, screen.zone)
        if (piece := _unread_piece(screen, chat.read_out)) is not None:
            return piece
        if chat.notice:
            told = Block(BlockKind.NOTE, Phrase(own=_told(chat.notice, words)))
            # What was just sent and not read is told instead of what was saved before it.
            screen = replace(screen, blocks=(told, *screen.blocks), toast=None)
        return drawn(self._with_calendar(screen), words, self._desk.call, tag=tag_of(chat))

    def _with_calendar(self, screen: Screen) -> Screen:
        """Return the dates with where to subscribe to them: a web page says that itself, below."""
        if screen.place != Place.DEADLINES or not self._desk.links:
            return screen
        page = Phrase(own=f"{self._desk.links}/calendar")
        link = Block(BlockKind.NOTE, Phrase("calendar.chat.subscribe", {"link": page}))
        return replace(screen, blocks=(*screen.blocks, link))

    async def _screen(self, work: UnitOfWork, chat: Chat) -> Screen:
        if chat.person_id is None:
            return await entry_screen(self._desk, work, chat)
        return await look(self._desk, work, chat.person_id, TELEGRAM)

    def _event(self, chat: Chat, heard: Heard, files: Mapping[str, str], screen: Screen) -> Event | None:
        """Return what an update means on the screen that the chat has now; None for what cannot be read."""
        match heard.what:
            case FileSent(file_id):
                return Text(files[file_id]) if file_id in files else None
            case Edited(text):
                answer = chat.answers.get(str(heard.message_id), {})
                return Amend(text, **answer) if "form" in answer else None
            case OtherSent():
                return None
        return event_of(heard, screen, Words(screen.language, screen.zone), self._desk.call, tag=tag_of(chat))

    def _new(self, heard: Heard) -> Chat:
        language = language_of(self._desk, heard)
        return Chat(id=heard.chat_id, opened_at=self._desk.clock.now(), language=language)


def tag_of(chat: Chat) -> str:
    """Return the short mark of whose card it is: a card of before the chat was linked is another's."""
    return hashlib.sha256(f"{chat.id}:{chat.person_id}".encode()).hexdigest()[:_TAG_LENGTH]


def _as_changed(chat: Chat, heard: Heard) -> Heard:
    """Return a message as it reads by now, where its change came before it."""
    changed = chat.answers.get(str(heard.message_id), {}).get("text")
    return replace(heard, what=Said(changed)) if changed and isinstance(heard.what, Said) else heard


def _with_change(chat: Chat, heard: Heard) -> Chat:
    """Keep the change of a message that answered nothing: the message itself may still be on its way."""
    if not isinstance(heard.what, Edited) or heard.message_id is None:
        return chat
    return chat.remembering(heard.message_id, {"text": heard.what.text})


def _otherwise_fresh(chat: Chat) -> Chat:
    """Return the chat with every screen as a message of its own, or no longer."""
    fresh = not chat.always_fresh
    told = {"kind": "fresh" if fresh else "in_place"}
    return replace(chat, always_fresh=fresh, notice=told, closed_at=None).wanting(fresh=True)


def _unread_piece(screen: Screen, read_out: str) -> Card | None:
    """Return the next piece of a long answer that is up for change, and that the card itself can only show cut."""
    text = screen.input.typed
    is_refused = any(block.kind is BlockKind.ERROR for block in screen.blocks)
    if screen.input.expects is not Expects.LONG_TEXT or len(text) <= DETAIL_CAP or is_refused:
        return None
    mark = hashlib.sha256(text.encode()).hexdigest()[:16]
    known, _, count = read_out.partition(":")
    sent = int(count) if known == mark else 0
    pieces = sheets(text)
    return Card(pieces[sent], reads=f"{mark}:{sent + 1}") if sent < len(pieces) else None


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
    if kind in _OWN_WORDS:
        return words(f"telegram.unread.{kind}")
    return explained(OtherSent(kind), words)
