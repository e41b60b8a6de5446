"""What the secretariat asks for in its chat, and what a group that is nobody's office hears."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from bot.telegram.commands import key_of
from bot.telegram.heard import Change, Commanded, Heard, Membership
from bot.telegram.orders import order_of
from core.model.words import LANGUAGES
from core.ports import UnitOfWork
from core.usecases.desk import Desk
from core.usecases.moving import is_office
from core.usecases.office_chat import Asked
from core.usecases.ordering.in_chat import order_in_chat
from core.usecases.speaking import say_in
from templates.words import SOURCE, Words

OFFICE, EXPORT, ELSEWHERE, ADDED = "office", "export", "elsewhere", "added"
"""Kinds of messages (`bot.telegram.composing`)."""


class Groups:
    """Chats that are not one person's: only the secretariat's own are told anything about anybody."""

    def __init__(self, desk: Desk, name: Callable[[], str]) -> None:
        self._desk, self._name = desk, name

    async def carry_out(self, work: UnitOfWork, heard: Heard) -> None:
        """Answer a command, greet where the bot was added; everything else that a group says is not for us."""
        match heard.what:
            case Commanded() as command if self._is_for_us(command):
                await self._answer(work, heard, command)
            case Membership(Change.ADDED) if await is_office(self._desk, work, heard.chat_id):
                await self._say(work, heard, OFFICE, asked="", key=str(heard.update_id))
            case Membership(Change.ADDED):
                await self._say(work, heard, ADDED, key=str(heard.update_id))
            case _:
                pass

    async def _answer(self, work: UnitOfWork, heard: Heard, command: Commanded) -> None:
        if await is_office(self._desk, work, heard.chat_id):
            if not await answer_office(self._desk, work, heard, command):
                await self._say(work, heard, OFFICE, asked="", key=str(heard.update_id))
        elif key_of(command.name) is not None or command.bot:
            # Once an hour: whoever plays with commands fills nobody's group with our answers.
            await self._say(work, heard, ELSEWHERE, key=f"{self._desk.clock.now():%Y-%m-%dT%H}")

    async def _say(self, work: UnitOfWork, heard: Heard, kind: str, *, key: str, **facts: object) -> None:
        now = self._desk.clock.now()
        await say_in(
            self._desk, work, heard.chat_id, kind, facts, now, key=key, language=language_of(self._desk, heard)
        )

    def _is_for_us(self, command: Commanded) -> bool:
        """Whether a command names us or nobody; while our own name is unknown, whoever it names."""
        name = self._name()
        return not command.bot or not name or command.bot.lower() == name.lower()


async def answer_office(desk: Desk, work: UnitOfWork, heard: Heard, command: Commanded) -> bool:
    """Queue the answer to what the secretariat asks; False for a command that is none of its own."""
    asked = _by_name().get(command.name.lower())
    if asked is None:
        return await _order(desk, work, heard, command)
    facts = {"asked": asked, "argument": command.argument}
    now, key, language = desk.clock.now(), str(heard.update_id), language_of(desk, heard)
    await say_in(desk, work, heard.chat_id, OFFICE, facts, now, key=key, language=language)
    if asked is Asked.EXPORT:
        await say_in(desk, work, heard.chat_id, EXPORT, {}, now, key=key, language=language)
    return True


async def _order(desk: Desk, work: UnitOfWork, heard: Heard, command: Commanded) -> bool:
    """Carry out an order of the secretariat's; False for a command that is none."""
    typed = order_of(command)
    if typed is None:
        return False
    key, language = str(heard.update_id), language_of(desk, heard)
    await order_in_chat(desk, work, heard.chat_id, heard.user_id, typed, key=key, language=language)
    return True


def office_menu(words: Words) -> tuple[tuple[str, str], ...]:
    """Return the commands of the secretariat's chat with their descriptions."""
    return tuple((words(f"telegram.office.{asked}"), words(f"telegram.office_descriptions.{asked}")) for asked in Asked)


def language_of(desk: Desk, heard: Heard) -> str:
    """Return the language to answer in: the one of the asker's telephone, where the call has it."""
    spoken = heard.language.partition("-")[0].lower()
    return spoken if spoken in LANGUAGES and spoken in desk.call.languages else SOURCE


@cache
def _by_name() -> dict[str, Asked]:
    return {Words(language)(f"telegram.office.{asked}"): asked for language in LANGUAGES for asked in Asked}
