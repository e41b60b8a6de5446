"""(the lead's placeholder until helper's file is here: overwrite it)"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from core.call.definition import Call
from core.dialogue.screen import Phrase, Screen
from core.ports import UnitOfWork
from core.usecases.desk import Desk


class Asked(StrEnum):
    SUMMARY = "summary"
    PROPOSAL = "proposal"
    PENDING = "pending"
    SEARCH = "search"
    EXPORT = "export"


async def office_answer(desk: Desk, work: UnitOfWork, asked: Asked, argument: str, language: str, page: str) -> Screen:
    return Screen(place="office", revision=0, title=Phrase(own=str(asked)), language=language)


async def office_export(desk: Desk, work: UnitOfWork, language: str) -> tuple[str, bytes]:
    return "x.csv", b""


def digest_screen(call: Call, facts: Mapping[str, object], language: str, page: str) -> Screen:
    return Screen(place="office", revision=0, title=Phrase(own="digest"), language=language)
