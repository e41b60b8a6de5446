"""What a message beside the card says, found when it is sent."""

from __future__ import annotations

from collections.abc import Callable

from bot.telegram import office
from bot.telegram.drawing import drawn
from bot.telegram.messenger import Message
from bot.telegram.paper import Look, Piece, Rank, laid_out
from core.dialogue.screen import Screen
from core.model.records import Notice
from core.ports import UnitOfWork
from core.usecases import digest
from core.usecases.desk import Desk
from core.usecases.office_chat import Asked, digest_screen, office_answer, office_export
from templates.words import Words


class Composing:
    """Composes every kind of message; `page` is the secretariat's, `name` the bot's own user name, '' if unknown."""

    def __init__(self, desk: Desk, *, page: str, name: Callable[[], str]) -> None:
        self._desk, self._page, self._name = desk, page, name

    async def compose(self, work: UnitOfWork, notice: Notice) -> Message | None:
        """Return the message of a notice; LookupError for a kind that is not there (a bug of ours)."""
        words = Words(notice.language)
        match notice.kind:
            case office.ELSEWHERE | office.ADDED:
                return self._group(notice, words)
            case office.OFFICE:
                return await self._office(work, notice, words)
            case office.EXPORT:
                name, table = await office_export(self._desk, work, notice.language)
                return Message("", table, name)
            case digest.DIGEST:
                return self._shown(digest_screen(self._desk.call, notice.facts, notice.language, self._page), words)
        raise LookupError(notice.kind)

    def _group(self, notice: Notice, words: Words) -> Message:
        pieces = [Piece(words(f"telegram.group.{notice.kind}"), Rank.NEEDED)]
        if notice.kind == office.ADDED:
            number = words("telegram.group.number", number=str(notice.facts["chat"]))
            pieces.append(Piece(number, Rank.SAID, Look.ITALIC, "\n\n"))
        name = self._name()
        link = (words("telegram.group.open"), f"https://t.me/{name}") if name else None
        return Message(laid_out(pieces), link=link)

    async def _office(self, work: UnitOfWork, notice: Notice, words: Words) -> Message:
        asked = str(notice.facts["asked"])
        if not asked:
            lines = [f"/{command}: {said}" for command, said in office.office_menu(words)]
            return Message(laid_out([Piece("\n".join(lines), Rank.NEEDED)]))
        argument = str(notice.facts["argument"])
        screen = await office_answer(self._desk, work, Asked(asked), argument, notice.language, self._page)
        return self._shown(screen, words)

    def _shown(self, screen: Screen, words: Words) -> Message:
        return Message(drawn(screen, words, self._desk.call, tag=office.OFFICE).text)
