"""Tidying: what has ended and opens nothing any more need not be kept."""

from __future__ import annotations

from core.model.token import SIGN_IN
from core.ports import UnitOfWork
from core.usecases.desk import Desk


async def tidy(desk: Desk, work: UnitOfWork) -> int:
    """Drop sessions and sign-in links that have ended; queues nothing.

    The tokens of invitations stay: who answers late is told so.
    """
    now = desk.clock.now()
    await work.sessions.forget(now)
    await work.tokens.forget(SIGN_IN, now)
    return 0
