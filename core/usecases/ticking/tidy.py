"""Tidying: what has ended and opens nothing any more need not be kept."""

from __future__ import annotations

from core.model.token import CHAT, SIGN_IN
from core.ports import UnitOfWork
from core.usecases.desk import Desk
from core.usecases.notices import TOKEN_LIFE
from core.usecases.ticking.duty import Done


async def tidy(desk: Desk, work: UnitOfWork) -> Done:
    """Drop sessions and links into the chats that have ended, and replies that nobody owned; queues nothing.

    The other tokens of invitations stay: who answers late is told so.
    """
    now = desk.clock.now()
    await work.sessions.forget(now)
    for purpose in (SIGN_IN, CHAT):
        await work.tokens.forget(purpose, now)
    await work.held.forget(now - TOKEN_LIFE)
    return Done()
