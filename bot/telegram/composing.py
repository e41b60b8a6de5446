"""What a message beside the card says, found when it is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

from bot.telegram import conversing, office
from bot.telegram.drawing import drawn
from bot.telegram.messenger import Message
from bot.telegram.paper import Look, Piece, Rank, laid_out
from core.dialogue.places.erasing import draw_erased
from core.dialogue.screen import Screen
from core.model.records import Notice
from core.ports import ProposalFilter, UnitOfWork
from core.usecases.desk import Desk
from core.usecases.digesting import digest as digesting
from core.usecases.office_chat import Asked, digest_screen, office_answer
from core.usecases.ordering import letters
from core.usecases.privacy import erase, own_data
from core.usecases.privacy.unsubscribe import Sort
from core.usecases.secretariat import csv_table
from templates.charts.drawing import drawn as drawn_figure
from templates.charts.png import png
from templates.charts.telling import Telling, figure_of
from templates.letters.orders import forms
from templates.ordered import ordered_lines
from templates.own_data import page
from templates.secretariat import table_file
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
                columns, rows = await csv_table(self._desk, work, ProposalFilter())
                name, table = table_file(self._desk.call, notice.language, columns, rows)
                return Message("", table, name)
            case letters.ORDERED:
                lines = ordered_lines(self._desk.call, words, notice.facts)
                return Message(laid_out([Piece(line, Rank.SAID, before="\n\n") for line in lines]))
            case own_data.OWN_DATA:
                return await self._own_data(work, notice, words)
            case conversing.GOODBYE:
                counts = {key: int(str(notice.facts[key])) for key in ("drafts", "sent", "lists")}
                goodbye = draw_erased(self._desk.call, notice.language, counts)
                return replace(self._shown(goodbye, words), farewell=True)
            case erase.ELSEWHERE:
                told = Piece(words("privacy.erased.other_chat", contact=self._desk.call.contact), Rank.NEEDED)
                return Message(laid_out([told]), farewell=True)
            case Sort.DIGEST:
                page = self._page and f"{self._page}/digest"
                return self._shown(digest_screen(self._desk.call, notice.facts, notice.language, page), words)
            case digesting.PICTURE:
                return await self._picture(notice, words)
        raise LookupError(notice.kind)

    async def _picture(self, notice: Notice, words: Words) -> Message:
        """Return a figure of the digest; a messenger has no other words for who cannot see it than the caption."""
        call = self._desk.call
        told = Telling(call, words)(figure_of(cast(Mapping[str, Any], notice.facts["figure"])))
        photo = await asyncio.to_thread(png, drawn_figure(told, call, words, alone=True).svg)
        return Message(laid_out([Piece(told.alt, Rank.NEEDED)]), photo=photo)

    async def _own_data(self, work: UnitOfWork, notice: Notice, words: Words) -> Message | None:
        """Return one of the two files of everything that is kept of a person; None where they are gone meanwhile."""
        data = await own_data.own_data(self._desk, work, notice.person_id or "")
        if data is None:
            return None
        form = own_data.Form(str(notice.facts["form"]))
        call = self._desk.call
        content = data.to_json() if form is own_data.Form.JSON else page(data, notice.language, call)
        caption = laid_out([Piece(words(f"telegram.file.{form}"), Rank.NEEDED)])
        return Message(caption, content.encode(), f"{call.id}-{data.made_at:%Y-%m-%d}.{form}")

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
            orders = Piece(words("orders.chat.how", **forms(words)), Rank.NEEDED, before="\n\n")
            return Message(laid_out([Piece("\n".join(lines), Rank.NEEDED), orders]))
        argument = str(notice.facts["argument"])
        screen = await office_answer(self._desk, work, Asked(asked), argument, notice.language, self._page)
        return self._shown(screen, words)

    def _shown(self, screen: Screen, words: Words) -> Message:
        return Message(drawn(screen, words, self._desk.call, tag=office.OFFICE).text)
