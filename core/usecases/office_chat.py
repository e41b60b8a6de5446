"""What the secretariat may ask for in its chat: each answer is one neutral screen, the table goes beside it."""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never

from core.dialogue.screen import Phrase, Screen
from core.ports import ProposalFilter, UnitOfWork
from core.usecases.desk import Desk
from core.usecases.office.daily import digest_screen
from core.usecases.office.pending import pending
from core.usecases.office.proposal import proposal
from core.usecases.office.search import search
from core.usecases.office.sections import screen, text
from core.usecases.office.summary import summary

__all__ = ["Asked", "digest_screen", "office_answer"]


class Asked(StrEnum):
    """What can be asked for."""

    SUMMARY = "summary"
    PROPOSAL = "proposal"
    PENDING = "pending"
    SEARCH = "search"
    EXPORT = "export"


async def office_answer(desk: Desk, work: UnitOfWork, asked: Asked, argument: str, language: str, page: str) -> Screen:
    """Return the answer; `page` is the address of the secretariat's page, named where more can be seen, '' for none."""
    match asked:
        case Asked.SUMMARY:
            return await summary(desk, work, language, page)
        case Asked.PROPOSAL:
            return await proposal(desk, work, argument, language, page)
        case Asked.PENDING:
            return await pending(desk, work, language, page)
        case Asked.SEARCH:
            return await search(desk, work, argument, language, page)
        case Asked.EXPORT:
            return await _export(desk, work, language)
        case _:
            assert_never(asked)


async def _export(desk: Desk, work: UnitOfWork, language: str) -> Screen:
    count = len(await work.proposals.find(desk.call.id, ProposalFilter()))
    return screen(Phrase("office.export.title"), (text("export.rows", count=count),), language)
