"""Groups of a messenger that get a new id: they stay the same group to us."""

from __future__ import annotations

from datetime import datetime

from core.ports import UnitOfWork
from core.usecases.desk import Desk

_MOVED = "chat_moved:"


async def moved(work: UnitOfWork, before: int, now_id: int, now: datetime) -> None:
    """Follow a group to its new id; told twice (each side of a move is) it is one move."""
    is_new = await work.ledger.enter(f"{_MOVED}{now_id}", now, str(before))
    if is_new and await work.chats.get(now_id) is None:
        await work.chats.move(before, now_id)


async def is_office(desk: Desk, work: UnitOfWork, chat_id: int) -> bool:
    """Whether a chat is one of the secretariat's, as the settings name it or after it has moved."""
    if chat_id in desk.office_chats:
        return True
    if not desk.office_chats:
        return False
    before = (await work.ledger.known(f"{_MOVED}{chat_id}")).get(f"{_MOVED}{chat_id}")
    return before is not None and int(before) in desk.office_chats
